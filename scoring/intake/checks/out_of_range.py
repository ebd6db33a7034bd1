"""N04: a number below or above the field's limits, or beyond all reason."""

from collections.abc import Iterator
from decimal import Decimal

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of, is_number, no, within
from scoring.intake.checks.seen import UNSEEN, seen
from scoring.intake.checks.words import numbers, of_field
from scoring.intake.model import Row
from scoring.rules.base import excel_number
from scoring.rules.values import LARGEST
from scoring.text import show_grouped

WITHIN_REASON = f"không quá {show_grouped(LARGEST)}"


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding for each number outside its limits, which belong to the range."""
    for field in numbers(asked):
        answer = row.entry.answers.get(field.key)
        if not isinstance(answer, Decimal):
            continue
        if abs(answer) > LARGEST:
            yield of_field("N04", asked, field, row, expected=WITHIN_REASON, **seen(field, answer))
        elif answer < field.low or (field.high is not None and answer > field.high):
            told = seen(field, answer, row.shown.get(field.key))
            yield of_field("N04", asked, field, row, expected=field.limits, **told)


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form."""
    for field in numbers(asked):
        cell = cells.answers[field.key]
        beyond = f"ABS({cell})>{excel_number(LARGEST)}"
        for outside, limits in ((beyond, WITHIN_REASON), (no(within(field, cell)), field.limits)):
            told = of_field("N04", asked, field, expected=limits, **UNSEEN)
            yield Live(all_of(is_number(cell), outside), told)
