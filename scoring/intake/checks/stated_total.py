"""S01: the total on the form is not the recomputed one, which counts."""

from collections.abc import Iterator

from scoring.engine.points import rounded
from scoring.findings import Finding, Place, finding
from scoring.intake.checks.base import FormContext
from scoring.text import show_number


def check(context: FormContext) -> Iterator[Finding]:
    """One finding where a complete form states another total; an incomplete one has none yet."""
    stated, card = context.form.stated_total, context.card
    if stated is None or card is None or not card.complete:
        return
    if rounded(stated, context.roster.criteria.rounding.total) != card.shown:
        place = context.form.stated_places.get("total", Place())
        yield finding("S01", place, found=show_number(stated), expected=show_number(card.shown))
