"""S02: the points of a criterion on the form are not the recomputed ones, which count."""

from collections.abc import Iterator

from scoring.engine.model import Status
from scoring.engine.points import rounded
from scoring.findings import Finding, finding
from scoring.intake.checks.base import FormContext, place
from scoring.text import show_number


def check(context: FormContext) -> Iterator[Finding]:
    """One finding for each criterion whose formula was overwritten or never recalculated."""
    if context.card is None:
        return
    places = context.roster.criteria.rounding.points
    for code, mark in context.card.marks.items():
        row = context.form.rows.get(code)
        if row is None or row.stated_points is None or mark.points is None or mark.status is Status.EXEMPT:
            continue
        if rounded(row.stated_points, places) != mark.points:
            found, expected = show_number(row.stated_points), show_number(mark.points)
            yield finding("S02", place(row, "score"), criterion=code, found=found, expected=expected)
