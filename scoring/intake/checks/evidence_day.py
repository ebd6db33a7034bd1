"""M03: a document is named without its day."""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of, any_of, blank, no
from scoring.intake.checks.words import arose, tell
from scoring.intake.model import Row


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding where points are claimed and a number or a summary stands without a day."""
    if asked.criterion.evidence == "none" or not arose(row, asked) or not asked.points:
        return
    if row.evidence and row.evidence.day is None and "day" not in row.unreadable:
        yield tell("M03", asked, row, "day")


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form."""
    if asked.criterion.evidence != "none":
        claimed = (cells["arose"], f"{cells['points']}>0")
        named = any_of([no(blank(cells["number"])), no(blank(cells["summary"]))])
        yield Live(all_of(*claimed, blank(cells["day"]), named), tell("M03", asked))
