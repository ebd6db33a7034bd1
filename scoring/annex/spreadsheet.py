"""An .xlsx -> a paper: one table a visible sheet, its values by the guarded reader, its looks by openpyxl."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from scoring.annex.old_fonts import as_seen
from scoring.annex.paper import Paper, PaperCell, PaperRow, PaperTable
from scoring.intake.shown import shown
from scoring.text import show_date, show_number
from scoring.xlsx.grid import Address, ErrorCell, Sheet, Uncalculated, Value, Workbook, cell_name

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet as Looks

MOST_ROWS = 5_000
"""Rows of one sheet that are read: an annex has 300."""
MOST_COLUMNS = 60
_YEAR = re.compile("y", re.IGNORECASE)
_LETTERS_A_STEP = 3
"""A step of Excel's indentation is about three letters wide."""


def read_spreadsheet(data: bytes, book: Workbook) -> Paper:
    """The visible sheets; ``book`` is what the guarded reader made of the same bytes."""
    from openpyxl import load_workbook  # noqa: PLC0415 - help starts without it

    with warnings.catch_warnings():  # of extensions that it does not keep: nothing is saved
        warnings.simplefilter("ignore")
        looks = load_workbook(BytesIO(data))
    reader = _Reader()
    tables = tuple(
        PaperTable(sheet.name, tuple(reader.rows(sheet, looks[sheet.name])))
        for sheet in book.sheets
        if sheet.state == "visible" and sheet.cells
    )
    hidden = [sheet.name for sheet in book.sheets if sheet.state != "visible" and sheet.cells]
    told = [f"Không đọc trang ẩn “{name}”; cần thì bỏ ẩn rồi đọc lại." for name in hidden]
    told += [
        f"Đã chuyển chữ phông {each} sang Unicode; đọc lại vài dòng." for each in sorted(reader.encodings)
    ]
    told += reader.told
    return Paper(tables, told=tuple(told))


@dataclass
class _Reader:
    encodings: set[str] = field(default_factory=set)
    told: list[str] = field(default_factory=list)

    def rows(self, sheet: Sheet, looks: "Looks") -> Iterator[PaperRow]:
        """From the first filled row to the last; blank ones between them as well."""
        first, last = min(row for row, _ in sheet.cells), max(row for row, _ in sheet.cells)
        width = max(column for _, column in sheet.cells)
        if last - first >= MOST_ROWS or width > MOST_COLUMNS:
            self.told.append(
                f"Trang “{sheet.name}” chỉ đọc {MOST_ROWS} dòng, {MOST_COLUMNS} cột đầu; phần sau không đọc."
            )
            last, width = min(last, first + MOST_ROWS - 1), min(width, MOST_COLUMNS)
        for row in range(first, last + 1):
            cells = tuple(self._cell(sheet, looks, (row, column)) for column in range(1, width + 1))
            level = looks.row_dimensions[row].outlineLevel or 0
            yield PaperRow(f"{sheet.name}!A{row}", cells, outline=level)

    def _cell(self, sheet: Sheet, looks: "Looks", address: Address) -> PaperCell:
        area = sheet.merge_at(address)
        if area is None or area[:2] == address:
            return self._own(sheet, looks, address)
        origin = self._own(sheet, looks, area[:2])
        return replace(origin, part_of="above" if area[0] < address[0] else "left")

    def _own(self, sheet: Sheet, looks: "Looks", address: Address) -> PaperCell:
        value = sheet.cells.get(address)
        if value is None:
            return PaperCell()
        look: Any = looks.cell(*address)
        text, doubt = _read(value, look.number_format, sheet.formats.get(address, ""))
        read, old = as_seen([(text, sheet.fonts.get(address, ""))])
        self.encodings |= {old} - {""}
        typed = len(text) - len(text.lstrip())
        indent = int(look.alignment.indent or 0) * _LETTERS_A_STEP + typed
        notes = (look.comment.text.strip(),) if look.comment and look.comment.text.strip() else ()
        doubt = doubt and f"{cell_name(address)}: {doubt}"
        return PaperCell(read, bool(look.font.bold), indent, notes=notes, doubt=doubt)


def _read(value: Value, look: str, code: str) -> tuple[str, str]:
    """What the cell shows, and what makes that doubtful."""
    match value:
        case bool():
            return ("TRUE" if value else "FALSE"), "Excel đã đổi ô này thành TRUE/FALSE"
        case Decimal():
            as_shown = shown(value, code) if code else None
            return (as_shown.words if as_shown else show_number(value)), ""
        case date():
            return _day(value, look)
        case ErrorCell():
            return value.text, "ô báo lỗi của Excel"
        case Uncalculated():
            return "", "công thức chưa có kết quả; mở bằng Excel, lưu lại rồi đọc lại"
        case time() | timedelta():
            return str(value), "Excel đã đổi ô này thành giờ"
    return value, ""


def _day(value: date, look: str) -> tuple[str, str]:
    """Excel makes a day of "1/2", and shows it without a year; a day with a year was meant as one."""
    if _YEAR.search(look):
        return show_date(value), f"Excel đã đổi ô này thành ngày {show_date(value)}"
    meant = f"{value.day}.{value.month}"
    return meant, f"Excel đã đổi ô này thành ngày {show_date(value)}; hiểu là {meant}"
