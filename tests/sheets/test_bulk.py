"""The contract with xlsxwriter: a bulk sheet is, part by part, what xlsxwriter itself writes."""

import re
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from scoring.sheets.book import Book
from scoring.sheets.bulk import OPEN_ROWS, BulkWorksheet

PRIVATE = {
    Worksheet: ("_write_string", "_write_blank", "_check_dimensions", "_write_sheet_data"),
    Format: ("_get_xf_index",),
}
HINTS = re.compile(rb' spans="[0-9:]+"|(?<=main") count="[0-9]+"')
DAY = date(2026, 12, 31)
TEXTS = ("Tổ dân phố số 1", " khoảng trắng ", "a & b < c", "hai\ndòng", "=1+1", "x" * 32_767)
NUMBERS = (Decimal(0), Decimal("86.67"), Decimal(1) / 3, Decimal("-0.05"), 12_345_678_901, Decimal("1E-7"))


def parts(*, bulk: bool) -> dict[str, bytes]:
    """The parts of a workbook whose sheet is written cell by cell, in heights, merged, with links."""
    target = BytesIO()
    with Book(target, title="", day=DAY) as book:
        sheet = book.worksheet("Trang", bulk=bulk)
        plain, bold = book.format(border=1), book.format(bold=True)
        sheet.set_row(0, 24)
        sheet.merge_range(0, 0, 0, 3, "", bold)
        sheet.write_string(0, 0, "Tiêu đề", bold)
        for row in range(1, 3 * OPEN_ROWS):
            text, number = TEXTS[row % len(TEXTS)], NUMBERS[row % len(NUMBERS)]
            if row % 3:
                sheet.set_row(row, 15.0 * (1 + row % 4) + 3)
            sheet.write_url(row, 0, "internal:'Trang'!A1", plain, f"dòng {row}")
            sheet.write_string(row, 1, text, bold if row % 2 else plain)
            sheet.write_number(row, 2, float(number), plain)
            sheet.write_blank(row, 3, None, plain)
    return without_hints(target)


def without_hints(target: BytesIO) -> dict[str, bytes]:
    """The parts without what the format allows to leave out and a bulk sheet does not count.

    ``spans`` are the columns that a row uses, ``count`` is how many cells use the shared texts.
    """
    with zipfile.ZipFile(target) as archive:
        return {name: HINTS.sub(b"", archive.read(name)) for name in archive.namelist()}


@pytest.mark.parametrize("name", parts(bulk=False))
def test_a_bulk_sheet_is_what_xlsxwriter_writes(name: str) -> None:
    assert parts(bulk=True)[name] == parts(bulk=False)[name]


def test_whole_rows_are_written_as_their_cells() -> None:
    found = []
    for whole in (True, False):
        target = BytesIO()
        with Book(target, title="", day=DAY) as book:
            sheet = book.worksheet("Trang", bulk=True)
            assert isinstance(sheet, BulkWorksheet)
            style = book.format(border=1)
            for row in range(2 * OPEN_ROWS):
                text, number = TEXTS[row % len(TEXTS)], NUMBERS[row % len(NUMBERS)]
                if whole:
                    values = text, number, None, ""
                    sheet.put_row(row, [sheet.made(at, value, style) for at, value in enumerate(values)])
                else:
                    sheet.write_string(row, 0, text, style)
                    sheet.write_number(row, 1, float(number), style)
                    sheet.write_blank(row, 2, None, style)
                    sheet.write_blank(row, 3, None, style)
        found.append(without_hints(target))
    assert found[0] == found[1]


@pytest.mark.parametrize(("owner", "names"), PRIVATE.items())
def test_xlsxwriter_still_has_the_names_that_bulk_needs(owner: type, names: tuple[str, ...]) -> None:
    assert set(names) <= set(dir(owner))
    book = Workbook(BytesIO())
    sheet = book.add_worksheet()
    assert {"str_table", "default_row_height", "hlink_count", "fh"} <= set(dir(sheet))
    assert callable(sheet.str_table._get_shared_string_index)
