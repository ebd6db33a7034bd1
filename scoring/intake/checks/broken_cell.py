"""N10 in the form: a cell with an error value. The reader says so of every cell that it reads."""

from collections.abc import Iterator

from scoring.findings import finding
from scoring.intake.checks.base import UNSHOWN, Asked, Cells, Live
from scoring.intake.checks.words import tell
from scoring.intake.layout import COLUMNS

_WORDS = ("not_applicable", "number", "day", "summary", "explanation")
_TITLES = {column.key: column.title for column in COLUMNS}


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """One test for each cell of words; a broken answer is no number and no choice (N02, N08)."""
    for key in _WORDS:
        told = tell("N10", asked, label=_TITLES[key], found=UNSHOWN)
        yield Live(f"ISERROR({cells[key]})", told)


def of_cell(cell: str, label: str) -> Live:
    """The same for a cell of another sheet."""
    return Live(f"ISERROR({cell})", finding("N10", label=label, found=UNSHOWN))
