"""What several screens need: the site, the period asked for, uploads under names that do no harm."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from flask import abort, current_app, g, request
from werkzeug.datastructures import FileStorage

from scoring.criteria.reports import Report
from scoring.criteria.schema import CriteriaSet
from scoring.errors import UserError
from scoring.periods import ANNUAL
from scoring.register import Action
from scoring.register.record import signed_by_link
from scoring.text import clean, day_in, no_day, on_one_line, show_date
from scoring.web.accounts import TEAM, Visitor
from scoring.web.roles import Role
from scoring.web.site import Site

if TYPE_CHECKING:
    from scoring.criteria.units import Unit
    from scoring.pipeline.submit import HandedIn
    from scoring.verification.contents import UnitTally

_KEPT = re.compile(r"[^\w .()\[\]-]")
_LONGEST = 100
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)$")
MOST_FILES = 200


def site() -> Site:
    """The site of this request."""
    found: Site = current_app.extensions["site"]
    return found


def visitor() -> Visitor:
    """Who asks."""
    found: Visitor = g.visitor
    return found


def own_unit() -> "Unit":
    """The unit of the link; 404 where the list of units no longer has it."""
    unit = site().office().roster.unit(visitor().unit)
    if unit is None:
        abort(404)
    return unit


def who() -> str:
    """Who is recorded in the register: the person logged in, or the unit by its link."""
    return visitor().who or signed_by_link(own_unit().name)


def scope() -> str:
    """The verifier as whom somebody looks; nothing for the office and the whole team."""
    mine = visitor()
    if Role.OFFICE in mine.roles or mine.verifies == TEAM:
        return ""
    if not mine.verifies:
        abort(403)
    return mine.verifies


def tallies_of_visitor() -> "tuple[UnitTally, ...]":
    """The units that the visitor may verify."""
    own = scope()
    return tuple(t for t in site().tallies() if not own or (t.verifier and t.verifier.code == own))


def periods(criteria: CriteriaSet) -> list[Report]:
    """The reports of the year in the order in which they are due."""
    return sorted(criteria.reports, key=lambda report: report.due)


def current_period(criteria: CriteriaSet, today: date) -> str:
    """The report that is due next, else the year's."""
    return next((each.code for each in periods(criteria) if each.last >= today), ANNUAL)


def asked_period() -> str:
    """The period of the request (``?ky=``), else the one that is due next. 404 for a stranger."""
    criteria = site().office().roster.criteria
    wanted = request.values.get("ky", "")
    if not wanted:
        return current_period(criteria, site().today)
    if wanted not in {ANNUAL, *(report.code for report in criteria.reports)}:
        abort(404)
    return wanted


def closed_note(*, unit: bool = False) -> str:
    """What somebody has to know who goes on working on a frozen year; nothing where it is not."""
    line = next(iter(reversed(list(site().ledger().of(Action.FROZEN)))), None)
    if line is None:
        return ""
    said = f"Năm {line.draft.year} đã chốt ngày {show_date(line.day)}."
    if unit:
        return f"{said} Biểu nộp thêm vẫn được lưu và ghi sổ, nhưng không đổi kết quả đã chốt."
    return f"{said} Ghi thêm ở đây không đổi kết quả đã chốt; muốn đổi thì chốt lại ở trang Chốt."


def typed_day(text: str) -> date:
    """A day as a browser's field gives it, or as people write it. Raises UserError."""
    if day := day_in(text):
        return day
    raise UserError(f"{no_day(on_one_line(text))}.")


def typed_words(field: str, what: str) -> str:
    """What somebody wrote in a field that is recorded. Raises UserError where it is blank: nothing is
    recorded in words that nobody has seen."""
    if words := clean(request.form.get(field, "")):
        return words
    raise UserError(f"Chưa ghi {what}. Ghi vào ô rồi bấm lại.")


def uploads(field: str = "tep") -> list[FileStorage]:
    """The files of the request. Raises UserError where there are none, or more than anybody sends."""
    found = [each for each in request.files.getlist(field) if each.filename]
    if not found:
        raise UserError("Chưa chọn tệp nào. Bấm nút chọn tệp, chọn biểu Excel rồi gửi lại.")
    if len(found) > MOST_FILES:
        raise UserError(f"Mỗi lần gửi tối đa {MOST_FILES} tệp. Nén lại thành một tệp .zip rồi gửi.")
    return found


@contextmanager
def on_disk(files: Sequence[FileStorage], *, named: bool = True) -> Iterator[dict[str, Path]]:
    """The files in a folder of their own, by the names that people know them by; gone afterwards.

    A name on the disk keeps the letters that show whose form it is, and nothing that a system could act on.
    Without ``named`` it keeps none: of a unit's file the link says whose it is.
    """
    with tempfile.TemporaryDirectory(prefix="danvan-") as folder:
        found: dict[str, Path] = {}
        for number, file in enumerate(files):
            own = Path(folder) / str(number)
            own.mkdir()
            shown = on_one_line(clean(file.filename or ""))[:_LONGEST]
            path = own / (harmless(shown) if named else harmless(f"bieu{Path(shown).suffix[:6].lower()}"))
            file.save(path)
            found[shown if shown not in found else f"{shown} ({number})"] = path
        yield found


def harmless(name: str) -> str:
    """A name for the disk, made of what was typed."""
    last = _KEPT.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .") or "bieu"
    stem, dot, suffix = last[-_LONGEST:].rpartition(".")
    stem, suffix = (stem, suffix) if dot else (suffix, "")
    stem = f"{stem}_" if _RESERVED.fullmatch(stem) else stem or "bieu"
    return f"{stem}.{suffix}" if suffix else stem


def under_own_names(done: Sequence["HandedIn"], names: dict[str, Path]) -> list["HandedIn"]:
    """The receipts by the names that the sender knows."""
    shown = {path.name: name for name, path in names.items()}
    if len(shown) < len(names):  # two files of one name: the pipeline distinguishes them by their folders
        shown |= {f"{path.parent.name}/{path.name}": name for name, path in names.items()}
    return [
        replace(each, receipt=replace(each.receipt, file=_known(each.receipt.file, shown))) for each in done
    ]


def _known(file: str, shown: dict[str, str]) -> str:
    head, mark, inside = file.partition(" > ")
    return f"{shown.get(head, head)}{mark}{inside}"
