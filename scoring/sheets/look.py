"""How every workbook looks: the font, the colours, the formats of numbers, the styles of the reports.

The one place for colours and formats; what a sheet writes only names them.
"""

from collections.abc import Mapping
from typing import Any, TypedDict

FONT, SIZE = "Times New Roman", 11

BLACK = "#000000"  # what is signed: NĐ 30/2020/NĐ-CP, Phụ lục I, mục I.3
SIGNED_MARGINS = {"left": 30 / 25.4, "right": 15 / 25.4, "top": 20 / 25.4, "bottom": 20 / 25.4}
"""Inches, of what is signed: the millimetres that the same decree asks for."""
INK, MUTED, FAINT = "#1F1F1F", "#6B6B6B", "#7F7F7F"
NAVY, PALE, PALER, BAND = "#1F3864", "#DCE6F1", "#EEF3F9", "#F2F6FA"
LINE, BLUE_LINE, GREY, UNUSED, WHITE = "#A6A6A6", "#8EA9C1", "#EDEDED", "#E7E6E6", "#FFFFFF"
ENTRY, EMPTY = "#FFF8DC", "#FCE4D6"  # cells that a unit fills; cells of a report that it left empty
RED, RED_TINT, CRIMSON = "#9C0006", "#FBE3E4", "#C00000"
GREEN, GREEN_TINT = "#1E6B34", "#E3F1E5"
AMBER, AMBER_TINT, NOTICE = "#7F6000", "#FFF2CC", "#FFD966"
LINK, FORM_LINK = "#1F4E9E", "#0563C1"
TAB_SUMMARY, TAB_RANKING, TAB_UNITS, TAB_FIGURES, TAB_TO_DO, TAB_RECORDS = (
    NAVY, CRIMSON, "#5B9BD5", "#70AD47", "#FFC000", FAINT,
)  # fmt: skip

# Charts: adjacent series differ by colour and by lightness, for a grey print.
DEEP_BLUE, ORANGE, LEAF, GOLD, PURPLE, SKY, SILVER = (
    "#1F4E79", "#ED7D31", "#70AD47", "#FFC000", "#7030A0", "#5B9BD5", "#A5A5A5",
)  # fmt: skip
SERIES = (DEEP_BLUE, ORANGE, LEAF, GOLD, PURPLE, SKY, SILVER, CRIMSON)
LINES = (
    DEEP_BLUE, CRIMSON, LEAF, ORANGE, PURPLE, "#00B0F0", "#806000", "#FF66CC", "#404040", "#00A88F",
)  # fmt: skip
SHARES = (DEEP_BLUE, "#548235", "#BF8F00", CRIMSON, PURPLE, "#2E75B6", FAINT, "#C55A11")
FRAME, RULE, FAINT_RULE, BAR = "#BFBFBF", "#D9D9D9", "#E0E0E0", "#9DC3E6"
PROGRESS = (
    ("#C6EFCE", LEAF), ("#E2EFB8", "#B5CC3B"), ("#DDEBF7", SKY), (EMPTY, ORANGE), ("#E4DFEC", SILVER),
    (RED_TINT, CRIMSON),
)  # fmt: skip
"""Done to not reported, as in reports/progress.py: the fill of a cell and the colour in a chart."""

DAY_FORMAT = "dd/mm/yyyy"
FIXED_FORMAT = "[$-42A]0.00"
"""A number that is read, not typed, in the language of Vietnam (LCID 42A): LibreOffice shows the comma on any
system; Excel takes the sign from the settings of Windows, and no format changes that for a number. Cells that
are typed into have no such format: LibreOffice would read "2.5" there by the rules of Vietnamese.
"""
SHARE_FORMAT = "[$-42A]0.0"
"""A share that was rounded to one decimal: a second one would be a 0 that nobody worked out."""
EXACT_FORMAT = "[$-42A]0.0000"
READ_FORMAT = "[$-42A]General"
"""As many decimals as the number has, where it is read and not typed."""
TEXT_FORMAT = "@"
"""What is typed stays text: a line that begins with "-" or "=" becomes no formula."""


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


def chart_font(size: int, **more: Any) -> dict[str, Any]:
    """A font as charts take it."""
    return {"name": FONT, "size": size, **more}


_BOX = {"border": 1, "border_color": BLUE_LINE}
_WRAP = {"text_wrap": True, "valign": "vcenter"}
_LEFT = {**_BOX, **_WRAP, "indent": 1}
_CENTRED = {**_BOX, **_WRAP, "align": "center"}
_TOTAL = {**_CENTRED, "bold": True, "bg_color": PALE}
STYLES: Mapping[str, Mapping[str, Any]] = {
    "banner": {"bold": True, "font_color": CRIMSON, "font_size": 12},
    "title": {"bold": True, "font_size": 15, "font_color": NAVY, "valign": "vcenter"},
    "subtitle": {"italic": True, "font_color": "#404040", "valign": "vcenter"},
    "section": {"bold": True, "font_size": 12, "font_color": NAVY, "valign": "vcenter"},
    "plain": {"valign": "top", "text_wrap": True},
    "note": {"italic": True, "font_color": "#404040", "text_wrap": True, "valign": "top"},
    "warn": {"bold": True, "font_color": CRIMSON, "text_wrap": True, "valign": "top"},
    "header": {**_TOTAL, "font_color": NAVY},
    "text": _LEFT,
    "centre": _CENTRED,
    "link": {**_LEFT, "font_color": LINK},
    "small_link": {**_CENTRED, "font_color": LINK, "font_size": 9},
    "points": {**_CENTRED, "num_format": READ_FORMAT},
    "full": {**_CENTRED, "num_format": f'{READ_FORMAT}"*"'},
    "adopted": {**_CENTRED, "num_format": f'{READ_FORMAT}"†"'},
    "fixed": {**_CENTRED, "num_format": FIXED_FORMAT},
    "share": {**_CENTRED, "num_format": SHARE_FORMAT},
    "strong": {**_CENTRED, "bold": True, "num_format": READ_FORMAT},
    "strong_fixed": {**_CENTRED, "bold": True, "num_format": FIXED_FORMAT},
    "group": {**_LEFT, "bold": True, "bg_color": BAND},
    "group_points": {**_CENTRED, "bold": True, "bg_color": BAND, "num_format": READ_FORMAT},
    "total": {**_LEFT, "bold": True, "bg_color": PALE},
    "total_points": {**_TOTAL, "num_format": READ_FORMAT},
    "total_fixed": {**_TOTAL, "num_format": FIXED_FORMAT},
    "total_exact": {**_CENTRED, "bg_color": PALE, "num_format": EXACT_FORMAT},
    "total_link": {**_TOTAL, "font_color": LINK},
    "tiny": {**_LEFT, "font_size": 8},
    "small": {**_CENTRED, "font_size": 9},
    "date": {**_CENTRED, "num_format": DAY_FORMAT},
    "missing": {**_CENTRED, "font_color": FAINT},
    "faint_fixed": {**_CENTRED, "font_color": FAINT, "num_format": FIXED_FORMAT},
    "blank": {**_CENTRED, "bg_color": EMPTY},
    "error": {**_CENTRED, "bold": True, "font_color": CRIMSON},
    "helper": {"font_color": FAINT, "font_size": 9, "align": "center"},
    "helper_text": {"font_color": FAINT, "font_size": 9, "text_wrap": True},
}
"""The cells of the reports by name."""
