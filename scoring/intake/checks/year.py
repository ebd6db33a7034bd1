"""B02: the form of another year or period, by its stamp or, where that is gone, by its own words."""

from collections.abc import Iterator

from scoring.criteria.schema import CriteriaSet
from scoring.findings import Finding, finding
from scoring.intake.checks.base import Claim
from scoring.text import fold


def check(claim: Claim) -> Iterator[Finding]:
    """One finding, which names the folder and the command where it is another period of this year."""
    criteria = claim.roster.criteria
    year, period = _said(claim)
    found, expected = (
        _words(year, period),
        _words(str(criteria.year), criteria.report(claim.period).name),
    )
    if fold(found) != fold(expected):
        proposal = _proposal(criteria, period) if year == str(criteria.year) else ""
        yield finding("B02", found=found, expected=expected, proposal=proposal)


def _said(claim: Claim) -> tuple[str, str]:
    """Year and name of the period that the form names; those expected where it names none."""
    identity, criteria = claim.identity, claim.roster.criteria
    if identity.stamp:
        return identity.stamp.year, criteria.report(identity.stamp.period).name
    return identity.year or str(criteria.year), identity.period or criteria.report(claim.period).name


def _words(year: str, period: str) -> str:
    return f"năm {year} ({period})"


def _proposal(criteria: CriteriaSet, period: str) -> str:
    code = next((r.code for r in criteria.reports if fold(r.name) == fold(period)), "")
    folder = f"inputs/{criteria.year}/{code}"
    return f"; nếu nhầm kỳ thì nộp tệp ở kỳ ấy (thư mục {folder})" if code else ""
