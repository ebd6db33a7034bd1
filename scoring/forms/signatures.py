"""Who prepared and who signed: the last lines of a form's printed sheet."""

from datetime import date

from scoring.forms import info
from scoring.forms.prefill import Prefill
from scoring.intake.layout import INFO_HEAD, INFO_PREPARER
from scoring.sheets.form import FormSheet
from scoring.sheets.look import SIGNED_MARGINS

_NO_DAY = "Ngày ...... tháng ...... năm ......"
_SIGN = {"preparer": "(Ký, ghi rõ họ tên)", "head": "(Ký, đóng dấu nếu có, ghi rõ họ tên)"}
_ABOVE = 3  # rows that stay above: nobody signs a page that holds nothing else
HEIGHT = 6
"""Rows from the day to the names."""


def write_signatures(
    sheet: FormSheet, row: int, left: tuple[int, int], right: tuple[int, int], prefill: Prefill
) -> None:
    """Write them from ``row`` on, each block from its first to its last column; the sheet is filed signed."""
    sheet.raw.set_margins(**SIGNED_MARGINS)
    sheet.keep(row - _ABOVE, row + HEIGHT)
    style, signed = sheet.style, prefill.sign_off
    day, plain = info.value_cell("day"), style(align="center", italic=True)
    text = f'"Ngày "&{_padded(f"DAY({day})", 10)}&" tháng "&{_padded(f"MONTH({day})", 3)}&" năm "&YEAR({day})'
    shown = f"Ngày {signed.day:%d} tháng {_month(signed.day)} năm {signed.day:%Y}" if signed.day else _NO_DAY
    sheet.merge(row, *right, "", plain)
    sheet.put_formula(row, right[0], f'IF(ISNUMBER({day}),{text},"{_NO_DAY}")', plain, shown)
    for columns, title, key, name in (
        (left, INFO_PREPARER, "preparer", signed.preparer),
        (right, INFO_HEAD, "head", signed.head),
    ):
        cell = info.value_cell(key)
        bold = style(align="center", bold=True)
        sheet.merge(row + 1, *columns, title.upper(), bold)
        sheet.merge(row + 2, *columns, _SIGN[key], style(align="center", italic=True, font_size=10))
        sheet.merge(row + HEIGHT, *columns, "", bold)
        sheet.put_formula(row + HEIGHT, columns[0], f'IF(LEN(TRIM({cell}))=0,"",{cell})', bold, name)


def _padded(number: str, below: int) -> str:
    """Days below 10 and the months 1 and 2 are written with a 0 before them (NĐ 30/2020)."""
    return f'IF({number}<{below},"0","")&{number}'


def _month(day: date) -> str:
    return f"{day:%m}" if day.month < 3 else str(day.month)
