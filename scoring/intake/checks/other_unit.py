"""D02: the form issued to one unit bears the name of another."""

from collections.abc import Iterator

from scoring.findings import Finding, finding
from scoring.intake.checks.base import Claim
from scoring.text import fold


def check(claim: Claim) -> Iterator[Finding]:
    """One finding where the written name or code is another unit's than the stamp's."""
    if claim.unit is None or claim.identity.stamp is None:
        return
    names = claim.roster.names
    for written in (claim.identity.name, claim.identity.code):
        other = names.get(fold(written)) if written else None
        if other and other.code != claim.unit.code:
            yield finding("D02", claim.identity.place, expected=claim.unit.name, found=other.name)
            return
