"""What a cell's style says of its value: a moment, a span of time, or a plain number; and its font."""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Literal

from scoring.inputs import limits
from scoring.inputs.budget import Budget
from scoring.inputs.container import Refused
from scoring.inputs.markup import MAIN, Part

Kind = Literal["number", "moment", "span"]

_MOMENTS = frozenset({14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 47})
_SPAN = 46
_NUMBERS = {"1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%"}
_SILENT = re.compile(r'"[^"]*"?|\\.|[_*].')
_SPAN_PARTS = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_MOMENT_PARTS = re.compile(r"[dmyhs]", re.IGNORECASE)
_LONGEST = 255  # characters of a format's code: as Excel allows


@lru_cache(maxsize=1024)  # thousands of styles share a few codes
def kind_of(code: str) -> Kind:
    """What a number format shows: ``dd/mm/yyyy`` a moment, ``[h]:mm`` a span, ``0.00" d"`` a number.

    So is a code that is longer than Excel allows.
    """
    if len(code) > _LONGEST:
        return "number"
    loud = _SILENT.sub("", code)
    if _SPAN_PARTS.search(loud):
        return "span"
    return "moment" if _MOMENT_PARTS.search(_BRACKETS.sub("", loud)) else "number"


def font_name(attributes: Mapping[str, str]) -> str:
    """The name that an element gives, empty where no font has so long a one."""
    name = attributes.get("val", "")
    return name if len(name) <= limits.FONT_NAME else ""


def add_font(fonts: set[str], attributes: Mapping[str, str]) -> None:
    """The same, for one more piece of a text. Raises :class:`Refused` where nobody would use so many."""
    fonts.add(font_name(attributes))
    if len(fonts) > limits.FONTS:
        raise Refused("T05", "một ô có quá nhiều phông chữ", limits.FONTS)


class Formats(Part):
    """Reads the part of styles; a style that is not there is a plain number without a font."""

    namespaces = MAIN
    outermost = "styleSheet"
    names = frozenset({"numFmts", "numFmt", "fonts", "font", "name", "cellXfs", "xf"})

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self._section = ""
        self._codes: dict[str, str] = {}
        self._fonts: list[str] = []
        self._styles: list[tuple[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Only the lists of formats, fonts and cell styles matter."""
        if self.depth == 2:
            self._section = name
        elif self._section == "numFmts" and name == "numFmt":
            code = attributes.get("formatCode", "")
            self._codes[attributes.get("numFmtId", "")] = code if len(code) <= _LONGEST else ""
        elif self._section == "fonts" and self.depth == 3:
            self._fonts.append("")
        elif self._section == "fonts" and name == "name" and self._fonts:
            self._fonts[-1] = font_name(attributes)
        elif self._section == "cellXfs" and self.depth == 3:
            self._styles.append((attributes.get("numFmtId", "0"), attributes.get("fontId", "0")))

    def kinds(self) -> Mapping[str, Kind]:
        """The kind by style number, as cells write it; plain numbers are left out."""
        found = ((str(n), self._kind(code)) for n, (code, _) in enumerate(self._styles))
        return {style: kind for style, kind in found if kind != "number"}

    def codes(self) -> Mapping[str, str]:
        """The code by style number, of numbers that are not shown as they are."""
        found = (
            (str(n), self._codes.get(code, _NUMBERS.get(code, "")))
            for n, (code, _) in enumerate(self._styles)
        )
        return {style: code for style, code in found if code and kind_of(code) == "number"}

    def _kind(self, number: str) -> Kind:
        if number in self._codes:
            return kind_of(self._codes[number])
        if number.isascii() and number.isdecimal() and len(number) < 4:
            return "moment" if int(number) in _MOMENTS else "span" if int(number) == _SPAN else "number"
        return "number"

    def fonts(self) -> Mapping[str, str]:
        """The font by style number."""
        names = dict(enumerate(self._fonts))
        return {
            str(n): names.get(int(font), "") if font.isascii() and font.isdecimal() and len(font) < 7 else ""
            for n, (_, font) in enumerate(self._styles)
        }


_FIRST_SERIAL_IN_STEP = 61
_LAST_SERIAL = 2_958_465  # 31/12/9999
SHIFT_1904 = 1462
_DAY = 86_400


def moment(serial: float, kind: Kind) -> date | time | timedelta | None:
    """The day, hour or span that a number of days stands for; None where the calendar has none.

    Excel counts 29 February 1900, a day that never was: serial 60 is no day.
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
