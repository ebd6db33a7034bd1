"""D03: a unit that is not evaluated has sent a form."""

from collections.abc import Iterator

from scoring.findings import Finding, finding
from scoring.intake.checks.base import Claim


def check(claim: Claim) -> Iterator[Finding]:
    """One finding, with the reason why the unit is outside."""
    unit = claim.unit
    if unit and not unit.evaluated:
        yield finding("D03", claim.identity.place, found=unit.name, reason=unit.outside)
