"""N14: "Không phát sinh" and an answer as well."""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of, any_of, empty, no, ticked
from scoring.intake.checks.words import fields, tell
from scoring.intake.model import Row


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding where the mark is allowed and a field is filled, readable or not."""
    if not row.entry.not_applicable or asked.criterion.not_applicable == "refused":
        return
    keys = {field.key for field in fields(asked)}
    if keys & (row.entry.answers.keys() | row.unreadable):
        yield tell("N14", asked, row, "not_applicable")


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form."""
    if asked.criterion.not_applicable != "refused":
        filled = any_of([no(empty(cell)) for cell in cells.answers.values()])
        yield Live(all_of(ticked(cells), filled), tell("N14", asked))
