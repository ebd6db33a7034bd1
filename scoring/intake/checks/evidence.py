"""M01-M03: points are claimed and no document is named, or one without its number or its day.

With the policy ``or_explained`` an explanation does instead of a document (domain: real sets ask for a
written giải trình where there is no document).
"""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of, any_of, blank, no
from scoring.intake.checks.words import arose, tell
from scoring.intake.model import Row


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding where nothing at all is written of a document, else one for each part that lacks."""
    policy, evidence, day_is_odd = asked.criterion.evidence, row.evidence, "day" in row.unreadable
    if policy == "none" or not arose(row, asked) or not asked.points:
        return
    if not (evidence or day_is_odd):
        if policy != "or_explained" or not row.explanation:
            yield _nothing(asked, row)
        return
    if not evidence.number:
        yield tell("M02", asked, row, "number")
    if evidence.day is None and not day_is_odd:
        yield tell("M03", asked, row, "day")


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form."""
    policy = asked.criterion.evidence
    if policy == "none":
        return
    claimed = (cells["arose"], f"{cells['points']}>0")
    number, day, summary = (blank(cells[part]) for part in ("number", "day", "summary"))
    excuse = [blank(cells["explanation"])] if policy == "or_explained" else []
    yield Live(all_of(*claimed, number, day, summary, *excuse), _nothing(asked))
    yield Live(all_of(*claimed, number, any_of([no(day), no(summary)])), tell("M02", asked))
    yield Live(all_of(*claimed, day, any_of([no(number), no(summary)])), tell("M03", asked))


def _nothing(asked: Asked, row: Row | None = None) -> Finding:
    hint = asked.criterion.evidence_hint or "văn bản chứng minh kết quả"
    otherwise = "; hoặc ghi ở cột Giải trình" if asked.criterion.evidence == "or_explained" else ""
    return tell("M01", asked, row, "number", expected=hint + otherwise)
