"""Forms that must be told about: each name ends in the code, or codes, that the tool has to find, no more.

The first table changes a sound form of the mini set, the second writes another one. Beside this file,
``should_fail/`` holds files of other programs that are no workbooks at all.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from openpyxl import Workbook

from scoring.intake.layout import (
    COLUMNS,
    INFO,
    INFO_CODE,
    INFO_UNIT,
    REPORT,
    SCORES,
    STAMP,
    TASKS,
    TOTAL_CLASS,
    TOTAL_SCORE,
)
from scoring.intake.model import Evidence
from scoring.rules import Entry
from tests.intake.forms import (
    COLUMN,
    Change,
    changed,
    computed,
    put,
    row_of,
    scores,
    sound,
    with_row,
    written,
)
from tests.support.made import files_once
from tests.workbooks.should_pass import unmerge, without_row


def without_sheet(name: str) -> Change:
    return lambda book: book.remove(book[name])


def without_column(key: str) -> Change:
    def change(book: Workbook) -> None:
        unmerge(scores(book))
        scores(book).delete_cols(COLUMN[key])

    return change


def column_twice(book: Workbook) -> None:
    scores(book).cell(row_of(scores(book), "STT"), len(COLUMNS) + 5).value = "Giải trình"


def shown(code: str, key: str, value: object, code_of_format: str) -> Change:
    def change(book: Workbook) -> None:
        put(code, key, value)(book)
        scores(book).cell(row_of(scores(book), code), COLUMN[key]).number_format = code_of_format

    return change


def sheet_twice(book: Workbook) -> None:
    book.copy_worksheet(scores(book))


def row_twice(book: Workbook) -> None:
    sheet = scores(book)
    row, below = row_of(sheet, "2.5"), sheet.max_row + 1
    for n in range(1, len(COLUMNS) + 1):
        sheet.cell(below, n).value = sheet.cell(row, n).value


def foreign_row(book: Workbook) -> None:
    unmerge(scores(book))
    scores(book).insert_rows(10)
    scores(book).cell(10, COLUMN["code"]).value = "9.9"
    scores(book).cell(10, COLUMN["answer"]).value = "Có"


def second_document(book: Workbook) -> None:
    """A row inserted for another document has no code; its words are not lost in silence."""
    unmerge(scores(book))
    scores(book).insert_rows(11)
    scores(book).cell(11, COLUMN["number"]).value = "15/BC-UBND"


def merged_evidence(book: Workbook) -> None:
    row = row_of(scores(book), "2.5")
    scores(book).merge_cells(f"H{row}:H{row + 1}")


def ambiguous_code(book: Workbook) -> None:
    """A number that is two codes, and words that are neither's: nobody can tell."""
    row = row_of(scores(book), "2.5")
    scores(book).cell(row, 1).value = date(2026, 5, 2)
    scores(book).cell(row, COLUMN["text"]).value = "Gặp gỡ dân"


def info(label: str, value: object) -> Change:
    def change(book: Workbook) -> None:
        for row in book[INFO].iter_rows():
            for cell in row:
                if cell.value == label:
                    book[INFO].cell(cell.row, cell.column + 1).value = value  # type: ignore[arg-type]

    return change


def error_at(sheet: str, at: str) -> Change:
    """A line that begins with a dash became a formula of unknown names."""
    return lambda book: setattr(book[sheet][at], "value", "#NAME?")


def stamped(key: str, value: str) -> Change:
    def change(book: Workbook) -> None:
        for row in book[STAMP].iter_rows():
            if row[0].value == key:
                row[1].value = value

    return change


def of_another_unit(book: Workbook) -> None:
    info(INFO_UNIT, "Phòng VHXH")(book)


def without_stamp_and(change: Change) -> Change:
    def both(book: Workbook) -> None:
        book.remove(book[STAMP])
        change(book)

    return both


def nameless(name: str) -> Change:
    def change(book: Workbook) -> None:
        info(INFO_UNIT, name)(book)
        info(INFO_CODE, None)(book)

    return without_stamp_and(change)


def another_workbook(book: Workbook) -> None:
    for sheet in book.worksheets:
        book.remove(sheet)
    book.create_sheet("Dự toán").append(["STT", "Nội dung", "Số tiền"])


def beside(label: str, value: object) -> Change:
    """Write over the first formula to the right of a label on the score sheet."""

    def change(book: Workbook) -> None:
        sheet = scores(book)
        for row in sheet.iter_rows():
            texts = [cell.value for cell in row]
            if label in texts:
                formula = next(c for c in row[texts.index(label) + 1 :] if str(c.value).startswith("="))
                formula.value = value  # type: ignore[union-attr,assignment]
                return

    return change


CHANGED: dict[str, Change] = {
    # Whose form
    "another-workbook__B01": another_workbook,
    "form-of-last-year__B02": stamped("year", "2025"),
    "form-of-another-period__B02": stamped("period", "6-thang"),
    "form-of-another-set__B03": stamped("set_id", "viet-hoa-2026"),
    "form-before-the-set-changed__B04": stamped("set_hash", "0" * 64),
    "without-stamp__B05": without_sheet(STAMP),
    "unknown-unit__D01": nameless("Phòng Thanh tra"),
    "near-miss-of-a-name__D01": nameless("Phòng Kinh tế và Hạ tầng"),
    "form-of-another-unit__D02": of_another_unit,
    "alias-as-name__D07": info(INFO_UNIT, "Phòng KTHT"),
    # Its structure
    "without-score-sheet__B06": without_sheet(SCORES),
    "without-task-sheet__B06": without_sheet(TASKS),
    "without-report-sheet__B06": without_sheet(REPORT),
    "without-information-sheet__B06": without_sheet(INFO),
    "without-explanations__B07": without_column("explanation"),
    "without-codes__B07": without_column("code"),
    "column-twice__B08": column_twice,
    "sheet-twice__B09": sheet_twice,
    "row-deleted__C01": without_row("2.5"),
    "field-row-deleted__C01": without_row("1.10-2"),
    "condition-deleted__C01": without_row("DK1"),
    "row-twice__C02": row_twice,
    "row-of-their-own__C03": foreign_row,
    "row-for-a-second-document__C03": second_document,
    "code-and-words-spoiled__C01_C03": ambiguous_code,
    "maximum-raised__C04": put("2.3", "top", 20),
    "words-changed__C05": put("2.3", "text", "Việc khác hẳn"),
    "evidence-merged__C06": merged_evidence,
    # Its answers
    "no-answer__N01": put("2.5", "answer", None),
    "word-for-number__N02": put("2.5", "answer", "bốn"),
    "number-with-words__N03": put("2.5", "answer", "3 cuộc"),
    "points-out-of-ten__N03": put("2.6", "score", "8,5/10"),
    "points-above-maximum__N04": put("2.6", "score", 11),
    "below-zero__N04": put("2.5", "answer", -1),
    "huge-number__N04": put("2.5", "answer", 1e308),
    "points-off-step__N05": put("2.6", "score", 8.3),
    "part-above-whole__N06": put("2.1-1", "answer", 11),
    "whole-of-zero__N07": lambda book: (put("2.1-1", "answer", 0)(book), put("2.1-2", "answer", 0)(book))[0],
    "not-in-the-list__N08": put("1.2", "answer", "Đúng hẹn"),
    "cross-for-yes__N08": put("1.10-1", "answer", "x"),
    "date-for-points__N09": put("2.6", "score", date(2026, 5, 4)),
    "formula-without-result__N11": put("2.5", "answer", "=1+1"),
    "number-shown-as-another__N21": shown("2.6", "score", 8.5, "0"),
    "a-day-without-its-format__N22": put("2.5", "answer", 46240),
    "true-for-number__N12": put("2.5", "answer", True),
    "thousand-or-one__N13": put("2.5", "answer", "2.000"),
    "ticked-and-answered__N14": put("2.1", "not_applicable", "x"),
    "ticked-where-refused__P01": put("2.5", "not_applicable", "x"),
    "tick-unclear__P03": put("2.1", "not_applicable", "-"),
    # What it states of itself
    "total-typed-over__S01": beside(TOTAL_SCORE, 99),
    "points-typed-over__S02": put("2.3", "score", 3),
    "class-typed-over__S03": beside(TOTAL_CLASS, "Xuất sắc"),
    # Evidence, sign-off, report
    "evidence-without-number__M02": put("2.5", "number", None),
    "evidence-without-day__M03": put("2.5", "day", None),
    "day-unreadable__M04": put("2.5", "day", "5/3/26"),
    "a-number-shown-as-a-day__M04": put("2.5", "day", date(1900, 1, 12)),
    "day-of-another-century__M04": put("2.5", "day", "01/01/1850"),
    "number-turned-into-a-day__M05": put("2.5", "number", date(2026, 2, 3)),
    "number-typed-like-a-day__M05": put("2.5", "number", "03/02/2026"),
    "number-is-a-bare-day__M05": put("2.5", "number", 46056),
    "day-four-years-off__M06": put("2.5", "day", date(2030, 3, 5)),
    "day-of-long-ago__M06": put("2.5", "day", date(2010, 4, 21)),
    "number-is-an-amount__M07": put("2.5", "number", "0,5"),
    "nobody-prepared__K01": info("Người lập biểu", None),
    "nobody-signed__K02": info("Thủ trưởng đơn vị", "  "),
    "not-dated__K03": info("Ngày ký", None),
    "signed-on-the-due-day__K04": info("Ngày ký", date(2026, 11, 15)),
    "signing-day-unreadable__K05": info("Ngày ký", "10/11"),
    "signed-on-a-number-shown-as-a-day__K05": info("Ngày ký", date(1900, 1, 10)),
    "name-without-a-letter__K07": info("Người lập biểu", 123),
    "signed-before-the-year__K08": info("Ngày ký", date(2022, 11, 9)),
    "sending-unreadable__K06": info("Lần gửi", "bản cuối"),
    "report-heading-gone__R06_R08": lambda book: setattr(book[REPORT]["A6"], "value", "Mục khác"),
    "report-heading-twice__R07": lambda book: book[REPORT].append(["2) Kết quả nổi bật", "Thêm nữa."]),
    "report-in-a-row-of-its-own__R08": lambda book: book[REPORT].append(["Ý kiến khác", "Không."]),
    "report-formula-of-a-dash__N10": error_at(REPORT, "B5"),
    "report-formula-without-result__N11": lambda book: setattr(book[REPORT]["B5"], "value", "=-abc"),
    "explanation-is-an-error__N10": put("2.3", "explanation", "#NAME?"),
    "name-is-an-error__N10": info("Thủ trưởng đơn vị", "#REF!"),
    "result-of-a-task-is-an-error__N10": error_at(TASKS, "F5"),
    "report-blank__R01": lambda book: setattr(book[REPORT]["B5"], "value", None),
}


def _row(code: str, **changes: object) -> bytes:
    return written(with_row(sound(), code, **changes))


COUNT = "E24"  # the answer of 2.5

WRITTEN: dict[str, Callable[[], bytes]] = {
    "unit-outside__D03": lambda: written(code="mttq"),
    "no-evidence__M01": lambda: _row("2.5", evidence=Evidence()),
    "no-explanation__G01": lambda: _row("2.6", explanation=""),
    "not-applicable-without-reason__P02": lambda: _row("2.1", entry=Entry({}, True), explanation=""),
    "late-and-unprepared__K01_K04": lambda: written(sound(preparer="", day=date(2026, 12, 1))),
    "answer-by-plain-formula__N17": lambda: computed(COUNT, "SUM(1,2)", 3),
    "answer-by-the-name-of-the-file__N18": lambda: computed(COUNT, 'LEN(CELL("filename"))', 3),
    "answer-by-any-function__N19": lambda: computed(COUNT, "IF(1>0,3,0)", 3),
    "answer-other-than-its-formula__N20": lambda: computed(COUNT, "0", 3),
    "report-not-written__R01": lambda: written(replace(sound(), report={})),
}

SHOULD_FAIL: dict[str, Callable[[], bytes]] = files_once(
    "should-fail", {name: partial(changed, change) for name, change in CHANGED.items()} | WRITTEN
)
