"""S03: the class on the form is not the recomputed one, which counts."""

from collections.abc import Iterator

from scoring.findings import Finding, Place, finding
from scoring.intake.checks.base import FormContext
from scoring.text import fold


def check(context: FormContext) -> Iterator[Finding]:
    """One finding where a complete form states another class."""
    stated, card, standing = context.form.stated_class, context.card, context.standing
    if not stated or standing is None or card is None or not card.complete:
        return
    if fold(stated) != fold(standing.name):
        place = context.form.stated_places.get("class", Place())
        yield finding("S03", place, found=stated, expected=standing.name)
