"""N24: a bonus is claimed beside a criterion that did not arise, or is not answered yet (R25)."""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of, no
from scoring.intake.checks.words import arose, fields, tell
from scoring.intake.model import Row


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding where the bonus brings points."""
    if asked.bare and asked.points and arose(row, asked):
        yield _bare(asked, row)


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form."""
    if asked.criterion.beside:
        yield Live(all_of(cells["arose"], f"{cells['points']}>0", no(cells["beside"])), _bare(asked))


def _bare(asked: Asked, row: Row | None = None) -> Finding:
    return tell("N24", asked, row, fields(asked)[0].key, expected=asked.criterion.beside or "")
