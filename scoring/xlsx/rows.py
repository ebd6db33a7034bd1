"""Plainly spelled rows, and what is remembered of them: all but their values.

The forms of a set differ in what units wrote and in the numbers of shared texts; the rows around these, with
addresses, styles and formulas, are the same. A row is cut into its values and a frame, which is remembered by
its bytes and by the styling of the workbook that makes a number a day. Frame and values give back the row, so
that no two rows have both in common.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from scoring.xlsx import limits, sweep
from scoring.xlsx.addresses import LAST_ROW
from scoring.xlsx.cell import Index, Number, PlainCell, meaning_of, plain_cell
from scoring.xlsx.computed import FILLS_OTHERS, SHARED
from scoring.xlsx.formats import Kind
from scoring.xlsx.grid import Address, Formula, Uncalculated, Value
from scoring.xlsx.memory import BoundedMemory
from scoring.xlsx.styling import Styling, value_of

_VALUES = re.compile(rb"<([vt])>([^<]*)</\1>")
_DIGITS, _NO_TEXT = 10, 10**10  # the number of a shared text has less digits
_LONGEST = 1_000  # bytes of a value; longer ones are read one by one
_MOST = 40 << 20  # bytes of all frames: a set with six kinds of units and three writers takes 15 MB
_EMPTY, _TIMES = 1_000, 3  # bytes of a frame without cells; so many times its own bytes take its cells (2.3)


@dataclass(frozen=True, slots=True)
class PlainRow:
    """One row, with the empty ones that end where they begin (``<row r="2"/>``) before it.

    Attributes:
        first, last: the numbers of the first of these rows and of the row itself.
        pieces: each cell as it is spelled.
        elements: how many XML elements they are.
        has_prefix: whether Excel's ``x14ac:`` stands in it, which the part has to declare.
    """

    first: int
    last: int
    cells: Sequence[PlainCell]
    pieces: Sequence[str]
    elements: int
    has_prefix: bool


def plain_row(piece: bytes) -> PlainRow | None:
    """What stands before the end of a row; None where it is not spelled plainly, or not in order."""
    text = sweep.decoded(piece)
    head, *pieces = ["<"] if text is None else text.split("<c")
    numbers = sweep.rows(head, last_is_open=True)
    if not numbers or not in_order(numbers):
        return None
    cells = []
    row, column = numbers[-1], 0
    for each in pieces:
        cell = plain_cell(each)
        if cell is None or cell.at[0] != row or cell.at[1] <= column:
            return None
        column = cell.at[1]
        cells.append(cell)
    return PlainRow(numbers[0], row, cells, pieces, sweep.elements(piece), sweep.PREFIX in piece)


def in_order(numbers: Sequence[int]) -> bool:
    """True where each row stands below the one before, and Excel has so many."""
    return all(above < below for above, below in pairwise(numbers)) and numbers[-1] <= LAST_ROW


class Slot(NamedTuple):
    """Where a value belongs; ``shows``, ``code``, ``font``: what the style makes of a number and a text."""

    at: Address
    kind: str
    has_formula: bool
    shows: Kind | None
    font: str
    code: str


@dataclass(frozen=True, slots=True)
class Frame:
    """All that a row says without its values; nothing in it is refused but for the whole workbook's sake.

    Attributes:
        first, last, elements, has_prefix: those of the :class:`PlainRow`.
        filled, computed: how many cells are filled, how many characters their formulas have.
        cells: the filled cells in order; None stands for a value.
        formulas: those that stand for themselves; none where ``filled_down`` has all of the row, in order.
    """

    first: int
    last: int
    elements: int
    has_prefix: bool
    filled: int
    computed: int
    calls_out: bool
    cells: Mapping[Address, Value | None]
    slots: Sequence[Slot]
    formulas: Mapping[Address, Formula]
    filled_down: Sequence[tuple[Address, str, Mapping[str, str]]]


_FRAMES: BoundedMemory[tuple[int, bytes, bytes], Frame] = BoundedMemory(_MOST)


def framed(styling: Styling, piece: bytes) -> tuple[Frame | None, Sequence[bytes], PlainRow | None]:
    """What is remembered of a row but for its values, and the values; the row where it had to be read."""
    parts = _VALUES.split(piece)
    # Nothing that is spelled plainly has "<>" in it: the ends of the pieces stay known.
    key = styling.key, b"<>".join(parts[::3]), b"".join(parts[1::3])
    frame, row = _FRAMES.get(key), None
    if frame is None and (row := plain_row(piece)) and (frame := _frame(styling, row)):
        _FRAMES.keep(key, frame, _EMPTY + _TIMES * len(piece))
    return frame, parts[2::3], row


def _frame(styling: Styling, row: PlainRow) -> Frame | None:
    """None where something in the row may have to be refused, or is not spelled with one value a cell."""
    cells: dict[Address, Value | None] = {}
    slots: list[Slot] = []
    formulas: list[tuple[Address, str, Mapping[str, str]]] = []
    filled = 0
    for cell, piece in zip(row.cells, row.pieces, strict=True):
        if cell.meaning is None:
            continue
        filled += 1
        values = piece.count("<v>") + piece.count("<t>")
        is_known = cell.style is None or cell.style < styling.styles
        if not is_known or values > 1 or cell.at[1] > limits.COLUMNS or _is_special(cell):
            return None
        if values:
            slots.append(_slot(styling, cell))
        elif cell.meaning != "" and not isinstance(cell.meaning, Uncalculated):
            return None
        if values or cell.meaning != "":
            cells[cell.at] = None if values else Uncalculated()
        if cell.formula is not None:
            formulas.append((cell.at, cell.formula, cell.shared))
    is_down = any(SHARED in shared.values() for _, _, shared in formulas)
    return Frame(
        row.first,
        row.last,
        row.elements,
        row.has_prefix,
        filled,
        computed=sum(len(formula) for _, formula, _ in formulas),
        calls_out=any(cell.calls_out for cell in row.cells),
        cells=cells,
        slots=slots,
        formulas={} if is_down else {at: Formula(formula) for at, formula, _ in formulas},
        filled_down=formulas if is_down else (),
    )


def _is_special(cell: PlainCell) -> bool:
    """True for a formula that fills other cells, and for one so long that its result has to be measured."""
    return cell.shared.get("t") in FILLS_OTHERS or len(cell.formula or "") + _LONGEST > limits.TEXT


def _slot(styling: Styling, cell: PlainCell) -> Slot:
    shows, font = styling.kinds.get(cell.style or 0), styling.fonts.get(cell.style or 0, "")
    code = "" if cell.style is None else styling.codes.get(cell.style, "")
    return Slot(cell.at, cell.kind, cell.formula is not None, shows, font, code)


class FilledCells(NamedTuple):
    """The cells of a sheet, being filled."""

    cells: dict[Address, Any]
    fonts: dict[Address, str]
    formats: dict[Address, str]

    def without(self, frame: Frame) -> None:
        """Take out what :func:`fill` put in."""
        for at in frame.cells:
            for each in self:
                each.pop(at, None)


def fill(
    frame: Frame,
    values: Sequence[bytes],
    table: FilledCells,
    strings: Sequence[str],
    of_parts: Mapping[int, str],
    *,
    from_1904: bool,
) -> int | None:
    """Put a row into the table, and say how many characters its texts have.

    None, and nothing put in, where a value has to be read by itself. ``strings``: the texts that the sheets
    share; ``of_parts``: the fonts of those that have some of their own.
    """
    cells, fonts, formats = table
    cells.update(frame.cells)
    shown = 0
    for (at, kind, has_formula, shows, font, code), raw in zip(frame.slots, values, strict=True):
        value: Value | None = None
        if kind == "s":
            number = _number(raw)
            value = strings[number] if number < len(strings) else None
            font = of_parts.get(number) or font if of_parts else font  # noqa: PLW2901 - in a hot loop
        elif len(raw) <= _LONGEST:
            value = _value(kind, raw, shows, has_formula, from_1904)
        if value is None:
            table.without(frame)
            return None
        cells[at] = value
        if isinstance(value, str):
            shown += len(value)
            if not value:
                del cells[at]
            elif font:
                fonts[at] = font
        elif code and isinstance(value, Decimal):
            formats[at] = code
    return shown


@lru_cache(maxsize=4_096)
def _number(raw: bytes) -> int:
    """The number of a shared text; one that no text has where it is spelled in another way."""
    return int(raw) if len(raw) < _DIGITS and raw.isdigit() else _NO_TEXT


@lru_cache(maxsize=16_384)  # the same points, counts and verdicts stand in every form
def _value(kind: str, raw: bytes, shows: Kind | None, has_formula: bool, from_1904: bool) -> Value | None:
    """What a value says; None where it is not spelled plainly, or to be refused."""
    text = sweep.decoded(raw)
    if text is None or not sweep.is_plain(text):
        return None
    text = sweep.resolved(text)
    is_inline = kind == "inlineStr"
    meaning = meaning_of(kind, has_formula, "" if is_inline else text, text if is_inline else None)
    if isinstance(meaning, Number):
        return value_of(meaning, shows, from_1904=from_1904)
    return None if isinstance(meaning, Index) else meaning
