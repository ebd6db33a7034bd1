"""R05: the form of a period without scores has not a word on the sheet "Báo cáo"."""

from collections.abc import Iterator, Sequence

from scoring.findings import Finding, Place, finding
from scoring.intake.checks.base import FormContext, Live
from scoring.intake.checks.excel import all_of, blank


def check(context: FormContext) -> Iterator[Finding]:
    """One finding, at the first part; the annual form has its scores to send.

    Where a cell could not be read there is something: its own finding says so.
    """
    report = context.form.report
    unread = {f.place for f in context.form.findings}
    places = context.form.stated_places
    if any(places.get(key) in unread for key in report):
        return
    if report and not context.roster.criteria.is_scored(context.period) and not any(report.values()):
        yield finding("R05", places.get(next(iter(report)), Place()))


def live(cells: Sequence[str]) -> Live:
    """The same in the form, beside the first part."""
    return Live(all_of(*map(blank, cells)), finding("R05"))
