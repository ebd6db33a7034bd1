"""The checks of "Thông tin đơn vị" that the form makes by itself: one cell each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scoring.criteria.schema import CriteriaSet
from scoring.findings import Finding, weigh
from scoring.intake.checks import (
    broken_cell,
    signed_day,
    signed_head,
    signed_name,
    signed_preparer,
    signed_sending,
)
from scoring.intake.checks.base import Live
from scoring.intake.checks.rows import weighed
from scoring.intake.layout import INFO_DAY, INFO_HEAD, INFO_PREPARER, INFO_SENDING
from scoring.intake.model import SignOff

Check = Callable[[SignOff, CriteriaSet], Iterable[Finding]]
LiveCheck = Callable[[str, CriteriaSet], Iterable[Live]]


@dataclass(frozen=True, slots=True)
class SignOffCheck:
    """The checks of one cell: ``key`` is the part of the sign-off, ``label`` what the form calls it."""

    key: str
    label: str
    checks: tuple[tuple[Check, LiveCheck], ...]

    def findings(self, signed: SignOff, criteria: CriteriaSet) -> list[Finding]:
        """What is wrong with the part, errors first."""
        found = weigh((f for check, _ in self.checks for f in check(signed, criteria)), criteria.severities)
        return sorted(found, key=lambda f: not f.is_error)

    def live(self, cell: str, criteria: CriteriaSet) -> list[Live]:
        """The same in the form, an error value among it."""
        tests = [broken_cell.of_cell(cell, self.label)]
        tests += [test for _, live in self.checks for test in live(cell, criteria)]
        return weighed(tests, criteria.severities)


SIGN_OFF_CHECKS = (
    SignOffCheck("sending", INFO_SENDING, ((signed_sending.check, signed_sending.live),)),
    SignOffCheck(
        "preparer",
        INFO_PREPARER,
        (
            (signed_preparer.check, signed_preparer.live),
            (signed_name.of("preparer", INFO_PREPARER), signed_name.live(INFO_PREPARER)),
        ),
    ),
    SignOffCheck(
        "head",
        INFO_HEAD,
        (
            (signed_head.check, signed_head.live),
            (signed_name.of("head", INFO_HEAD), signed_name.live(INFO_HEAD)),
        ),
    ),
    SignOffCheck("day", INFO_DAY, ((signed_day.check, signed_day.live),)),
)
