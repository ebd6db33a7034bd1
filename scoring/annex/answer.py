"""A paper -> the answer: a set that holds together, what became of every row, what is still to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scoring.annex.asked import Question, questions
from scoring.annex.book import write_answer
from scoring.annex.draft import drafted
from scoring.annex.heading import heading_of
from scoring.annex.paper import Paper, PaperTable
from scoring.annex.plain import roster_of
from scoring.annex.seen import SeenRow
from scoring.annex.told import seen_rows
from scoring.criteria.units import Roster
from scoring.errors import SetError
from scoring.exchange import in_memory
from scoring.findings import finding


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """What came of a paper; ``content`` is the workbook with all of it."""

    roster: Roster
    seen: tuple[SeenRow, ...]
    asked: tuple[Question, ...]
    content: bytes


def answer(name: str, paper: Paper, today: date, *, sheet: str = "", table: int = 0) -> PaperAnswer:
    """Read the tables, or the one that is named. Raises SetError where no table gives points."""
    tables = _wanted(name, paper, sheet, table)
    draft = drafted(paper, tables)
    if not draft.groups:
        found = ", ".join(each.name for each in tables) or "không có bảng"
        raise _refused(name, "A03", found)
    heading = heading_of(paper, tables, name.rpartition(".")[0], today)
    roster = roster_of(draft, heading)
    seen, asked = seen_rows(draft), questions(draft, paper, heading)
    return PaperAnswer(roster, tuple(seen), tuple(asked), in_memory(write_answer, roster, draft, seen, asked))


def _wanted(name: str, paper: Paper, sheet: str, table: int) -> Sequence[PaperTable]:
    if table:
        if not 1 <= table <= len(paper.tables):
            raise _refused(name, "A04", f"bảng thứ {table}", f"{len(paper.tables)} bảng")
        return paper.tables[table - 1 : table]
    if not sheet:
        return paper.tables
    named = [each for each in paper.tables if each.name.casefold() == sheet.casefold()]
    if not named:
        raise _refused(name, "A04", f"trang “{sheet}”", ", ".join(f"“{each.name}”" for each in paper.tables))
    return named


def _refused(name: str, code: str, found: str, expected: str = "") -> SetError:
    why = finding(code, found=found, expected=expected)
    return SetError(f"{name}: {why.message} {why.remedy}")
