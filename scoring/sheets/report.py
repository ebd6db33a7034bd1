"""The books that people read: named styles, headings, rows as high as their texts, formulas or values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
from typing import IO, Any, NamedTuple

from xlsxwriter.format import Format

from scoring.sheets.book import WINDOW, Book, BookSheet
from scoring.sheets.bulk import BulkWorksheet
from scoring.sheets.first_page import FirstPageWorksheet
from scoring.sheets.look import CRIMSON, FONT, STYLES
from scoring.sheets.measure import LINE_POINTS, TALLEST, lines_needed
from scoring.sheets.quick import QuickWorksheet, Value
from scoring.sheets.safe import safe
from scoring.sheets.table import Link, Made

LINKS = 65_530  # Excel opens no sheet with more of them; xlsxwriter leaves the others out
FULL_SIZE_WIDTH = 127.0  # characters across a landscape page that is not shrunk
_LETTER, _ROW, _COLUMN = 7.5, 20, 8.43  # pixels of a digit and of a row, width of a column that nobody set
_LOW_LINE = "&C&4 \n"
"""LibreOffice cuts off what stands above a header's first line: the tilde of "MẪU" is not to."""
HEADINGS = frozenset({"section", "header", "group"})  # styles of what stands above its first row
_FOOTER = 180  # letters; Excel allows 255, with the commands between them


@dataclass(frozen=True, slots=True)
class Imprint:
    """What every sheet of a workbook says of itself; ``banner`` is empty once the set is issued."""

    title: str
    author: str
    company: str
    version: str
    day: date
    banner: str
    footer: str


class ReportBook(Book):
    """A workbook to be read; one that is not ``live`` holds values for formulas."""

    def __init__(self, target: IO[bytes], imprint: Imprint, *, live: bool = True) -> None:
        super().__init__(
            target,
            title=imprint.title,
            day=imprint.day,
            author=imprint.author,
            company=imprint.company,
            comments=f"danvan {imprint.version}",
            large=not live,
        )
        self.file.set_size(*WINDOW)
        self.imprint, self.live = imprint, live
        self._styles: dict[str | tuple[Any, ...], Format] = {}

    def close(self) -> None:
        """Write everything; what a sheet prints is settled by then."""
        for sheet in self.sheets:
            if isinstance(sheet, ReportSheet):
                sheet.settle_print()
        super().close()

    def style(self, name: str, **more: Any) -> Format:
        """The named style, with changes."""
        asked = (name, *more.items()) if more else name  # every cell asks, so the way to the answer is short
        if asked not in self._styles:
            self._styles[asked] = self.format(**{**STYLES[name], **more})
        return self._styles[asked]

    def sheet(
        self,
        name: str,
        widths: Sequence[float],
        *,
        landscape: bool = False,
        tab: str = "",
        bulk: bool = False,
    ) -> "ReportSheet":
        """A new sheet with banner, margins and page numbers; ``bulk``: see :class:`BookSheet`."""
        return ReportSheet(self, name, widths, landscape=landscape, tab=tab, bulk=bulk and not self.live)


class _Alone(NamedTuple):
    """A cell that is not made before it is put: it leads to another one."""

    value: Value | Link
    style: str


class ReportSheet(BookSheet):
    """One sheet. Row 0 holds the banner; tables begin where the sheet's own file says."""

    def __init__(
        self, book: ReportBook, name: str, widths: Sequence[float], *, landscape: bool, tab: str, bulk: bool
    ) -> None:
        super().__init__(book, name, widths, landscape=landscape, bulk=bulk)
        self.book = book
        self._chart = 0, 0  # how far down and to the right a chart reaches
        self._is_print_set = False
        self._table: object = None
        self._made: list[dict[Any, Made]] = []
        self.raw.set_margins(left=0.7, right=0.5, top=0.7, bottom=0.7)
        self.raw.center_horizontally()
        if tab:
            self.raw.set_tab_color(tab)
        banner = book.imprint.banner
        self._above = f'&"{FONT},Bold"&11&K{CRIMSON[1:]}{banner}' if banner else ""
        if banner:
            self.text(0, 0, banner, "banner")
            self.raw.set_header(f"{_LOW_LINE}{self._above}", {"margin": 0.3})
        # In a footer & begins a command and && is the sign; one that is cut in two must not end the text.
        footer = safe(book.imprint.footer).replace("&", "&&")[:_FOOTER].rstrip("&")
        self.raw.set_footer(f'&L&"{FONT},Italic"&9{footer}&R&"{FONT}"&9Trang &P/&N', {"margin": 0.3})

    def heading(self, title: str, subtitle: str, column: int = 0) -> None:
        """Title and subtitle in rows 1 and 2."""
        self.text(1, column, title, "title")
        self.raw.set_row(1, 24)
        self.text(2, column, subtitle, "subtitle")
        self.raw.set_row(2, 18)

    def text(self, row: int, column: int, text: str, style: str = "text", **more: Any) -> None:
        """A text in a named style."""
        self._heads(row, style)
        self.put(row, column, text, self.book.style(style, **more))

    def _heads(self, row: int, style: str) -> None:
        if style in HEADINGS:
            self.kept.add(row)

    def number(
        self, row: int, column: int, value: Decimal | int | None, style: str = "points", **more: Any
    ) -> None:
        """A number; an empty cell for None, never 0."""
        self.put(row, column, value, self.book.style(style, **more))

    def cell(self, row: int, column: int, value: Value, style: str) -> None:
        """A text, a number, or an empty cell."""
        self.put(row, column, value, self.book.style(style))

    def cells_of(self, table: object, columns: int) -> list[dict[Any, Made]]:
        """Of each column of a table the cells that were :meth:`made`, by value."""
        if self._table is not table:
            self._table, self._made = table, [{} for _ in range(columns)]
        return self._made

    def made(self, column: int, value: Value | Link, style: str) -> Any:
        """A cell that any :meth:`row` may have in this column."""
        if isinstance(self.raw, BulkWorksheet):
            return self.raw.made(
                column, value.text if isinstance(value, Link) else value, self.book.style(style)
            )
        if isinstance(self.raw, QuickWorksheet) and not isinstance(value, Link):
            return self.raw.made(value, self.book.style(style))
        return _Alone(value, style)

    def row(self, row: int, cells: Sequence[Any]) -> None:
        """A row of a table from the first column on, of cells that were made."""
        if isinstance(self.raw, BulkWorksheet | QuickWorksheet):
            self.raw.put_row(row, cells)
        if _Alone not in map(type, cells):
            return
        for column, cell in enumerate(cells):
            if isinstance(cell, _Alone):
                value, style = cell
                if isinstance(value, Link):
                    self.live_link(row, column, value.target, value.text, style)
                else:
                    self.cell(row, column, value, style)

    def formula(
        self,
        row: int,
        column: int,
        formula: str | Callable[[], str],
        value: Decimal | int | str | None,
        style: str = "points",
    ) -> None:
        """A live formula with the value that the engine gives, or, in a workbook of values, the value.

        ``formula`` may be what makes it, where making it costs something.
        """
        value = 0 if value is None else value
        if not self.book.live:
            self.cell(row, column, value, style)
            return
        formula = formula if isinstance(formula, str) else formula()
        self.put_formula(row, column, formula, self.book.style(style), value)

    def link(self, row: int, column: int, target: str, text: str, style: str = "link") -> None:
        """Short text that leads to a cell of this workbook; ``target`` is ``'Sheet'!A1``."""
        self.put_link(row, column, target, text, self.book.style(style))

    def live_link(self, row: int, column: int, target: str, value: int | str, style: str = "link") -> None:
        """A formula that shows the cell it leads to; LibreOffice wraps it, which it does not do for links.

        In a workbook of values the value, which leads there as long as the sheet can hold links.
        """
        if self.book.live or self.raw.hlink_count < LINKS:
            self.link(row, column, target, "→", style)
        self.formula(row, column, target, value, style)

    def merged(
        self, row: int, first: int, last: int, text: str, style: str, *, lines: int = 0, **more: Any
    ) -> None:
        """One text across columns; the row grows with it (or to ``lines``)."""
        self._heads(row, style)
        self.merge(row, first, last, text, self.book.style(style, **more))
        width = sum(self.widths[first : last + 1])
        self.grow(row, lines or lines_needed(text, width))

    def grow(self, row: int, lines: int, size: float = LINE_POINTS) -> None:
        """Set the height of a row for so many lines."""
        self.heights[row] = min(TALLEST, max(1, lines) * size + 3)
        self.raw.set_row(row, self.heights[row])

    def fit(self, row: int, texts: Mapping[int, str], least: int = 1) -> None:
        """Set the height of a row for its wrapped texts by column."""
        self.grow(row, max([least, *(lines_needed(text, self.widths[c]) for c, text in texts.items())]))

    def header(self, row: int, titles: Sequence[str], *, first: int = 0, **more: Any) -> None:
        """A row of column titles, high enough for all of them."""
        for n, title in enumerate(titles):
            self.text(row, first + n, title, "header", **more)
        self.fit(row, {first + n: title for n, title in enumerate(titles)}, least=2)

    def paged_apart(self, *, single: bool) -> None:
        """A paper of its own: pages numbered from 1, none where there is one; no words at the foot.

        The number stands in the upper margin from the second page on: NĐ 30/2020/NĐ-CP, Phụ lục I, phần I.
        """
        self.raw.set_footer("", {"margin": 0.3})
        self.raw.set_start_page(1)
        if single:
            return
        number = f'&C&"{FONT},Regular"&13&P'
        self.raw.set_header(f"{number}\n{self._above}" if self._above else number, {"margin": 0.3})
        if isinstance(self.raw, FirstPageWorksheet):
            self.raw.first_header = f"{_LOW_LINE}{self._above}" if self._above else ""

    def print_to(self, row: int, column: int) -> None:
        """Print up to this cell; not the banner of row 0, which the page header has."""
        self._is_print_set = True
        self.raw.print_area(1 if self.book.imprint.banner else 0, 0, row, column)

    def settle_print(self) -> None:
        """Where no file said what is printed: everything but the banner of row 0."""
        written = self.raw.dim_rowmax or 0, self.raw.dim_colmax or 0
        if self.book.imprint.banner and not self._is_print_set:
            row, column = (max(ends) for ends in zip(written, self._chart, strict=True))
            self.print_to(max(row, 1), column)

    def place_chart(self, row: int, column: int, chart: Any, options: dict[str, Any]) -> None:
        """Put a chart here; it is printed with the sheet."""
        self.raw.insert_chart(row, column, chart, options)
        right, across = column, chart.width / _LETTER
        while across > 0:
            across -= self.widths[right] if right < len(self.widths) else _COLUMN
            right += 1
        self._chart = row + ceil(chart.height / _ROW) + 1, right - 1
        self.keep(row, self._chart[0])

    def stay_on_screen(self, row: int, column: int) -> None:
        """Of a table that is looked up on a screen only what stands above it, to this cell, is printed."""
        self.print_to(row, column)
        self.raw.fit_to_pages(1, 1)

    def colour_values(self, area: tuple[int, int, int, int], colours: Mapping[str, str]) -> None:
        """Colour the cells of an area by their text; a text that is changed by hand changes its colour."""
        for text, colour in colours.items():
            quoted = '"' + text.replace('"', '""') + '"'
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": quoted,
                "format": self.book.format(bg_color=colour),
            }
            self.raw.conditional_format(*area, rule)

    def finish(self) -> None:
        """All rows are written: a large sheet keeps none in memory."""
        if isinstance(self.raw, BulkWorksheet):
            self.raw.finish()
