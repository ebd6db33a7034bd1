"""D07: the unit is known, but its name is written in another way."""

from collections.abc import Iterator

from scoring.findings import Finding, finding
from scoring.intake.checks.base import Claim
from scoring.text import fold


def check(claim: Claim) -> Iterator[Finding]:
    """One finding where a written name is not the one in the list."""
    name, unit = claim.identity.name, claim.unit
    if unit and name and fold(name) != fold(unit.name):
        yield finding("D07", claim.identity.place, found=name, expected=unit.name)
