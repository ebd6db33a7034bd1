"""N05: a number off the field's step: a broken count, or points off 0,25."""

from collections.abc import Iterator
from decimal import Decimal

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of, is_number, no, on_step
from scoring.intake.checks.seen import UNSEEN, seen
from scoring.intake.checks.words import numbers, of_field
from scoring.intake.model import Row
from scoring.text import show_number


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding for each number that is no multiple of its step."""
    for field in numbers(asked):
        answer = row.entry.answers.get(field.key)
        if isinstance(answer, Decimal) and field.step is not None and answer % field.step:
            told = seen(field, answer, row.shown.get(field.key))
            yield of_field("N05", asked, field, row, expected=_multiple(field.step), **told)


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form."""
    for field in numbers(asked):
        if field.step is not None:
            cell = cells.answers[field.key]
            off = all_of(is_number(cell), no(on_step(field.step, cell)))
            yield Live(off, of_field("N05", asked, field, expected=_multiple(field.step), **UNSEEN))


def _multiple(step: Decimal) -> str:
    return "là số nguyên" if step == 1 else f"là bội của {show_number(step)}"
