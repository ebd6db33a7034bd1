"""The checks of "Thông tin đơn vị" that the form makes by itself: one cell each."""

from collections.abc import Callable, Iterable

from scoring.criteria.schema import CriteriaSet
from scoring.dataclass import dataclass
from scoring.findings import Finding, weigh
from scoring.intake.checks import broken_cell, signed_day, signed_sending
from scoring.intake.checks.base import Live
from scoring.intake.checks.rows import weighed
from scoring.intake.checks.signed_names import Name
from scoring.intake.layout import INFO_DAY, INFO_HEAD, INFO_PREPARER, INFO_SENDING
from scoring.intake.model import SignOff


@dataclass(frozen=True, slots=True)
class SignOffCheck:
    """The check of one cell: ``key`` is the part of the sign-off, ``label`` what the form calls it."""

    key: str
    label: str
    check: Callable[[SignOff, CriteriaSet], Iterable[Finding]]
    live_tests: Callable[[str, CriteriaSet], Iterable[Live]]

    def findings(self, signed: SignOff, criteria: CriteriaSet) -> list[Finding]:
        """What is wrong with the part, errors first."""
        found = weigh(self.check(signed, criteria), criteria.severities)
        return sorted(found, key=lambda f: not f.is_error)

    def live(self, cell: str, criteria: CriteriaSet) -> list[Live]:
        """The same in the form, an error value among it."""
        tests = [broken_cell.of_cell(cell, self.label), *self.live_tests(cell, criteria)]
        return weighed(tests, criteria.severities)


def _of_name(key: str, label: str, code: str) -> SignOffCheck:
    name = Name(key, label, code)
    return SignOffCheck(key, label, name.check, name.live)


SIGN_OFF_CHECKS = (
    SignOffCheck("sending", INFO_SENDING, signed_sending.check, signed_sending.live),
    _of_name("preparer", INFO_PREPARER, "K01"),
    _of_name("head", INFO_HEAD, "K02"),
    SignOffCheck("day", INFO_DAY, signed_day.check, signed_day.live),
)
