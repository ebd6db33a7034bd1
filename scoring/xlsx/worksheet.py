"""One worksheet: every filled cell with its address and its value, exactly as the XML says.

Nothing is laid out: a cell costs what it holds, wherever it stands. ``<dimension>`` is never asked: it may be
wrong or missing. What an honest program never writes is refused rather than guessed, since two programs would
read it as two different answers.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from scoring.xlsx import limits, sweep
from scoring.xlsx.addresses import LAST_ROW, parse_address, parse_range
from scoring.xlsx.budget import Budget
from scoring.xlsx.cell import Index, Meaning, Number, meaning_of
from scoring.xlsx.computed import NORMAL, Computed
from scoring.xlsx.formats import add_font, number_in
from scoring.xlsx.frames import (
    ROW_ENDS,
    FilledCells,
    Frame,
    cut,
    frame_of_sheet,
    framed,
    keep_together,
    said,
    uncut,
    values_in,
)
from scoring.xlsx.grid import Address, Range, Value, cell_name
from scoring.xlsx.markup import MAIN, PartParser, parsed_or_none
from scoring.xlsx.refused import Reason, Refused
from scoring.xlsx.rows import PlainRow, in_order, plain_row
from scoring.xlsx.styling import Styling

_LEAST_ELEMENT = 4  # bytes: <c/>
_ROW = re.compile(r"[1-9][0-9]{0,6}")


@dataclass(frozen=True, slots=True)
class Shared:
    """What the sheets of a workbook have in common: texts, the fonts of some of them, and styles."""

    strings: Sequence[str] = ()
    string_fonts: Mapping[int, str] = field(default_factory=dict)
    styling: Styling = field(default_factory=Styling)


class _Row(NamedTuple):
    """One row: its number, its outline, what this says by itself, and its values."""

    number: int
    outline: bytes
    frame: Frame | None
    values: Sequence[bytes]


class Surroundings(PartParser):
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
                raise Refused(Reason.TWO_TABLES)
            self.seen_data = True

    def _merge(self, reference: str) -> None:
        self.merged.append(parse_range(reference))
        if len(self.merged) > limits.MERGES:
            raise Refused(Reason.MERGES, allowed=limits.MERGES)


class Worksheet(Surroundings):
    """Addresses strictly in order and within the limits; values, errors, bare formulas, merges, fonts."""

    def __init__(self, budget: Budget, shared: Shared) -> None:
        super().__init__(budget)
        self.cells: dict[Address, Value] = {}
        self.fonts: dict[Address, str] = {}
        self.formats: dict[Address, str] = {}
        self.computed = Computed()
        self._of_formula = NORMAL
        self._shared = shared
        self._row = self._column = 0
        self._type = ""
        self._style: int | None = None
        self._pieces: dict[str, list[str]] = {}
        self._into: list[str] | None = None
        self._run_fonts: set[str] = set()
        self._in_guide = False

    def feed(self, content: bytes) -> None:
        """Cells that are spelled plainly are taken in one sweep, everything else goes through the parser."""
        halves = sweep.split(content, b"sheetData")
        if halves is None or not self._feed_plain(*halves):
            super().feed(content)

    def _feed_plain(self, around: bytes, inside: bytes) -> bool:
        """False, and nothing taken, where the parser has to look at the cells too."""
        before = self._budget.state()
        frame = parsed_or_none(Surroundings, around, self._budget)
        if frame and frame.seen_data and self._is_in_budget(inside):
            self.merged, self.calls_out = frame.merged, frame.calls_out
            if self._take(inside, has_prefix=b" xmlns:x14ac=" in around):
                return True
        self._budget.back_to(before)
        self.cells, self.fonts, self.merged, self.calls_out = {}, {}, [], False
        self.formats, self.computed = {}, Computed()
        self._row = self._column = 0
        return False

    def _is_in_budget(self, inside: bytes) -> bool:
        """False for too many elements: they are counted at once where there are that many bytes."""
        left = self._budget.elements
        return len(inside) < _LEAST_ELEMENT * left or sweep.elements(inside) <= left

    def _take(self, inside: bytes, *, has_prefix: bool) -> bool:
        """Take the rows of a sheet; what is wrong where one is not plain, the parser says."""
        outline, values = cut(inside)
        whole = frame_of_sheet(self._shared.styling, outline)
        if (
            whole
            and self._follows(whole, 0, self._budget.elements, has_prefix)
            and self._take_known([whole], values)
        ):
            self._budget.take_elements(whole.elements)
            return True
        *outlines, rest = outline.split(ROW_ENDS)
        rows, is_plain = self._rows(outlines, values, has_prefix)
        if not self._add(rows) or not is_plain:
            return False
        frames = [row.frame for row in rows if row.frame]
        if not (whole or rest or len(frames) < len(rows)):
            keep_together(self._shared.styling, outline, frames)
        return self._take_empty(rest, rows[-1].number if rows else 0, has_prefix)

    def _rows(
        self, outlines: Iterable[bytes], values: Sequence[bytes], has_prefix: bool
    ) -> tuple[list[_Row], bool]:
        """The rows up to the first that is not plain; counted where there is none such."""
        rows: list[_Row] = []
        last = begin = 0
        left = self._budget.elements
        for outline in outlines:
            frame = framed(self._shared.styling, outline)
            end = begin + (len(frame.slots) if frame else values_in(outline))
            row = frame or plain_row(uncut(outline, values[begin:end]))
            if row is None or not self._follows(row, last, left, has_prefix):
                return rows, False
            last, left = row.last, left - row.elements
            rows.append(_Row(last, outline, frame, values[begin:end]))
            begin = end
        self._budget.elements = left
        return rows, True

    @staticmethod
    def _follows(row: Frame | PlainRow, last: int, left: int, has_prefix: bool) -> bool:
        """True where a row stands below the ``last`` one, and is neither too much for what is left of the
        elements nor undeclared.
        """
        return row.first > last and row.elements <= left and (has_prefix or not row.has_prefix)

    def _take_empty(self, rest: bytes, last: int, has_prefix: bool) -> bool:
        """The rows behind the ``last`` one with an end of its own."""
        numbers = sweep.rows(sweep.decoded(rest) or "<", last_is_open=False) if rest else []
        if numbers is None or (sweep.PREFIX in rest and not has_prefix):
            return False
        self._budget.take_elements(len(numbers))
        return not numbers or (last < numbers[0] and in_order(numbers))

    def _add(self, rows: Sequence[_Row]) -> bool:
        """Take rows at once where nothing speaks against it, else by halves, and the odd one cell by cell.

        False where one is not plain.
        """
        frames = [row.frame for row in rows if row.frame]
        if len(frames) == len(rows) and self._take_known(frames, [v for row in rows for v in row.values]):
            return True
        if len(rows) > 1:
            half = len(rows) // 2
            return self._add(rows[:half]) and self._add(rows[half:])
        row = plain_row(uncut(rows[0].outline, rows[0].values))
        if row:
            self._add_cells(row)
        return row is not None

    def _take_known(self, frames: Sequence[Frame], values: Sequence[bytes]) -> bool:
        """Take rows as they were read before; False where a value, or the workbook, speaks against it."""
        budget, shared = self._budget, self._shared
        filled, computed = sum([each.filled for each in frames]), sum([each.computed for each in frames])
        is_far = bool(frames) and frames[-1].last > budget.rows
        if filled > budget.cells or computed > budget.formulas or is_far:
            return False
        found = said(frames, values, shared.strings)
        shown = None if found is None else sum([len(value) for value in found if isinstance(value, str)])
        if found is None or shown is None or shown > budget.shown:
            return False
        budget.take_row(filled, shown, computed)
        table = FilledCells(self.cells, self.fonts, self.formats)
        table.fill(frames, found)
        if shared.string_fonts:
            table.name_fonts(frames, values, shared.string_fonts)
        for frame in frames:
            self.calls_out |= frame.calls_out
            self.computed.formulas |= frame.formulas
            for each in frame.filled_down:
                self.computed.add(*each)
        return True

    def _add_cells(self, row: PlainRow) -> None:
        """Take a row cell by cell: the one that is to be refused is named."""
        for cell in row.cells:
            if cell.meaning is None:
                continue
            if cell.formula is not None:
                self._budget.take_formula(len(cell.formula))
                self.calls_out |= cell.calls_out
                self.computed.add(cell.at, cell.formula, cell.shared)
            self._row, self._column = cell.at
            self._style = cell.style
            self._mean(cell.at, cell.meaning)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Rows are at depth 3 of the one ``sheetData``, cells at 4."""
        if self.section != "sheetData" or self.depth < 3:
            super().start(name, attributes)
        elif self.depth > 3:
            self._inside(name, attributes)
        elif name == "row":
            self._begin_row(attributes.get("r"))

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        """``<rPh>`` is how a Japanese text is pronounced: its ``<t>`` is no part of the text."""
        if self.depth == 4 and name == "c":
            self._begin_cell(attributes)
        elif self.depth == 5 and name in {"v", "f", "is"}:
            if name in self._pieces:
                raise self._odd()
            self._pieces[name] = []
            if name == "f":
                self._of_formula = attributes
            self._into = None if name == "is" else self._pieces[name]
        elif self.depth > 5 and "is" in self._pieces:
            if name == "rFont":
                add_font(self._run_fonts, attributes)
            self._in_guide |= name == "rPh"
            self._into = self._pieces["is"] if name == "t" and not self._in_guide else None
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
        return Refused(Reason.UNCLEAR_CELL, cell_name((self._row, self._column)))

    def _begin_row(self, given: str | None) -> None:
        """A row without a number, as a cell without an address, stands next to the one before it."""
        if given is not None and not _ROW.fullmatch(given):
            raise Refused(Reason.ODD_ROW)
        row = self._row + 1 if given is None else int(given)
        if row <= self._row or row > LAST_ROW:
            raise Refused(Reason.UNORDERED_ROWS)
        self._row, self._column = row, 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        row, column = (self._row, self._column + 1) if given is None else parse_address(given)
        if row != self._row or column <= self._column:
            raise Refused(Reason.UNORDERED_CELLS)
        self._column = column
        self._type, self._style = attributes.get("t", "n"), number_in(attributes.get("s", ""))
        if self._style is None and "s" in attributes:
            raise self._odd()
        self._pieces, self._run_fonts = {}, set()
        self._in_guide = False

    def _end_cell(self) -> None:
        pieces = self._pieces
        if not pieces:
            return
        inline = "".join(pieces["is"]) if "is" in pieces else None
        if "f" in pieces:
            self.computed.add((self._row, self._column), "".join(pieces["f"]), self._of_formula)
        self._fill("f" in pieces, "".join(pieces.get("v", ())), inline)

    def _fill(self, has_formula: bool, raw: str, inline: str | None) -> None:
        meaning = meaning_of(self._type, has_formula, raw, inline)
        if meaning is None:
            raise self._odd()
        self._mean((self._row, self._column), meaning)

    def _mean(self, at: Address, meaning: Meaning) -> None:
        """Keep what a filled cell means, its references resolved.

        A format that is not there is refused like a text that is not there: without it a day is a number.
        """
        self._count()
        styling = self._shared.styling
        if self._style is not None and self._style >= styling.styles:
            raise Refused(Reason.MISSING_STYLE, cell_name(at))
        font = " ".join(sorted(self._run_fonts)) if self._run_fonts else ""
        if isinstance(meaning, Index):
            if meaning >= len(self._shared.strings):
                raise Refused(Reason.MISSING_STRING)
            value: Value | None = self._shared.strings[meaning]
            font = self._shared.string_fonts.get(meaning, "")
        elif isinstance(meaning, Number):
            value = styling.value(meaning, self._style)
            code = None if self._style is None else styling.codes.get(self._style)
            if isinstance(value, Decimal) and code:
                self.formats[at] = code
        else:
            value = meaning
        if value is None:
            raise self._odd()
        if value == "":
            return
        self.cells[at] = value
        if isinstance(value, str):
            self._show(at, value, font)

    def _show(self, at: Address, text: str, font: str) -> None:
        self._budget.shown -= len(text)
        if self._budget.shown < 0:
            raise Refused(Reason.SHOWN, allowed=limits.SHOWN * self._budget.times)
        font = font or self._shared.styling.fonts.get(self._style or 0, "")
        if font:
            self.fonts[at] = font

    def _count(self) -> None:
        self._budget.cells -= 1
        if self._budget.cells < 0:
            raise Refused(Reason.CELLS, allowed=limits.CELLS * self._budget.times)
        if self._row > self._budget.rows or self._column > limits.COLUMNS:
            allowed = self._budget.rows, limits.COLUMNS
            raise Refused(Reason.FAR_CELL, self._row, self._column, allowed=allowed)
