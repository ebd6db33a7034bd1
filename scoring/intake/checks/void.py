"""P01-P03 and N14: the mark "Không phát sinh", where it may stand and what has to stand beside it."""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import UNSHOWN, Asked, Cells, Live
from scoring.intake.checks.excel import all_of, any_of, blank, empty, no, ticked
from scoring.intake.checks.words import fields, tell
from scoring.intake.model import Row


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """P03 where reading could not say whether the mark stands. A mark is refused (P01), or else wants a
    reason (P02) and no answer, readable or not (N14).
    """
    if "not_applicable" in row.unreadable:
        yield tell("P03", asked, row, "not_applicable", found=UNSHOWN)
    if not row.entry.not_applicable:
        return
    if asked.criterion.not_applicable == "refused":
        yield tell("P01", asked, row, "not_applicable")
        return
    if {field.key for field in fields(asked)} & (row.entry.answers.keys() | row.unreadable):
        yield tell("N14", asked, row, "not_applicable")
    if not row.explanation:
        yield tell("P02", asked, row, "explanation")


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form; FALSE is a box without a tick."""
    cell, marked = cells["not_applicable"], ticked(cells)
    other = all_of(no(f"ISERROR({cell})"), no(blank(cell)), no(f"ISLOGICAL({cell})"), no(marked))
    yield Live(other, tell("P03", asked, found=UNSHOWN))
    if asked.criterion.not_applicable == "refused":
        yield Live(marked, tell("P01", asked))
        return
    answered = any_of([no(empty(answer)) for answer in cells.answers.values()])
    yield Live(all_of(marked, answered), tell("N14", asked))
    yield Live(all_of(marked, blank(cells["explanation"])), tell("P02", asked))
