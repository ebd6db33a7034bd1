"""The workbook and the JSON of a period without scores."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from scoring.engine.results import Results
from scoring.register import Action, Draft, Ledger, Record
from scoring.reports.period import report_json, write_period
from scoring.sheets.report import FULL_SIZE_WIDTH
from scoring.standing.submissions import reported
from tests.reports.period.runs import PERIOD, run
from tools.libreoffice import LibreOffice

VIET_HOA = Path(__file__).parents[3] / "criteria" / "viet-hoa-2026"
SHEETS = ["Tổng quan", "Tiến độ nhiệm vụ", "Nội dung báo cáo", "Tình trạng nộp", "Lỗi và lưu ý", "Nhật ký"]


def content(roster: Roster) -> bytes:
    buffer = BytesIO()
    write_period(buffer, run(roster))
    return buffer.getvalue()


@pytest.fixture(scope="module")
def book(mini: Roster) -> Workbook:
    return load_workbook(BytesIO(content(mini)), data_only=True)


def line(sheet: Worksheet, label: str, column: int = 1) -> list[object]:
    """What stands to the right of a label."""
    for row in sheet.iter_rows(values_only=True):
        if row[column - 1] == label:
            return [value for value in row[column:] if value is not None]
    raise LookupError(label)


def test_the_sheets_and_the_same_bytes_again(mini: Roster, book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    assert content(mini) == content(mini)


def test_who_reported_in_time_late_or_not(book: Workbook) -> None:
    sheet = book["Tổng quan"]
    assert line(sheet, "Thời hạn") == ["Phòng chuyên môn", "Tổ dân phố", "Cộng"]
    assert line(sheet, "Đúng hạn") == [1, 1, 2]
    assert line(sheet, "Chậm") == [1, 0, 1]
    assert line(sheet, "Chưa nhận") == [1, 1, 2]
    assert line(sheet, "Đơn vị cần sửa biểu") == [1]
    assert line(sheet, "Đơn vị chưa nộp") == [2]


def test_a_report_on_paper_is_received_and_not_missing(mini: Roster) -> None:
    before = run(mini)
    draft = Draft(Action.ARRIVED, 2026, PERIOD, "vp", values={"day": "2026-06-08"}, reason="Bản giấy")
    line_of = Record(9, datetime(2026, 6, 20, 3, tzinfo=UTC), "An", draft)
    ledger = Ledger((*before.ledger.records, line_of))
    results = Results(reported(mini, PERIOD, before.receipts, ledger), ())
    buffer = BytesIO()
    write_period(buffer, replace(before, ledger=ledger, results=results))
    sheet = load_workbook(BytesIO(buffer.getvalue()), data_only=True)["Tổng quan"]
    assert line(sheet, "Đúng hạn")[-1] == 3
    assert line(sheet, "Chưa nhận")[-1] == 1
    assert line(sheet, "Đơn vị đã nhận, chưa có biểu (bản giấy)") == [1]
    assert line(sheet, "Đơn vị chưa nộp") == [1]


def test_a_group_is_named_in_full_beside_its_chart(mini: Roster) -> None:
    long = "Xây dựng kế hoạch, tuyên truyền, " + "phổ biến chủ trương về công tác dân vận " * 3
    first, *others = mini.criteria.groups
    groups = (first.model_copy(update={"text": long.strip()}), *others)
    named = Roster(mini.criteria.model_copy(update={"groups": groups}), mini.units)
    sheet = load_workbook(BytesIO(content(named)), data_only=True)["Tổng quan"]
    assert line(sheet, f"1. {long.strip()}")[-1] == "Nhóm 1"
    _, by_group = sheet._charts  # type: ignore[attr-defined]
    labels = by_group.series[0].cat.strRef or by_group.series[0].cat.numRef
    label = sheet[labels.f.partition("!")[2].replace("$", "")]
    assert label.value == "Nhóm 1"


def test_one_mark_for_each_unit_and_task(book: Workbook) -> None:
    sheet = book["Tiến độ nhiệm vụ"]
    marks = {name: line(sheet, name)[0] for name in ("Phòng Văn hóa - Xã hội", "Tổ dân phố số 1")}
    assert marks == {"Phòng Văn hóa - Xã hội": "HT", "Tổ dân phố số 1": "CB"}
    assert line(sheet, "Phòng Kinh tế, Hạ tầng và Đô thị") == ["ĐTH", 1, 0, 0]
    assert line(sheet, "Chưa báo cáo (CB)") == [3]
    labelled = line(book["Tổng quan"], "1. Xây dựng kế hoạch, tuyên truyền")
    assert labelled == [1, 0, 1, 0, 0, 3, 5, "Nhóm 1"]  # what the chart calls it
    assert sheet.page_setup.orientation == "landscape"


def test_texts_stand_under_their_heading_and_stay_texts(book: Workbook) -> None:
    rows = list(book["Nội dung báo cáo"].iter_rows(values_only=True))
    told = [row[2] for row in rows if row[1] == "Tổ dân phố số 1"]
    assert told == ["=1+1 của tdp-1"] * 5
    silent = [row[0] for row in rows if str(row[0]).startswith("Không có nội dung")]
    assert silent == ["Không có nội dung: Phòng Kinh tế, Hạ tầng và Đô thị."] * 5


def test_nothing_speaks_of_classes_or_ranks(book: Workbook) -> None:
    words = [str(c.value) for s in book.worksheets for row in s.iter_rows() for c in row if c.value]
    told = [w for w in words if "xếp loại" in w.lower() or "xếp hạng" in w.lower()]
    assert all("không xếp loại" in w for w in told)


def test_recalculated_counts_equal_the_cached_ones(
    mini: Roster, book: Workbook, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    path = tmp_path / "ky.xlsx"
    path.write_bytes(content(mini))
    [saved] = libreoffice.recalculated([path], tmp_path / "saved")
    again = load_workbook(saved, data_only=True)
    for name in SHEETS[:2]:
        formulas = load_workbook(path)[name]
        cells = [c.coordinate for row in formulas.iter_rows() for c in row if c.data_type == "f"]
        assert cells
        assert {c: again[name][c].value for c in cells} == {c: book[name][c].value for c in cells}


def test_the_json_says_the_same(mini: Roster) -> None:
    data = json.loads(report_json(run(mini)))
    units = {unit["code"]: unit for unit in data["units"]}
    assert data["format"] == "danvan-report-1"
    assert (units["ktht"]["on_time"], units["ktht"]["arrived"]) == (False, "2026-06-11")
    assert units["ktht"]["tasks"] == [
        {"code": "1.1", "leads": False, "progress": "Đang thực hiện", "result": "Đã họp dân"}
    ]
    assert (units["vp"]["state"], units["vp"]["on_time"]) == ("chưa nộp", False)
    assert units["tdp-1"]["state"] == "cần sửa"
    assert units["mttq"]["tasks"] == []


def test_a_wide_matrix_is_cut_between_groups_and_stays_legible() -> None:
    roster = load_roster(VIET_HOA)
    sheet = load_workbook(BytesIO(content(roster)))["Tiến độ nhiệm vụ"]
    assert sheet.page_setup.scale >= 80 and not sheet.sheet_properties.pageSetUpPr.fitToPage
    starts = {cell.column for cell in sheet[5] if cell.value}
    breaks = [each.id + 1 for each in sheet.col_breaks.brk]
    assert breaks and set(breaks) <= starts
    assert sheet.print_title_cols == "$A:$A"
    below = sheet.cell(sheet.max_row, 1).value, sheet.cell(sheet.max_row, 2).value
    assert below[0] is None and str(below[1]).startswith("Nhóm nhiệm vụ: ")  # not cut on the second page
    grouped = sheet.column_dimensions.values()
    widths = [
        each.width
        for each in sorted(grouped, key=lambda each: each.min)
        for _ in range(each.min, each.max + 1)
    ]
    for first, end in pairwise([2, *breaks, len(widths) + 1]):
        assert (
            widths[0] + sum(widths[first - 1 : end - 1]) <= FULL_SIZE_WIDTH * 100 / sheet.page_setup.scale + 1
        )


def test_short_names_of_groups_take_one_line() -> None:
    """The legend then stands on the page of the counts, not alone below repeated titles."""
    sheet = load_workbook(BytesIO(content(load_roster(VIET_HOA))))["Tiến độ nhiệm vụ"]
    assert [cell.value for cell in sheet[5] if cell.value][:2] == ["Nhóm 1", "Nhóm 2"]
    assert sheet.row_dimensions[5].height < 2 * 15


def test_a_sheet_that_only_says_so_is_printed_as_wide_as_its_words(mini: Roster) -> None:
    found = run(mini)
    clean = replace(found, receipts=tuple(replace(each, findings=()) for each in found.receipts))
    buffer = BytesIO()
    write_period(buffer, clean)
    sheet = load_workbook(buffer)["Lỗi và lưu ý"]
    assert str(sheet["A5"].value).startswith("Không có lỗi hay lưu ý nào")
    assert sheet.print_area.endswith("$K$5") and sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_narrow_matrix_stays_on_one_page(book: Workbook) -> None:
    sheet = book["Tiến độ nhiệm vụ"]
    assert not sheet.col_breaks.brk
    assert (
        sum(each.width for each in sheet.column_dimensions.values()) * (sheet.page_setup.scale or 100) / 100
        < 127
    )
