"""B02: the form of another year or period."""

from collections.abc import Iterator

from scoring.criteria.schema import CriteriaSet
from scoring.findings import Finding, finding
from scoring.inputs.checks.base import Claim
from scoring.inputs.layout import period_name


def check(claim: Claim) -> Iterator[Finding]:
    """One finding where the stamp names another year or period; a form without stamp names none."""
    stamp, criteria = claim.identity.stamp, claim.roster.criteria
    if stamp is None:
        return
    found = _words(criteria, stamp.year, stamp.period)
    expected = _words(criteria, str(criteria.year), claim.period)
    if found != expected:
        yield finding("B02", found=found, expected=expected)


def _words(criteria: CriteriaSet, year: str, period: str) -> str:
    return f"năm {year} ({period_name(criteria, period)})"
