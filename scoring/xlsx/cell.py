"""What one cell says by itself, before the workbook's texts and styles are looked at.

A value is decided by the attribute ``t`` of the cell, not by how it looks:

    t="s"          the index of a shared string        t="n" or none  a number, or a day if the style says so
    t="inlineStr"  a text in <is>, not in <v>          t="b"          1 or 0
    t="str"        the text that a formula gives       t="e"          an error such as #DIV/0!
    t="d"          a day as ISO 8601 (Strict only)
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from scoring.xlsx import limits, sweep
from scoring.xlsx.addresses import address_or_none
from scoring.xlsx.formats import number_in
from scoring.xlsx.grid import Address, ErrorCell, Uncalculated, Value
from scoring.xlsx.memory import BoundedMemory
from scoring.xlsx.noise import without_noise
from scoring.xlsx.outgoing import calls_out
from scoring.xlsx.strings import printable, unescape

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?")
_INDEX = re.compile(r"[0-9]{1,9}")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9:.]+Z?)?")
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}
_TYPES = frozenset({"n", "s", "str", "inlineStr", "b", "e", "d"})
_MOST = 16 << 20
_WEIGHT, _TIMES = 500, 4  # bytes of a cell that is remembered, and of each of its characters


class Index(int):
    """The place of a text among those that the sheets share."""


_NOWHERE = Index(10**9)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is spelled; with a style that shows dates it is a day or an hour, else ``plain``."""

    text: str
    plain: Value


Meaning = Value | Index | Number
"""What a cell says by itself."""


class PlainCell(NamedTuple):
    """All that a plainly spelled cell says.

    Attributes:
        kind: its type.
        style: its number among the styles of the workbook, None where the cell names none.
        meaning: None where the cell is empty.
        formula: None where it has none; ``shared`` are the attributes of its formula.
        calls_out: whether the formula fetches or starts something outside the workbook.
    """

    at: Address
    kind: str
    style: int | None
    meaning: Meaning | None
    formula: str | None
    shared: Mapping[str, str]
    calls_out: bool


_CELLS: BoundedMemory[str, PlainCell] = BoundedMemory(_MOST)


def plain_cell(piece: str) -> PlainCell | None:
    """What follows the ``<c`` of a cell says, up to the next one; of rows that are not remembered as a whole.

    None where it is not spelled plainly, or the parser would refuse it.
    """
    cell = _CELLS.get(piece)
    if cell is None and (cell := _plain_cell(piece)):
        _CELLS.keep(piece, cell, _WEIGHT + _TIMES * len(piece))
    return cell


def _plain_cell(piece: str) -> PlainCell | None:
    cell = sweep.cell(piece)
    at = address_or_none(cell.attributes.get("r", "")) if cell else None
    if not cell or not at:
        return None
    style = number_in(cell.attributes.get("s", ""))
    if style is None and "s" in cell.attributes:
        return None
    texts = (cell.formula, cell.value, cell.inline)
    meaning: Meaning | None = None
    kind = cell.attributes.get("t", "n")
    if texts != (None, None, None):
        if sum(len(text) for text in texts if text) > limits.TEXT:
            return None
        meaning = meaning_of(kind, cell.formula is not None, cell.value or "", cell.inline)
        if meaning is None:
            return None
    calling = calls_out(cell.formula or "")
    return PlainCell(at, kind, style, meaning, cell.formula, cell.shared, calling)


def meaning_of(kind: str, has_formula: bool, raw: str, inline: str | None) -> Meaning | None:
    """What a filled cell of a type says, None where two programs would read it as two things."""
    if kind not in _TYPES or (inline is not None) != (kind == "inlineStr"):
        return None
    # Some programs save formulas without results, and so does openpyxl. An empty t="str" is a result: "".
    if has_formula and not raw and kind != "str":
        return Uncalculated()
    if inline is not None or kind == "str":
        return unescape(raw if inline is None else inline)
    if printable(raw) != raw:
        return None
    if kind == "e":
        return ErrorCell(raw)
    text = raw.strip(" \t\r\n")
    if not text:
        return ""
    if kind == "s":
        return Index(text) if _INDEX.fullmatch(text) else _NOWHERE
    if kind == "b":
        return _BOOLEANS.get(text)
    return _day(text) if kind == "d" else _number(text)


def _day(text: str) -> Value:
    match = _DAY.fullmatch(text)
    try:
        return date.fromisoformat(match[1]) if match else text
    except ValueError:
        return text


@lru_cache(maxsize=4096)  # the same points, counts and years stand in every form
def _number(text: str) -> Number:
    """Excel writes the 17 digits of a binary number and shows 15: 0.1 + 0.2 stands as 0.30000000000000004.

    The pattern is stricter than float(), which also takes ``1_0``, ``nan`` and digits of other scripts.
    """
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    return Number(text, without_noise(Decimal(format(value, ".15g"))) if math.isfinite(value) else text)
