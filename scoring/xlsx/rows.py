"""Plainly spelled rows, read cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scoring.xlsx import sweep
from scoring.xlsx.addresses import LAST_ROW
from scoring.xlsx.cell import PlainCell, plain_cell


@dataclass(frozen=True, slots=True)
class PlainRow:
    """One row, with the empty ones that end where they begin (``<row r="2"/>``) before it.

    Attributes:
        first, last: the numbers of the first of these rows and of the row itself.
        pieces: each cell as it is spelled.
        elements: how many XML elements they are.
        has_prefix: whether Excel's ``x14ac:`` stands in it, which the part has to declare.
    """

    first: int
    last: int
    cells: Sequence[PlainCell]
    pieces: Sequence[str]
    elements: int
    has_prefix: bool


def plain_row(piece: bytes) -> PlainRow | None:
    """What stands before the end of a row; None where it is not spelled plainly, or not in order."""
    text = sweep.decoded(piece)
    head, *pieces = ["<"] if text is None else text.split("<c")
    numbers = sweep.rows(head, last_is_open=True)
    if not numbers or not in_order(numbers):
        return None
    cells = []
    row, column = numbers[-1], 0
    for each in pieces:
        cell = plain_cell(each)
        if cell is None or cell.at[0] != row or cell.at[1] <= column:
            return None
        column = cell.at[1]
        cells.append(cell)
    return PlainRow(numbers[0], row, cells, pieces, sweep.elements(piece), sweep.PREFIX in piece)


def in_order(numbers: Sequence[int]) -> bool:
    """True where each row stands below the one before, and Excel has so many."""
    return all(above < below for above, below in pairwise(numbers)) and numbers[-1] <= LAST_ROW
