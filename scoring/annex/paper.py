"""A paper as read: its tables as rows of cells, each with its place, and the lines of text around them.

The same for Word and Excel. A merged cell shows its text wherever it reaches, and says so.
"""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class PaperCell:
    """One cell of the grid.

    ``text`` is as its reader sees it: NFC, lines kept, automatic numbers written out, old fonts converted.
    ``part_of``: the cell belongs to a merged one that begins above or on the left, whose text it repeats.
    ``indent``: how far the text is moved in, in characters. ``notes``: its footnotes. ``doubt``: why the text
    may not be what the writer meant, in words for a user.
    """

    text: str = ""
    bold: bool = False
    indent: int = 0
    part_of: Literal["", "above", "left"] = ""
    notes: tuple[str, ...] = ()
    doubt: str = ""

    @property
    def own(self) -> str:
        """The text, empty where it is another cell's."""
        return "" if self.part_of else self.text


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row with its place in the paper's own words: ``Bảng 1, dòng 5`` or ``Sheet1!A5``.

    ``outline``: the level that Excel groups it at, 0 for none. ``repeats``: Word repeats it on every page.
    """

    place: str
    cells: tuple[PaperCell, ...]
    outline: int = 0
    repeats: bool = False

    @property
    def is_blank(self) -> bool:
        """True where no cell holds a letter."""
        return not any(cell.text for cell in self.cells)

    def text(self, column: int) -> str:
        """The text of a column, empty beyond the last."""
        return self.cells[column].text if 0 <= column < len(self.cells) else ""

    def own(self, column: int) -> str:
        """The same, empty where it is another cell's."""
        return self.cells[column].own if 0 <= column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paragraph outside the tables (or below and above one in Excel, where it is a row of the table)."""

    place: str
    text: str
    bold: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table, or a sheet of Excel: ``name`` as a user calls it, ``before`` the lines above it."""

    name: str
    rows: tuple[PaperRow, ...]
    before: tuple[PaperLine, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document: the tables in order, and the lines after the last one."""

    tables: tuple[PaperTable, ...]
    after: tuple[PaperLine, ...] = ()
    told: tuple[str, ...] = field(default=())
    """What a user should know of the file itself: macros not run, an old font converted."""

    @property
    def lines(self) -> tuple[PaperLine, ...]:
        """All lines outside the tables, in order."""
        return (*(line for table in self.tables for line in table.before), *self.after)
