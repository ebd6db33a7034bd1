"""The cells of an office's own workbook, opened as guardedly as a form."""

from datetime import time, timedelta

from scoring.criteria.sheet import Cells, Raw, Unusable
from scoring.errors import SetError
from scoring.opening.opened import Opened
from scoring.workers.own import open_own_bytes
from scoring.xlsx.grid import ErrorCell, Sheet, Uncalculated, Value, Workbook


def first_sheet(name: str, data: bytes) -> Cells:
    """The cells of a list of units kept in Excel. Raises SetError where the file cannot be opened."""
    return _cells(_workbook(name, open_own_bytes(data)).sheets[0])


def all_sheets(name: str, opened: Opened) -> dict[str, Cells]:
    """The cells of every sheet. Raises SetError where the file could not be opened."""
    return {sheet.name: _cells(sheet) for sheet in _workbook(name, opened).sheets}


def _workbook(name: str, opened: Opened) -> Workbook:
    if opened.workbook is None:
        raise SetError(*(f"{name}: {found.message} {found.remedy}" for found in opened.findings))
    return opened.workbook


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
