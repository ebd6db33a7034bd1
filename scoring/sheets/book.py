"""A thin face over xlsxwriter: text stays text, styles have names, every sheet prints well."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from scoring.reports.limits import LINKS, is_live, values_words
from scoring.sheets import measure
from scoring.sheets.bulk import BulkWorksheet, Value
from scoring.sheets.form_styles import book_options
from scoring.sheets.safe import safe
from scoring.standing.run import Consolidation

FONT, SIZE = "Times New Roman", 11
INK, HEAD, BAND, GREY, RED = "#1F3864", "#DCE6F1", "#F2F6FA", "#7F7F7F", "#C00000"
LINK = "#1F4E9E"
INDENT = 1.3  # width in digits of one step of indentation
LINE_POINTS = 15.0  # height of a line of text at SIZE
FULL_SIZE_WIDTH = 127.0  # characters across a landscape page that is not shrunk
TALLEST = 180.0  # no row fills a page, however much a unit writes

_BOX = {"border": 1, "border_color": "#8EA9C1"}
_WRAP = {"text_wrap": True, "valign": "vcenter"}
_LEFT = {**_WRAP, "indent": 1}
_CENTRED = {**_WRAP, "align": "center"}
STYLES: Mapping[str, Mapping[str, Any]] = {
    "banner": {"bold": True, "font_color": RED, "font_size": 12},
    "title": {"bold": True, "font_size": 15, "font_color": INK, "valign": "vcenter"},
    "subtitle": {"italic": True, "font_color": "#404040", "valign": "vcenter"},
    "section": {"bold": True, "font_size": 12, "font_color": INK, "valign": "vcenter"},
    "plain": {"valign": "top", "text_wrap": True},
    "note": {"italic": True, "font_color": "#404040", "text_wrap": True, "valign": "top"},
    "warn": {"bold": True, "font_color": RED, "text_wrap": True, "valign": "top"},
    "header": {**_BOX, **_CENTRED, "bold": True, "bg_color": HEAD, "font_color": INK},
    "text": {**_BOX, **_LEFT},
    "centre": {**_BOX, **_CENTRED},
    "link": {**_BOX, **_LEFT, "font_color": LINK},
    "small_link": {**_BOX, **_CENTRED, "font_color": LINK, "font_size": 9},
    "points": {**_BOX, **_CENTRED},
    "full": {**_BOX, **_CENTRED, "num_format": 'General"*"'},
    "adopted": {**_BOX, **_CENTRED, "num_format": 'General"†"'},
    "fixed": {**_BOX, **_CENTRED, "num_format": "0.00"},
    "strong": {**_BOX, **_CENTRED, "bold": True},
    "strong_fixed": {**_BOX, **_CENTRED, "bold": True, "num_format": "0.00"},
    "group": {**_BOX, **_LEFT, "bold": True, "bg_color": BAND},
    "group_points": {**_BOX, **_CENTRED, "bold": True, "bg_color": BAND},
    "total": {**_BOX, **_LEFT, "bold": True, "bg_color": HEAD},
    "total_points": {**_BOX, **_CENTRED, "bold": True, "bg_color": HEAD},
    "total_fixed": {**_BOX, **_CENTRED, "bold": True, "bg_color": HEAD, "num_format": "0.00"},
    "total_exact": {**_BOX, **_CENTRED, "bg_color": HEAD, "num_format": "0.0000"},
    "total_link": {**_BOX, **_CENTRED, "bold": True, "bg_color": HEAD, "font_color": LINK},
    "tiny": {**_BOX, **_LEFT, "font_size": 8},
    "small": {**_BOX, **_CENTRED, "font_size": 9},
    "date": {**_BOX, **_CENTRED, "num_format": "dd/mm/yyyy"},
    "missing": {**_BOX, **_CENTRED, "font_color": GREY},
    "blank": {**_BOX, **_CENTRED, "bg_color": "#FCE4D6"},
    "error": {**_BOX, **_CENTRED, "bold": True, "font_color": RED},
    "helper": {"font_color": GREY, "font_size": 9, "align": "center"},
    "helper_text": {"font_color": GREY, "font_size": 9, "text_wrap": True},
}

_DAY_0 = date(1899, 12, 30)


def day_cell(value: date | None) -> tuple[Value, str]:
    """A day as a cell: the number that Excel counts it by; as text where it counts none, or wrongly."""
    if value and value.year >= 1901:
        return (value - _DAY_0).days, "date"
    return f"{value:%d/%m/%Y}" if value else "", "centre"


def quoted(sheet: str) -> str:
    """A sheet's name as a formula writes it."""
    return "'" + sheet.replace("'", "''") + "'"


def cell(row: int, column: int) -> str:
    """``E12`` of zero-based row and column."""
    return str(xl_rowcol_to_cell(row, column))


def fixed(row: int, column: int) -> str:
    """``$E$12``: stays the same cell when rows are sorted."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def span(first_row: int, last_row: int, column: int) -> str:
    """``$E$12:$E$20``."""
    return f"{fixed(first_row, column)}:{fixed(last_row, column)}"


@lru_cache(maxsize=16_384)
def lines_needed(text: str, width: float) -> int:
    """How many lines ``text`` takes in a column of ``width`` digits."""
    return measure.lines(text, width, SIZE) if text else 1


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


@dataclass(slots=True)
class Part:
    """A sheet of a long table: how many entries it holds, the first and the last of them in words."""

    sheet: str
    count: int
    first: str
    last: str


class Pages:
    """A workbook being written, with its styles; one that is not ``live`` holds values for formulas."""

    def __init__(self, target: IO[bytes], imprint: Imprint, *, live: bool = True) -> None:
        self.imprint, self.live = imprint, live
        self.parts: list[Part] = []
        # In memory is faster, but the parts of a very large workbook take gigabytes.
        self.file = xlsxwriter.Workbook(target, {**book_options(FONT, SIZE), "in_memory": live})
        self._styles: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._asked: dict[tuple[Any, ...], Format] = {}
        self.file.set_properties(
            {
                "title": safe(imprint.title),
                "author": safe(imprint.author),
                "company": safe(imprint.company),
                "comments": f"danvan {imprint.version}",
                # Never the clock: the same inputs give the same bytes.
                "created": datetime.combine(imprint.day, time()),
            }
        )
        self.file.set_size(24_000, 14_000)

    @property
    def told(self) -> str:
        """What a subtitle adds in a workbook of values."""
        return "" if self.live else f" · {values_words()}"

    def style(self, name: str, **more: Any) -> Format:
        """The named style, with changes."""
        asked = (name, *more.items())  # every cell asks, so the way to the answer is short
        if asked not in self._asked:
            wanted = {**STYLES[name], **more}
            key = tuple(sorted(wanted.items()))
            if key not in self._styles:
                self._styles[key] = self.file.add_format({"font_name": FONT, "font_size": SIZE, **wanted})
            self._asked[asked] = self._styles[key]
        return self._asked[asked]

    def sheet(
        self,
        name: str,
        widths: Sequence[float],
        *,
        landscape: bool = False,
        tab: str = "",
        bulk: bool = False,
    ) -> "Sheet":
        """A new A4 sheet with banner, margins and page numbers.

        ``bulk``: the sheet grows with the number of units and is written from the top to the bottom.
        """
        kind = BulkWorksheet if bulk and not self.live else None
        return Sheet(self, self.file.add_worksheet(name, kind), widths, landscape, tab)

    def close(self) -> None:
        """Write everything."""
        self.file.close()


class Book(Pages):
    """The workbook of a consolidation."""

    def __init__(self, target: IO[bytes], run: Consolidation) -> None:
        self.run = run
        criteria = run.criteria
        what = "Tổng hợp, xếp loại" if criteria.is_scored(run.period) else "Tổng hợp báo cáo"
        imprint = Imprint(
            title=f"{what} công tác dân vận {run.period_words}",
            author=criteria.office,
            company=criteria.issuer,
            version=run.version,
            day=criteria.period.end,
            banner=criteria.banner,
            footer=f"{criteria.issuer} · {run.stage_words}",
        )
        super().__init__(target, imprint, live=is_live(run))


class Sheet:
    """One sheet. Row 0 holds the banner; tables begin where the sheet's own file says."""

    def __init__(
        self, book: Pages, sheet: Worksheet, widths: Sequence[float], landscape: bool, tab: str
    ) -> None:
        self.book, self.raw, self.widths = book, sheet, list(widths)
        self.heights: dict[int, float] = {}
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.7, right=0.5, top=0.7, bottom=0.7)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        if tab:
            sheet.set_tab_color(tab)
        banner = book.imprint.banner
        if banner:
            self.text(0, 0, banner, "banner")
            sheet.set_header(f'&C&"{FONT},Bold"&KC00000{banner}', {"margin": 0.3})
        footer = safe(book.imprint.footer).replace("&", "&&")[:180].rstrip("&")
        sheet.set_footer(f'&L&"{FONT},Italic"&9{footer}&R&"{FONT}"&9Trang &P/&N', {"margin": 0.3})

    def heading(self, title: str, subtitle: str) -> None:
        """Title and subtitle in rows 1 and 2."""
        self.text(1, 0, title, "title")
        self.raw.set_row(1, 24)
        self.text(2, 0, subtitle, "subtitle")
        self.raw.set_row(2, 18)

    def text(self, row: int, column: int, text: str, style: str = "text", **more: Any) -> None:
        """Text as text, whatever it looks like."""
        if text:
            self.raw.write_string(row, column, safe(text), self.book.style(style, **more))
        else:
            self.raw.write_blank(row, column, None, self.book.style(style, **more))

    def number(
        self, row: int, column: int, value: Decimal | int | None, style: str = "points", **more: Any
    ) -> None:
        """A number; an empty cell for None, never 0."""
        if value is None:
            self.raw.write_blank(row, column, None, self.book.style(style, **more))
        else:
            self.raw.write_number(row, column, float(value), self.book.style(style, **more))

    def day(self, row: int, column: int, value: date | None) -> None:
        """A date that can be sorted; years that Excel has no dates for stay text."""
        self.cell(row, column, *day_cell(value))

    def cell(self, row: int, column: int, value: Value, style: str) -> None:
        """A text, a number, or an empty cell."""
        if isinstance(value, str):
            self.text(row, column, value, style)
        else:
            self.number(row, column, value, style)

    def cells(self, row: int, cells: Sequence[tuple[Value, str]]) -> None:
        """A row of a table from the first column on: every cell's value and style."""
        if isinstance(self.raw, BulkWorksheet):
            self.raw.write_row_of([(value, self.book.style(style)) for value, style in cells], row)
        else:
            for column, (value, style) in enumerate(cells):
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
        if not self.book.live:
            self.cell(row, column, 0 if value is None else value, style)
            return
        formula = formula if isinstance(formula, str) else formula()
        cached = safe(value) if isinstance(value, str) else 0 if value is None else float(value)
        self.raw.write_formula(row, column, "=" + formula, self.book.style(style), cached)

    def link(self, row: int, column: int, target: str, text: str, style: str = "link") -> None:
        """Short text that leads to a cell of this workbook; ``target`` is ``'Sheet'!A1``."""
        self.raw.write_url(row, column, f"internal:{target}", self.book.style(style), safe(text)[:2000])

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
        form = self.book.style(style, **more)
        if last > first:
            # A range is merged empty and then written: merging writes any string it is given as it likes.
            self.raw.merge_range(row, first, row, last, "", form)
        self.text(row, first, text, style, **more)
        width = sum(self.widths[first : last + 1])
        self.grow(row, lines or lines_needed(text, width))

    def grow(self, row: int, lines: int, size: float = LINE_POINTS) -> None:
        """Set the height of a row for so many lines."""
        self.heights[row] = min(TALLEST, max(1, lines) * size + 3)
        self.raw.set_row(row, self.heights[row])

    def fit(self, row: int, texts: Mapping[int, str], least: int = 1) -> None:
        """Set the height of a row for its wrapped texts by column."""
        self.grow(row, max([least, *(lines_needed(text, self.widths[c]) for c, text in texts.items())]))

    def finish(self) -> None:
        """All rows are written: a large sheet keeps none in memory."""
        if isinstance(self.raw, BulkWorksheet):
            self.raw.finish()

    def header(self, row: int, titles: Sequence[str], *, first: int = 0) -> None:
        """A row of column titles, high enough for all of them."""
        for n, title in enumerate(titles):
            self.text(row, first + n, title, "header")
        self.fit(row, {first + n: title for n, title in enumerate(titles)}, least=2)
