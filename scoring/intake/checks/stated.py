"""S01-S03: points, total and class that a form states are not the recomputed ones, which count."""

from collections.abc import Iterator

from scoring.engine.model import Scorecard, Status
from scoring.engine.points import rounded
from scoring.findings import Finding, Place, finding
from scoring.intake.checks.base import FormContext, place
from scoring.text import fold, show_number


def check(context: FormContext) -> Iterator[Finding]:
    """One finding for each figure that was overwritten or never recalculated.

    An incomplete form has neither total nor class yet.
    """
    card = context.card
    if card is None:
        return
    yield from _points(context, card)
    if card.complete:
        yield from _total(context, card)
        yield from _class(context)


def _points(context: FormContext, card: Scorecard) -> Iterator[Finding]:
    places = context.roster.criteria.rounding.points
    for code, mark in card.marks.items():
        row = context.form.rows.get(code)
        if row is None or row.stated_points is None or mark.points is None or mark.status is Status.EXEMPT:
            continue
        if rounded(row.stated_points, places) != mark.points:
            found, expected = show_number(row.stated_points), show_number(mark.points)
            yield finding("S02", place(row, "score"), criterion=code, found=found, expected=expected)


def _total(context: FormContext, card: Scorecard) -> Iterator[Finding]:
    stated, places = context.form.stated_total, context.roster.criteria.rounding.total
    if stated is not None and rounded(stated, places) != card.shown:
        at = context.form.stated_places.get("total", Place())
        yield finding("S01", at, found=show_number(stated), expected=show_number(card.shown))


def _class(context: FormContext) -> Iterator[Finding]:
    stated, standing = context.form.stated_class, context.standing
    if stated and standing and fold(stated) != fold(standing.name):
        at = context.form.stated_places.get("class", Place())
        yield finding("S03", at, found=stated, expected=standing.name)
