"""One worksheet: every filled cell with its address and its value, exactly as the XML says.

Nothing is laid out: a cell costs what it holds, wherever it stands. What an honest program never writes is
refused rather than guessed, since two programs would read it as two different answers.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from scoring.rules.values import without_noise
from scoring.xlsx import limits
from scoring.xlsx import sweep as plain
from scoring.xlsx.budget import Budget
from scoring.xlsx.computed import NORMAL, Computed
from scoring.xlsx.container import Refused
from scoring.xlsx.formats import (
    SHIFT_1904,
    Kind,
    add_font,
    moment,
    number_in,
)
from scoring.xlsx.grid import (
    Address,
    ErrorCell,
    Range,
    Uncalculated,
    Value,
    cell_name,
    column_number,
)
from scoring.xlsx.markup import MAIN, Part, parsed_or_none
from scoring.xlsx.outgoing import calls_out
from scoring.xlsx.strings import printable, unescape

_ADDRESS = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_COLUMNS = re.compile(r"([A-Za-z]{1,3}):([A-Za-z]{1,3})")
_ROWS = re.compile(r"([1-9][0-9]{0,6}):([1-9][0-9]{0,6})")
_ROW = re.compile(r"[1-9][0-9]{0,6}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?")
_INDEX = re.compile(r"[0-9]{1,9}")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9:.]+Z?)?")
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}
_KINDS = frozenset({"n", "s", "str", "inlineStr", "b", "e", "d"})
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LONGEST_REMEMBERED = 8_192  # characters: as long as a formula may be


class Index(int):
    """The place of a text among those that the sheets share."""


_NOWHERE = Index(10**9)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is spelled; with a style that shows dates it is a day or an hour, else ``plain``."""

    text: str
    plain: Value


Meaning = Value | Index | Number
"""What a cell says by itself, before the workbook's texts and styles are looked at."""


@dataclass(frozen=True, slots=True)
class _Told:
    """All that a plainly spelled cell says; ``meaning`` is None where it is empty.

    ``formula`` is None where it has none, ``shared`` the attributes of its formula.
    """

    at: Address
    style: int | None
    meaning: Meaning | None
    formula: str | None
    shared: Mapping[str, str]
    calls_out: bool
    then: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What the sheets of a workbook have in common; ``styles`` is how many there are to refer to."""

    strings: Sequence[str] = ()
    kinds: Mapping[int, Kind] = field(default_factory=dict)
    fonts: Mapping[int, str] = field(default_factory=dict)
    string_fonts: Mapping[int, str] = field(default_factory=dict)
    styles: int = 0
    from_1904: bool = False
    codes: Mapping[int, str] = field(default_factory=dict)


class Frame(Part):
    """A worksheet but for its cells: merges, and whether there is a place for cells where it has to be."""

    namespaces = MAIN
    outermost = "worksheet"
    names = frozenset({"sheetData", "row", "c", "v", "f", "is", "t", "mergeCells", "mergeCell"})
    formulas = frozenset({"f", "formula", "formula1", "formula2"})

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.merged: list[Range] = []
        self.seen_data = False
        self.section = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Sections are at depth 2 of a worksheet; elsewhere the same names mean nothing."""
        if self.depth == 2:
            self._begin_section(name)
        elif self.depth == 3 and self.section == "mergeCells" and name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _begin_section(self, name: str) -> None:
        self.section = name
        if name == "sheetData":
            if self.seen_data:
                raise Refused("T10", "một trang có hai bảng dữ liệu")
            self.seen_data = True

    def _merge(self, reference: str) -> None:
        self.merged.append(parse_range(reference))
        if len(self.merged) > limits.MERGES:
            raise Refused("T05", "quá nhiều ô gộp", limits.MERGES)


class Worksheet(Frame):
    """Addresses strictly in order and within the limits; values, errors, bare formulas, merges, fonts."""

    def __init__(self, budget: Budget, shared: Shared) -> None:
        super().__init__(budget)
        self.cells: dict[Address, Value] = {}
        self.fonts: dict[Address, str] = {}
        self.formats: dict[Address, str] = {}
        self.computed = Computed(parse_address)
        self._of_formula = NORMAL
        self._shared = shared
        self._row = self._column = 0
        self._type = ""
        self._style: int | None = None
        self._found: dict[str, list[str]] = {}
        self._into: list[str] | None = None
        self._run_fonts: set[str] = set()
        self._in_guide = False

    def feed(self, content: bytes) -> None:
        """Cells that are spelled plainly are taken in one sweep, everything else goes through the parser."""
        halves = plain.split(content, b"sheetData")
        if halves is None or not self._feed_plain(*halves):
            super().feed(content)

    def _feed_plain(self, around: bytes, inside: bytes) -> bool:
        """False, and nothing taken, where the parser has to look at the cells too."""
        before = self._budget.state()
        frame, begun = parsed_or_none(Frame, around, self._budget), plain.elements(inside)
        is_known = plain.knows_prefixes(inside, around)
        if frame and frame.seen_data and is_known and begun <= self._budget.elements:
            self._budget.take_elements(begun)
            if self._take(plain.pieces(inside)):
                self.merged = frame.merged
                self.calls_out |= frame.calls_out
                return True
        self._budget.back_to(before)
        self.cells, self.fonts, self.calls_out = {}, {}, False
        self.formats, self.computed = {}, Computed(parse_address)
        self._row = self._column = 0
        return False

    def _take(self, pieces: Sequence[str]) -> bool:
        """Take rows and cells, all in order; what is wrong where they are not, the parser says."""
        in_row = self._move(plain.rows(pieces[0]), in_row=False)
        for piece in pieces[1:]:
            told = _told(piece) if len(piece) <= _LONGEST_REMEMBERED else _told.__wrapped__(piece)
            if told is None or not in_row or told.at[0] != self._row or told.at[1] <= self._column:
                return False
            self._column = told.at[1]
            if told.meaning is not None:
                if told.formula is not None:
                    self._budget.take_formula(len(told.formula))
                    self.calls_out |= told.calls_out
                    self.computed.add(told.at, told.formula, told.shared)
                self._style = told.style
                self._mean(told.at, told.meaning)
            if told.then:
                in_row = self._move(told.then, in_row=True)
        return in_row is False

    def _move(self, rows: tuple[int, ...] | None, *, in_row: bool) -> bool | None:
        """Go on over the ends and beginnings of rows: whether one is open then, None where they are odd."""
        for row in rows if rows is not None else (None,):
            if row is None or (row > 0) is in_row or (in_row is False and not self._row < row <= _LAST_ROW):
                return None
            if row:
                self._row, self._column = row, 0
            in_row = row > 0
        return in_row

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Rows are at depth 3 of the one ``sheetData``, cells at 4."""
        if self.section != "sheetData" or self.depth < 3:
            super().start(name, attributes)
        elif self.depth > 3:
            self._inside(name, attributes)
        elif name == "row":
            self._begin_row(attributes.get("r"))

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        if self.depth == 4 and name == "c":
            self._begin_cell(attributes)
        elif self.depth == 5 and name in {"v", "f", "is"}:
            if name in self._found:
                raise self._odd()
            self._found[name] = []
            if name == "f":
                self._of_formula = attributes
            self._into = None if name == "is" else self._found[name]
        elif self.depth > 5 and "is" in self._found:
            if name == "rFont":
                add_font(self._run_fonts, attributes)
            self._in_guide |= name == "rPh"
            self._into = self._found["is"] if name == "t" and not self._in_guide else None
        elif self.depth > 5 and self._into is not None:
            raise self._odd()

    def end(self, name: str) -> None:
        """A cell is whole."""
        if self.section != "sheetData" or self.depth < 4:
            return
        self._into = None
        if name == "rPh":
            self._in_guide = False
        elif self.depth == 4 and name == "c":
            self._end_cell()

    def text(self, text: str) -> None:
        """A piece of a value, a formula or a text."""
        if self._into is not None:
            self._into.append(text)

    def passed_over(self) -> None:
        """A value with something else in it is no value."""
        if self._into is not None:
            raise self._odd()

    def _odd(self) -> Refused:
        return Refused("T10", f"ô {cell_name((self._row, self._column))} ghi không rõ ràng")

    def _begin_row(self, given: str | None) -> None:
        if given is not None and not _ROW.fullmatch(given):
            raise Refused("T10", "số thứ tự dòng không hợp lệ")
        row = self._row + 1 if given is None else int(given)
        if row <= self._row or row > _LAST_ROW:
            raise Refused("T10", "các dòng không theo thứ tự")
        self._row, self._column = row, 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        row, column = (self._row, self._column + 1) if given is None else parse_address(given)
        if row != self._row or column <= self._column:
            raise Refused("T10", "các ô không theo thứ tự")
        self._column = column
        self._type, self._style = attributes.get("t", "n"), number_in(attributes.get("s", ""))
        if self._style is None and "s" in attributes:
            raise self._odd()
        self._found, self._run_fonts = {}, set()
        self._in_guide = False

    def _end_cell(self) -> None:
        found = self._found
        if not found:
            return
        inline = "".join(found["is"]) if "is" in found else None
        if "f" in found:
            self.computed.add((self._row, self._column), "".join(found["f"]), self._of_formula)
        self._fill("f" in found, "".join(found.get("v", ())), inline)

    def _fill(self, has_formula: bool, raw: str, inline: str | None) -> None:
        meaning = _meaning(self._type, has_formula, raw, inline)
        if meaning is None:
            raise self._odd()
        self._mean((self._row, self._column), meaning)

    def _mean(self, at: Address, meaning: Meaning) -> None:
        """Keep what a filled cell means, its references resolved.

        A format that is not there is refused like a text that is not there: without it a day is a number.
        """
        self._count()
        if self._style is not None and self._style >= self._shared.styles:
            raise Refused("T02", f"ô {cell_name(at)} dẫn đến định dạng không có trong tệp")
        font = " ".join(sorted(self._run_fonts)) if self._run_fonts else ""
        if isinstance(meaning, Index):
            if meaning >= len(self._shared.strings):
                raise Refused("T02", "có ô dẫn đến chữ không có trong tệp")
            value: Value = self._shared.strings[meaning]
            font = self._shared.string_fonts.get(meaning, "")
        elif isinstance(meaning, Number):
            value = self._number(meaning)
            code = None if self._style is None else self._shared.codes.get(self._style)
            if isinstance(value, Decimal) and code:
                self.formats[at] = code
        else:
            value = meaning
        if value == "":
            return
        self.cells[at] = value
        if isinstance(value, str):
            self._show(at, value, font)

    def _show(self, at: Address, text: str, font: str) -> None:
        self._budget.shown -= len(text)
        if self._budget.shown < 0:
            raise Refused("T05", "quá nhiều chữ", limits.SHOWN * self._budget.times)
        font = font or self._shared.fonts.get(self._style or 0, "")
        if font:
            self.fonts[at] = font

    def _number(self, number: Number) -> Value:
        """At Excel's own 15 digits; what is no number stays text."""
        kind = self._shared.kinds.get(self._style or 0)
        if kind == "unknown":
            raise self._odd()
        if kind and isinstance(number.plain, Decimal):
            shift = SHIFT_1904 if self._shared.from_1904 and kind == "moment" else 0
            when = moment(float(number.text) + shift, kind)
            if when is not None:
                return when
        return number.plain

    def _count(self) -> None:
        self._budget.cells -= 1
        if self._budget.cells < 0:
            raise Refused("T05", "quá nhiều ô có dữ liệu", limits.CELLS * self._budget.times)
        if self._row > self._budget.rows or self._column > limits.COLUMNS:
            allowed = f"{self._budget.rows} dòng, {limits.COLUMNS} cột"
            raise Refused("T05", f"có dữ liệu ở dòng {self._row}, cột {self._column}", allowed)


@lru_cache(maxsize=16_384)  # nearly all cells of the forms of a set are alike
def _told(piece: str) -> _Told | None:
    """What a cell says; None where it does not say it plainly, or the parser would refuse it."""
    cell = plain.cell(piece)
    match = _ADDRESS.fullmatch(cell.attributes.get("r", "")) if cell else None
    if not cell or not match:
        return None
    style = number_in(cell.attributes.get("s", ""))
    if style is None and "s" in cell.attributes:
        return None
    told = (cell.formula, cell.value, cell.inline)
    meaning: Meaning | None = None
    if told != (None, None, None):
        if sum(len(text) for text in told if text) > limits.TEXT:
            return None
        kind = cell.attributes.get("t", "n")
        meaning = _meaning(kind, cell.formula is not None, cell.value or "", cell.inline)
        if meaning is None:
            return None
    formula = cell.formula or ""
    at = int(match[2]), column_number(match[1].upper())
    return _Told(at, style, meaning, cell.formula, cell.shared, calls_out(formula), cell.then)


def _meaning(kind: str, has_formula: bool, raw: str, inline: str | None) -> Meaning | None:
    """What a filled cell of a kind says, None where two programs would read it as two things."""
    if kind not in _KINDS or (inline is not None) != (kind == "inlineStr"):
        return None
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
    return _day(text) if kind == "d" else _number_of(text)


def _day(text: str) -> Value:
    match = _DAY.fullmatch(text)
    try:
        return date.fromisoformat(match[1]) if match else text
    except ValueError:
        return text


@lru_cache(maxsize=4096)  # the same points, counts and years stand in every form
def _number_of(text: str) -> Number:
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    return Number(text, without_noise(Decimal(format(value, ".15g"))) if math.isfinite(value) else text)


def parse_address(text: str) -> Address:
    """``E12`` -> (12, 5). Raises :class:`Refused` for anything else."""
    match = _ADDRESS.fullmatch(text)
    if not match:
        raise Refused("T10", "địa chỉ ô không hợp lệ")
    return int(match[2]), column_number(match[1].upper())


def parse_range(text: str) -> Range:
    """``A2:D3``, ``A2``, ``A:D`` (whole columns) or ``2:3`` (whole rows). Raises :class:`Refused`."""
    if match := _COLUMNS.fullmatch(text):
        left, right = sorted(column_number(letters.upper()) for letters in match.groups())
        return 1, left, _LAST_ROW, right
    if match := _ROWS.fullmatch(text):
        top, bottom = sorted(map(int, match.groups()))
        return top, 1, bottom, _LAST_COLUMN
    first, _, last = text.partition(":")
    (row, column), (other_row, other_column) = parse_address(first), parse_address(last or first)
    return min(row, other_row), min(column, other_column), max(row, other_row), max(column, other_column)
