"""What the styles of a workbook make of its cells: a number is a day, a text has a font."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.xlsx.cell import Number
from scoring.xlsx.formats import SHIFT_1904, Formats, Kind, moment
from scoring.xlsx.grid import Value
from scoring.xlsx.memory import Memory


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """By the number of a style: kind and code of numbers that are not shown as they are, font.

    ``styles`` is how many there are to refer to. Two looks are the same only where they are one object: rows
    are remembered by it.
    """

    kinds: Mapping[int, Kind] = field(default_factory=dict)
    fonts: Mapping[int, str] = field(default_factory=dict)
    codes: Mapping[int, str] = field(default_factory=dict)
    styles: int = 0
    from_1904: bool = False

    def value(self, number: Number, style: int | None) -> Value | None:
        """At Excel's own 15 digits; what is no number stays text. None where the format is unknown."""
        kind = self.kinds.get(style or 0)
        if kind == "unknown":
            return None
        if kind and isinstance(number.plain, Decimal):
            shift = SHIFT_1904 if self.from_1904 and kind == "moment" else 0
            when = moment(float(number.text) + shift, kind)
            if when is not None:
                return when
        return number.plain


_MOST = 2 << 20
_LOOKS: Memory[tuple[bytes, bool], Look] = Memory(_MOST)


def look_of(formats: Formats, styles: bytes, *, from_1904: bool) -> Look:
    """What ``formats``, read from the part ``styles``, make of cells; one object for the same bytes."""
    look = _LOOKS.get((styles, from_1904))
    if look is None:
        look = Look(formats.kinds(), formats.fonts(), formats.codes(), formats.count, from_1904)
        _LOOKS.keep((styles, from_1904), look, 2 * len(styles))
    return look
