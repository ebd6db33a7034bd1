"""B04: a form of this set, but from before the set was changed, or of an older layout."""

from collections.abc import Iterator

from scoring.findings import Finding, finding
from scoring.intake.checks.base import Claim
from scoring.intake.layout import FORM_FORMAT

_SHOWN = 8


def check(claim: Claim) -> Iterator[Finding]:
    """One finding where the stamped content of the set, or the form's format, is not today's."""
    stamp = claim.identity.stamp
    if stamp is None:
        return
    if stamp.set_hash != claim.set_hash:
        yield finding("B04", found=stamp.set_hash[:_SHOWN], expected=claim.set_hash[:_SHOWN])
    elif stamp.format != FORM_FORMAT:
        yield finding("B04", found=stamp.format, expected=FORM_FORMAT)
