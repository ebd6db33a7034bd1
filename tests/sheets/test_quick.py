"""The contract with xlsxwriter: a quick sheet is, to the byte, what xlsxwriter itself writes."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter.worksheet
from xlsxwriter.worksheet import Worksheet

from scoring.sheets import book as books
from scoring.sheets.book import Book, BookSheet
from scoring.sheets.quick import _UNCHANGED, QuickWorksheet
from scoring.sheets.report import Imprint, ReportBook
from scoring.sheets.table import Column, Link, Table

PRIVATE = (
    "_check_dimensions", "_write_rows", "_calculate_spans", "_write_row", "_write_empty_row", "_write_cell",
    "_escape_data",
)  # fmt: skip
DAY = date(2026, 12, 31)
TEXTS = (
    "Tổ dân phố",
    " trống ",
    "a & b < c > d",
    "hai\ndòng",
    "=1+1",
    "x" * 32_767,
    '"',
    "_x0041_",
    "<r>x</r> ",
)
NUMBERS = (0, 1, -3, 86.67, 1 / 3, -0.05, 12_345_678_901, 1e-7, 1e300, True)
VALUES = ("", "chữ & dấu", "#N/A", "#DIV/0!", True, False, 0, 1.5, -2)
FORMULAS = (
    'IF(A1>"b",1,2)', "SUM(A1:A9)&\"<x>\"", "{SUM(A1:A3*B1:B3)}", "UNIQUE(A1:A9)", "XLOOKUP(1,A:A,B:B)", "A1",
    "SWITCH(A1,1,2)", "STDEV.S(A1:A9)", "(A1+1)*2", "_xlfn.CONCAT(A1)", "WRAPSINGLE(A1)", "'Trang (2)'!A1",
)  # fmt: skip


def written(sheet_class: type[Worksheet], monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A workbook with every kind of cell, among them those that go xlsxwriter's own way."""
    monkeypatch.setattr(books, "QuickWorksheet", sheet_class)
    target = BytesIO()
    with Book(target, title="", day=DAY) as book:
        sheet, bold = BookSheet(book, "Trang", (9, 12, 30)), book.format(bold=True)
        plain = book.format(border=1)
        raw = sheet.raw
        assert type(raw) is sheet_class
        for row, text in enumerate(TEXTS, 3):
            sheet.put(row, row % 5, text, plain)
        for row, number in enumerate(NUMBERS, 2):
            sheet.put(row, 20 + row % 2, number, bold)
        for row, formula in enumerate(FORMULAS):
            sheet.put_formula(row + 40, 7, formula, plain, VALUES[row % len(VALUES)])
        sheet.put(5, 9, date(2026, 5, 1), plain)
        sheet.put(70, 2, None, bold)
        sheet.merge(72, 0, 4, "nhập", plain)
        sheet.put_link(73, 1, "'Trang'!A1", "→", plain)
        raw.write_string(80, 0, "không kiểu")
        raw.write_number("B82", 3)
        raw.write_blank("B83", None)
        raw.write_boolean(84, 1, True)
        raw.set_row(74, 30, bold)
        raw.set_row(90, 20)
        raw.write_string(20_000_000, 0, "ngoài trang", plain)
        sheet.put(3, 3, "viết lại", bold)
        raw.set_column(30, 30, 9, bold)
        raw.write_number(74, 30, 4)
        noted = BookSheet(book, "Ghi chú")
        noted.put(2, 2, "có ghi chú", plain)
        noted.raw.write_comment(40, 9, "ghi chú")
        BookSheet(book, "Trống")
    return target.getvalue()


def test_a_quick_sheet_is_what_xlsxwriter_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert written(QuickWorksheet, monkeypatch) == written(Worksheet, monkeypatch)


def test_functions_that_a_file_calls_otherwise_are_not_among_the_short_ones() -> None:
    sheet = Worksheet()
    sheet.use_future_functions = True
    for name in _UNCHANGED - {""}:
        assert sheet._prepare_formula(f"={name}(A1)") == f"{name}(A1)"
        assert not xlsxwriter.worksheet.re_dynamic_function.search(f"={name}(A1)")


@pytest.mark.parametrize("name", PRIVATE)
def test_xlsxwriter_still_has_the_name(name: str) -> None:
    assert hasattr(Worksheet, name)


ROWS = (
    ("Tổ dân phố", Decimal("4.50"), None, 7, "=1+1"),
    ("Tổ dân phố", Decimal("4.5"), "", 7, "<r>x</r>"),
    ("x" * 40_000, Decimal(0), "\x01a\ud800", 12_345_678_901, " trống "),
    ("a", 1, None, Decimal(1), "a"),
)


STYLES = ("text", "points", "text", "centre", "text")
TABLE = Table(tuple(Column(f"{n}", f"{n}", 9, style) for n, style in enumerate(STYLES)))
LED = ("Tổ dân phố", 1, Link("'Hai'!A1", "→ b"), 7, "a")


def rows_written(sheet_class: type[Worksheet], monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setattr(books, "QuickWorksheet", sheet_class)
    target = BytesIO()
    book = ReportBook(target, Imprint("", "", "", "1", DAY, "", ""))
    for name in ("Một", "Hai"):
        sheet = book.sheet(name, (9, 9, 9, 9, 9))
        for row, values in enumerate((*ROWS, LED)):
            TABLE.put(sheet, row, values)
        sheet.text(10, 0, "Tổ dân phố")
    book.close()
    return target.getvalue()


def test_whole_rows_are_what_xlsxwriter_writes_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows_written(QuickWorksheet, monkeypatch) == rows_written(Worksheet, monkeypatch)
