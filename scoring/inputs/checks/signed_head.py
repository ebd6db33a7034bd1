"""K02: the form does not name the head who signs."""

from collections.abc import Iterator

from scoring.findings import Finding, Place, finding
from scoring.inputs.checks.base import FormContext, Live
from scoring.inputs.checks.excel import blank


def check(context: FormContext) -> Iterator[Finding]:
    """One finding where the name is blank."""
    sign_off = context.form.sign_off
    if not sign_off.head:
        yield finding("K02", sign_off.places.get("head", Place()))


def live(cell: str) -> Live:
    """The same in the form."""
    return Live(blank(cell), finding("K02"))
