"""K01: the form does not name who prepared the form."""

from collections.abc import Iterator

from scoring.criteria.schema import CriteriaSet
from scoring.findings import Finding, Place, finding
from scoring.intake.checks.base import Live
from scoring.intake.checks.excel import blank
from scoring.intake.model import SignOff


def check(signed: SignOff, _: CriteriaSet) -> Iterator[Finding]:
    """One finding where the name is blank."""
    if not signed.preparer:
        yield finding("K01", signed.places.get("preparer", Place()))


def live(cell: str, _: CriteriaSet) -> Iterator[Live]:
    """The same in the form."""
    yield Live(blank(cell), finding("K01"))
