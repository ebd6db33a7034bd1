"""N08: a choice is wanted and something else is written."""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of, empty, in_list, no
from scoring.intake.checks.words import fields, of_field
from scoring.intake.model import Row
from scoring.rules import EntryField, valid


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding for each answer that is not one of the choices."""
    for field in _choices(asked):
        answer = row.entry.answers.get(field.key)
        if answer is not None and not valid(field, answer):
            yield _finding(asked, field, row)


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form."""
    for field in _choices(asked):
        cell = cells.answers[field.key]
        yield Live(all_of(no(empty(cell)), no(in_list(field, cell))), _finding(asked, field))


def _choices(asked: Asked) -> Iterator[EntryField]:
    return (field for field in fields(asked) if field.kind == "choice")


def _finding(asked: Asked, field: EntryField, row: Row | None = None) -> Finding:
    return of_field("N08", asked, field, row, expected=", ".join(field.choices), proposal="")
