"""The Word documents of the year's end, filled from templates that the office may edit."""

from collections.abc import Mapping
from typing import Any

from scoring.outputs.documents.counts import ClassCounts
from scoring.outputs.documents.errors import TemplateError
from scoring.outputs.documents.groups import HOW, groups
from scoring.outputs.documents.notice import notice
from scoring.outputs.documents.punctual import periods
from scoring.outputs.documents.ranking import ranking, unplaced
from scoring.outputs.documents.render import render
from scoring.outputs.documents.tasks import Tasks, tasks
from scoring.outputs.documents.words import report_words
from scoring.outputs.letterhead import letterhead
from scoring.outputs.model import Consolidation

__all__ = ["TEMPLATES", "TemplateError", "documents", "fields", "notice_fields"]

NOTICE = "thong-bao.docx"
WHOLE = (
    "quyet-dinh.docx",
    "bao-cao-ubnd-phuong.docx",
    "bao-cao-ubnd-thanh-pho.docx",
    "danh-sach-nop-muon-chua-nop.docx",
)
TEMPLATES: tuple[str, ...] = (*WHOLE, NOTICE)


def documents(run: Consolidation, templates: Mapping[str, bytes]) -> dict[str, bytes]:
    """Relative file name -> .docx; a result notice stands in ``thong-bao/`` for every unit that is placed.

    ``run`` is on stage "verified". Same run and same templates, same bytes. Raises TemplateError before
    anything is handed out.
    """
    missing = [name for name in TEMPLATES if name not in templates]
    if missing:
        raise TemplateError(
            f"Thiếu mẫu văn bản {', '.join(missing)} trong thư mục criteria/mau-van-ban. "
            "Chép lại mẫu gốc từ thư mục tạo bằng: danvan init THƯ_MỤC."
        )
    shared = fields(run)
    made = {name: render(name, templates[name], shared) for name in WHOLE}
    for unit, own in notice_fields(run).items():
        made[f"thong-bao/{unit}.docx"] = render(NOTICE, templates[NOTICE], own)
    return made


def fields(run: Consolidation) -> dict[str, Any]:
    """What the templates may show, worded in Vietnamese; criteria/mau-van-ban/README.md lists it."""
    by_group = Tasks(run).fields()
    return {
        **letterhead(run.criteria),
        "ket_qua": ClassCounts(run).fields(),
        "xep_hang": ranking(run),
        "khong_xep_hang": unplaced(run),
        "nhom": groups(run),
        "cach_tinh": HOW,
        "nhom_nhiem_vu": by_group,
        "nhiem_vu": tasks(by_group),
        "ky_bao_cao": periods(run),
        **report_words(run),
    }


def notice_fields(run: Consolidation) -> dict[str, dict[str, Any]]:
    """Unit code -> the fields of its notice."""
    shared = letterhead(run.criteria)
    return {r.unit: {**shared, **notice(run, r)} for _, placed in run.by_block for r in placed}
