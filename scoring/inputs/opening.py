"""Guarded opening: bytes -> cells, or a finding that says why not. Nothing in a file raises past here."""

import hashlib
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook

from scoring.findings import Finding, finding
from scoring.inputs import limits
from scoring.inputs.container import Refused, inflate
from scoring.inputs.grid import Address, ErrorCell, Sheet, Uncalculated, Value, Workbook
from scoring.inputs.kinds import refuse_other_package, refuse_other_than_zip
from scoring.inputs.preflight import Notes, SheetNotes, look


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as opened: ``workbook`` is None where ``findings`` hold the reason why not."""

    sha256: str
    workbook: Workbook | None
    findings: tuple[Finding, ...] = ()


def open_workbook(path: Path) -> Opened:
    """Read the file once and work on those bytes. T01-T05 and T08 refuse it, T07 warns."""
    try:
        data = _bytes(path)
    except OSError as error:
        return Opened("", None, (finding("T08", found=_reason(error)),))
    except Refused as refusal:
        return Opened("", None, (refusal.finding,))
    return open_bytes(data)


def open_bytes(data: bytes) -> Opened:
    """The same for bytes at hand."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return Opened(sha256, *_open(data))
    except Refused as refusal:
        return Opened(sha256, None, (refusal.finding,))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of the reader's Rust code is no Exception
        return Opened(sha256, None, (finding("T02", found="không đúng cấu trúc .xlsx"),))


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "không còn tệp này"
    if isinstance(error, PermissionError):
        return "không có quyền đọc hoặc tệp đang được mở"
    return "lỗi khi đọc đĩa"


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(limits.FILE_BYTES + 1)
    if len(data) > limits.FILE_BYTES:
        raise Refused("T05", "tệp quá lớn", f"{limits.FILE_BYTES // limits.MEGABYTE} MB")
    return data


def _open(data: bytes) -> tuple[Workbook, tuple[Finding, ...]]:
    refuse_other_than_zip(data)
    parts = inflate(data)
    refuse_other_package(parts)
    notes = look(parts)
    sheets = tuple(_sheets(data, notes))
    return Workbook(sheets), tuple(finding("T07", found=words) for words in notes.active)


def _sheets(data: bytes, notes: Notes) -> Iterator[Sheet]:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        if list(book.sheet_names) != [sheet.name for sheet in notes.sheets]:
            raise Refused("T02", "danh sách trang không rõ ràng")
        for index, sheet in enumerate(notes.sheets):
            if sheet.worksheet:
                cells = _cells(book.get_sheet_by_index(index), sheet)
                yield Sheet(sheet.name, cells, sheet.state, sheet.merged)


def _cells(sheet: CalamineSheet, notes: SheetNotes) -> dict[Address, Value]:
    top, left = sheet.start or (0, 0)
    cells: dict[Address, Value] = {
        (row, column): _value(raw)
        for row, line in enumerate(sheet.to_python(), top + 1)
        for column, raw in enumerate(line, left + 1)
        if raw != ""
    }
    cells.update({at: ErrorCell(text) for at, text in (notes.errors or {}).items()})
    cells.update(dict.fromkeys(notes.uncalculated, Uncalculated()))
    return cells


def _value(raw: str | float | bool | date | time | timedelta) -> Value:
    """Numbers at Excel's own 15 digits; a number without a value (NaN, infinity) stays text."""
    if isinstance(raw, bool | str):
        return raw
    if isinstance(raw, int | float):
        return Decimal(format(raw, ".15g")) if math.isfinite(raw) else str(raw)
    if isinstance(raw, datetime):
        return raw.date()
    return raw
