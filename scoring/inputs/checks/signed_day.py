"""K03: the form has no day of signing."""

from collections.abc import Iterator

from scoring.findings import Finding, Place, finding
from scoring.inputs.checks.base import FormContext, Live
from scoring.inputs.checks.excel import blank


def check(context: FormContext) -> Iterator[Finding]:
    """One finding where the day is blank; an unreadable one already has its own."""
    sign_off = context.form.sign_off
    if sign_off.day is None and "day" not in sign_off.unreadable:
        yield finding("K03", sign_off.places.get("day", Place()))


def live(cell: str) -> Live:
    """The same in the form."""
    return Live(blank(cell), finding("K03"))
