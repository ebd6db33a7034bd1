"""N22: a count that is the number of a day of the period, as when a cell loses the format of days."""

from collections.abc import Iterator
from decimal import Decimal

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of, is_number
from scoring.intake.checks.words import numbers, of_field
from scoring.intake.days import near, serial
from scoring.intake.model import Row
from scoring.rules import EntryField


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding for each such count."""
    for field in _counts(asked):
        answer, (first, last) = row.entry.answers.get(field.key), _serials(asked)
        if isinstance(answer, Decimal) and first <= answer <= last:
            yield of_field("N22", asked, field, row)


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form, which cannot see whether a number is shown as a day (N09)."""
    first, last = _serials(asked)
    for field in _counts(asked):
        cell = cells.answers[field.key]
        day = all_of(is_number(cell), f"AND({cell}>={first},{cell}<={last})")
        yield Live(day, of_field("N22", asked, field))


def _counts(asked: Asked) -> Iterator[EntryField]:
    """Fields that take numbers as large as those of days."""
    return (field for field in numbers(asked) if field.high is None and asked.period)


def _serials(asked: Asked) -> tuple[int, int]:
    if asked.period is None:
        return 0, 0
    days = near(asked.period)
    return serial(days.first), serial(days.last)
