"""The noise of binary arithmetic: a spreadsheet stores 4.000000000000001 where a sum gives 4."""

from decimal import Decimal

LARGEST_EXACT = Decimal(10) ** 12
"""Beyond it six places do not fit in the 15 digits that Excel keeps: nothing is known to be noise."""

NOISE = Decimal("1e-12")
"""A number that is off by less than this share of itself (of 1 where it is smaller) is not off at all."""

_FINEST = Decimal("1e-6")  # no answer of this field is finer
MOST_NOISE = _FINEST / 2


def tolerance(value: Decimal) -> Decimal:
    """How far binary arithmetic may take a number from what was meant."""
    return min(MOST_NOISE, max(Decimal(1), abs(value)) * NOISE)


def without_noise(value: Decimal) -> Decimal:
    """4 for 4.0000000000001, which is what a spreadsheet makes of a sum that gives 4."""
    if abs(value) > LARGEST_EXACT:
        return value
    near = value.quantize(_FINEST)
    if near == value or abs(value - near) > tolerance(value):
        return value
    return Decimal(f"{near:f}".rstrip("0").rstrip(".")) + 0
