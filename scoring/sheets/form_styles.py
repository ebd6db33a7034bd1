"""The look of the form: Times New Roman, two calm colours, and a tint for what the unit fills."""

from typing import TypedDict, Unpack

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

FONT, SIZE = "Times New Roman", 11

INK, MUTED = "#1F1F1F", "#6B6B6B"
NAVY, PALE, PALER = "#1F3864", "#DCE6F1", "#EEF3F9"
LINE, GREY = "#A6A6A6", "#EDEDED"
ENTRY = "#FFF8DC"
RED, RED_TINT = "#9C0006", "#FBE3E4"
GREEN, GREEN_TINT = "#1E6B34", "#E3F1E5"
AMBER, AMBER_TINT = "#7F6000", "#FFF2CC"

NOTICE = "#FFD966"

DAY_FORMAT = "dd/mm/yyyy"
TEXT_FORMAT = "@"
"""What is typed stays text: a line that begins with "-" or "=" becomes no formula."""


def book_options(font: str, size: float) -> dict[str, object]:
    """How every workbook is opened for writing: no text ever becomes a formula, a link or a number.

    Made anew for each workbook, since xlsxwriter writes into them; "none": not the font of the theme.
    """
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": font, "font_size": size, "font_scheme": "none"},
    }


class Look(TypedDict, total=False):
    """Properties of a cell format, as xlsxwriter names them."""

    bold: bool
    italic: bool
    font_size: float
    font_color: str
    bg_color: str
    align: str
    valign: str
    text_wrap: bool
    border: int
    border_color: str
    bottom: int
    bottom_color: str
    indent: int
    locked: bool
    num_format: str


class Styles:
    """Formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def __call__(self, **look: Unpack[Look]) -> Format:
        """A format: Times New Roman, wrapped, centred upright, locked unless said otherwise."""
        whole: dict[str, object] = {
            "font_name": FONT,
            "font_size": SIZE,
            "font_color": INK,
            "valign": "vcenter",
            "text_wrap": True,
            **look,
        }
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(whole)
        return self._made[key]

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
        return self._book.add_format({"font_color": RED, "bg_color": RED_TINT})

    def warning(self) -> Format:
        """Conditional: something should be looked at."""
        return self._book.add_format({"font_color": AMBER, "bg_color": AMBER_TINT})

    def notice(self) -> Format:
        """Conditional: an entry cell to look at; stronger than a warning, since entry cells are tinted."""
        return self._book.add_format({"bg_color": NOTICE})

    def clean(self) -> Format:
        """Conditional: all is well."""
        return self._book.add_format({"font_color": GREEN, "bg_color": GREEN_TINT})
