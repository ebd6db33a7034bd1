"""The books that people fill: sheets protected but for the cells of entry, two calm colours."""

from collections.abc import Iterable
from datetime import date
from typing import IO, Unpack

from xlsxwriter.format import Format

from scoring.sheets.book import Book, BookSheet
from scoring.sheets.look import (
    AMBER,
    AMBER_TINT,
    ENTRY,
    FONT,
    GREEN,
    GREEN_TINT,
    INK,
    LINE,
    NAVY,
    NOTICE,
    PALE,
    RED,
    RED_TINT,
    Look,
)
from scoring.sheets.measure import lines

_EDITABLE = {"format_columns": True, "format_rows": True}
_NOTE_WIDTH, _NOTE_LINE = 330, 20
_NOTE_COLUMN = 42.0
_BANNER_WIDTH = 24.0


class FormBook(Book):
    """A workbook of sheets to be filled; ``banner`` stands on each until the set is issued."""

    def __init__(self, target: IO[bytes] | str, *, title: str, day: date, company: str, banner: str) -> None:
        super().__init__(target, title=title, day=day, company=company, comments=banner)
        self.banner, self.styles = banner, Styles(self)

    def sheet(self, name: str, *, landscape: bool) -> "FormSheet":
        """A new sheet."""
        return FormSheet(self, name, landscape)


class Styles:
    """The formats of a book to be filled."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def __call__(self, **look: Unpack[Look]) -> Format:
        """A format: dark, wrapped, centred upright, locked unless said otherwise."""
        return self._book.format(**(Look(font_color=INK, valign="vcenter", text_wrap=True) | look))

    def cell(self, **look: Unpack[Look]) -> Format:
        """A bordered cell of a table; text that is not aligned stands a little off the border."""
        base = Look(border=1, border_color=LINE)
        if "align" not in look:
            base["indent"] = 1
        return self(**(base | look))

    def entry(self, **look: Unpack[Look]) -> Format:
        """A cell that the unit fills: tinted and unlocked."""
        return self.cell(**(Look(bg_color=ENTRY, locked=False) | look))

    def head(self, **look: Unpack[Look]) -> Format:
        """A heading of a table."""
        return self.cell(**(Look(bold=True, bg_color=PALE, font_color=NAVY, align="center") | look))

    def title(self) -> Format:
        """The title of a sheet."""
        return self(bold=True, font_size=14, font_color=NAVY, align="center")

    def banner(self) -> Format:
        """MẪU - chưa ban hành."""
        return self(bold=True, font_color=RED, align="center", border=1, border_color=RED)

    def problem(self) -> Format:
        """Conditional: something has to be mended."""
        return self._book.format(font_color=RED, bg_color=RED_TINT)

    def warning(self) -> Format:
        """Conditional: something should be looked at."""
        return self._book.format(font_color=AMBER, bg_color=AMBER_TINT)

    def notice(self) -> Format:
        """Conditional: an entry cell to look at; stronger than a warning, since entry cells are tinted."""
        return self._book.format(bg_color=NOTICE)

    def clean(self) -> Format:
        """Conditional: all is well."""
        return self._book.format(font_color=GREEN, bg_color=GREEN_TINT)


class FormSheet(BookSheet):
    """One sheet to be filled. Cells are protected so that nobody overwrites a formula, without a password."""

    def __init__(self, book: FormBook, name: str, landscape: bool) -> None:
        super().__init__(book, name, landscape=landscape)
        self.style, self.banner = book.styles, book.banner
        self._printed: int | None = None
        self.raw.protect("", _EDITABLE)
        self.raw.fit_to_pages(1, 0)
        self.raw.set_margins(left=0.6, right=0.5, top=0.7, bottom=0.7)
        # In a header &R begins the right part, &"…" sets the font, &10 its size, &K its colour.
        mark = f'&R&"{FONT},Bold"&10&K{RED[1:]}{book.banner}' if book.banner else ""
        self.raw.set_header(mark)
        self.raw.set_footer(f'&C&"{FONT},Regular"&10Trang &P/&N')

    def heading(self, title: str, last: int, height: float = 26) -> None:
        """The title in row 0, up to the column ``last``."""
        self.merge(0, 0, last, title, self.style.title())
        self.raw.set_row(0, height)

    def show_banner(self, last: int) -> None:
        """The banner on a screen: beside the title, right of ``last``, the last column that is printed.

        On paper every page has it above; nothing once the set is issued.
        """
        if self.banner:
            if last + 1 not in self.raw.col_info:
                self.raw.set_column(last + 1, last + 1, _BANNER_WIDTH)
            self.put(0, last + 1, self.banner, self.style.banner())
            self._printed = last

    def settle_print(self) -> None:
        """Where no file said what is printed: everything but the banner."""
        if self._printed is not None and not self.raw.print_area_range:
            self.raw.print_area(0, 0, self.raw.dim_rowmax or 0, self._printed)

    def note(self, cell: str, text: str, author: str, colour: str = NOTICE) -> None:
        """A comment that shows where the cell is pointed at, as high as its text."""
        self.raw.write_comment(
            cell,
            text,
            {
                "author": author,
                "width": _NOTE_WIDTH,
                "height": _NOTE_LINE * (1 + lines(text, _NOTE_COLUMN)),
                "font_name": "Times New Roman",
                "font_size": 11,
                "color": colour,
            },
        )

    def header(self, row: int, titles: Iterable[str], height: float) -> None:
        """A row of column titles."""
        self.kept.add(row)
        for column, title in enumerate(titles):
            self.put(row, column, title, self.style.head())
        self.raw.set_row(row, height)
