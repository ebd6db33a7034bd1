"""The tables of a paper as sheets of cells, for those who read lists from workbooks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scoring.annex.paper import Paper, PaperRow
from scoring.xlsx.grid import Address, Range, Sheet, Value, Workbook


@dataclass
class _Stack:
    """Rows that stand below each other: a table, and those of the same width that go on from it."""

    name: str
    width: int
    rows: list[PaperRow] = field(default_factory=list)


def workbook_of(paper: Paper) -> Workbook:
    """One sheet a table; a table as wide as the one before it goes on from it, as it does over pages."""
    stacks: list[_Stack] = []
    for table in paper.tables:
        if not stacks or stacks[-1].width != table.width:
            stacks.append(_Stack(table.name, table.width))
        stacks[-1].rows += table.rows
    return Workbook(tuple(_sheet(stack) for stack in stacks))


def _sheet(stack: _Stack) -> Sheet:
    cells: dict[Address, Value] = {
        (y, x): cell.own
        for y, row in enumerate(stack.rows, 1)
        for x, cell in enumerate(row.cells, 1)
        if cell.own
    }
    return Sheet(stack.name, cells, merged=tuple(_merged(stack.rows)))


def _merged(rows: Sequence[PaperRow]) -> Iterator[Range]:
    """The ranges in one row or one column; of others, which no list has, the parts."""
    for y, row in enumerate(rows, 1):
        for x, cell in enumerate(row.cells, 1):
            if not cell.text or cell.part_of:
                continue
            last = x
            while last < len(row.cells) and row.cells[last].part_of == "left":
                last += 1
            low = y
            while low < len(rows) and _part(rows[low], x - 1) == "above":
                low += 1
            if last > x or low > y:
                yield (y, x, low, last)


def _part(row: PaperRow, column: int) -> str:
    return row.cells[column].part_of if column < len(row.cells) else ""
