"""M04 and M06: the day of a document is no day, or none that the form lets anybody type."""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import UNSHOWN, Asked, Cells, Live
from scoring.intake.checks.excel import all_of, blank, is_number, no, outside
from scoring.intake.checks.words import tell
from scoring.intake.days import Days, of_documents
from scoring.intake.model import Row
from scoring.text import show_date


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding; where reading refused the day it has said so in better words."""
    if "day" in row.unreadable:
        yield tell("M04", asked, row, "day", found=UNSHOWN, proposal="")
    day = row.evidence.day
    if asked.period and day and day not in (days := of_documents(asked.period)):
        yield _outside(asked, days, row, show_date(day))


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form, which takes no text for a day."""
    cell = cells["day"]
    other = all_of(no(f"ISERROR({cell})"), no(blank(cell)), no(is_number(cell)))
    yield Live(other, tell("M04", asked, found=UNSHOWN, proposal=""))
    if asked.period:
        days = of_documents(asked.period)
        yield Live(all_of(is_number(cell), outside(days, cell)), _outside(asked, days))


def _outside(asked: Asked, days: Days, row: Row | None = None, found: str = UNSHOWN) -> Finding:
    first, last = map(show_date, days)
    return tell("M06", asked, row, "day", first=first, last=last, found=found)
