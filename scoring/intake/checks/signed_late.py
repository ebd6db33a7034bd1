"""K04: the form was signed when the report of its period was already late."""

from collections.abc import Iterator

from scoring.findings import Finding, Place, finding
from scoring.intake.checks.base import FormContext
from scoring.text import show_date


def check(context: FormContext) -> Iterator[Finding]:
    """One finding; where the report is due "before" a day, that day itself is late (plan III.2)."""
    day = context.form.sign_off.day
    report = next((r for r in context.roster.criteria.reports if r.code == context.period), None)
    if day is None or report is None:
        return
    if day > report.last:
        due = f"{'trước ' if report.before else ''}{show_date(report.due)}"
        place = context.form.sign_off.places.get("day", Place())
        yield finding("K04", place, found=show_date(day), expected=due)
