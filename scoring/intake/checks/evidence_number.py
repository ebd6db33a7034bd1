"""M02: a document is named without its number."""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of, any_of, blank, no
from scoring.intake.checks.words import arose, tell
from scoring.intake.model import Row


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding where points are claimed and only a day or a summary is given."""
    if asked.criterion.evidence == "none" or not arose(row, asked) or not asked.points:
        return
    if (row.evidence or "day" in row.unreadable) and not row.evidence.number:
        yield tell("M02", asked, row, "number")


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form."""
    if asked.criterion.evidence != "none":
        claimed = (cells["arose"], f"{cells['points']}>0")
        named = any_of([no(blank(cells["day"])), no(blank(cells["summary"]))])
        yield Live(all_of(*claimed, blank(cells["number"]), named), tell("M02", asked))
