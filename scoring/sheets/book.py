"""A workbook and its sheets: the one way to write a text, a number, a formula, and to set up the print.

Whatever a unit wrote stays text, and the same calls give the same bytes.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import zip_longest
from types import TracebackType
from typing import IO, Any, Self

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from scoring.sheets import pages
from scoring.sheets.bulk import BulkWorksheet
from scoring.sheets.look import FONT, SIZE
from scoring.sheets.quick import QuickWorksheet
from scoring.sheets.safe import safe

__all__ = ["A3", "WINDOW", "Book", "BookSheet", "Cell", "Format", "Result"]

Result = str | int | bool | Decimal | None
"""What a formula gives, in the file until somebody recalculates it."""
Cell = Result | date

WINDOW = 24_000, 14_000  # width and height in twentieths of a point: most of an office's screen
A4 = 9  # paper sizes have numbers in the format (ECMA-376 part 1, 18.3.1.63)
A3 = 8


class Book:
    """A workbook being written; it reaches ``target`` when it is closed.

    ``day`` stands in the properties as the day of creation: never the clock, so that the same inputs give
    the same bytes. ``large``: the parts are kept in files until the end, since those of a very large
    workbook take gigabytes of memory.
    """

    def __init__(
        self,
        target: IO[bytes] | str,
        *,
        title: str,
        day: date,
        author: str = "",
        company: str = "",
        comments: str = "",
        large: bool = False,
    ) -> None:
        self.file = Workbook(target, _options(large))
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.sheets: list[BookSheet] = []
        said = {"title": title, "author": author, "company": company, "comments": comments}
        created = datetime.combine(day, time())
        self.file.set_properties({**{key: safe(text) for key, text in said.items()}, "created": created})

    def format(self, **look: Any) -> Format:
        """The format of cells that look so, made once; in the font of the house unless ``look`` has one.

        It serves conditions as well: Excel takes no font there, and xlsxwriter leaves it out.
        """
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format(look)
        return self._formats[key]

    def worksheet(self, name: str, *, bulk: bool = False) -> Worksheet:
        """A new sheet as xlsxwriter has it."""
        return self.file.add_worksheet(name, BulkWorksheet if bulk else QuickWorksheet)

    def chart(self, options: dict[str, Any]) -> Any:
        """A new chart, to be put on a sheet."""
        chart = self.file.add_chart(options)
        assert chart, "xlsxwriter knows the kind of chart"
        return chart

    def stamp(self, name: str, rows: Iterable[tuple[str, str]]) -> None:
        """A very hidden sheet of keys and values: Excel's menus do not show that it is there."""
        keys, values = zip(*rows, strict=True)
        self.hidden(name, (keys, values))

    def hidden(self, name: str, columns: Sequence[Sequence[str]]) -> None:
        """A very hidden sheet of texts, column by column."""
        sheet = self.worksheet(name)
        for row, texts in enumerate(zip_longest(*columns, fillvalue="")):
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text)
        sheet.protect()
        sheet.very_hidden()

    def close(self) -> None:
        """Write everything, each sheet with pages that end well."""
        for sheet in self.sheets:
            sheet.settle_print()
            pages.settle(sheet.raw, sheet.kept, sheet.heights, sheet.smallest)
        self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:  # half a workbook is none
            self.close()


def _options(large: bool) -> dict[str, object]:
    """No text ever becomes a formula, a link or a number.

    Created for each workbook, since xlsxwriter writes into them. ``font_scheme`` "none": without it Excel
    shows the font of the theme, whatever name stands beside it.
    """
    return {
        "in_memory": not large,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": SIZE, "font_scheme": "none"},
    }


class BookSheet:
    """One A4 sheet being written. Rows and columns count from 0.

    ``raw`` is xlsxwriter's worksheet, for what concerns no cell: panes, filters, print set-up, charts.
    ``bulk``: the sheet grows with the number of units and is written from the top to the bottom.
    ``kept``: rows that are printed on the page of the row below them, such as headings. ``heights``: of
    rows, in points, where ``raw`` forgets them. ``smallest``: percent down to which a print may shrink.
    """

    def __init__(
        self,
        book: Book,
        name: str,
        widths: Sequence[float] = (),
        *,
        landscape: bool = False,
        grid: bool = False,
        bulk: bool = False,
    ) -> None:
        self.raw = book.worksheet(name, bulk=bulk)
        self.widths: list[float] = []
        self.kept: set[int] = set()
        self.heights: dict[int, float] = {}
        self.smallest = pages.SMALLEST
        book.sheets.append(self)
        self.set_widths(widths)
        if not grid:
            self.raw.hide_gridlines(2)  # neither on screen nor on paper
        self.raw.set_paper(A4)
        if landscape:
            self.raw.set_landscape()

    def settle_print(self) -> None:
        """Say what is printed where no file said it; called when the book is closed."""

    def set_widths(self, widths: Sequence[float], style: Format | None = None) -> None:
        """The widths of the columns from the first on, in digits of the default font.

        ``style`` is that of their cells below the last row written.
        """
        self.widths = list(widths)
        for column, width in enumerate(widths):
            self.raw.set_column(column, column, width, style)

    def keep(self, first: int, last: int) -> None:
        """Print these rows on one page."""
        self.kept.update(range(first, last))

    def put(self, row: int, column: int, value: Cell, style: Format) -> None:
        """A value of any kind; an empty cell for None, never 0. Text is text, whatever it looks like."""
        if isinstance(self.raw, BulkWorksheet) and not isinstance(value, date):
            self.raw.put(row, column, value, style)
        elif value is None or value == "":
            self.raw.write_blank(row, column, None, style)
        elif isinstance(value, str):
            self.raw.write_string(row, column, safe(value), style)
        elif isinstance(value, date):
            self.raw.write_datetime(row, column, datetime(value.year, value.month, value.day), style)  # noqa: DTZ001
        else:
            self.raw.write_number(row, column, float(value), style)

    def put_formula(self, row: int, column: int, formula: str, style: Format, value: Result) -> None:
        """A formula with the value it gives, which stands in the file until somebody recalculates it."""
        shown: str | bool | float = (
            value
            if isinstance(value, bool)
            else safe(value)
            if isinstance(value, str)
            else ""
            if value is None
            else float(value)
        )
        self.raw.write_formula(row, column, f"={formula}", style, shown)

    def merge(self, row: int, first: int, last: int, value: Cell, style: Format) -> None:
        """A value over one or several columns of one row."""
        if last > first:
            # A range is merged empty and then written: merging writes any string it is given as it likes.
            self.raw.merge_range(row, first, row, last, "", style)
        self.put(row, first, value, style)

    def put_link(self, row: int, column: int, target: str, text: str, style: Format) -> None:
        """A short text that leads to a cell of this workbook; ``target`` is ``'Sheet'!A1``."""
        self.raw.write_url(row, column, f"internal:{target}", style, safe(text)[:2000])

    def colour(self, cells: str, *rules: tuple[str, Format]) -> None:
        """Colour cells by the first condition that holds; conditions are written for the first cell."""
        for condition, style in rules:
            rule = {"type": "formula", "criteria": f"={condition}", "format": style, "stop_if_true": True}
            self.raw.conditional_format(cells, rule)
