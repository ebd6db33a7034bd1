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

from scoring.inputs import limits, plain
from scoring.inputs.container import Refused
from scoring.inputs.formats import SHIFT_1904, Kind, moment
from scoring.inputs.grid import Address, ErrorCell, Range, Uncalculated, Value, cell_name, column_number
from scoring.inputs.markup import Budget, Part, parsed_or_none
from scoring.inputs.strings import unescape

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(r"[1-9][0-9]{0,6}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?")
_INDEX = re.compile(r"[0-9]{1,9}")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9:.]+Z?)?")
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}
_KINDS = frozenset({"n", "s", "str", "inlineStr", "b", "e", "d"})
_CALLS_OUT = re.compile(
    r"\b(?:WEBSERVICE|HYPERLINK|IMAGE|RTD|CALL|REGISTER|REGISTER\.ID)\s*\(|[A-Za-z]\s*\|\s*'",
    re.IGNORECASE | re.ASCII,
)
_SIGNS_OF_A_CALL = (b"webservice", b"hyperlink", b"image", b"rtd", b"call", b"register", b"|")
_LAST_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class Shared:
    """What the sheets of a workbook have in common."""

    strings: Sequence[str] = ()
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)
    string_fonts: Mapping[int, set[str]] = field(default_factory=dict)
    from_1904: bool = False


class Frame(Part):
    """A worksheet but for its cells: merges, and whether there is a place for cells where it has to be."""

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
        elif self.depth == 1 and name != "worksheet":
            raise Refused("T02", "thiếu nội dung của một trang")

    def _begin_section(self, name: str) -> None:
        self.section = name
        if name == "sheetData":
            if self.seen_data:
                raise Refused("T02", "một trang có hai bảng dữ liệu")
            self.seen_data = True

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        self.merged.append((*parse_address(first), *parse_address(last or first)))
        if len(self.merged) > limits.MERGES:
            raise Refused("T05", "quá nhiều ô gộp", limits.MERGES)


class Worksheet(Frame):
    """Addresses strictly in order and within the limits; values, errors, bare formulas, merges, fonts."""

    def __init__(self, budget: Budget, shared: Shared) -> None:
        super().__init__(budget)
        self.cells: dict[Address, Value] = {}
        self.fonts: dict[Address, str] = {}
        self.calls_out = False
        self._shared = shared
        self._row = self._column = 0
        self._type = self._style = ""
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
        if frame and frame.seen_data and begun <= self._budget.elements:
            self._budget.take_elements(begun)
            tokens, lower = plain.cells(inside), inside.lower()
            if self._take(tokens, may_call=any(sign in lower for sign in _SIGNS_OF_A_CALL)):
                self.merged = frame.merged
                return True
        self._budget.back_to(before)
        self.cells, self.fonts, self.calls_out = {}, {}, False
        self._row = self._column = 0
        return False

    def _take(self, tokens: Sequence[plain.CellToken], may_call: bool) -> bool:
        """Take rows and cells, all in order; what is wrong where they are not, the parser says."""
        in_row = False
        for given, formula, value, inline, row, empty, row_ends, odd in tokens:
            if given:
                cell = _cell(given)
                if cell is None or not in_row or cell[0] != self._row or cell[1] <= self._column:
                    return False
                _, self._column, self._type, self._style = cell
                if len(formula) + len(value) + len(inline) > limits.TEXT:
                    return False
                if formula or value or inline:
                    calls = may_call and _CALLS_OUT.search(plain.meant(formula))
                    self.calls_out = self.calls_out or bool(calls)
                    text = inline[inline.index(">", len("<is>")) + 1 : -len("</t></is>")] if inline else None
                    raw = plain.meant(value[len("<v>") : -len("</v>")])
                    self._fill(bool(formula), raw, None if text is None else plain.meant(text))
            elif row:
                number = (plain.attributes(row) or {}).get("r", "")
                if in_row or not _ROW.fullmatch(number) or not self._row < int(number) <= _LAST_ROW:
                    return False
                self._row, self._column, in_row = int(number), 0, not empty
            elif odd or not in_row:
                return False
            else:
                in_row = not row_ends
        return not in_row

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
            self._into = None if name == "is" else self._found[name]
        elif self.depth > 5 and "is" in self._found:
            if name == "rFont":
                self._run_fonts.add(attributes.get("val", ""))
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

    def _odd(self) -> Refused:
        return Refused("T02", f"ô {cell_name((self._row, self._column))} ghi không rõ ràng")

    def _begin_row(self, given: str | None) -> None:
        if given is not None and not _ROW.fullmatch(given):
            raise Refused("T02", "số thứ tự dòng không hợp lệ")
        row = self._row + 1 if given is None else int(given)
        if row <= self._row or row > _LAST_ROW:
            raise Refused("T02", "các dòng không theo thứ tự")
        self._row, self._column = row, 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        row, column = (self._row, self._column + 1) if given is None else parse_address(given)
        if row != self._row or column <= self._column:
            raise Refused("T02", "các ô không theo thứ tự")
        self._column = column
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._found, self._run_fonts = {}, set()
        self._in_guide = False

    def _end_cell(self) -> None:
        found = self._found
        if not found:
            return
        if "f" in found and not self.calls_out:
            self.calls_out = bool(_CALLS_OUT.search("".join(found["f"])))
        inline = "".join(found["is"]) if "is" in found else None
        self._fill("f" in found, "".join(found.get("v", ())), inline)

    def _fill(self, has_formula: bool, raw: str, inline: str | None) -> None:
        """Keep what a filled cell means, its references resolved."""
        self._count()
        if self._type not in _KINDS or (inline is not None) != (self._type == "inlineStr"):
            raise self._odd()
        if has_formula and not raw and self._type != "str":
            value: Value = Uncalculated()
        elif self._type == "e":
            value = ErrorCell(raw)
        elif inline is not None:
            value = unescape(inline)
        else:
            value = self._value(raw)
        if value != "":
            self._keep(value, raw)

    def _keep(self, value: Value, raw: str) -> None:
        at = self._row, self._column
        self.cells[at] = value
        if not isinstance(value, str):
            return
        self._budget.shown -= len(value)
        if self._budget.shown < 0:
            raise Refused("T05", "quá nhiều chữ", limits.SHOWN)
        fonts = self._shared.string_fonts.get(int(raw)) if self._type == "s" else self._run_fonts
        font = " ".join(sorted(fonts)) if fonts else self._shared.fonts.get(self._style, "")
        if font:
            self.fonts[at] = font

    def _value(self, raw: str) -> Value:
        if self._type == "str":
            return unescape(raw)
        text = raw.strip(" \t\r\n")
        if not text:
            return ""
        if self._type == "s":
            return self._string(text)
        if self._type == "b":
            if text not in _BOOLEANS:
                raise self._odd()
            return _BOOLEANS[text]
        return self._day(text) if self._type == "d" else self._number(text)

    def _string(self, text: str) -> str:
        number = int(text) if _INDEX.fullmatch(text) else -1
        if not 0 <= number < len(self._shared.strings):
            raise Refused("T02", "có ô dẫn đến chữ không có trong tệp")
        return self._shared.strings[number]

    def _number(self, text: str) -> Value:
        """At Excel's own 15 digits; what is no number stays text."""
        kind = self._shared.kinds.get(self._style)
        if kind and _NUMBER.fullmatch(text) and math.isfinite(float(text)):
            shift = SHIFT_1904 if self._shared.from_1904 and kind == "moment" else 0
            when = moment(float(text) + shift, kind)
            if when is not None:
                return when
        return _plain_number(text)

    def _day(self, text: str) -> Value:
        match = _DAY.fullmatch(text)
        try:
            return date.fromisoformat(match[1]) if match else text
        except ValueError:
            return text

    def _count(self) -> None:
        self._budget.cells -= 1
        if self._budget.cells < 0:
            raise Refused("T05", "quá nhiều ô có dữ liệu", limits.CELLS)
        if self._row > limits.ROWS or self._column > limits.COLUMNS:
            allowed = f"{limits.ROWS} dòng, {limits.COLUMNS} cột"
            raise Refused("T05", f"có dữ liệu ở dòng {self._row}, cột {self._column}", allowed)


@lru_cache(maxsize=4096)  # the same points, counts and years stand in every form
def _plain_number(text: str) -> Value:
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    return Decimal(format(value, ".15g")) if math.isfinite(value) else text


@lru_cache(maxsize=16_384)  # the cells of all forms of a set begin alike
def _cell(given: str) -> tuple[int, int, str, str] | None:
    """Row, column, type and style; None where the cell does not say plainly where it stands."""
    attributes = plain.attributes(given) or {}
    match = _ADDRESS.fullmatch(attributes.get("r", ""))
    if not match:
        return None
    row, column = int(match[2]), column_number(match[1])
    return row, column, attributes.get("t", "n"), attributes.get("s", "0")


def parse_address(text: str) -> Address:
    """``E12`` -> (12, 5). Raises :class:`Refused` for anything else."""
    match = _ADDRESS.fullmatch(text)
    if not match:
        raise Refused("T02", "địa chỉ ô không hợp lệ")
    return int(match[2]), column_number(match[1])
