"""What a cell shows where that is not the number it holds: 95% for 0,95, and 4 for 3,6 without decimals."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

_CODE = re.compile(r'(?:#,##)?0(?:\.(0+))?(%)?(?:"[^"]*"|\\.|[ _]|\.)*')
_LARGEST = Decimal(10) ** 15


class Shown(NamedTuple):
    """The words that an official sees, and the number in them."""

    words: str
    number: Decimal


def shown(value: Decimal, code: str) -> Shown | None:
    """What the format makes of a number; None where it shows the number as it is, or is too complex."""
    found = _CODE.fullmatch(code.split(";", maxsplit=1)[0])
    if not found or abs(value) > _LARGEST:
        return None
    amount = value * 100 if found[2] else value
    number = amount.quantize(Decimal(1).scaleb(-len(found[1] or "")), rounding=ROUND_HALF_UP)
    if number == value:
        return None
    return Shown(f"{number:f}{found[2] or ''}".replace(".", ","), number)
