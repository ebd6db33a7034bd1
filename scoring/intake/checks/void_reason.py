"""P02: "Không phát sinh" without a reason in the column of explanations."""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of, blank, ticked
from scoring.intake.checks.words import tell
from scoring.intake.model import Row


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding where the mark is allowed and not explained."""
    allowed = asked.criterion.not_applicable != "refused"
    if row.entry.not_applicable and allowed and not row.explanation:
        yield tell("P02", asked, row, "explanation")


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form."""
    if asked.criterion.not_applicable != "refused":
        unexplained = all_of(ticked(cells), blank(cells["explanation"]))
        yield Live(unexplained, tell("P02", asked))
