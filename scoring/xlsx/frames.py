"""What is remembered of plainly spelled rows: all but their values.

The forms of a set differ in what units wrote and in the numbers of shared texts; the rows around these, with
addresses, styles and formulas, are the same. Rows are cut into their values and an outline, in which each
value is gone and its element stays. What an outline says is a frame, remembered by the bytes of the outline
and by the styling of the workbook that makes a number a day. Outline and values give back the row, so that no
two rows have both in common.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from scoring.xlsx import limits, sweep
from scoring.xlsx.cell import Index, Number, PlainCell, meaning_of
from scoring.xlsx.computed import FILLS_OTHERS, SHARED
from scoring.xlsx.formats import Kind
from scoring.xlsx.grid import Address, Formula, Uncalculated, Value
from scoring.xlsx.memory import BoundedMemory
from scoring.xlsx.rows import PlainRow, plain_row
from scoring.xlsx.styling import Styling, value_of

ROW_ENDS = b"</row>"
_VALUES = re.compile(rb"(<[vt]>)([^<]*)(?=</)")
_CUT_OUT = re.compile(rb"(<[vt]>)(?=</)")
_DIGITS, _NO_TEXT = 10, 10**10  # the number of a shared text has less digits
_LONGEST = 1_000  # bytes of a value; longer ones are read one by one
_MOST = 40 << 20  # bytes of all frames: a set with six kinds of units and three writers takes 15 MB
_WHOLE = 32 << 10  # bytes of the outline of a sheet that has a frame: of a form all but the score sheet
_EMPTY, _TIMES = 1_000, 3  # bytes of a frame without cells; so many times its own bytes take its cells (2.3)
_TEXTS = frozenset({"s", "str", "inlineStr"})


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """How a value is read: the type of its cell, and what the style makes of a number.

    Cells that are read alike have one object, so that values are remembered by it.
    """

    kind: str
    has_formula: bool
    shows: Kind | None
    from_1904: bool


_SHARED = Way("s", has_formula=False, shows=None, from_1904=False)
"""The number of a text that sheets share, of whatever cell."""


@cache  # there are a few dozen
def _way(kind: str, has_formula: bool, shows: Kind | None, from_1904: bool) -> Way:
    return Way(kind, has_formula, shows, from_1904)


@dataclass(frozen=True, slots=True)
class Frame:
    """All that rows say without their values; nothing in it is refused but for the whole workbook's sake.

    Attributes:
        first, last, elements, has_prefix: those of the :class:`PlainRow`, of several rows together.
        filled, computed: how many cells are filled, how many characters their formulas have.
        cells: the filled cells in order; None stands for a value.
        slots, ways: where each value belongs, and how it is read.
        fonts, codes: of these cells, what a text is typed in and how a number is shown.
        formulas: those that stand for themselves; none where ``filled_down`` has all of a row, in order.
    """

    first: int
    last: int
    elements: int
    has_prefix: bool
    filled: int
    computed: int
    calls_out: bool
    cells: Mapping[Address, Value | None]
    slots: Sequence[Address]
    ways: Sequence[Way]
    fonts: Mapping[Address, str]
    codes: Mapping[Address, str]
    formulas: Mapping[Address, Formula]
    filled_down: Sequence[tuple[Address, str, Mapping[str, str]]]


_FRAMES: BoundedMemory[tuple[int, bytes], Frame] = BoundedMemory(_MOST)


def cut(rows: bytes) -> tuple[bytes, list[bytes]]:
    """The outline of rows, and their values in order."""
    pieces = _VALUES.split(rows)
    values = pieces[2::3]
    del pieces[2::3]
    return b"".join(pieces), values


def values_in(outline: bytes) -> int:
    """How many values were cut out of it."""
    return len(_CUT_OUT.findall(outline))


def uncut(outline: bytes, values: Sequence[bytes]) -> bytes:
    """The row that :func:`cut` made these of."""
    left = iter(values)
    return _CUT_OUT.sub(lambda tag: tag[1] + next(left), outline)


def framed(styling: Styling, outline: bytes) -> Frame | None:
    """What an outline says; None where it is not spelled plainly, or more than a frame holds.

    A row that was never seen is mostly made of cells that were: another one has evidence beside it.
    """
    key = styling.key, outline
    frame = _FRAMES.get(key)
    if frame is None and (row := plain_row(outline)) and (frame := _frame(styling, row)):
        _FRAMES.keep(key, frame, _EMPTY + _TIMES * len(outline))
    return frame


def frame_of_sheet(styling: Styling, outline: bytes) -> Frame | None:
    """The frame of all rows of a sheet together, where it was kept."""
    return _FRAMES.get((styling.key, outline)) if len(outline) < _WHOLE else None


def keep_together(styling: Styling, outline: bytes, frames: Sequence[Frame]) -> None:
    """Keep what the rows of a sheet say together, where it is no more than most sheets of a form say."""
    if len(outline) < _WHOLE and frames:
        _FRAMES.keep((styling.key, outline), _together(frames), _EMPTY + _TIMES * len(outline))


def _together(frames: Sequence[Frame]) -> Frame:
    return Frame(
        frames[0].first,
        frames[-1].last,
        elements=sum(each.elements for each in frames),
        has_prefix=any(each.has_prefix for each in frames),
        filled=sum(each.filled for each in frames),
        computed=sum(each.computed for each in frames),
        calls_out=any(each.calls_out for each in frames),
        cells=_joined(each.cells for each in frames),
        slots=tuple(chain.from_iterable(each.slots for each in frames)),
        ways=tuple(chain.from_iterable(each.ways for each in frames)),
        fonts=_joined(each.fonts for each in frames),
        codes=_joined(each.codes for each in frames),
        formulas=_joined(each.formulas for each in frames),
        filled_down=tuple(chain.from_iterable(each.filled_down for each in frames)),
    )


def _joined(mappings: Iterable[Mapping[Address, Any]]) -> dict[Address, Any]:
    joined: dict[Address, Any] = {}
    for each in mappings:
        joined.update(each)
    return joined


def _frame(styling: Styling, row: PlainRow) -> Frame | None:
    """None where something in the row may have to be refused, or is not spelled with one value a cell."""
    cells: dict[Address, Value | None] = {}
    valued: list[PlainCell] = []
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
            valued.append(cell)
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
        slots=tuple(cell.at for cell in valued),
        ways=tuple(_way_of(styling, cell) for cell in valued),
        fonts=_named(styling.fonts, (cell for cell in valued if cell.kind in _TEXTS)),
        codes=_named(styling.codes, (cell for cell in valued if cell.kind == "n" and cell.style is not None)),
        formulas={} if is_down else {at: Formula(formula) for at, formula, _ in formulas},
        filled_down=formulas if is_down else (),
    )


def _is_special(cell: PlainCell) -> bool:
    """True for a formula that fills other cells, and for one so long that its result has to be measured."""
    return cell.shared.get("t") in FILLS_OTHERS or len(cell.formula or "") + _LONGEST > limits.TEXT


def _named(names: Mapping[int, str], cells: Iterable[PlainCell]) -> dict[Address, str]:
    """What the styles of cells have a name for."""
    return {cell.at: name for cell in cells if (name := names.get(cell.style or 0))}


def _way_of(styling: Styling, cell: PlainCell) -> Way:
    if cell.kind == "s":
        return _SHARED
    shows = None if cell.kind in _TEXTS else styling.kinds.get(cell.style or 0)
    return _way(cell.kind, cell.formula is not None, shows, styling.from_1904)


def said(frames: Iterable[Frame], values: Sequence[bytes], strings: Sequence[str]) -> Sequence[Value] | None:
    """What the values of rows say; None where one has to be read by itself.

    ``strings``: the texts that the sheets share.
    """
    ways = [way for frame in frames for way in frame.ways]
    try:
        found = [
            strings[_number(raw)] if way is _SHARED else _value(way, raw) if len(raw) <= _LONGEST else None
            for way, raw in zip(ways, values, strict=True)
        ]
    except IndexError:
        return None
    return None if type(None) in set(map(type, found)) else found  # type: ignore[return-value]


class FilledCells(NamedTuple):
    """The cells of a sheet, being filled."""

    cells: dict[Address, Any]
    fonts: dict[Address, str]
    formats: dict[Address, str]

    def fill(self, frames: Sequence[Frame], found: Sequence[Value]) -> None:
        """Put in what rows say, and ``found`` of their values."""
        for frame in frames:
            self.cells.update(frame.cells)
            self.fonts.update(frame.fonts)
            self.formats.update(frame.codes)
        slots = [at for frame in frames for at in frame.slots]
        self.cells.update(zip(slots, found, strict=True))
        for at, value in zip(slots, found, strict=True):
            if isinstance(value, Uncalculated) or not (value or isinstance(value, Decimal)):
                self._correct(at)

    def _correct(self, at: Address) -> None:
        """Take back what a frame says of a cell that is blank, or without a result."""
        value = self.cells[at]
        if value == "":
            del self.cells[at]
            self.fonts.pop(at, None)
        if not isinstance(value, Decimal):
            self.formats.pop(at, None)

    def name_fonts(
        self, frames: Iterable[Frame], values: Sequence[bytes], of_parts: Mapping[int, str]
    ) -> None:
        """Name the fonts of texts that have some of their own, by the numbers of these."""
        slots = ((at, way) for frame in frames for at, way in zip(frame.slots, frame.ways, strict=True))
        for (at, way), raw in zip(slots, values, strict=True):
            if way is _SHARED and at in self.cells and (font := of_parts.get(_number(raw))):
                self.fonts[at] = font


@lru_cache(maxsize=4_096)
def _number(raw: bytes) -> int:
    """The number of a shared text; one that no text has where it is spelled in another way."""
    return int(raw) if len(raw) < _DIGITS and raw.isdigit() else _NO_TEXT


@lru_cache(maxsize=16_384)  # the same points, counts and verdicts stand in every form
def _value(way: Way, raw: bytes) -> Value | None:
    """What a value says; None where it is not spelled plainly, to be refused, or a text by accident."""
    text = sweep.decoded(raw)
    if text is None or not sweep.is_plain(text):
        return None
    text = sweep.resolved(text)
    is_inline = way.kind == "inlineStr"
    meaning = meaning_of(way.kind, way.has_formula, "" if is_inline else text, text if is_inline else None)
    if isinstance(meaning, Number):
        meaning = value_of(meaning, way.shows, from_1904=way.from_1904)
    if isinstance(meaning, Index) or (meaning and isinstance(meaning, str) is not (way.kind in _TEXTS)):
        return None
    return meaning
