"""Addresses as a sheet spells them. Others are refused: programs differ in what they make of them."""

import re

from scoring.xlsx.grid import Address, Range, column_number
from scoring.xlsx.refused import Reason, Refused

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_ADDRESS = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_COLUMNS = re.compile(r"([A-Za-z]{1,3}):([A-Za-z]{1,3})")
_ROWS = re.compile(r"([1-9][0-9]{0,6}):([1-9][0-9]{0,6})")


def address_or_none(text: str) -> Address | None:
    """``E12`` -> (12, 5); None for anything else."""
    match = _ADDRESS.fullmatch(text)
    return (int(match[2]), column_number(match[1].upper())) if match else None


def parse_address(text: str) -> Address:
    """``E12`` -> (12, 5). Raises :class:`Refused` for anything else."""
    address = address_or_none(text)
    if address is None:
        raise Refused(Reason.ODD_ADDRESS)
    return address


def parse_range(text: str) -> Range:
    """``A2:D3``, ``A2``, ``A:D`` (whole columns) or ``2:3`` (whole rows). Raises :class:`Refused`."""
    if match := _COLUMNS.fullmatch(text):
        left, right = sorted(column_number(letters.upper()) for letters in match.groups())
        return 1, left, LAST_ROW, right
    if match := _ROWS.fullmatch(text):
        top, bottom = sorted(map(int, match.groups()))
        return top, 1, bottom, LAST_COLUMN
    first, _, last = text.partition(":")
    (row, column), (other_row, other_column) = parse_address(first), parse_address(last or first)
    return min(row, other_row), min(column, other_column), max(row, other_row), max(column, other_column)
