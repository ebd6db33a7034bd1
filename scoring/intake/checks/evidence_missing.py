"""M01: points are claimed and no document is named.

With the policy ``or_explained`` an explanation does instead of a document (domain: real sets ask for a
written giải trình where there is no document).
"""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of, blank
from scoring.intake.checks.words import arose, tell
from scoring.intake.model import Row


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding where nothing at all is written of a document."""
    policy = asked.criterion.evidence
    if policy == "none" or not arose(row, asked) or not asked.points:
        return
    excused = policy == "or_explained" and row.explanation
    if not (row.evidence or "day" in row.unreadable or excused):
        yield _finding(asked, row)


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form."""
    policy = asked.criterion.evidence
    if policy != "none":
        parts = ["number", "day", "summary"] + (["explanation"] if policy == "or_explained" else [])
        claimed = (cells["arose"], f"{cells['points']}>0")
        yield Live(all_of(*claimed, *(blank(cells[part]) for part in parts)), _finding(asked))


def _finding(asked: Asked, row: Row | None = None) -> Finding:
    hint = asked.criterion.evidence_hint or "văn bản chứng minh kết quả"
    otherwise = "; hoặc ghi ở cột Giải trình" if asked.criterion.evidence == "or_explained" else ""
    return tell("M01", asked, row, "number", expected=hint + otherwise)
