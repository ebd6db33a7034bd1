"""C04, C05: the maximum or the words of a criterion on the form are not the set's, which count."""

from collections.abc import Iterator

from scoring.findings import Finding, finding
from scoring.intake.checks.base import FormContext, place
from scoring.text import fold, show_number


def check(context: FormContext) -> Iterator[Finding]:
    """One finding for each other maximum, then for each other text; spelling of tones does not matter."""
    criteria, rows = context.roster.criteria.criteria, context.form.rows
    for code, row in rows.items():
        if code in criteria and row.stated_top is not None and row.stated_top != criteria[code].max:
            expected, found = show_number(criteria[code].max), show_number(row.stated_top)
            yield finding("C04", place(row, "top"), criterion=code, expected=expected, found=found)
    conditions = {condition.code: condition for condition in context.conditions}
    for code, row in rows.items():
        expected, found = (conditions.get(code) or criteria[code]).text, row.stated_text
        if found != expected and "text" in row.places and fold(found) != fold(expected):
            yield finding("C05", place(row, "text"), criterion=code, expected=expected, found=found)
