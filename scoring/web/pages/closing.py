"""Chốt: the checklist, freezing with a word that is typed, papers to download, checking what was frozen."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import abort, redirect, render_template, request, url_for

from scoring.errors import UserError
from scoring.periods import ANNUAL
from scoring.pipeline.attach import lost_evidence
from scoring.pipeline.foresee import PREVIEW, is_preview_current
from scoring.register import Action
from scoring.register.actions import EditionFrozen
from scoring.text import clean
from scoring.web.answers import attachment
from scoring.web.pages.common import site, who
from scoring.web.pages.deciding import shown_matters
from scoring.web.pages.downloads import DOCUMENT, WORKBOOK, made_file
from scoring.web.roles import OFFICE, READERS, page

if TYPE_CHECKING:
    from scoring.criteria.units import Unit

WORD = "CÔNG BỐ"
"""What is typed to freeze the year, in capitals: it cannot be undone, only done again."""


PAPERS: Mapping[str, str] = {
    "quyet-dinh.docx": "Quyết định",
    "xep-loai.xlsx": "Bảng xếp loại",
    "bao-cao-ubnd-phuong.docx": "Báo cáo UBND phường",
    "bao-cao-ubnd-thanh-pho.docx": "Báo cáo UBND thành phố",
    "danh-sach-nop-muon-chua-nop.docx": "Danh sách nộp chậm, chưa nộp",
    "tong-hop.xlsx": "Bảng tổng hợp",
}
"""What the papers of an edition are called; a unit's notice by the unit."""
_NOTICES = "thong-bao"


@page("/chot", READERS)
def closing() -> Any:
    """What keeps the year open, the editions, and what can be done with them."""
    office = site().office(ANNUAL)
    year = office.roster.criteria.year
    numbers = office.workspace.editions(year)
    lines = {EditionFrozen.of(line).edition: line for line in site().ledger().of(Action.FROZEN)}
    return render_template(
        "closing.html",
        matters=shown_matters(),
        explained=_explained(),
        lost=lost_evidence(site().verified_run()),
        editions=[(number, lines.get(number)) for number in reversed(numbers)],
        papers=_papers(max(numbers)) if numbers else {},
        word=WORD,
        preview=(preview := made_file(office.out / PREVIEW)),
        current=preview is not None and is_preview_current(office),
        jobs=site().jobs.of("preview_papers", "finalize", "verify_freeze", period=ANNUAL)[:2],
        kept=request.args.get("sao_luu", ""),
        files=request.args.get("tep", 0, type=int),
        damaged=request.args.get("hong", 0, type=int),
    )


def _explained() -> "Mapping[Unit, tuple[str, ...]]":
    """The units that wait for another look, each with the codes that it explained.

    They do not keep the year open: whether to look once more is the office's to say.
    """
    run = site().verified_run()
    codes: dict[str, list[str]] = defaultdict(list)
    for unit, code in run.ledger.explanations:
        codes[unit].append(code)
    return {unit: tuple(codes[unit.code]) for unit in run.roster.evaluated if unit.code in codes}


def _papers(number: int) -> dict[str, tuple[str, Path]]:
    """Key in the address -> what a paper of the edition is called, and where it lies."""
    office = site().office(ANNUAL)
    folder = office.workspace.edition(office.roster.criteria.year, number)
    found = {path.name: path for path in sorted(folder.glob("*.docx")) + sorted(folder.glob("*.xlsx"))}
    listed = {name: (words, found[name]) for name, words in PAPERS.items() if name in found}
    listed |= {name: (path.stem, path) for name, path in found.items() if name not in PAPERS}
    for unit in office.roster.units:
        path = folder / _NOTICES / f"{unit.code}.docx"
        listed[f"{_NOTICES}-{path.name}"] = (f"Thông báo: {unit.name}", path)
    return {key: each for key, each in listed.items() if each[1].is_file() and not each[1].is_symlink()}


@page("/chot/xem-truoc", OFFICE, "POST", screen="closing")
def previewing() -> Any:
    """Make the papers of freezing now, to be read before anything is frozen."""
    job = site().jobs.start(site().where(ANNUAL), "preview_papers", "Lập văn bản xem trước", who(), {})
    return redirect(url_for("job", number=job.id), 303)


@page("/chot/xem-truoc/tai", READERS)
def previewed() -> Any:
    """The papers that were made to be read before."""
    made = made_file(site().office(ANNUAL).out / PREVIEW)
    if made is None:
        abort(404)
    return attachment(made.path.read_bytes(), PREVIEW, "application/zip")


@page("/chot/ghi", OFFICE, "POST", screen="closing")
def frozen() -> Any:
    """Freeze the year, or freeze it again."""
    if clean(request.form.get("tu", "")) != WORD:
        raise UserError(
            f"Chốt là việc không hoàn lại được. Ghi đúng {WORD}, chữ in hoa, có dấu, vào ô rồi bấm Chốt."
        )
    reason = clean(request.form.get("ly_do", ""))
    office = site().office(ANNUAL)
    again = bool(office.workspace.editions(office.roster.criteria.year))
    if again and not reason:
        raise UserError("Năm này đã chốt. Chốt lại cần ghi lý do; các lần trước được giữ nguyên.")
    options = {"who": who(), "again": again, "reason": reason}
    job = site().jobs.start(site().where(ANNUAL), "finalize", "Chốt năm", who(), options)
    return redirect(url_for("job", number=job.id), 303)


@page("/chot/kiem-tra", OFFICE, "POST", screen="closing")
def frozen_checked() -> Any:
    """Work the frozen results out again and compare every byte."""
    options = {"edition": request.form.get("lan", 0, type=int) or None}
    job = site().jobs.start(site().where(ANNUAL), "verify_freeze", "Kiểm tra lần chốt", who(), options)
    return redirect(url_for("job", number=job.id), 303)


@page("/chot/sao-luu", OFFICE, "POST", screen="closing")
def backed_up() -> Any:
    """Copy the register and the evidence files."""
    done = site().ask(ANNUAL, "register_backup")
    return redirect(url_for("closing", sao_luu=done.place.name, tep=done.files, hong=done.damaged), 303)


@page("/chot/tai/<int:number>/<name>", READERS)
def paper(number: int, name: str) -> Any:
    """One paper of an edition, by its listed name."""
    office = site().office(ANNUAL)
    if number not in office.workspace.editions(office.roster.criteria.year) or name not in _papers(number):
        abort(404)
    _, path = _papers(number)[name]
    return attachment(path.read_bytes(), name, WORKBOOK if path.suffix == ".xlsx" else DOCUMENT)


@page("/chot/tai/<int:number>", READERS)
def edition(number: int) -> Any:
    """All files of an edition in one archive."""
    office = site().office(ANNUAL)
    year = office.roster.criteria.year
    if number not in office.workspace.editions(year):
        abort(404)
    folder, buffer = office.workspace.edition(year, number), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                packed.writestr(zipfile.ZipInfo(path.relative_to(folder).as_posix()), path.read_bytes())
    return attachment(buffer.getvalue(), f"chot-{year}-lan-{number}.zip", "application/zip")
