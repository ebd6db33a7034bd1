"""B03: the form of another criteria set."""

from collections.abc import Iterator

from scoring.findings import Finding, finding
from scoring.intake.checks.base import Claim


def check(claim: Claim) -> Iterator[Finding]:
    """One finding where the stamp names another set."""
    stamp, criteria = claim.identity.stamp, claim.roster.criteria
    if stamp and stamp.set_id != criteria.id:
        yield finding("B03", found=stamp.set_id, expected=criteria.id)
