"""The Word documents of the year's end, filled from templates that the office may edit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from scoring.errors import Spoken
from scoring.reports.approved import approved
from scoring.reports.documents.counts import ClassCounts
from scoring.reports.documents.decisions import decided, freed, ineligible
from scoring.reports.documents.errors import TemplateError
from scoring.reports.documents.groups import HOW, groups
from scoring.reports.documents.guard import read_template
from scoring.reports.documents.notice import is_told, notice
from scoring.reports.documents.punctual import periods
from scoring.reports.documents.ranking import ranking, unplaced
from scoring.reports.documents.render import render
from scoring.reports.documents.tasks import Tasks, tasks
from scoring.reports.documents.words import report_words
from scoring.reports.letterhead import letterhead
from scoring.reports.tables import order_words, reached_words
from scoring.standing.run import Consolidation
from scoring.workers.supervised import Loss, each

__all__ = [
    "TEMPLATES",
    "TemplateError",
    "document_names",
    "documents",
    "fields",
    "notice_fields",
    "read_template",
]

NOTICE = "thong-bao.docx"
WHOLE = (
    "quyet-dinh.docx",
    "bao-cao-ubnd-phuong.docx",
    "bao-cao-ubnd-thanh-pho.docx",
    "danh-sach-nop-muon-chua-nop.docx",
)
SECONDS = 60
"""For one document: a table of 19,000 units takes one of them."""
TEMPLATES: tuple[str, ...] = (*WHOLE, NOTICE)


def documents(run: Consolidation, templates: Mapping[str, bytes]) -> dict[str, bytes]:
    """Relative file name -> .docx; a result notice stands in ``thong-bao/`` for every unit
    whose year is closed, with a class or without one.

    ``run`` is on stage "verified". Same run and same templates, same bytes. Raises TemplateError before
    anything is handed out.
    """
    missing = [name for name in TEMPLATES if name not in templates]
    if missing:
        none = f"Thiếu mẫu văn bản {', '.join(missing)} trong thư mục criteria/mau-van-ban."
        command = f"{none} Chép lại mẫu gốc từ thư mục tạo bằng: danvan init THƯ_MỤC."
        raise TemplateError(Spoken(command, f"{none} Chép lại mẫu gốc từ bản sao, hoặc từ năm trước."))
    shared = fields(run)
    jobs = [_Job(name, name, shared) for name in WHOLE]
    jobs += [_Job(f"thong-bao/{unit}.docx", NOTICE, own) for unit, own in notice_fields(run).items()]
    made = {}
    for job, document in zip(jobs, _rendered(jobs, templates), strict=True):
        if isinstance(document, TemplateError):
            raise document
        made[job.file] = document
    return made


def document_names(run: Consolidation) -> tuple[str, ...]:
    """The relative file names that :func:`documents` gives, without making any."""
    return (
        *WHOLE,
        *(f"thong-bao/{result.unit}.docx" for result in run.results.units if is_told(run, result)),
    )


@dataclass(frozen=True, slots=True)
class _Job:
    file: str
    template: str
    fields: Mapping[str, Any]


def _rendered(jobs: Sequence[_Job], templates: Mapping[str, bytes]) -> list[bytes | TemplateError]:
    """The documents in the order of the jobs, each made by a worker under supervision.

    A template that the office edited, or somebody sent it, may ask for more time or memory than there is.
    """
    return each(partial(_make, templates), jobs, _lost, seconds=SECONDS)


def _make(templates: Mapping[str, bytes], job: _Job) -> bytes | TemplateError:
    try:
        return render(job.template, templates[job.template], job.fields)
    except TemplateError as error:
        return error


def _lost(job: _Job, loss: Loss) -> bytes | TemplateError:
    why = {Loss.HUNG: f"điền quá {SECONDS} giây", Loss.MEMORY: "điền cần quá nhiều bộ nhớ"}
    return TemplateError(
        f"Mẫu {job.template}: {why.get(loss, 'công cụ không điền được')}. Bỏ bớt nội dung và vòng lặp, hoặc "
        "lấy lại mẫu gốc."
    )


def fields(run: Consolidation) -> dict[str, Any]:
    """What the templates may show, worded in Vietnamese; criteria/mau-van-ban/README.md lists it."""
    by_group = Tasks(run).fields()
    return {
        **letterhead(run.criteria),
        "ket_qua": ClassCounts(run).fields(),
        "xep_hang": ranking(run),
        "khong_xep_hang": unplaced(run),
        "han_muc": [note.text for note in run.results.quota_notes],
        "quyet_dinh_loai": decided(run),
        "khong_du_dieu_kien": ineligible(run),
        "duoc_mien": freed(run),
        "phe_duyet": approved(run),
        "don_vi_diem": reached_words(run.criteria),
        "cach_xep_hang": order_words(run.criteria),
        "nhom": groups(run),
        "cach_tinh": HOW,
        "nhom_nhiem_vu": by_group,
        "nhiem_vu": tasks(by_group),
        "ky_bao_cao": periods(run),
        **report_words(run),
    }


def notice_fields(run: Consolidation) -> dict[str, dict[str, Any]]:
    """Unit code -> the fields of its notice."""
    shared = {**letterhead(run.criteria), "don_vi_diem": reached_words(run.criteria)}
    told = (result for result in run.results.units if is_told(run, result))
    return {result.unit: {**shared, **notice(run, result)} for result in told}
