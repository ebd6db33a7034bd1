"""C04: the maximum on the form is not the set's; the set's counts."""

from collections.abc import Iterator

from scoring.findings import Finding, finding
from scoring.intake.checks.base import FormContext, place
from scoring.text import show_number


def check(context: FormContext) -> Iterator[Finding]:
    """One finding for each criterion with another maximum."""
    criteria = context.roster.criteria.criteria
    for code, row in context.form.rows.items():
        if code in criteria and row.stated_top is not None and row.stated_top != criteria[code].max:
            expected, found = show_number(criteria[code].max), show_number(row.stated_top)
            yield finding("C04", place(row, "top"), criterion=code, expected=expected, found=found)
