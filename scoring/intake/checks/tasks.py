"""How much the findings of the sheets of tasks and of the report weigh."""

from collections.abc import Iterable

from scoring.catalogue import Severity
from scoring.findings import Finding, weigh
from scoring.intake.layout import is_scored


def eased(findings: Iterable[Finding], period: str) -> list[Finding]:
    """Warnings in the annual form: neither gives points, so they keep no unit from being ranked.

    The forms of the other periods ask for nothing else; there they weigh as the catalogue says.
    """
    found = list(findings)
    return weigh(found, {f.code: Severity.WARNING for f in found}) if is_scored(period) else found
