"""Groups that stand over a table of their own: ``I. Công tác chỉ đạo (20 điểm)``, then the table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.annex.classes import CLASS_HEADING
from scoring.annex.marks import LineMark, leading, marks_of
from scoring.annex.paper import PaperCell, PaperLine, PaperRow, PaperTable
from scoring.annex.placed import placed_rows
from scoring.annex.sections import section_of
from scoring.text import clean


@dataclass(frozen=True, slots=True)
class _Title:
    """A line over a table, or a text alone in its row, with the mark that it begins with."""

    of: PaperLine | PaperRow
    text: str
    mark: LineMark


def groups_over(tables: Sequence[PaperTable]) -> dict[int, PaperRow]:
    """By the identity of a table, or of a row of titles: the group as a row, where titles count groups.

    Two at least that count on (I., II., …), and no row of the tables has a mark of their style.
    """
    titles = list(_titles(tables))
    styles = {title.mark.style for title in titles}
    inside = {mark.style for table in tables for row in table.rows for mark in _marks(row)}
    found: dict[int, PaperRow] = {}
    for style in styles - inside:
        same = [title for title in titles if title.mark.style == style]
        if len(same) > 1 and [each.mark.numbers for each in same] == [(n,) for n in range(1, len(same) + 1)]:
            found |= {_key(title, tables): _row(title) for title in same}
    return found


def _titles(tables: Sequence[PaperTable]) -> Iterator[_Title]:
    over: dict[int, PaperTable] = {}
    for placed in placed_rows(tables):
        if id(placed.table) not in over:
            over[id(placed.table)] = placed.table
            for line in placed.table.before[-1:]:
                yield from _title(line, line.text)
        own = [cell.own for cell in placed.row.cells if cell.own]
        if len(own) == 1:
            yield from _title(placed.row, own[0])


def _title(of: PaperLine | PaperRow, text: str) -> Iterator[_Title]:
    marks, rest = leading(clean(text))
    names_a_part = section_of(rest) or CLASS_HEADING.match(rest)
    if marks and rest and not names_a_part and (marks[0].word or marks[0].kind in ("roman", "upper")):
        yield _Title(of, text, marks[0])


def _marks(row: PaperRow) -> tuple[LineMark, ...]:
    """The mark that a row of a table has: of its first cell, where more stands beside it."""
    own = [cell.own for cell in row.cells if cell.own]
    return (marks_of(own[0]) or leading(clean(own[0]))[0])[:1] if own[1:] else ()


def _key(title: _Title, tables: Sequence[PaperTable]) -> int:
    if isinstance(title.of, PaperRow):
        return id(title.of)
    return next(id(table) for table in tables if table.before and table.before[-1] is title.of)


def _row(title: _Title) -> PaperRow:
    cells = (PaperCell(title.text, bold=True), PaperCell(title.text, bold=True, part_of="left"))
    return title.of if isinstance(title.of, PaperRow) else PaperRow(title.of.place, cells)
