"""Numbers of documents, and days as offices write them."""

import re
from datetime import date, time, timedelta
from decimal import Decimal

from scoring.intake.days import day_of, serial
from scoring.intake.normalise import FULL_WIDTH, Asking, Cell, Reading, answered, show, text_in
from scoring.text import day_in, is_blank, show_date, why_no_day

FIRST_SERIAL, LAST_SERIAL = serial(date(1990, 1, 1)), serial(date(2099, 12, 31))
"""A bare number between them, where a text belongs, is a day that lost its format."""

_MARKS = re.compile(r"[/.-]")
_DAY_DIGITS = range(6, 9)


@answered
def document_number(cell: Cell, asking: Asking) -> Reading[str]:
    """Số, ký hiệu as written; M05, and the text is kept, where a day stands there."""
    text = text_in(cell)
    if isinstance(cell, date | time | timedelta) or is_like_a_day(text):
        return Reading(text, (asking.says("M05", found=text, proposal=_typed(cell)),), unreadable=True)
    if isinstance(cell, Decimal) and cell.is_finite() and FIRST_SERIAL <= cell <= LAST_SERIAL:
        day = show_date(day_of(int(cell)))
        return Reading(
            text, (asking.says("M05", found=day, proposal=f" (ô giữ số {text})"),), unreadable=True
        )
    return Reading(text)


def is_like_a_day(text: str) -> bool:
    """True for ``03/02/2026`` and its like: two marks between six to eight digits, and nothing else.

    It is as much as a formula of the form can see too.
    """
    if len(text) - 2 not in _DAY_DIGITS:
        return False
    digits = _MARKS.sub("", text)
    return len(text) - len(digits) == 2 and _is_number(digits)


def is_like_an_amount(text: str) -> bool:
    """True for ``0,5``: digits around one decimal point."""
    return text.count(".") + text.count(",") == 1 and _is_number(text.replace(".", "").replace(",", ""))


def _is_number(digits: str) -> bool:
    return digits.isascii() and digits.isdecimal()


def _typed(cell: Cell) -> str:
    """What was probably typed: 3/2 became 03/02/2026."""
    return f", có lẽ đã gõ {cell.day}/{cell.month}" if isinstance(cell, date) else ""


EARLIEST = date(1945, 9, 2)
"""No document of the State is older; a small number in a cell of days shows as a day of 1900."""


@answered
def day(cell: Cell, code: str, asking: Asking) -> Reading[date]:
    """A date, real or written out in full; a year of two digits is not certain. ``code``: M04 or K05."""
    if is_blank(cell):
        return Reading()
    meant = day_in(cell.translate(FULL_WIDTH)) if isinstance(cell, str) else cell
    if isinstance(meant, date) and meant >= EARLIEST:
        return Reading(meant)
    return asking.refuses(code, found=show(cell), proposal=_day_kept(cell) or _day_read(cell))


def _day_read(cell: Cell) -> str:
    """How a day that is none was read."""
    if not isinstance(cell, str) or day_in(typed := cell.translate(FULL_WIDTH)):
        return ""
    read = why_no_day(typed)
    return f" (“{show(cell)}” {read})" if read else ""


def _day_kept(cell: Cell) -> str:
    """The day that a bare number stands for, where its cell lost the format of days."""
    if not isinstance(cell, Decimal) or not cell.is_finite():
        return ""
    if not serial(EARLIEST) <= cell < serial(date(2100, 1, 1)):
        return ""
    return f"; có lẽ là {show_date(day_of(int(cell)))}"
