"""Printed pages end well: in xlsxwriter's own terms, and on the paper that LibreOffice prints."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.sheets.pages import LEAST, SMALLEST, Flow
from scoring.sheets.report import Imprint, ReportBook, ReportSheet
from tests.support.printed import printed
from tools.libreoffice import LibreOffice

IMPRINT = Imprint("Thử", "", "", "1", date(2026, 1, 1), "", "")


def cut(flow: Flow, room: int) -> list[int]:
    """The row with which each page but the first begins; every row of the flow is one point high."""
    pages = flow.pages(room, sound=True)
    assert flow.is_sound(pages)
    return [page.start for page in pages[1:]]


@pytest.mark.parametrize(
    ("flow", "room", "starts"),
    [
        (Flow(0, [1] * 20), 10, [10]),
        (Flow(0, [1] * 20, kept={9}), 10, [9, 17]),  # the heading goes with its first row
        (Flow(0, [1] * 20, kept={8, 9}), 10, [8, 17]),  # and so does a heading above a heading
        (Flow(0, [1] * 21), 10, [10, 18]),  # a lone row gets company
        (Flow(0, [1] * 21, kept={17}), 10, [10, 17]),  # and the heading of that company
        (Flow(0, [1] * 20, titles=range(1)), 10, [10, 17]),  # titles repeated: a page takes 9 more rows
        (Flow(0, [1] * 21, breaks={12}), 10, [9, 12]),  # nor does a part before a break end with two
        (Flow(5, [1] * 9, kept={13}), 10, []),  # all on one page, whatever it ends with
        (Flow(0, [1] * 30, kept=range(30)), 10, [10, 20]),  # nothing is kept that fills more than a page
        (Flow(0, [1, 1, 40, 1, 1, 1]), 10, [2, 3]),  # a row higher than a page has its own
    ],
)
def test_where_pages_begin(flow: Flow, room: int, starts: list[int]) -> None:
    assert cut(flow, room) == starts


def written(rows: int, headings: set[int], path: Path, **more: int) -> ReportSheet:
    """A sheet of so many rows, some of them headings, fitted to the width of an upright page."""
    with path.open("wb") as file, ReportBook(file, IMPRINT) as book:
        sheet = book.sheet("Thử", [80])
        for row in range(rows):
            sheet.text(
                row,
                0,
                f"{'Mục' if row in headings else 'dòng'} {row}",
                "section" if row in headings else "text",
            )
            sheet.grow(row, 1)
        sheet.raw.fit_to_pages(1, 0)
        if more:
            sheet.raw.set_h_pagebreaks(list(more.values()))
    return sheet


def test_no_heading_ends_a_page_and_no_page_holds_a_row_alone(
    libreoffice: LibreOffice, tmp_path: Path
) -> None:
    """However the pages fall: a heading every seven rows, tables of many lengths."""
    paths = {rows: tmp_path / f"{rows}.xlsx" for rows in range(80, 92)}
    for rows, path in paths.items():
        written(rows, set(range(0, rows - 1, 7)), path)
    for rows, found in zip(paths, printed(list(paths.values()), libreoffice), strict=True):
        pages = [page[:-1] for page in found]  # without its foot
        assert len(pages) > 1 and sum(map(len, pages)) == rows
        assert not [page[-1] for page in pages if page[-1].startswith("Mục")], rows
        assert len(pages[-1]) >= LEAST, rows


def test_pages_that_end_well_are_left_to_the_program(tmp_path: Path) -> None:
    """So that a table that was filtered prints without gaps."""
    written(60, {0}, tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and not sheet.row_breaks.brk


def test_a_row_too_many_makes_the_print_smaller_within_bounds(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    one_page = next(rows for rows in range(40, 50) if load_scale(written_pages(rows, path)) != (True, None))
    fitted, scale = load_scale(written_pages(one_page, path))
    assert not fitted and SMALLEST <= (scale or 0) < 100
    assert load_workbook(path).active.row_breaks.brk == []


def written_pages(rows: int, path: Path) -> Path:
    written(rows, set(), path)
    return path


def load_scale(path: Path) -> tuple[bool, int | None]:
    sheet = load_workbook(path).active
    return bool(sheet.sheet_properties.pageSetUpPr.fitToPage), sheet.page_setup.scale


def test_a_break_that_excel_would_not_heed_gets_a_scale(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    written(20, set(), path, at=10)
    sheet = load_workbook(path).active
    assert [each.id for each in sheet.row_breaks.brk] == [10]
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage


def test_what_xlsxwriter_keeps_is_what_it_writes() -> None:
    """The names that the module rests on."""
    buffer = BytesIO()
    with ReportBook(buffer, IMPRINT) as book:
        sheet = book.sheet("Thử", [30, 20], landscape=True)
        sheet.text(3, 1, "x")
        sheet.raw.set_row(3, 30)
        sheet.raw.set_row(4, None, None, {"hidden": True})
        sheet.raw.repeat_rows(1, 2)
        sheet.print_to(9, 1)
        raw = sheet.raw
        assert raw.row_sizes[3] == [40, False] and raw.row_sizes[4][1]
        assert (raw.default_row_height, raw.col_info[0].width) == (20, 215)
        assert raw.print_area_range == "Thử!$A$1:$B$10" and raw.repeat_row_range == "Thử!$2:$3"
        assert (raw.paper_size, raw.orientation, raw.print_scale, raw.hbreaks) == (9, 0, 100, [])
        assert (raw.fit_page, raw.margin_left, raw.margin_bottom) == (0, 0.7, 0.7)
        raw.fit_to_pages(1, 0)
        assert (raw.fit_page, raw.fit_width, raw.fit_height) == (1, 1, 0)
