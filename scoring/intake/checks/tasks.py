"""How much the findings of the sheets of tasks and of the report weigh."""

from collections.abc import Iterable

from scoring.catalogue import Severity
from scoring.findings import Finding, weigh


def eased(findings: Iterable[Finding], *, scored: bool) -> list[Finding]:
    """Warnings in the form that holds the scores: without points they keep no unit from being ranked.

    The other forms ask for nothing else; there they weigh as the catalogue says.
    """
    found = list(findings)
    return weigh(found, {f.code: Severity.WARNING for f in found}) if scored else found
