"""Where a signed table is cut: no page with a row and the signatures alone."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.reports.final import pages, write_ranking_book
from scoring.reports.final.pages import Rows, page_break
from scoring.reports.final.ranking import OVERALL
from scoring.reports.letterhead import place
from scoring.standing.run import Consolidation

HEAD, SIGNED = 8, 8


def rows(table: int, lists: int) -> Rows:
    """A table of so many rows under the titles, then lists, an empty row, notes and signatures."""
    below = HEAD + 1 + table + 1
    notes = below + lists
    return Rows(HEAD, below, notes, notes + SIGNED)


@pytest.mark.parametrize(
    ("room", "parts", "cut"),
    [
        (50, rows(20, 0), None),  # all on one page
        (36, rows(20, 10), 30),  # the lists would be cut: they begin a page
        (32, rows(20, 12), 30),
        (30, rows(20, 0), 26),  # the signatures would stand with no row: three go with them
        (25, rows(20, 0), None),  # enough rows stand above them already
        (20, rows(40, 60), 106),  # lists longer than a page: their last rows go with the signatures
    ],
)
def test_where_a_page_ends(room: int, parts: Rows, cut: int | None) -> None:
    assert page_break({}, room * 15.0, parts) == cut


def overall(run: Consolidation) -> Worksheet:
    buffer = BytesIO()
    write_ranking_book(buffer, run, [], 1)
    return load_workbook(buffer)[OVERALL]


def test_a_long_table_is_printed_with_its_closing_part_whole(
    run: Consolidation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "HEIGHT", 2000.0)
    assert overall(run).page_setup.fitToHeight is None  # all on one page
    monkeypatch.setattr(pages, "HEIGHT", 400.0)
    sheet = overall(run)
    [cut] = sheet.row_breaks.brk
    assert str(sheet.cell(cut.id + 1, 1).value).startswith("Không xếp loại (")
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.scale


def test_the_day_is_dated_from_the_place_of_the_documents(run: Consolidation) -> None:
    sheet = overall(run)
    assert sheet["D4"].value == f"{place(run.criteria.issuer)}, ngày …… tháng …… năm 2026"
