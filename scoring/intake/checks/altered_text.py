"""C05: the words of a criterion on the form are not the set's; the set's count."""

from collections.abc import Iterator

from scoring.findings import Finding, finding
from scoring.intake.checks.base import FormContext, place
from scoring.text import fold


def check(context: FormContext) -> Iterator[Finding]:
    """One finding for each criterion or condition with other words; spelling of tones does not matter."""
    wanted = {code: criterion.text for code, criterion in context.roster.criteria.criteria.items()}
    wanted |= {condition.code: condition.text for condition in context.conditions}
    for code, row in context.form.rows.items():
        if row.places.get("text") and fold(row.stated_text) != fold(wanted[code]):
            yield finding(
                "C05", place(row, "text"), criterion=code, expected=wanted[code], found=row.stated_text
            )
