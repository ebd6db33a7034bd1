"""A sheet of very many cells: each is turned into its XML when it is written, and rows go to a file.

xlsxwriter keeps an object for every cell until the workbook is closed and assembles each cell's XML from a
list of attributes. At 7,000 units that is most of the time and nearly all of the memory (measured in
docs/performance.md). Its own ``constant_memory`` keeps the per-cell work and repeats every text in every
cell. What is written here is what xlsxwriter would have written, without two hints that are optional: the
columns a row spans, and how many cells use the shared texts.

It rests on names that xlsxwriter keeps to itself: ``Format._get_xf_index``, ``str_table`` and its
``_get_shared_string_index``, ``fh``, ``_write_string``, ``_write_blank``, ``_check_dimensions``,
``_write_sheet_data``, ``default_row_height`` (in pixels). The project file bounds its version, and
tests/sheets/test_bulk.py compares the two writers part by part.
"""

import shutil
from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import Any, Literal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from scoring.sheets.quick import Value
from scoring.sheets.safe import safe

OPEN_ROWS = 8  # rows that may still be written to: the header of a table of units is filled by columns
REMEMBERED = 4_000  # cells of a sheet that are equal but for where they stand
_ROW = "\0"  # stands for the row's number in a remembered cell: XML has no such letter


def _style(style: Format) -> str:
    """The number of a style in the workbook, which it gets when it is first used; 0 is the default's."""
    number: int = style.xf_index or style._get_xf_index()  # type: ignore[no-untyped-call]
    return f'" s="{number}"'


def _number(style: Format, number: float) -> str:
    return f"{_style(style)}><v>{number:.16G}</v></c>"


def _blank(style: Format) -> str:
    return f"{_style(style)}/>"


class BulkWorksheet(Worksheet):
    """Takes strings, numbers and blanks from the top to the bottom; heights with their rows."""

    # What the workbook gives the sheet before anything is written to it.
    str_table: Any
    fh: Any

    def __init__(self) -> None:
        super().__init__()
        self._columns: list[str] = []
        self._known: dict[tuple[Value, Format], str] = {}
        self._used: set[int] = set()
        self._open: dict[int, dict[int, str]] = {}
        self._heights: dict[int, int] = {}
        self._done = -1
        self._rows = TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - lives as long as the sheet

    def write_string(self, row: int, col: int, string: str, cell_format: Any) -> Literal[0]:  # type: ignore[override]
        """A text in the shared table of texts."""
        return self._put(row, col, self._text(cell_format, string))

    def write_number(self, row: int, col: int, number: float, cell_format: Any) -> Literal[0]:  # type: ignore[override]
        """A number with the digits that xlsxwriter writes."""
        return self._put(row, col, _number(cell_format, number))

    def write_blank(self, row: int, col: int, _: Any, cell_format: Any) -> Literal[0]:  # type: ignore[override]
        """A cell with its borders only."""
        return self._put(row, col, _blank(cell_format))

    # xlsxwriter itself comes by these when it writes links and when it merges cells.
    _write_string = write_string  # type: ignore[assignment]
    _write_blank = write_blank  # type: ignore[assignment]

    def put(self, row: int, col: int, value: Value, cell_format: Format) -> None:
        """A text, a number or an empty cell; equal ones are made once."""
        cell = self._known.get((value, cell_format))
        if cell is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            cell = self._known[value, cell_format] = self._cell(value, cell_format)
        self._put(row, col, cell)

    def made(self, col: int, value: Value, cell_format: Format) -> str:
        """A cell of a column that any row may have, see :meth:`put_row`."""
        return self._named(col) + self._cell(value, cell_format)

    def put_row(self, row: int, cells: Sequence[str]) -> None:
        """A whole row from the first column on, of cells that were made."""
        self._opened(row)[0] = "".join(cells)
        self._check_dimensions(row, 0)
        self._check_dimensions(row, len(cells) - 1)

    def set_row(self, row: int, height: float | None = None, *_: Any) -> int:  # type: ignore[override]
        """The height of a row that is still open."""
        if height is not None:
            self._opened(row)
            self._heights[row] = int(height * 4.0 / 3.0 + 0.5)  # points to whole pixels, as xlsxwriter does
        return 0

    def _cell(self, value: Value, style: Format) -> str:
        if value is None or value == "":
            return _blank(style)
        return self._text(style, safe(value)) if isinstance(value, str) else _number(style, float(value))

    def _text(self, style: Format, text: str) -> str:
        index = self.str_table._get_shared_string_index(text)
        return f'{_style(style)} t="s"><v>{index}</v></c>'

    def _named(self, col: int) -> str:
        """How the cells of a column begin."""
        while len(self._columns) <= col:
            self._columns.append(f'<c r="{xl_col_to_name(len(self._columns))}{_ROW}')
        return self._columns[col]

    def _put(self, row: int, col: int, cell: str) -> Literal[0]:
        cells = self._opened(row)
        if not cells or col not in self._used:
            self._used.add(col)
            self._check_dimensions(row, col)
        cells[col] = self._named(col) + cell
        return 0

    def _opened(self, row: int) -> dict[int, str]:
        cells = self._open.get(row)
        if cells is None:
            if row <= self._done:
                raise ValueError(f"{self.name}: row {row} is already written")
            cells = self._open[row] = {}
            if len(self._open) > OPEN_ROWS:
                self._flush(min(self._open))
        return cells

    def _flush(self, row: int) -> None:
        cells = self._open.pop(row)
        pixels = self._heights.pop(row, self.default_row_height)
        tall = "" if pixels == self.default_row_height else f' ht="{pixels * 0.75:.16g}" customHeight="1"'
        inside = "".join([cells[col] for col in sorted(cells)])
        self._rows.write(f'<row r="{row + 1}"{tall}>{inside}</row>'.replace(_ROW, str(row + 1)))
        self._done = row

    def finish(self) -> None:
        """Nothing more is written: the rows that are still open go to the file, thousands of cells wide."""
        for row in sorted(self._open):
            self._flush(row)

    def _write_sheet_data(self) -> None:
        self.finish()
        self._rows.seek(0)
        self.fh.write("<sheetData>")
        shutil.copyfileobj(self._rows, self.fh, 1 << 20)
        self.fh.write("</sheetData>")
        self._rows.close()
