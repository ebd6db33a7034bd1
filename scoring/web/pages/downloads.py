"""What was made, to be saved: by listed kinds only, never by a path."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import abort, render_template

from scoring.pipeline.office import Office
from scoring.register import VIETNAM
from scoring.web.answers import attachment
from scoring.web.pages.common import asked_period, site
from scoring.web.roles import ADMIN, OFFICE, READERS, page

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FOLDERS: Mapping[str, str] = {kind: kind for kind in ("bieu-mau", "phan-hoi", "tham-dinh")}

_BEGUN_AT: Mapping[str, tuple[str, str]] = {
    "forms": ("sending", "Gửi biểu"),
    "feedback": ("answering", "Phản hồi"),
    "consolidate": ("ranking", "Xếp loại"),
    "unscored": ("receiving", "Nhận biểu"),
    "verify_export": ("verifying", "Thẩm định"),
    "preview_papers": ("closing", "Chốt"),
    "finalize": ("closing", "Chốt"),
    "verify_freeze": ("closing", "Chốt"),
    "roll_up_wards": ("wards", "Cấp tỉnh"),
    "save_whole_copy": ("access", "Truy cập"),
}
"""The page where each job is begun, and begun again."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that a command made, and when."""

    path: Path
    at: datetime


def results_of(office: Office) -> Made | None:
    """The consolidated workbook, where there is one."""
    return made_file(office.out / "tong-hop.xlsx")


def files_of(office: Office, kind: str) -> dict[str, Path]:
    """The forms with their card, feedback forms with their letters, or verification books; no links."""
    folder = office.out / _FOLDERS[kind]
    if not folder.is_dir():
        return {}
    found = (path for path in folder.iterdir() if path.suffix in (".xlsx", ".txt", ".docx"))
    return {path.name: path for path in sorted(found) if path.is_file() and not path.is_symlink()}


def made_file(path: Path) -> Made | None:
    """A file that a command made, None where there is none."""
    if not path.is_file() or path.is_symlink():
        return None
    return Made(path, datetime.fromtimestamp(path.stat().st_mtime, VIETNAM))


@page("/tai/tong-hop", READERS)
def workbook() -> Any:
    """The consolidated workbook of a period."""
    made = results_of(site().office(asked_period()))
    if made is None:
        abort(404)
    return attachment(made.path.read_bytes(), made.path.name, WORKBOOK)


@page("/tai/<kind>", OFFICE)
def archive(kind: str) -> Any:
    """All forms, or all feedback, of a period in one archive."""
    period = asked_period()
    files = files_of(site().office(period), kind) if kind in _FOLDERS else {}
    if not files:
        abort(404)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as packed:
        for name, path in files.items():
            packed.writestr(zipfile.ZipInfo(name), path.read_bytes())
    return attachment(buffer.getvalue(), f"{kind}-{period}.zip", "application/zip")


@page("/tai/<kind>/<name>", OFFICE)
def single(kind: str, name: str) -> Any:
    """One of the forms, or of the feedback, by its listed name."""
    found = files_of(site().office(asked_period()), kind).get(name) if kind in _FOLDERS else None
    if found is None:
        abort(404)
    kinds = {".xlsx": WORKBOOK, ".docx": DOCUMENT}
    return attachment(found.read_bytes(), found.name, kinds.get(found.suffix, "text/plain"))


@page("/viec/<int:number>", OFFICE | ADMIN)
def job(number: int) -> Any:
    """How far a job is; asked again each second until it is over."""
    found = site().jobs.jobs.get(number)
    if found is None:
        abort(404)
    criteria, at = site().office().roster.criteria, found.where.period
    unscored = found.name == "consolidate" and not criteria.is_scored(at)
    return render_template("job.html", job=found, place=_BEGUN_AT["unscored" if unscored else found.name])
