"""What a cell's style says of its value: a moment, a span of time, or a plain number; and its font."""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Literal

from scoring.xlsx import limits
from scoring.xlsx.budget import Budget
from scoring.xlsx.markup import MAIN, PartParser
from scoring.xlsx.refused import Reason, Refused

Kind = Literal["number", "moment", "span", "unknown"]

_MOMENTS = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
"""Formats that have a number and no code: 27-36 and 50-58 are those of East Asian versions of Excel."""

_SPAN = 46
_NUMBERS = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_SILENT = re.compile(r'"[^"]*"?|\\.|[_*].')
_SPAN_PARTS = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_MOMENT_PARTS = re.compile(r"[dmyhs]", re.IGNORECASE)
_LONGEST = 255  # characters of a format's code: as Excel allows
_DIGITS = 7  # of a number by which a style, a font or a format is known


def kind_of(code: str) -> Kind:
    """What a number format shows: ``dd/mm/yyyy`` a moment, ``[h]:mm`` a span, ``0.00" d"`` a number.

    A code longer than Excel allows is unknown. The letters d, m, y, h, s make a moment, but not in quotes,
    behind a backslash, or in brackets such as ``[Red]``; ``[h]`` is a span.
    """
    if len(code) > _LONGEST:
        return "unknown"
    loud = _SILENT.sub("", code)
    if _SPAN_PARTS.search(loud):
        return "span"
    return "moment" if _MOMENT_PARTS.search(_BRACKETS.sub("", loud)) else "number"


def number_in(text: str) -> int | None:
    """A number by which one part of a workbook refers to another; None for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _DIGITS else None


def is_percent(code: str) -> bool:
    """True where a number format shows 0.75 as 75%."""
    return "%" in _SILENT.sub("", code)


def font_name(attributes: Mapping[str, str]) -> str:
    """The name that an element gives, empty where no font has so long a one."""
    name = attributes.get("val", "")
    return name if len(name) <= limits.FONT_NAME else ""


def add_font(fonts: set[str], attributes: Mapping[str, str]) -> None:
    """Add the font of one more piece of a text. Raises :class:`Refused` where there are too many."""
    fonts.add(font_name(attributes))
    if len(fonts) > limits.FONTS:
        raise Refused(Reason.FONTS, allowed=limits.FONTS)


class Formats(PartParser):
    """Reads the part of styles."""

    namespaces = MAIN
    outermost = "styleSheet"
    names = frozenset({"numFmts", "numFmt", "fonts", "font", "name", "cellXfs", "xf"})

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self._section = ""
        self._codes: dict[int | None, str] = {}
        self._fonts: list[str] = []
        self._styles: list[tuple[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Only the lists of formats, fonts and cell styles matter."""
        if self.depth == 2:
            self._section = name
        elif self._section == "numFmts" and name == "numFmt":
            code = attributes.get("formatCode", "")[: _LONGEST + 1]
            self._codes[number_in(attributes.get("numFmtId", ""))] = code
        elif self._section == "fonts" and self.depth == 3:
            self._fonts.append("")
        elif self._section == "fonts" and name == "name" and self._fonts:
            self._fonts[-1] = font_name(attributes)
        elif self._section == "cellXfs" and self.depth == 3:
            self._styles.append((attributes.get("numFmtId", "0"), attributes.get("fontId", "0")))

    @property
    def count(self) -> int:
        """How many styles a cell may refer to. Style 0 exists even where none is listed."""
        return max(1, len(self._styles))

    def kinds_and_codes(self) -> tuple[Mapping[int, Kind], Mapping[int, str]]:
        """By style number: the kind of what is no plain number; the code of numbers not shown as they are.

        Each format is looked at once, however many styles have it.
        """
        known = {code: self._kind(number_in(code)) for code in {code for code, _ in self._styles}}
        kinds = {style: known[code] for style, (code, _) in enumerate(self._styles)}
        shown = {code: self._code(number_in(code)) for code, kind in known.items() if kind == "number"}
        codes = ((style, shown.get(code, "")) for style, (code, _) in enumerate(self._styles))
        return (
            {style: kind for style, kind in kinds.items() if kind != "number"},
            {style: code for style, code in codes if code},
        )

    def _code(self, number: int | None) -> str:
        return "" if number is None else self._codes.get(number, _NUMBERS.get(number, ""))

    def _kind(self, number: int | None) -> Kind:
        if number is not None and number in self._codes:
            return kind_of(self._codes[number])
        return "moment" if number in _MOMENTS else "span" if number == _SPAN else "number"

    def fonts(self) -> Mapping[int, str]:
        """The font by style number."""
        names: dict[int | None, str] = dict(enumerate(self._fonts))
        known = {font: names.get(number_in(font), "") for font in {font for _, font in self._styles}}
        return {style: known[font] for style, (_, font) in enumerate(self._styles)}


_FIRST_SERIAL_IN_STEP = 61  # 1 March 1900
_LAST_SERIAL = 2_958_465  # 31/12/9999
SHIFT_1904 = 1462  # days between the two calendars: Excel for Mac began to count in 1904
_DAY = 86_400


def moment(serial: float, kind: Kind) -> date | time | timedelta | None:
    """The day, hour or span that a number of days stands for; None where the calendar has none.

    Excel counts 29 February 1900, a day that never was (Lotus 1-2-3 did): serial 60 is no day, and
    smaller ones count from 31 December 1899, larger ones from 30 December. Below 1 a serial is an hour.
    """
    if kind == "span":
        return timedelta(seconds=int(serial * _DAY)) if abs(serial) <= _LAST_SERIAL else None
    if not 0 <= serial < _LAST_SERIAL + 1 or int(serial) == _FIRST_SERIAL_IN_STEP - 1:
        return None
    if serial < 1:
        minutes, seconds = divmod(min(int(serial * _DAY + 0.5), _DAY - 1), 60)
        return time(minutes // 60, minutes % 60, seconds)
    first = date(1899, 12, 30 if serial >= _FIRST_SERIAL_IN_STEP else 31)
    return first + timedelta(days=int(serial))
