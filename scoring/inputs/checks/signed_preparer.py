"""K01: the form does not name who prepared the form."""

from collections.abc import Iterator

from scoring.findings import Finding, Place, finding
from scoring.inputs.checks.base import FormContext, Live
from scoring.inputs.checks.excel import blank


def check(context: FormContext) -> Iterator[Finding]:
    """One finding where the name is blank."""
    sign_off = context.form.sign_off
    if not sign_off.preparer:
        yield finding("K01", sign_off.places.get("preparer", Place()))


def live(cell: str) -> Live:
    """The same in the form."""
    return Live(blank(cell), finding("K01"))
