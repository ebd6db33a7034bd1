"""A worksheet that writes a text always as text, and what every sheet of a form has in common."""

from datetime import date, datetime
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

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

    def colour(self, span: str, *rules: tuple[str, Format]) -> None:
        """Colour cells by the first condition that holds; conditions are written for the first cell."""
        for condition, style in rules:
            rule = {"type": "formula", "criteria": f"={condition}", "format": style, "stop_if_true": True}
            self.sheet.conditional_format(span, rule)
