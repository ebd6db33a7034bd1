"""A workbook after opening: sheets of cells with their addresses, and nothing else of Excel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache, lru_cache

from scoring.xlsx.active import Active

Address = tuple[int, int]
"""Row and column, both from 1."""

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that shows an Excel error such as ``#DIV/0!``."""

    text: str


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """A formula without a stored result: every library would read it as blank or 0."""


@dataclass(frozen=True, slots=True)
class Formula:
    """What computes a cell. A formula that cells share stands in the first of them, ``shift`` (rows, columns)
    away; where an array computes the cell together with others, nothing is known but that: ``text`` is empty.
    """

    text: str
    shift: tuple[int, int] = (0, 0)


Value = str | Decimal | bool | date | time | timedelta | ErrorCell | Uncalculated

_NO_RANGES: list[Range] = []
_LOW = 50  # rows of a merged range that is listed under each of them


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled cells of one worksheet; ``state`` is ``visible``, ``hidden`` or ``veryHidden``.

    ``fonts`` names the font of each text, ``formats`` the code of each number that is not shown as it is.
    ``arrays``: cells that one formula fills together.
    """

    name: str
    cells: Mapping[Address, Value]
    state: str = "visible"
    merged: tuple[Range, ...] = ()
    fonts: Mapping[Address, str] = field(default_factory=dict)
    formats: Mapping[Address, str] = field(default_factory=dict)
    formulas: Mapping[Address, Formula] = field(default_factory=dict)
    arrays: tuple[Range, ...] = ()
    _low: dict[int, list[Range]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _tall: list[Range] = field(default_factory=list, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # merge_at is asked for every cell that a unit fills: going through all ranges each time is too slow.
        for area in self.merged:
            if area[2] - area[0] < _LOW:
                for row in range(area[0], area[2] + 1):
                    self._low.setdefault(row, []).append(area)
            else:
                self._tall.append(area)

    def text(self, address: Address) -> str:
        """The cell's text, empty where it holds none."""
        value = self.cells.get(address)
        return value if isinstance(value, str) else ""

    def formula_at(self, address: Address) -> Formula | None:
        """The formula that computes the cell, if any."""
        formula = self.formulas.get(address)
        if formula is None and self.arrays and any(_covers(area, address) for area in self.arrays):
            return Formula("")
        return formula

    def merge_at(self, address: Address) -> Range | None:
        """The merged range that covers the cell, if any."""
        area: Range
        low = self._low.get(address[0], _NO_RANGES)
        for area in (*low, *self._tall) if low or self._tall else ():
            if _covers(area, address):
                return area
        return None


def _covers(area: Range, address: Address) -> bool:
    return area[0] <= address[0] <= area[2] and area[1] <= address[1] <= area[3]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The worksheets in order, and what would run or lead out of the file in Excel; none of it is kept."""

    sheets: tuple[Sheet, ...] = ()
    active: tuple[Active, ...] = ()


@cache
def column_letters(column: int) -> str:
    """1 -> A, 27 -> AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A -> 1, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def cell_name(address: Address) -> str:
    """(12, 5) -> E12."""
    row, column = address
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=16_384)
def address_of(cell: str) -> Address:
    """E12 -> (12, 5)."""
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), column_number(letters)


def range_name(area: Range) -> str:
    """(2, 1, 3, 4) -> A2:D3."""
    return f"{cell_name(area[:2])}:{cell_name(area[2:])}"
