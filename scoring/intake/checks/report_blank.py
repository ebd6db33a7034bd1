"""R01: a part of the sheet "Báo cáo" is empty."""

from collections.abc import Iterator

from scoring.findings import Finding, Place, finding
from scoring.intake.checks.base import FormContext, Live
from scoring.intake.checks.excel import blank
from scoring.intake.layout import report_parts


def check(context: FormContext) -> Iterator[Finding]:
    """One finding for each part of the report without a word; a cell that could not be read has its own."""
    form = context.form
    unread = {f.place for f in form.findings}
    for key, title in report_parts(context.roster.criteria.report(context.period)):
        place = form.stated_places.get(key, Place())
        if key in form.report and not form.report[key] and place not in unread:
            yield finding("R01", place, label=title)


def live(cell: str, title: str) -> Live:
    """The same in the form."""
    return Live(blank(cell), finding("R01", label=title))
