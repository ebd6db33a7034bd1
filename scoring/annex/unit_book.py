"""The set's workbook with another list of units, and the sheet Xem đơn vị: what became of each name."""

from collections.abc import Sequence
from functools import partial
from typing import BinaryIO

from scoring.annex.seen import TAKE_IN, SeenRow
from scoring.annex.unit_list import counted_names
from scoring.criteria.excel.writer import write_set_book
from scoring.criteria.units import Roster
from scoring.sheets.book import Book, BookSheet
from scoring.sheets.look import AMBER_TINT, GREEN_TINT, GREY, LINE, MUTED, NAVY, PALE, RED_TINT, TEXT_FORMAT

SHEET = "Xem đơn vị"
TITLES = ("Nguồn", "Nội dung đọc được", "Đã hiểu là", "Mức chắc", "Vì sao", "Có thể là loại")
_WIDTHS = (20, 52, 44, 13, 50, 40)
_COLOURS = {"Chắc chắn": GREEN_TINT, "Chưa chắc": AMBER_TINT, "Không hiểu": RED_TINT, "Bỏ qua": GREY}
_HINT = f"Xem các dòng Chưa chắc, Không hiểu; sửa ở trang Đơn vị, rồi {TAKE_IN} --replace."
_HEAD = 2


def write_units_book(stream: BinaryIO, roster: Roster, seen: Sequence[SeenRow]) -> None:
    """Write the workbook that an official looks through and gives to from-excel."""
    write_set_book(stream, roster, partial(_beside, seen=seen))


def _beside(book: Book, seen: Sequence[SeenRow]) -> None:
    boxed = {"text_wrap": True, "valign": "top", "border": 1, "border_color": LINE, "num_format": TEXT_FORMAT}
    sheet = BookSheet(book, SHEET, landscape=True, grid=True)
    sheet.set_widths(_WIDTHS, book.format(num_format=TEXT_FORMAT, text_wrap=True, valign="top"))
    sheet.put(0, 0, f"{SHEET}: {counted_names(seen)}", book.format(bold=True, font_size=14, font_color=NAVY))
    sheet.put(1, 0, _HINT, book.format(italic=True, font_color=MUTED))
    head = book.format(**boxed | {"align": "center"}, bold=True, font_color=NAVY, bg_color=PALE)
    for column, title in enumerate(TITLES):
        sheet.put(_HEAD, column, title, head)
    usual = book.format(**boxed)
    for at, row in enumerate(seen, _HEAD + 1):
        sure = book.format(**boxed, bg_color=_COLOURS[row.certainty.value])
        texts = (row.place, row.read, row.became, row.certainty.value, row.why, "; ".join(row.choices))
        for column, text in enumerate(texts):
            sheet.put(at, column, text, sure if column == TITLES.index("Mức chắc") else usual)
    sheet.raw.autofilter(_HEAD, 0, _HEAD + len(seen), len(TITLES) - 1)
    sheet.raw.freeze_panes(_HEAD + 1, 1)
    sheet.raw.repeat_rows(_HEAD)
    sheet.raw.fit_to_pages(1, 0)
