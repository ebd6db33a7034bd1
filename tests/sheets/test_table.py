"""A table is declared once: programs read its keys, sheets its titles, widths and styles."""

import subprocess
import sys
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.sheets.report import Imprint, ReportBook
from scoring.sheets.table import Column, Link, Table, day_cell

IMPRINT = Imprint("Bảng", "", "", "1.0.0", date(2026, 12, 31), "", "")
COLUMNS = (
    Column("unit"),
    Column("number", "STT", 5, "points"),
    Column("name", "Đơn vị", 12),
    Column("state", "Tình trạng", 16, lambda value: "error" if value is False else "centre", {False: "Chậm"}),
    Column("arrived", "Ngày nhận", 12, "date"),
    Column("away", "Trang", 12, "link"),
)
ROW = ("p1", 1, "Phòng Văn hóa - Xã hội", False, date(2026, 6, 9), Link("'Bảng'!$B$2", "đầu bảng"))


def written(table: Table, *, live: bool = True, empty: str = "") -> Any:
    target = BytesIO()
    with ReportBook(target, IMPRINT, live=live) as book:
        sheet = book.sheet("Bảng", table.widths, bulk=True)
        last = table.write(sheet, 1, empty)
        table.settle(sheet, 1, last, kept=2, printed=last)
    return load_workbook(target)["Bảng"]


def test_programs_read_every_column_by_its_key() -> None:
    [record] = Table(COLUMNS, (ROW,))
    assert record == dict(zip(("unit", "number", "name", "state", "arrived", "away"), ROW, strict=True))


@pytest.mark.parametrize("live", [True, False])
def test_a_sheet_shows_the_columns_with_a_title(live: bool) -> None:
    sheet = written(Table(COLUMNS, (ROW,)), live=live)
    assert [cell.value for cell in sheet[1]] == ["STT", "Đơn vị", "Tình trạng", "Ngày nhận", "Trang"]
    shown = [1, "Phòng Văn hóa - Xã hội", "Chậm"]
    assert [cell.value for cell in sheet[2]][:3] == shown
    assert sheet["C2"].font.b and sheet["D2"].number_format == "dd/mm/yyyy"
    assert sheet["E2"].value == ("='Bảng'!$B$2" if live else "đầu bảng")


def test_rows_grow_with_running_text_only() -> None:
    long = " ".join(["dài"] * 20)
    tall = written(Table(COLUMNS[:3], (("p1", 1, long),))).row_dimensions[2].height
    centred = Column("name", "Đơn vị", 12, "centre")
    low = written(Table((*COLUMNS[:2], centred), (("p1", 1, long),))).row_dimensions[2].height
    grown = Column("name", "Đơn vị", 12, "centre", grows=True)
    assert tall == written(Table((*COLUMNS[:2], grown), (("p1", 1, long),))).row_dimensions[2].height
    assert tall > 4 * low


def test_an_empty_table_says_so() -> None:
    sheet = written(Table(COLUMNS), empty="Không có đơn vị nào.")
    assert sheet["A2"].value == "Không có đơn vị nào."
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A2:E2"]


def test_print_set_up_follows_from_the_table() -> None:
    sheet = written(Table(COLUMNS, (ROW, ROW)))
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:E3")
    assert (sheet.print_title_rows, sheet.print_area) == ("$1:$1", "'Bảng'!$A$1:$E$3")


@pytest.mark.parametrize(
    ("day", "cell"),
    [
        (date(2026, 1, 31), (46053, "date")),
        (date(1900, 2, 28), ("28/02/1900", "centre")),
        (None, ("", "centre")),
    ],
)
def test_days_that_excel_miscounts_stay_text(day: date | None, cell: tuple[object, str]) -> None:
    assert day_cell(day) == cell


def test_declaring_a_table_loads_no_writer_of_workbooks() -> None:
    code = "import sys, scoring.sheets.table, scoring.reports.tables; print('xlsxwriter' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
