"""B04: a form of this set, but from before the set was changed, or of an older layout."""

from collections.abc import Iterator

from scoring.findings import Finding, finding
from scoring.intake.checks.base import Claim
from scoring.intake.layout import FORM_FORMAT

_SHOWN = 8


def check(claim: Claim) -> Iterator[Finding]:
    """One finding where the form asks or scores otherwise than today's set, or is of another layout."""
    stamp, unit = claim.identity.stamp, claim.unit
    if stamp is None or unit is None or claim.accepted:
        return
    valid = claim.roster.form_hashes(unit, claim.period)
    # Forms of version 0.1 carry the hash of the whole set.
    if stamp.set_hash != claim.set_hash and stamp.set_hash not in valid:
        today = claim.roster.form_hash(unit, claim.period)
        yield finding("B04", found=stamp.set_hash[:_SHOWN], expected=today[:_SHOWN])
    elif stamp.format != FORM_FORMAT:
        yield finding("B04", found=stamp.format, expected=FORM_FORMAT)
