"""The forms of 6 tháng and 9 tháng as they come back: whole, mangled, of another period, without a stamp."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.forms import Prefill
from scoring.intake.layout import (
    INFO,
    REPORT,
    SCORES,
    STAMP,
    TASKS,
)
from scoring.intake.model import Outcome, TaskProgress
from tests.intake.forms import (
    Change,
    changed,
    codes,
    only,
    sound,
    written,
)
from tests.intake.period_forms import form, received

ROW, PROGRESS, RESULT = 6, 5, 6
"""The only task of the set stands in row 6 of a form without scores; columns of progress and result."""


def tasks(book: Workbook) -> Worksheet:
    sheet = book[TASKS]
    assert isinstance(sheet, Worksheet)
    return sheet


def put(column: int, value: str | None) -> Change:
    def change(book: Workbook) -> None:
        tasks(book).cell(ROW, column).value = value

    return change


def test_a_sound_form_is_read_whole_and_has_no_score(tmp_path: Path) -> None:
    receipt = received(form(), tmp_path)
    assert (receipt.outcome, receipt.findings, receipt.card) == (Outcome.READ, (), None)
    assert receipt.form
    assert receipt.form.rows == {}
    assert receipt.form.tasks == (TaskProgress("1.1", "Đang thực hiện", "Đã họp dân hai lần."),)
    assert receipt.form.report["next"] == "Đã thực hiện theo kế hoạch."


def test_a_blank_form_says_so_in_one_line(tmp_path: Path) -> None:
    assert codes(received(form(Prefill()), tmp_path)) == ["B10"]


def double(book: Workbook) -> None:
    tasks(book).append(["1.1", "Tuyên truyền, phổ biến", "", "", "Hoàn thành", "Xong"])


def add(book: Workbook) -> None:
    tasks(book).append(["9", "Việc khác", "", "", "Hoàn thành", "Xong"])


def merge(book: Workbook) -> None:
    tasks(book).merge_cells("E6:F6")


def copy_sheet(book: Workbook) -> None:
    book.copy_worksheet(tasks(book))


MANGLED: dict[str, tuple[Change, list[str]]] = {
    "no-progress": (put(PROGRESS, None), ["R02"]),
    "progress-near": (put(PROGRESS, "Hoàn thàn"), ["N08"]),
    "progress-other": (put(PROGRESS, "80%"), ["N08"]),
    "row-gone": (lambda book: tasks(book).delete_rows(ROW), ["R03"]),
    "row-doubled": (double, ["R04"]),
    "row-strange": (add, ["C03"]),
    "row-moved": (lambda book: tasks(book).insert_rows(ROW, 3), []),
    "column-moved": (lambda book: tasks(book).insert_cols(PROGRESS, 2), []),
    "cells-merged": (merge, ["C06"]),
    "progress-column-gone": (lambda book: tasks(book).delete_cols(PROGRESS), ["B07"]),
    "sheet-gone": (lambda book: book.remove(tasks(book)), ["B06"]),
    "sheet-doubled": (copy_sheet, ["B09"]),
    "sheet-renamed": (lambda book: setattr(tasks(book), "title", "NV"), []),
    "report-gone": (lambda book: book.remove(book[REPORT]), ["B06"]),
    "legacy-font": (put(RESULT, "C«ng t¸c d©n vËn chÝnh quyÒn"), ["N15"]),
    "stamp-gone": (lambda book: book.remove(book[STAMP]), ["B05"]),
}


@pytest.mark.parametrize(("change", "expected"), MANGLED.values(), ids=MANGLED)
def test_a_mangled_form_is_told_by_its_code(tmp_path: Path, change: Change, expected: list[str]) -> None:
    receipt = received(form(change=change), tmp_path)
    assert (receipt.outcome, codes(receipt)) == (Outcome.READ, expected)


def test_a_near_miss_is_proposed_and_kept_as_it_was_written(tmp_path: Path) -> None:
    receipt = received(form(change=put(PROGRESS, "Hoan thanh")), tmp_path)
    assert "“Hoàn thành”" in only(receipt, "N08").remedy
    assert receipt.form
    assert receipt.form.tasks[0].progress == "Hoan thanh"


def of_annual() -> bytes:
    return written(sound())


def without_stamp(content: Callable[[], bytes]) -> Callable[[], bytes]:
    return lambda: changed(lambda book: book.remove(book[STAMP]), content())


@pytest.mark.parametrize(
    ("content", "period", "named"),
    [
        (form, "nam", "6-thang"),
        (form, "9-thang", "6-thang"),
        (of_annual, "6-thang", "nam"),
        (without_stamp(form), "nam", "6-thang"),
        (without_stamp(of_annual), "6-thang", "nam"),
    ],
)
def test_a_form_of_another_period_is_named_with_its_command(
    tmp_path: Path, content: Callable[[], bytes], period: str, named: str
) -> None:
    receipt = received(content(), tmp_path, period)
    assert receipt.outcome is Outcome.REJECTED
    assert f"nộp tệp ở kỳ ấy (thư mục inputs/2026/{named})." in only(receipt, "B02").remedy


def test_the_annual_form_stays_valid_with_blank_or_spoiled_tasks(tmp_path: Path) -> None:
    blank = received(written(replace(sound(), tasks=())), tmp_path, "nam")
    assert [(f.code, f.is_error) for f in blank.findings] == [("R02", False)]
    spoiled = replace(sound(), tasks=(TaskProgress("1.1", "gần xong"),))
    assert [(f.code, f.is_error) for f in received(written(spoiled), tmp_path, "nam").findings] == [
        ("N08", False)
    ]


def test_no_sheet_of_a_form_without_scores_speaks_of_points() -> None:
    book = load_workbook(BytesIO(form()))
    assert book.sheetnames[1:4] == [INFO, TASKS, REPORT]
    assert SCORES not in book.sheetnames
    words = [str(c.value) for sheet in book.worksheets for row in sheet.iter_rows() for c in row if c.value]
    assert [w for w in words if "điểm" in w.lower()] == [
        "Kỳ này không chấm điểm; đơn vị tự chấm điểm ở biểu năm."
    ]
