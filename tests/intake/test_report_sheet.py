"""The sheet "Báo cáo": headings however they are written, nothing beside them lost in silence."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.intake.layout import REPORT, report_parts
from scoring.intake.model import Receipt
from tests.intake import period_forms
from tests.intake.forms import (
    Change,
    changed,
    codes,
    mini,
    only,
    received,
)
from tests.workbooks.should_pass import unmerge

PERIODS = ["nam", "6-thang"]
FIRST = {"nam": 5, "6-thang": 6}


def reported(change: Change, folder: Path, period: str) -> Receipt:
    if period == "nam":
        return received(changed(change), folder)
    return period_forms.received(period_forms.form(change=change, period=period), folder, period)


def sheet_of(book: Workbook) -> Worksheet:
    sheet = book[REPORT]
    assert isinstance(sheet, Worksheet)
    return sheet


def heading(period: str, part: int, text: str) -> Change:
    return lambda book: setattr(sheet_of(book).cell(FIRST[period] + part, 1), "value", text)


def texts(receipt: Receipt) -> list[str]:
    assert receipt.form
    return list(receipt.form.report.values())


HEADINGS = [
    "1. Mô hình “Dân vận khéo”",
    "II. MÔ HÌNH “DÂN VẬN KHÉO”:",
    "b) Mô hình «Dân vận khéo»",
    "- Mô hình “Dân vận khéo”",
    "2/ Mô hình 'Dân vận khéo'",
    "Mục 2: Mô hình “ Dân vận khéo ”",
    'Mô hình "Dân vận khéo"',
]


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("text", HEADINGS)
def test_a_heading_in_other_signs_is_the_same_heading(text: str, period: str, tmp_path: Path) -> None:
    receipt = reported(heading(period, 1, text), tmp_path, period)
    assert codes(receipt) == []
    assert texts(receipt) == ["Đã thực hiện theo kế hoạch."] * 5


@pytest.mark.parametrize(("period", "part"), [("nam", 0), ("nam", 4), ("6-thang", 0), ("6-thang", 2)])
def test_a_heading_that_is_gone_is_told_at_its_cell(period: str, part: int, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        heading(period, part, "")(book)

    receipt = reported(change, tmp_path, period)
    found = only(receipt, "R06")
    assert found.place.cell == f"A{FIRST[period] + part}"
    assert report_parts(mini().criteria.report(period))[part][1] in found.message
    assert found.is_error == (period != "nam")
    assert len(texts(receipt)) == 4


@pytest.mark.parametrize("period", PERIODS)
def test_a_text_that_goes_on_in_further_rows_is_read_whole(period: str, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = sheet_of(book)
        unmerge(sheet)
        sheet.insert_rows(FIRST[period] + 1, 2)
        sheet.cell(FIRST[period] + 1, 2).value = "Dòng hai."
        sheet.cell(FIRST[period] + 2, 2).value = "Dòng ba."

    receipt = reported(change, tmp_path, period)
    assert texts(receipt)[0] == "Đã thực hiện theo kế hoạch.\nDòng hai.\nDòng ba."
    assert texts(receipt)[1] == "Đã thực hiện theo kế hoạch."
    assert codes(receipt) == []


@pytest.mark.parametrize("period", PERIODS)
def test_a_text_under_its_heading_is_read_where_nothing_stands_beside(period: str, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet, first = sheet_of(book), FIRST[period]
        unmerge(sheet)
        for part in reversed(range(5)):
            sheet.cell(first + part, 2).value = None
            sheet.insert_rows(first + part + 1)
            sheet.cell(first + part + 1, 1).value = f"Lời {part}."

    receipt = reported(change, tmp_path, period)
    assert texts(receipt) == [f"Lời {part}." for part in range(5)]
    assert codes(receipt) == []


def test_a_heading_merged_into_its_text_reads_no_check(tmp_path: Path) -> None:
    """The cell right of the merge is the form's own "Kiểm tra"."""

    def change(book: Workbook) -> None:
        sheet_of(book)["C5"].value = "Đạt"
        sheet_of(book).merge_cells("A5:B5")

    receipt = received(changed(change), tmp_path)
    assert texts(receipt)[0] == ""
    assert (codes(receipt), only(receipt, "R01").place.cell) == (["R01"], "B5")


@pytest.mark.parametrize("period", PERIODS)
def test_a_heading_twice_with_two_texts_is_told(period: str, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet_of(book).cell(FIRST[period] + 5, 1).value = "1. Kết quả nổi bật"
        sheet_of(book).cell(FIRST[period] + 5, 2).value = "Thêm nữa."

    receipt = reported(change, tmp_path, period)
    cells = f"B{FIRST[period]}, B{FIRST[period] + 5}"
    assert cells in only(receipt, "R07").message
    assert only(receipt, "R07").is_error == (period != "nam")


def test_of_two_headings_the_one_with_a_text_counts(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet_of(book)["B5"].value = None
        sheet_of(book).append(["Kết quả nổi bật", "Ở đây."])

    receipt = received(changed(change), tmp_path)
    assert (texts(receipt)[0], codes(receipt)) == ("Ở đây.", [])


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize(("value", "code"), [("#NAME?", "N10"), ("=-abc", "N11")])
def test_an_error_value_is_no_text_of_the_unit(value: str, code: str, period: str, tmp_path: Path) -> None:
    """ "-abc" became a formula of names that nobody knows."""
    place = (FIRST[period], 2)
    receipt = reported(lambda book: setattr(sheet_of(book).cell(*place), "value", value), tmp_path, period)
    assert codes(receipt) == [code]
    found = only(receipt, code)
    assert (found.place.cell, found.is_error) == (f"B{place[0]}", True)
    assert "Kết quả nổi bật" in found.message
    assert texts(receipt)[0] == ""


def test_signatures_below_the_report_are_no_strange_words(tmp_path: Path) -> None:
    receipt = reported(lambda book: None, tmp_path, "6-thang")
    assert codes(receipt) == []
