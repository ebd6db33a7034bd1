"""K02: the form does not name the head who signs."""

from collections.abc import Iterator

from scoring.criteria.schema import CriteriaSet
from scoring.findings import Finding, Place, finding
from scoring.intake.checks.base import Live
from scoring.intake.checks.excel import blank
from scoring.intake.model import SignOff


def check(signed: SignOff, _: CriteriaSet) -> Iterator[Finding]:
    """One finding where the name is blank."""
    if not signed.head:
        yield finding("K02", signed.places.get("head", Place()))


def live(cell: str, _: CriteriaSet) -> Iterator[Live]:
    """The same in the form."""
    yield Live(blank(cell), finding("K02"))
