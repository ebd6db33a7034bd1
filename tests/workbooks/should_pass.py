"""Forms that must be read without a finding: what people and programs do to a form without harm.

Each is a change made to a sound form of the mini set; its name ends in ``__ok``.
"""

from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.intake.layout import COLUMNS, INFO, REPORT
from tests.intake.forms import (
    COLUMN,
    Change,
    put,
    row_of,
    scores,
)


def rename_sheets(book: Workbook) -> None:
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"Sheet{number}"


def reverse_sheets(book: Workbook) -> None:
    book._sheets.reverse()


def hide_everything(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        sheet.sheet_state = "hidden"
    for row in range(7, 20):
        scores(book).row_dimensions[row].hidden = True
    scores(book).column_dimensions["F"].hidden = True


def unmerge(sheet: Worksheet) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


def insert_rows(book: Workbook) -> None:
    """openpyxl moves values, not merges; a spreadsheet program moves both."""
    unmerge(scores(book))
    scores(book).insert_rows(9, 2)
    scores(book).insert_rows(2)


def reverse_criteria(book: Workbook) -> None:
    """All rows below the header upside down: fields come before their criterion."""
    sheet = scores(book)
    unmerge(sheet)
    first, last = row_of(sheet, "1"), row_of(sheet, "DK2")
    kept = [[sheet.cell(row, n).value for n in range(1, len(COLUMNS) + 1)] for row in range(first, last + 1)]
    for row, values in enumerate(reversed(kept), first):
        for n, value in enumerate(values, 1):
            sheet.cell(row, n).value = value


def move_columns(book: Workbook) -> None:
    """Evidence first, code last, and an empty column in between."""
    sheet = scores(book)
    unmerge(sheet)
    first = ("number", "day", "summary", "explanation", "check", "answer", "top", "text")
    last = ("not_applicable", "score", "how", "code")
    order = [*(COLUMN[key] for key in first), 0, *(COLUMN[key] for key in last)]
    for row in range(row_of(sheet, "STT"), sheet.max_row + 1):
        values = [sheet.cell(row, n).value if n else None for n in order]
        for n, value in enumerate(values, 1):
            sheet.cell(row, n).value = value


def other_letters(book: Workbook) -> None:
    """Titles and codes retyped: case, spaces, a composed accent, a full stop behind the code."""
    sheet = scores(book)
    header = row_of(sheet, "STT")
    sheet.cell(header, COLUMN["text"]).value = "NỘI  DUNG\ntiêu chí: "
    sheet.cell(header, COLUMN["explanation"]).value = "Gia\u0309i tri\u0300nh"
    sheet.cell(row_of(sheet, "1.2"), 1).value = " 1.2. "


def codes_without_text_format(book: Workbook) -> None:
    """What Excel makes of retyped codes: 1.1 and 1.10 the same number, 2.1 a day."""
    sheet = scores(book)
    spoiled = {"1.2": 1.2, "1.10": 1.1, "2.3": date(2026, 3, 2), "2.5": date(2026, 2, 5)}
    for code, value in spoiled.items():
        sheet.cell(row_of(sheet, code), 1).value = value
    sheet.cell(row_of(sheet, "2.6"), 1).value = None


def without_row(code: str) -> Change:
    def change(book: Workbook) -> None:
        unmerge(scores(book))
        scores(book).delete_rows(row_of(scores(book), code))

    return change


def straight_quotes(book: Workbook) -> None:
    """As after a search and replace: other quotes, dashes and spaces in all texts of the form."""
    for sheet in book.worksheets[:-1]:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and not cell.value.startswith("="):
                    text = cell.value.replace("“", '"').replace("”", '"').replace(" - ", " – ")
                    cell.value = text.replace(", ", ",  ").replace("Đ", "\u00d0")


def numbered_headings(book: Workbook) -> None:
    """The unit numbers the headings of its report, and the labels of its own data."""
    for n, row in enumerate(book[REPORT].iter_rows(min_row=5, max_row=9), 1):
        row[0].value = f"{n}. {row[0].value}"
    for row in book[INFO].iter_rows(min_row=5, max_row=13):
        row[0].value = f"{'abcdefghi'[row[0].row - 5]}) {row[0].value}"


MOVED: dict[str, Change] = {
    "saved-by-another-program__ok": lambda book: None,
    "sheets-renamed__ok": rename_sheets,
    "sheets-reversed__ok": reverse_sheets,
    "sheets-and-rows-hidden__ok": hide_everything,
    "rows-inserted__ok": insert_rows,
    "rows-reversed__ok": reverse_criteria,
    "columns-moved__ok": move_columns,
    "titles-retyped__ok": other_letters,
    "quotes-and-dashes-replaced__ok": straight_quotes,
    "headings-numbered__ok": numbered_headings,
    "codes-became-numbers-and-dates__ok": codes_without_text_format,
}
"""The unit's words stay the same, only elsewhere."""

ANSWERED: dict[str, Change] = {
    "choice-in-other-letters__ok": put("1.10-1", "answer", "CO\u0301 "),
    "date-in-words__ok": put("2.5", "day", "ngày 05 tháng 3 năm 2026"),
    "office-row-deleted__ok": without_row("3.1"),
    "not-applicable-ticked-by-check-box__ok": put("2.1", "not_applicable", False),
}
"""Certain enough to be taken without a word."""

SHOULD_PASS = MOVED | ANSWERED
