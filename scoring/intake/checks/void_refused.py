"""P01: "Không phát sinh" where the criterion does not allow it."""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import ticked
from scoring.intake.checks.words import tell
from scoring.intake.model import Row


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding where the mark stands and is refused."""
    if row.entry.not_applicable and asked.criterion.not_applicable == "refused":
        yield tell("P01", asked, row, "not_applicable")


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form."""
    if asked.criterion.not_applicable == "refused":
        yield Live(ticked(cells), tell("P01", asked))
