"""Our reader against two others, on ordinary forms: the same cells with the same values.

Named reasons for a difference, all of them the others': an error cell is nothing to calamine, a formula
without a result is nothing to both, moments lose their hour here, openpyxl drops empty texts and leaves
``_x000A_`` as it stands.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from scoring.opening.opened import open_workbook
from scoring.xlsx.grid import (
    Address,
    ErrorCell,
    Sheet,
    Uncalculated,
)
from tests.intake.forms import changed, put, written
from tools.libreoffice import LibreOffice

Cells = dict[Address, object]
EXAMPLES = sorted((Path(__file__).parents[2] / "inputs" / "2026" / "nam").glob("*.xlsx"))


def plain(value: object) -> object:
    """Numbers at 15 digits, moments as days."""
    if isinstance(value, bool | str | Decimal):
        return value
    if isinstance(value, int | float):
        return Decimal(format(value, ".15g"))
    return value.date() if isinstance(value, datetime) else value


def ours(sheet: Sheet) -> Cells:
    return {at: v for at, v in sheet.cells.items() if not isinstance(v, ErrorCell | Uncalculated)}


def by_calamine(content: bytes) -> dict[str, Cells]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    found = {}
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        top, left = sheet.start or (0, 0)
        found[name] = {
            (row, column): plain(raw)
            for row, line in enumerate(sheet.to_python(), top + 1)
            for column, raw in enumerate(line, left + 1)
            if raw != ""
        }
    return found


def by_openpyxl(content: bytes) -> dict[str, Cells]:
    book = load_workbook(BytesIO(content), data_only=True)
    return {
        sheet.title: {
            (cell.row, cell.column): plain(cell.value)
            for line in sheet.iter_rows()
            for cell in line
            if cell.value not in (None, "") and cell.data_type != "e"
        }
        for sheet in book.worksheets
    }


def agree(content: bytes, folder: Path) -> None:
    path = folder / "bieu.xlsx"
    path.write_bytes(content)
    book = open_workbook(path).workbook
    assert book
    others: list[Callable[[bytes], dict[str, Cells]]] = [by_calamine, by_openpyxl]
    for other in others:
        theirs = other(content)
        assert list(theirs) == [sheet.name for sheet in book.sheets]
        for sheet in book.sheets:
            assert ours(sheet) == theirs[sheet.name], (other.__name__, sheet.name)


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_the_example(path: Path, tmp_path: Path) -> None:
    if open_workbook(path).workbook:
        agree(path.read_bytes(), tmp_path)


VALUES = [
    0, -1, 7.25, 1e-7, 1e15, 123456789.125, 0.1 + 0.2, True, False, date(1900, 1, 5), date(1900, 2, 28),
    date(1900, 3, 1), date(2026, 11, 15), date(9999, 12, 31), time(7, 45),
    datetime(2026, 3, 5, 13, 30),  # noqa: DTZ001 - a cell knows no time zone
    timedelta(hours=30), "chữ", " hai đầu ", "dòng\nmới", "a\tb", "&<>\"'", "😀 ồ", "=1+1",
]  # fmt: skip


def test_every_kind_of_value(tmp_path: Path) -> None:
    def fill(book: object) -> None:
        for n, value in enumerate(VALUES, 1):
            book.worksheets[4].cell(n, 20).value = value  # type: ignore[attr-defined]

    agree(changed(fill), tmp_path)


def test_as_libreoffice_saves_it(tmp_path: Path, libreoffice: LibreOffice) -> None:
    source = tmp_path / "nguon.xlsx"
    source.write_bytes(changed(put("2.5", "answer", 4)))
    [saved] = libreoffice.recalculated([source], tmp_path / "ra")
    agree(saved.read_bytes(), tmp_path)


def test_as_we_write_it(tmp_path: Path) -> None:
    agree(written(), tmp_path)
