"""What the styles of a workbook make of its cells: a number is a day, a text has a font."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count

from scoring.xlsx.cell import Number
from scoring.xlsx.formats import SHIFT_1904, Formats, Kind, moment
from scoring.xlsx.grid import Value
from scoring.xlsx.memory import BoundedMemory

_KEYS = count(1)
_TIMES = 5  # so many times its part takes what is kept of it


@dataclass(frozen=True, slots=True, eq=False)
class Styling:
    """By the number of a style: kind and code of numbers that are not shown as they are, font.

    ``styles`` is how many there are to refer to. Rows are remembered by the ``key``, which no other styling
    of this process ever has; of the styling itself they hold nothing.
    """

    kinds: Mapping[int, Kind] = field(default_factory=dict)
    fonts: Mapping[int, str] = field(default_factory=dict)
    codes: Mapping[int, str] = field(default_factory=dict)
    styles: int = 0
    from_1904: bool = False
    key: int = field(default_factory=_KEYS.__next__)

    def value(self, number: Number, style: int | None) -> Value | None:
        """What a number is under a style; None where the format is unknown."""
        return value_of(number, self.kinds.get(style or 0), from_1904=self.from_1904)


def value_of(number: Number, kind: Kind | None, *, from_1904: bool) -> Value | None:
    """At Excel's own 15 digits; what is no number stays text. None where the format is unknown."""
    if kind == "unknown":
        return None
    if kind and isinstance(number.plain, Decimal):
        shift = SHIFT_1904 if from_1904 and kind == "moment" else 0
        when = moment(float(number.text) + shift, kind)
        if when is not None:
            return when
    return number.plain


_MOST = 4 << 20
_STYLINGS: BoundedMemory[tuple[bytes, bool], Styling] = BoundedMemory(_MOST)


def styling_of(formats: Formats, styles: bytes, *, from_1904: bool) -> Styling:
    """What ``formats``, read from the part ``styles``, make of cells; one object for the same bytes."""
    styling = _STYLINGS.get((styles, from_1904))
    if styling is None:
        kinds, codes = formats.kinds_and_codes()
        styling = Styling(kinds, formats.fonts(), codes, formats.count, from_1904)
        _STYLINGS.keep((styles, from_1904), styling, _TIMES * len(styles))
    return styling
