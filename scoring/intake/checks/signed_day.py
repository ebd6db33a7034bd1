"""K03, K05, K08: the day of signing is missing, is no day, or none that the form lets anybody type."""

from collections.abc import Iterator

from scoring.criteria.schema import CriteriaSet
from scoring.findings import Finding, Place, finding
from scoring.intake.checks.base import UNSHOWN, Live
from scoring.intake.checks.excel import all_of, blank, is_number, no, outside
from scoring.intake.days import of_signing
from scoring.intake.model import SignOff
from scoring.text import show_date


def check(signed: SignOff, criteria: CriteriaSet) -> Iterator[Finding]:
    """One finding; where reading refused the day it has said so in better words."""
    place, days = signed.places.get("day", Place()), of_signing(criteria.period)
    if "day" in signed.unreadable:
        yield finding("K05", place, found=UNSHOWN, proposal="")
    elif signed.day is None:
        yield finding("K03", place)
    elif signed.day not in days:
        yield _outside(criteria, place, show_date(signed.day))


def live(cell: str, criteria: CriteriaSet) -> Iterator[Live]:
    """The same in the form, which takes no text for a day."""
    yield Live(blank(cell), finding("K03"))
    other = all_of(no(f"ISERROR({cell})"), no(blank(cell)), no(is_number(cell)))
    yield Live(other, finding("K05", found=UNSHOWN, proposal=""))
    yield Live(all_of(is_number(cell), outside(of_signing(criteria.period), cell)), _outside(criteria))


def _outside(criteria: CriteriaSet, place: Place | None = None, found: str = UNSHOWN) -> Finding:
    first, last = map(show_date, of_signing(criteria.period))
    return finding("K08", place, first=first, last=last, found=found)
