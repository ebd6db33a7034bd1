"""N04: a number below or above the field's limits."""

from collections.abc import Iterator
from decimal import Decimal

from scoring.findings import Finding
from scoring.inputs.checks.base import Asked, Cells, Live
from scoring.inputs.checks.excel import all_of, no, within
from scoring.inputs.checks.words import numbers, of_field
from scoring.inputs.model import Row
from scoring.rules.values import LARGEST


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding for each number outside its limits, which belong to the range."""
    for field in numbers(asked):
        answer = row.entry.answers.get(field.key)
        high = LARGEST if field.high is None else field.high
        if isinstance(answer, Decimal) and not field.low <= answer <= high:
            yield of_field("N04", asked, field, row, expected=field.limits)


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form."""
    for field in numbers(asked):
        cell = cells.answers[field.key]
        outside = all_of(f"ISNUMBER({cell})", no(within(field, cell)))
        yield Live(outside, of_field("N04", asked, field, expected=field.limits))
