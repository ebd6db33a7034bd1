"""Where a signed table is cut: no page with a row and the signatures alone."""

import re
import zlib
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.criteria.units import Roster
from scoring.reports.final import pages, write_ranking_book
from scoring.reports.final.ranking import OVERALL
from scoring.reports.letterhead import place
from scoring.reports.tables import remark
from scoring.standing.run import Consolidation
from tests.reports.runs import consolidate, form, larger, receipt
from tools.libreoffice import LibreOffice


def overall(run: Consolidation) -> Worksheet:
    buffer = BytesIO()
    write_ranking_book(buffer, run, [], 1)
    return load_workbook(buffer)[OVERALL]


TALL_PAGES = {**pages.SIGNED_MARGINS, "bottom": 0.4}  # inches: the table alone just fills a page


def test_a_long_table_is_printed_with_its_closing_part_whole(
    run: Consolidation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "HEIGHT", 2000.0)
    assert overall(run).page_setup.fitToHeight is None  # all on one page
    monkeypatch.setattr(pages, "HEIGHT", 760.0)
    monkeypatch.setattr(pages, "SIGNED_MARGINS", TALL_PAGES)
    sheet = overall(run)
    [cut] = sheet.row_breaks.brk
    assert sheet.cell(cut.id + 1, 1).value == "Ghi chú:"  # the first of the lists below the table
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.scale


def test_a_table_with_a_page_break_is_one_page_wide(
    run: Consolidation, libreoffice: LibreOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A break is heeded only where a scale is set: nothing fits such a table to the width of the page."""
    monkeypatch.setattr(pages, "HEIGHT", 760.0)
    monkeypatch.setattr(pages, "SIGNED_MARGINS", TALL_PAGES)
    assert overall(run).row_breaks.brk
    path = tmp_path / "xep-loai.xlsx"
    with path.open("wb") as file:
        write_ranking_book(file, run, [], 1)
    [pdf] = libreoffice.as_pdf([path], tmp_path)
    *signed, _years, _late = printed(pdf)
    assert len(signed) == 2 + len(run.blocks)
    assert min(size for _, size in signed) >= 10


def test_a_unit_without_a_place_has_its_reason_beside_it(run: Consolidation) -> None:
    reasons = {row[1]: row[3] for row in overall(run).iter_rows(values_only=True)}
    assert reasons["Tổ dân phố số 10"] == "Chưa nộp"


def test_the_day_is_dated_from_the_place_of_the_documents(run: Consolidation) -> None:
    sheet = overall(run)
    assert sheet["D4"].value == f"{place(run.criteria.issuer)}, ngày …… tháng …… năm 2026"


UPRIGHT = (595, 842)  # A4 in points


def printed(pdf: Path) -> list[tuple[tuple[int, ...], float]]:
    """Of every page its width and height, and the size of most of its texts, all in points."""
    content = pdf.read_bytes()
    boxes = [
        tuple(int(float(side) + 0.5) for side in box.split())
        for box in re.findall(rb"/MediaBox\[0 0 ([\d. ]+)\]", content)
    ]
    streams = re.findall(rb"/FlateDecode>>\s*stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    unpacked = [zlib.decompressobj().decompress(stream) for stream in streams]
    sizes = [Counter(re.findall(rb"/F\d+ ([\d.]+) Tf", page)) for page in unpacked if b" Tf" in page]
    return [(box, float(size.most_common(1)[0][0])) for box, size in zip(boxes, sizes, strict=True)]


def test_what_is_signed_is_upright_legible_and_short(
    mini: Roster, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    """Thirty units on two pages, eight offices on one, twenty-two tổ dân phố on two."""
    roster = larger(mini, tdp=20)
    run = consolidate(roster, tuple(receipt(form(roster, unit, 5)) for unit in roster.evaluated))
    path = tmp_path / "xep-loai.xlsx"
    with path.open("wb") as file:
        write_ranking_book(file, run, [], 1)
    assert sum(map(run.is_placed, run.results.units)) == 30
    [pdf] = libreoffice.as_pdf([path], tmp_path)
    *signed, _years, _late = printed(pdf)
    assert len(signed) == 2 + 1 + 2
    assert {box for box, _ in signed} == {UPRIGHT}
    assert min(size for _, size in signed) >= 10
    sheets = load_workbook(path).worksheets[:3]
    # Titles are repeated where the table itself goes on, not above lists that are no part of it.
    assert [sheet.print_title_rows for sheet in sheets] == ["$9:$9", None, None]


def test_what_is_signed_has_the_margins_and_the_ink_of_the_decree(run: Consolidation) -> None:
    """NĐ 30/2020/NĐ-CP, Phụ lục I, mục I.3: 30-35 mm, 15-20 mm, 20-25 mm, black."""
    sheet = overall(run)
    margins, inch = sheet.page_margins, 25.4
    assert (round(margins.left * inch), round(margins.right * inch)) == (30, 15)
    assert (round(margins.top * inch), round(margins.bottom * inch)) == (20, 20)
    fonts = (cell.font for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None)
    inks = {font.color.rgb for font in fonts if font.color and font.color.type == "rgb"}
    assert inks == {"FF000000"}


def test_remarks_stand_below_the_table_with_the_number_of_the_unit(run: Consolidation) -> None:
    sheet = overall(run)
    column = [cell.value for cell in sheet["A"]]
    placed = {
        row[0].value: row[1].value for row in sheet.iter_rows(min_row=10, max_row=column.index("Ghi chú:"))
    }
    first = column.index("Ghi chú:") + 1
    said = list(sheet.iter_rows(min_row=first + 1, values_only=True))[: column[first:].index(None)]
    expected = [remark(run, result) for result in run.results.units if remark(run, result)]
    assert sorted(row[3] for row in said) == sorted(expected) and said
    assert all(placed[number] == name for number, name, *_ in said)


def test_pages_are_numbered_above_from_the_second_on_and_a_single_one_is_not(
    run: Consolidation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NĐ 30/2020/NĐ-CP, Phụ lục I: in the upper margin, in the middle, not on the first page."""
    for height, numbered in ((2000.0, False), (500.0, True)):
        monkeypatch.setattr(pages, "HEIGHT", height)
        sheet = overall(run)
        assert sheet.page_setup.useFirstPageNumber
        assert ("&P" in sheet.oddHeader.center.text) is bool(sheet.HeaderFooter.differentFirst) is numbered
        assert all("MẪU" in each.center.text for each in (sheet.oddHeader, *[sheet.firstHeader] * numbered))
        assert "&P" not in (sheet.firstHeader.center.text or "") and not sheet.oddFooter.center.text
