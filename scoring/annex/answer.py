"""A paper -> the answer: a set that holds together, what became of every row, what is still to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from scoring.annex.asked import Question, questions
from scoring.annex.book import write_answer
from scoring.annex.drafting import drafted
from scoring.annex.heading import heading_of
from scoring.annex.opening import SECONDS, lost_with
from scoring.annex.paper import Paper, PaperTable
from scoring.annex.plain import roster_of
from scoring.annex.seen import SeenRow
from scoring.annex.told import seen_rows
from scoring.criteria.units import Roster
from scoring.errors import SetError
from scoring.exchange import in_memory
from scoring.findings import Finding, finding
from scoring.workers.supervised import Loss, each


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """What came of a paper; ``content`` is the workbook with all of it."""

    roster: Roster
    seen: tuple[SeenRow, ...]
    asked: tuple[Question, ...]
    content: bytes


def answer(
    name: str, paper: Paper, today: date, *, sheet: str = "", table: int = 0, beside: Roster | None = None
) -> PaperAnswer:
    """What becomes of the tables of the file ``name``, or of the one that is given.

    ``beside``: the set whose name, units and reports stay.

    A worker does it: a text may be made to be slow to understand. Raises SetError where no table gives
    points, or where it takes too long.
    """
    stem = name.rpartition(".")[0] or name
    [done] = each(partial(_work, stem, today, sheet, table, beside), [paper], _lost, seconds=SECONDS)
    if isinstance(done, PaperAnswer):
        return done
    raise SetError(*(f"{name}: {message}" for message in done))


_Done = PaperAnswer | tuple[str, ...]
"""The answer, or why there is none."""


def _work(stem: str, today: date, sheet: str, table: int, beside: Roster | None, paper: Paper) -> _Done:
    try:
        return answer_here(stem, paper, today, sheet=sheet, table=table, beside=beside)
    except SetError as error:
        return error.messages


def _lost(_: Paper, loss: Loss) -> _Done:
    return _refusal(lost_with(loss)).messages


def answer_here(
    stem: str, paper: Paper, today: date, *, sheet: str = "", table: int = 0, beside: Roster | None = None
) -> PaperAnswer:
    """The same in this process; ``stem`` names the set where the paper does not."""
    tables = _wanted(paper, sheet, table)
    draft = drafted(paper, tables)
    if not draft.groups:
        raise _refused("A03", ", ".join(one.name for one in tables) or "không có bảng")
    heading = heading_of(paper, tables, stem, today)
    roster = roster_of(draft, heading, beside)
    seen, asked = seen_rows(draft), questions(draft, paper, heading, roster)
    return PaperAnswer(roster, tuple(seen), tuple(asked), in_memory(write_answer, roster, draft, seen, asked))


def _wanted(paper: Paper, sheet: str, table: int) -> Sequence[PaperTable]:
    if table:
        if not 1 <= table <= len(paper.tables):
            raise _refused("A04", f"bảng thứ {table}", f"{len(paper.tables)} bảng")
        return paper.tables[table - 1 : table]
    if not sheet:
        return paper.tables
    named = [one for one in paper.tables if one.name.casefold() == sheet.casefold()]
    if not named:
        raise _refused("A04", f"trang “{sheet}”", ", ".join(f"“{one.name}”" for one in paper.tables))
    return named


def _refused(code: str, found: str, expected: str = "") -> SetError:
    return _refusal(finding(code, found=found, expected=expected))


def _refusal(why: Finding) -> SetError:
    return SetError(f"{why.message} {why.remedy}")
