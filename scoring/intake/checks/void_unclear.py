"""P03: what stands in the column "Không phát sinh" is neither the mark nor nothing."""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import UNSHOWN, Asked, Cells, Live
from scoring.intake.checks.excel import all_of, blank, no, ticked
from scoring.intake.checks.words import tell
from scoring.intake.model import Row


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding where reading could not say whether the mark stands."""
    if "not_applicable" in row.unreadable:
        yield tell("P03", asked, row, "not_applicable", found=UNSHOWN)


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form; FALSE is a box without a tick."""
    cell = cells["not_applicable"]
    other = all_of(no(f"ISERROR({cell})"), no(blank(cell)), no(f"ISLOGICAL({cell})"), no(ticked(cells)))
    yield Live(other, tell("P03", asked, found=UNSHOWN))
