"""A worksheet that writes a text always as text, and what every sheet of a form has in common."""

from datetime import date, datetime
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from scoring.intake.layout import CLEAN, READY, WARNING
from scoring.rules.base import excel_text
from scoring.sheets.form_styles import RED, Styles
from scoring.text import safe

Result = str | int | bool | Decimal | None
Cell = Result | date

_EDITABLE = {"format_columns": True, "format_rows": True}


class Sheet:
    """One sheet being written. Rows and columns count from 0, as in xlsxwriter."""

    def __init__(self, book: Workbook, style: Styles, name: str, banner: str, landscape: bool) -> None:
        self.sheet: Worksheet = book.add_worksheet(name)
        self.style = style
        self.banner = banner
        self.sheet.hide_gridlines(2)
        self.sheet.protect("", _EDITABLE)
        self.sheet.set_paper(9)
        if landscape:
            self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.6, right=0.5, top=0.7, bottom=0.7)
        mark = f'&R&"Times New Roman,Bold"&10&K{RED[1:]}{banner}' if banner else ""
        self.sheet.set_header(mark)
        self.sheet.set_footer('&C&"Times New Roman,Regular"&10Trang &P/&N')

    def put(self, row: int, column: int, value: Cell, style: Format) -> None:
        """Write a value of any kind; None leaves a formatted blank."""
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, style)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, safe(value), style)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), style)  # noqa: DTZ001
        else:
            self.sheet.write_number(row, column, float(value), style)

    def formula(self, row: int, column: int, formula: str, style: Format, value: Result) -> None:
        """Write a formula together with the value it gives."""
        cached: str | bool | float
        if isinstance(value, bool):
            cached = value
        else:
            cached = safe(value) if isinstance(value, str) else "" if value is None else float(value)
        self.sheet.write_formula(row, column, f"={formula}", style, cached)

    def merge(self, row: int, first: int, last: int, value: str, style: Format) -> None:
        """Write a text over one or several columns of one row."""
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", style)
        self.put(row, first, value, style)

    def mark_checks(self, span: str) -> None:
        """Colour a column of checks: red what has to be mended, amber what to look at, green what is well."""
        first = span.split(":", maxsplit=1)[0]
        warned = f"LEFT({first},{len(WARNING)})={excel_text(WARNING)}"
        clean = f"{first}={excel_text(CLEAN)}"
        for condition, style in (
            (clean, self.style.clean()),
            (warned, self.style.warning()),
            (f"LEN({first})>0", self.style.problem()),
        ):
            rule = {"type": "formula", "criteria": f"={condition}", "format": style, "stop_if_true": True}
            self.sheet.conditional_format(span, rule)

    def mark_state(self, cell: str) -> None:
        """Colour the state of the form: green where it may be sent, red else."""
        for condition, style in (
            (f"{cell}={excel_text(READY)}", self.style.clean()),
            (f"LEN({cell})>0", self.style.problem()),
        ):
            rule = {"type": "formula", "criteria": f"={condition}", "format": style, "stop_if_true": True}
            self.sheet.conditional_format(cell, rule)
