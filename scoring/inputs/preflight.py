"""A look at every XML part before a spreadsheet library may touch the file.

Only the standard library: expat, no DOCTYPE, UTF-8 only, each part fed in one piece (expat before 2.6 is
quadratic on a huge token fed in many). It refuses what an honest workbook never holds, and notes what the
fast reader does not tell: error cells, formulas without a result, sheet states, active content.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from scoring.inputs import limits
from scoring.inputs.container import Refused
from scoring.inputs.grid import Address, Range, column_number

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ENCODINGS = {"UTF-8", "US-ASCII", "ASCII"}
_ACTIVE = (
    (re.compile(r"xl/vbaproject\.bin|xl/macrosheets/"), "macro"),
    (re.compile(r"xl/externallinks/"), "liên kết đến tệp khác"),
    (re.compile(r"xl/(embeddings|oleobjects)/"), "đối tượng nhúng (OLE)"),
    (re.compile(r"xl/activex/"), "điều khiển ActiveX"),
    (re.compile(r"xl/connections\.xml|xl/querytables/"), "kết nối dữ liệu"),
)


@dataclass(frozen=True, slots=True)
class SheetNotes:
    """What the XML of one listed sheet says; chart sheets hold no cells and are not ``worksheet``."""

    name: str
    state: str
    worksheet: bool
    merged: tuple[Range, ...] = ()
    errors: Mapping[Address, str] | None = None
    uncalculated: frozenset[Address] = frozenset()


@dataclass(frozen=True, slots=True)
class Notes:
    """What the preflight found: the sheets in order, and the kinds of active content in words."""

    sheets: tuple[SheetNotes, ...]
    active: tuple[str, ...]


def look(parts: Mapping[str, bytes]) -> Notes:
    """Notes on the workbook. Raises :class:`Refused`."""
    if WORKBOOK not in parts or _RELATIONS not in parts:
        raise Refused("T02", "thiếu phần chính của bảng tính")
    budget = Budget()
    listed = _Workbook(budget)
    listed.feed(parts[WORKBOOK])
    relations = _Relations(budget)
    relations.feed(parts[_RELATIONS])
    sheets = tuple(_sheets(parts, listed, relations, budget))
    done = {WORKBOOK, _RELATIONS, *relations.worksheets()}
    for name, content in parts.items():
        if name not in done and name.startswith(("xl/", "_rels/", "[")) and name.endswith((".xml", ".rels")):
            _Part(budget).feed(content)
    return Notes(sheets, tuple(_active(parts)))


def _active(parts: Mapping[str, bytes]) -> Iterator[str]:
    for pattern, words in _ACTIVE:
        if any(pattern.match(name.lower()) for name in parts):
            yield words
    links = (content for name, content in parts.items() if name.lower().startswith("xl/externallinks/"))
    if any(b"ddeLink" in content for content in links):
        yield "liên kết DDE"


def _sheets(
    parts: Mapping[str, bytes], listed: "_Workbook", relations: "_Relations", budget: "Budget"
) -> Iterator[SheetNotes]:
    seen: set[str] = set()
    for name, relation, state in listed.sheets:
        target = relations.targets.get(relation)
        if target is None or target not in parts or target in seen:
            raise Refused("T02", f"thiếu nội dung của trang “{name[:40]}”")
        seen.add(target)
        if target not in relations.worksheets():
            yield SheetNotes(name, state, worksheet=False)
            continue
        cells = _Cells(budget)
        cells.feed(parts[target])
        cells.check_area()
        yield SheetNotes(name, state, True, tuple(cells.merged), cells.errors, frozenset(cells.uncalculated))


class Budget:
    """What is left of the limits that hold for a workbook as a whole."""

    def __init__(self) -> None:
        self.elements = limits.ELEMENTS
        self.cells = limits.CELLS


class _Part:
    """Parses one part: refuses DOCTYPE, other encodings, depth, too many elements, endless texts."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._depth = 0
        self._characters = 0

    def feed(self, content: bytes) -> None:
        """Parse the whole part in one piece."""
        if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]:
            raise Refused("T02", "bảng mã chữ lạ")
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.XmlDeclHandler = self._declaration
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)

    def _doctype(self, *_: object) -> None:
        raise Refused("T02", "có khai báo DOCTYPE")

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.upper() not in _ENCODINGS:
            raise Refused("T02", "bảng mã chữ lạ")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._budget.elements -= 1
        if self._depth > limits.DEPTH:
            raise Refused("T05", "nội dung lồng nhau quá sâu", limits.DEPTH)
        if self._budget.elements < 0:
            raise Refused("T05", "quá nhiều thành phần, định dạng hoặc dòng trống", limits.ELEMENTS)
        self._characters = 0
        self.start(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self.end(name.rpartition(":")[2])

    def _text(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > limits.TEXT:
            raise Refused("T05", "một ô có quá nhiều chữ", limits.TEXT)
        self.text(text)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; ``name`` is without prefix."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters of the innermost element."""


class _Workbook(_Part):
    """The list of sheets: name, relation, state."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.sheets: list[tuple[str, str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "sheet":
            return
        relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        self.sheets.append((attributes.get("name", ""), relation, attributes.get("state", "visible")))
        if len(self.sheets) > limits.SHEETS:
            raise Refused("T05", "quá nhiều trang", limits.SHEETS)


class _Relations(_Part):
    """Where the workbook's relations lead."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.targets: dict[str, str] = {}
        self._kinds: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
        self.targets[attributes.get("Id", "")] = target
        self._kinds[target] = attributes.get("Type", "").rpartition("/")[2]

    def worksheets(self) -> set[str]:
        """The parts that are worksheets."""
        return {target for target, kind in self._kinds.items() if kind == "worksheet"}


class _Cells(_Part):
    """One worksheet: addresses strictly in order and within the limits, errors, bare formulas, merges."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.errors: dict[Address, str] = {}
        self.uncalculated: set[Address] = set()
        self.merged: list[Range] = []
        self._row = self._column = 0
        self._cell: Address | None = None
        self._type = ""
        self._formula = self._filled = self._in_value = False
        self._value = ""
        self._bounds: Range | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif self._cell is not None:
            self._formula |= name == "f"
            self._in_value = name == "v"
            self._filled |= name in {"v", "is"}
        elif name == "row":
            self._begin_row(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if name == "v":
            self._in_value = False
        elif name == "c" and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None

    def text(self, text: str) -> None:
        if self._in_value:
            self._value += text

    def _begin_row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        row = self._row + 1 if given is None else int(given)
        if row <= self._row:
            raise Refused("T02", "các dòng không theo thứ tự")
        self._row, self._column = row, 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        row, column = (self._row, self._column + 1) if given is None else parse_address(given)
        if row != self._row or column <= self._column:
            raise Refused("T02", "các ô không theo thứ tự")
        self._column = column
        self._cell, self._type = (row, column), attributes.get("t", "n")
        self._formula = self._filled = False
        self._value = ""

    def _end_cell(self, cell: Address) -> None:
        if self._formula and not self._value and self._type != "str":
            self.uncalculated.add(cell)
        elif self._type == "e":
            self.errors[cell] = self._value
        if self._filled or self._formula:
            self._count(cell)

    def _count(self, cell: Address) -> None:
        self._budget.cells -= 1
        if self._budget.cells < 0:
            raise Refused("T05", "quá nhiều ô có dữ liệu", limits.CELLS)
        row, column = cell
        if row > limits.ROWS or column > limits.COLUMNS:
            allowed = f"{limits.ROWS} dòng, {limits.COLUMNS} cột"
            raise Refused("T05", f"có dữ liệu ở dòng {row}, cột {column}", allowed)
        old = self._bounds or (row, column, row, column)
        self._bounds = (min(old[0], row), min(old[1], column), max(old[2], row), max(old[3], column))

    def check_area(self) -> None:
        """Refuse a sheet whose filled cells lie so far apart that laying it out would cost too much."""
        if self._bounds:
            top, left, bottom, right = self._bounds
            if (bottom - top + 1) * (right - left + 1) > limits.AREA:
                raise Refused("T05", "dữ liệu nằm rải rác quá rộng", f"{limits.AREA} ô")

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        self.merged.append((*parse_address(first), *parse_address(last or first)))
        if len(self.merged) > limits.MERGES:
            raise Refused("T05", "quá nhiều ô gộp", limits.MERGES)


def parse_address(text: str) -> Address:
    """``E12`` -> (12, 5). Raises :class:`Refused` for anything else."""
    match = _ADDRESS.fullmatch(text)
    if not match:
        raise Refused("T02", "địa chỉ ô không hợp lệ")
    return int(match[2]), column_number(match[1])
