"""N01: a field without an answer. A blank is neither 0 nor "không phát sinh"."""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of, empty, no, ticked
from scoring.intake.checks.words import fields, of_field
from scoring.intake.model import Row


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding for each blank field; an unreadable one already has its own."""
    if row.entry.not_applicable:
        return
    for field in fields(asked):
        if field.key not in row.entry.answers and field.key not in row.unreadable:
            yield of_field("N01", asked, field, row)


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form."""
    unticked = no(ticked(cells))
    for field in fields(asked):
        yield Live(all_of(unticked, empty(cells.answers[field.key])), of_field("N01", asked, field))
