"""K06: the sending is no number from 1 on."""

from collections.abc import Iterator

from scoring.criteria.schema import CriteriaSet
from scoring.findings import Finding, Place, finding
from scoring.intake.checks.base import UNSHOWN, Live
from scoring.intake.checks.excel import all_of, blank, is_number, no
from scoring.intake.layout import LAST_SENDING
from scoring.intake.model import SignOff


def check(signed: SignOff, _: CriteriaSet) -> Iterator[Finding]:
    """One finding where the number could not be read; blank is the first sending."""
    if "sending" in signed.unreadable:
        yield finding("K06", signed.places.get("sending", Place()), found=UNSHOWN)


def live(cell: str, _: CriteriaSet) -> Iterator[Live]:
    """The same in the form, which takes no words for a number."""
    whole = all_of(is_number(cell), f"AND({cell}>=1,{cell}<={LAST_SENDING},ROUND({cell},6)=INT({cell}+0.5))")
    yield Live(all_of(no(f"ISERROR({cell})"), no(blank(cell)), no(whole)), finding("K06", found=UNSHOWN))
