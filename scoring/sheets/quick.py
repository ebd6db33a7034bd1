"""xlsxwriter's worksheet, the same to the byte, without what it spends on every single cell.

xlsxwriter turns arguments that may be ``A1`` into numbers, looks each formula through for thirty functions
that Excel calls otherwise in a file, and assembles a cell from a list of attributes that are escaped one by
one: half of the time of a workbook of 40,000 cells. Here cells with a style, by row and column, go the short
way; everything else goes xlsxwriter's own.

It rests on names that xlsxwriter keeps to itself: ``table`` and the tuples in it, ``_check_dimensions``,
``_write_rows``, ``_calculate_spans``, ``_write_row``, ``_write_empty_row``, ``_write_cell``,
``_escape_data``, ``row_spans``, ``row_info``, ``comments``, ``fh``, ``str_table``, ``dim_rowmin`` and so on.
tests/sheets/test_quick.py compares the two.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
)

from scoring.sheets.first_page import FirstPageWorksheet
from scoring.sheets.safe import safe

Value = str | Decimal | int | None
_SPAN = 16  # rows that share what a row says of the columns in use
_SHORT = frozenset({CellStringTuple, CellBlankTuple, CellNumberTuple, CellFormulaTuple})
_LONG = 16_000  # letters from which on xlsxwriter looks whether a text fits into a cell
_CALLED = re.compile(r"([A-Z0-9_.]*)\(")
_FUNCTIONS = (
    "ABS AND AVERAGE CHOOSE CLEAN COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS DATE DAY EXACT FIND IF IFERROR "
    "INDEX INT ISBLANK ISERROR ISLOGICAL ISNUMBER ISTEXT LEFT LEN MATCH MAX MID MIN MOD MONTH N NOT OR RIGHT "
    "ROUND ROUNDDOWN SEARCH SUBSTITUTE SUM SUMIF SUMIFS SUMPRODUCT TEXT TRIM UPPER VALUE VLOOKUP YEAR"
)
_UNCHANGED = frozenset(["", *_FUNCTIONS.split()])
"""Functions that are called in a file what they are called in a cell; "" is a bracket that calls none."""
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


class QuickWorksheet(FirstPageWorksheet):
    """Cells that have a style and are named by row and column are stored and assembled without detours."""

    # What the workbook gives the sheet before anything is written to it.
    str_table: Any
    fh: Any
    table: Any
    row_info: Any
    dim_rowmin: Any
    dim_rowmax: Any
    dim_colmax: Any

    def made(self, value: Value, style: Format) -> Any:
        """A cell that any place may have, see :meth:`put_row`."""
        if value is None or value == "":
            return CellBlankTuple(style)
        if not isinstance(value, str):
            return CellNumberTuple(float(value), style)
        number = self.str_table._get_shared_string_index(safe(value))
        self.str_table.count -= 1  # it counts the texts of all cells, and this one is in none yet
        return CellStringTuple(number, style)

    def put_row(self, row: int, cells: Sequence[Any]) -> None:
        """A whole row from the first column on, of cells that were made."""
        self.table[row].update(enumerate(cells))
        self.str_table.count += sum(type(cell) is CellStringTuple for cell in cells)
        self._check_dimensions(row, 0)
        self._check_dimensions(row, len(cells) - 1)

    def write_string(self, *cell: Any) -> Any:  # type: ignore[override]
        """A text in the shared table of texts: row, column, text and style."""
        if not self._is_short(cell) or len(cell[2]) > _LONG:
            return super().write_string(*cell)
        row, column, text, style = cell
        self.table[row][column] = CellStringTuple(self.str_table._get_shared_string_index(text), style)
        return 0

    def write_number(self, *cell: Any) -> Any:  # type: ignore[override]
        """A number that is finite: row, column, number and style."""
        if not self._is_short(cell) or cell[2] - cell[2] != 0:
            return super().write_number(*cell)
        row, column, number, style = cell
        self.table[row][column] = CellNumberTuple(number, style)
        return 0

    def write_blank(self, *cell: Any) -> Any:  # type: ignore[override]
        """A cell with its borders only: row, column, None and style."""
        if not self._is_short(cell):
            return super().write_blank(*cell)
        row, column, _, style = cell
        self.table[row][column] = CellBlankTuple(style)
        return 0

    def write_formula(self, *cell: Any) -> Any:  # type: ignore[override]
        """A formula that begins with ``=``, and its value: row, column, formula, style and value."""
        if not self._is_short(cell, 5) or not _is_plain(cell[2]):
            return super().write_formula(*cell)
        row, column, formula, style, value = cell
        self.table[row][column] = CellFormulaTuple(formula[1:], style, value)
        return 0

    def _is_short(self, cell: tuple[Any, ...], length: int = 4) -> bool:
        """True where the cell is named by row and column, has a style and lies on the sheet."""
        if len(cell) != length or cell[3] is None or not isinstance(cell[0], int):
            return False
        return not self._check_dimensions(cell[0], cell[1])

    def _calculate_spans(self) -> None:
        if self.comments:
            super()._calculate_spans()
            return
        found: dict[int, list[int]] = {}
        for row, cells in self.table.items():
            if cells:
                found.setdefault(row // _SPAN, []).extend((min(cells), max(cells)))
        self.row_spans = {block: f"{min(used) + 1}:{max(used) + 1}" for block, used in found.items()}

    def _write_rows(self) -> None:
        self._calculate_spans()
        names = [xl_col_to_name(column) for column in range(self.dim_colmax + 1)]
        used = {*self.row_info, *self.comments, *(row for row, cells in self.table.items() if cells)}
        for row in sorted(row for row in used if self.dim_rowmin <= row <= self.dim_rowmax):
            span, info, cells = self.row_spans.get(row // _SPAN), self.row_info.get(row), self.table.get(row)
            if not cells:
                self._write_empty_row(row, span, info)
                continue
            self._write_row(row, span, info)
            self._write_cells(row, cells, names)
            self._xml_end_tag("row")

    def _write_cells(self, row: int, cells: dict[int, Any], names: list[str]) -> None:
        """The cells of a row from left to right."""
        made: list[str] = []
        for column in sorted(cells):
            cell = cells[column]
            kind = type(cell)
            if kind not in _SHORT or cell.format is None:
                self.fh.write("".join(made))
                made.clear()
                self._write_cell(row, column, cell)
                continue
            style = cell.format.xf_index or cell.format._get_xf_index()
            begun = f'<c r="{names[column]}{row + 1}" s="{style}"'
            if kind is CellStringTuple:
                made.append(f'{begun} t="s"><v>{cell.string}</v></c>')
            elif kind is CellBlankTuple:
                made.append(f"{begun}/>")
            elif kind is CellNumberTuple:
                made.append(f"{begun}><v>{cell.number:.16G}</v></c>")
            else:
                made.append(f"{begun}{self._formula(cell)}")
        self.fh.write("".join(made))

    def _formula(self, cell: Any) -> str:
        """The rest of a cell with a formula."""
        value, kind = cell.value, ""
        if isinstance(value, bool):
            value, kind = int(value), ' t="b"'
        elif isinstance(value, str) and value:
            kind = ' t="e"' if value in _ERRORS else ' t="str"'
        formula, shown = self._escape_data(cell.formula), self._escape_data(value)  # type: ignore[no-untyped-call]
        return f"{kind}><f>{formula}</f><v>{shown}</v></c>"


@lru_cache(maxsize=4096)
def _is_plain(formula: str) -> bool:
    """True where xlsxwriter writes the formula as it stands, but for the sign it begins with."""
    if not formula.startswith("=") or formula.endswith("}"):
        return False
    return _UNCHANGED.issuperset(_CALLED.findall(formula))
