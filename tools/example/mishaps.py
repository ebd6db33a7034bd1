"""What happens to files on their way: one function for each typical mistake.

Each takes the finished form and returns what arrives: file name -> bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.forms import Prefill
from scoring.intake.layout import COLUMNS, SCORES

Arrived = dict[str, bytes]
COLUMN = {column.key: number for number, column in enumerate(COLUMNS, 1)}


@dataclass(frozen=True)
class Sent:
    """A form before its mishap: its usual name, its content, and a writer for other versions of it."""

    name: str
    content: bytes
    filled: Prefill
    write: Callable[[Prefill], bytes]
    write_blank_of: Callable[[str, Prefill], bytes]

    def edited(self, change: Callable[[Workbook], None]) -> Arrived:
        """As if somebody had opened, changed and saved it."""
        book = load_workbook(BytesIO(self.content))
        change(book)
        buffer = BytesIO()
        book.save(buffer)
        return {self.name: buffer.getvalue()}


def arrives_well(sent: Sent) -> Arrived:
    return {sent.name: sent.content}


def two_versions(sent: Sent) -> Arrived:
    """The first with blank answers, the second complete and said to be the second."""
    second = replace(sent.filled, sign_off=replace(sent.filled.sign_off, sending=2))
    name = sent.name.removesuffix(".xlsx")
    return {**blank_answers(sent), f"{name} (bản cuối).xlsx": sent.write(second)}


def sorted_rows(sent: Sent) -> Arrived:
    """The rows of the first criteria upside down, answers, evidence and all."""

    def change(book: Workbook) -> None:
        sheet = book[SCORES]
        rows = _criterion_rows(sheet, sent)[:6]
        kept = {row: [sheet.cell(row, n).value for n in range(1, len(COLUMNS))] for row in rows}
        for to, source in zip(rows, reversed(rows), strict=True):
            for number, value in enumerate(kept[source], 1):
                sheet.cell(to, number).value = None if number == COLUMN["score"] else value

    return sent.edited(change)


def _criterion_rows(sheet: Worksheet, sent: Sent) -> list[int]:
    asked = sent.filled.rows
    return [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, COLUMN["code"]).value in asked]


def _first_number(sheet: Worksheet) -> tuple[int, float]:
    for row in range(1, sheet.max_row + 1):
        value = sheet.cell(row, COLUMN["answer"]).value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return row, value
    raise LookupError("no number among the answers")


def number_as_text(sent: Sent) -> Arrived:
    def change(book: Workbook) -> None:
        row, value = _first_number(book[SCORES])
        book[SCORES].cell(row, COLUMN["answer"]).value = f"{value:g},0"

    return sent.edited(change)


def date_for_number(sent: Sent) -> Arrived:
    def change(book: Workbook) -> None:
        row, _ = _first_number(book[SCORES])
        cell = book[SCORES].cell(row, COLUMN["answer"])
        cell.value = datetime(2026, 5, 4)  # noqa: DTZ001 - a date of a spreadsheet has no zone
        cell.number_format = "d-mmm"

    return sent.edited(change)


def altered_maximum(sent: Sent) -> Arrived:
    def change(book: Workbook) -> None:
        sheet = book[SCORES]
        sheet.cell(_criterion_rows(sheet, sent)[0], COLUMN["top"]).value = 20

    return sent.edited(change)


def missing_evidence(sent: Sent) -> Arrived:
    rows = dict(sent.filled.rows)
    given = [code for code, row in rows.items() if row.evidence]
    for code in given[:2]:
        rows[code] = replace(rows[code], evidence=type(rows[code].evidence)())
    rows[given[2]] = replace(rows[given[2]], evidence=replace(rows[given[2]].evidence, number="", day=None))
    return {sent.name: sent.write(replace(sent.filled, rows=rows))}


def blank_answers(sent: Sent) -> Arrived:
    rows = dict(sent.filled.rows)
    for code in list(rows)[1:3]:
        del rows[code]
    return {sent.name: sent.write(replace(sent.filled, rows=rows))}


def unsigned(sent: Sent) -> Arrived:
    sign_off = replace(sent.filled.sign_off, head="", day=None)
    return {sent.name: sent.write(replace(sent.filled, sign_off=sign_off))}


def form_of_another_unit(sent: Sent) -> Arrived:
    """The unit filled the form that was meant for its neighbour and wrote its own name on it."""
    return {sent.name: sent.write_blank_of("tdp-06", sent.filled)}


def form_of_last_year(sent: Sent) -> Arrived:
    def change(book: Workbook) -> None:
        stamp = next(sheet for sheet in book.worksheets if sheet.sheet_state == "veryHidden")
        for row in stamp.iter_rows():
            for cell in row:
                if str(cell.value) == "2026":
                    cell.value = "2025"

    return sent.edited(change)


MISHAPS: dict[str, Callable[[Sent], Arrived]] = {
    "": arrives_well,
    "ky-sau-han": arrives_well,
    "luu-bang-libreoffice": arrives_well,
    "hai-ban": two_versions,
    "sap-xep-lai-dong": sorted_rows,
    "so-ghi-dang-chu": number_as_text,
    "ngay-o-o-so": date_for_number,
    "sua-diem-toi-da": altered_maximum,
    "thieu-minh-chung": missing_evidence,
    "bo-trong": blank_answers,
    "chua-ky": unsigned,
    "bieu-cua-don-vi-khac": form_of_another_unit,
    "bieu-nam-truoc": form_of_last_year,
}
"""``ky-sau-han`` is in the story's date; ``luu-bang-libreoffice`` is done for all such files in one call."""
