"""B05: the stamp sheet is gone; the form was recognised by its headings."""

from collections.abc import Iterator

from scoring.findings import Finding, finding
from scoring.intake.checks.base import Claim


def check(claim: Claim) -> Iterator[Finding]:
    """One finding for a form without stamp."""
    if claim.identity.stamp is None:
        yield finding("B05")
