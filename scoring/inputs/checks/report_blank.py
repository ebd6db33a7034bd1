"""R01: a part of the sheet "Báo cáo" is empty."""

from collections.abc import Iterator

from scoring.findings import Finding, Place, finding
from scoring.inputs.checks.base import FormContext
from scoring.inputs.layout import REPORT_PARTS


def check(context: FormContext) -> Iterator[Finding]:
    """One finding for each part of the report without a word."""
    for key, title in REPORT_PARTS:
        if key in context.form.report and not context.form.report[key]:
            yield finding("R01", context.form.stated_places.get(key, Place()), label=title)
