"""The workbooks of a criteria set, opened as guardedly as a form."""

from datetime import time, timedelta
from pathlib import Path

from scoring.criteria.excel import read_set_book
from scoring.criteria.excel.proposed import ProposedRow, still_proposed
from scoring.criteria.sheet import Cells, Raw, Unusable
from scoring.criteria.units import Roster
from scoring.errors import SetError
from scoring.opening.opened import Opened
from scoring.workers.own import open_own, open_own_bytes
from scoring.xlsx.grid import ErrorCell, Sheet, Uncalculated, Value, Workbook


def open_set_and_doubts(path: Path) -> tuple[Roster, tuple[ProposedRow, ...]]:
    """The set and units of a workbook, and the rows in doubt that still stand as they were read from a paper.

    Raises SetError where the file, or the set in it, does not hold.
    """
    book = _book(path.name, open_own(path))
    return read_set_book(path.name, book), still_proposed(path.name, book)


def read_criteria_book(name: str, data: bytes) -> Roster:
    """The set and units from bytes; ``name`` is what messages call the file."""
    return read_set_book(name, _book(name, open_own_bytes(data)))


def _book(name: str, opened: Opened) -> dict[str, Cells]:
    return {sheet.name: _cells(sheet) for sheet in _opened(name, opened).sheets}


def _opened(name: str, opened: Opened) -> Workbook:
    if opened.workbook is None:
        raise SetError(*(f"{name}: {found.message} {found.remedy}" for found in opened.findings))
    return opened.workbook


def first_sheet(name: str, data: bytes) -> Cells:
    """The cells of a list of units kept in Excel. Raises SetError where the file cannot be opened."""
    return _cells(_opened(name, open_own_bytes(data)).sheets[0])


def _cells(sheet: Sheet) -> Cells:
    return {address: _raw(value) for address, value in sheet.cells.items()}


def _raw(value: Value) -> Raw:
    if isinstance(value, ErrorCell):
        return Unusable(f"ô báo lỗi {value.text} của Excel; xóa công thức rồi gõ giá trị")
    if isinstance(value, Uncalculated):
        return Unusable("công thức chưa có kết quả; mở bằng Excel rồi lưu lại, hoặc gõ giá trị")
    if isinstance(value, time | timedelta):
        return Unusable("Excel đã đổi ô này thành giờ; định dạng ô là Text rồi gõ lại")
    return value
