"""N02: a number is wanted and something else is written.

The form sees the raw cell; the tool reads "4,5" as a number before it comes here.
"""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of, empty, is_number, no
from scoring.intake.checks.words import numbers, of_field
from scoring.intake.model import Row


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding for each text where a number belongs."""
    for field in numbers(asked):
        if isinstance(row.entry.answers.get(field.key), str):
            yield of_field("N02", asked, field, row, proposal="")


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form; errors such as #DIV/0! count as well, and TRUE (N12)."""
    for field in numbers(asked):
        cell = cells.answers[field.key]
        filled = all_of(no(empty(cell)), no(is_number(cell)))
        yield Live(filled, of_field("N02", asked, field, proposal=""))
