"""A table, declared once: keys for programs, titles, widths and styles for sheets, and its rows.

Declaring and reading one loads no writer of workbooks; ``write`` and what follows it take a sheet.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from scoring.sheets.look import SIZE, STYLES
from scoring.sheets.measure import lines_needed

if TYPE_CHECKING:
    from scoring.sheets.report import ReportSheet


# Excel counts days from 1899-12-30 and believes in 29 February 1900: before March 1900 it is a day off.
_DAY_0, _FIRST_YEAR = date(1899, 12, 30), 1901


def day_cell(value: date | None) -> tuple[str | int, str]:
    """A day as a cell and its style: the number that Excel counts it by, so that it can be sorted.

    As text where Excel counts none, or wrongly.
    """
    if value and value.year >= _FIRST_YEAR:
        return (value - _DAY_0).days, "date"
    return f"{value:%d/%m/%Y}" if value else "", "centre"


Made = tuple[Any, int]
"""A cell of a sheet, and how many lines it needs."""
REMEMBERED = 4_000  # cells of a column; a unit's own words repeat seldom, all others always


class Link(NamedTuple):
    """A value that leads to where it comes from; ``target`` is ``'Sheet'!A1``."""

    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        key: how programs name it.
        title: how readers name it; a column without one stands on no sheet.
        width: in digits of the default font.
        style: the named style of its cells, or what chooses it by the value.
        words: how values are shown that are not shown as they are.
        grows: whether rows grow with its text; by default where the style is that of running text.
    """

    key: str
    title: str = ""
    width: float = 0
    style: str | Callable[[Any], str] = "text"
    words: Mapping[Any, str] | None = None
    grows: bool | None = None

    def cell(self, value: Any) -> tuple[Any, str]:
        """What a sheet shows of the value, and in which style."""
        if self.style == "date":
            return day_cell(value)
        style = self.style if isinstance(self.style, str) else self.style(value)
        return self.words[value] if self.words else value, style

    @property
    def is_fitted(self) -> bool:
        """True where rows grow with its text."""
        return self.style == "text" if self.grows is None else self.grows

    @property
    def size(self) -> float:
        """The size of its letters."""
        return float(STYLES[self.style].get("font_size", SIZE)) if isinstance(self.style, str) else SIZE

    def lines(self, shown: Any) -> int:
        """How many lines a row needs for what the column shows in it."""
        if not shown or not self.is_fitted:
            return 1
        return lines_needed(shown.text if isinstance(shown, Link) else shown, self.width, self.size)


@dataclass(frozen=True)
class Table:
    """Columns and rows; a row has a value for every column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...] = ()

    @classmethod
    def of_keys(cls, keys: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> "Table":
        """A table for programs, which stands on no sheet."""
        return cls(tuple(map(Column, keys)), tuple(rows))

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Each row with its values by key."""
        return (dict(zip(self.keys, row, strict=True)) for row in self.rows)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all columns."""
        return tuple(column.key for column in self.columns)

    @cached_property
    def _shown(self) -> list[tuple[int, Column]]:
        return [(n, column) for n, column in enumerate(self.columns) if column.title]

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        """The columns on a sheet, each with that of the rows."""
        return [(at, n) for at, (n, _) in enumerate(self._shown)]

    @property
    def titles(self) -> list[str]:
        """The titles of the columns that stand on a sheet."""
        return [column.title for _, column in self._shown]

    @property
    def widths(self) -> list[float]:
        """Their widths."""
        return [column.width for _, column in self._shown]

    def place(self, key: str) -> int:
        """The column on a sheet, from 0."""
        return [column.key for _, column in self._shown].index(key)

    @property
    def last(self) -> int:
        """The last column on a sheet, from 0."""
        return len(self._shown) - 1

    def put(self, sheet: "ReportSheet", row: int, values: Sequence[Any]) -> None:
        """Write a row, as high as its texts; equal values of a column are made into a cell once."""
        known = sheet.cells_of(self, len(self._shown))
        made = [
            before.get(values[n]) or self._made(sheet, before, at, values[n])
            for before, (at, n) in zip(known, self._places, strict=True)
        ]
        sheet.row(row, [cell for cell, _ in made])
        sheet.grow(row, max([lines for _, lines in made]))

    def _made(self, sheet: "ReportSheet", known: dict[Any, Made], at: int, value: Any) -> Made:
        if len(known) >= REMEMBERED:
            known.clear()
        _, column = self._shown[at]
        shown, style = column.cell(value)
        made = known[value] = sheet.made(at, shown, style), column.lines(shown)
        return made

    def write(self, sheet: "ReportSheet", top: int, empty: str = "") -> int:
        """Write titles and rows, the first of them at ``top``; the row of the last.

        Where there are no rows, ``empty`` says so in their place.
        """
        sheet.header(top - 1, self.titles)
        for row, values in enumerate(self.rows, top):
            self.put(sheet, row, values)
        if not self.rows and empty:
            sheet.merged(top, 0, self.last, empty, "text")
        return top + max(len(self.rows), bool(empty)) - 1

    def settle(
        self,
        sheet: "ReportSheet",
        top: int,
        last: int,
        *,
        kept: int,
        filtered: bool = True,
        printed: int | None = None,
    ) -> None:
        """Print set-up of a sheet that is this table, ``kept`` columns of it always in view.

        ``printed``: the last row that is printed, where more than the table is, or not all of the sheet.
        """
        sheet.raw.freeze_panes(top, kept)
        sheet.raw.repeat_rows(top - 1)
        sheet.raw.fit_to_pages(1, 0)
        if filtered:
            sheet.raw.autofilter(top - 1, 0, last, self.last)
        if printed is not None:
            sheet.print_to(printed, self.last)
