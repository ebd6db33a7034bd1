"""What a formula gives, worked out again from the cells it names: references, sums, plain arithmetic.

Nothing is taken from what the file says of a formula. Where another cell is a formula too, that one is worked
out first. Whatever is more than that is left to people: see :class:`UnexplainedError`.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from scoring.intake.days import serial
from scoring.text import clean
from scoring.xlsx.grid import Address, ErrorCell, Formula, Range, Sheet, Uncalculated, Value, column_number
from scoring.xlsx.noise import NOISE
from scoring.xlsx.outgoing import calls_out

Given = Value | None

_DEEPEST = 40  # brackets in brackets, and cells that name cells
_MOST_CELLS = 100_000
_SAME = NOISE * 1000  # what many steps of binary arithmetic may add up to
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384

_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_MOVES = re.compile(
    r"\b(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|INDIRECT|OFFSET|CELL|INFO|FILTERXML|ENCODEURL|STOCKHISTORY"
    r"|CUBE[A-Z]+)\s*\("
    r"|\[[^\[\]]+\][^\[\]!,;()]*!",
    re.IGNORECASE,
)
_CELL = r"(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})"
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)"
    r'|(?P<text>"(?:[^"]|"")*")'
    rf"|(?P<cells>(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?{_CELL}(?::{_CELL})?(?![\w(.!]))"
    r"|(?P<truth>(?:TRUE|FALSE)(?:\(\))?(?!\w))"
    r"|(?P<sum>SUM\s*\()"
    r"|(?P<sign>[-+*/(),%]))\s*",
    re.IGNORECASE,
)
_ONE_CELL = re.compile(_CELL)


class UnexplainedError(Exception):
    """More than references, sums and arithmetic, or something that has no value."""


class OutsideError(Exception):
    """The formula looks outside the workbook, or gives another value every time."""


class CellReference(NamedTuple):
    """A reference: one cell or a range of a sheet."""

    sheet: Sheet
    area: Range

    @property
    def is_one(self) -> bool:
        """True for a single cell."""
        return self.area[:2] == self.area[2:]


class Workings:
    """Works out the formulas of one workbook, each once."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        self._sheets = {sheet.name.casefold(): sheet for sheet in sheets}
        self._given: dict[tuple[str, Address], Given] = {}
        self._busy: set[tuple[str, Address]] = set()
        self._cells = _MOST_CELLS

    def sheet(self, name: str) -> Sheet:
        """A sheet by its name. Raises :class:`UnexplainedError` where there is none."""
        found = self._sheets.get(name.casefold())
        if found is None:
            raise UnexplainedError
        return found

    def value(self, sheet: Sheet, at: Address) -> Given:
        """The constant in a cell, or what its formula gives. Raises UnexplainedError and OutsideError."""
        self._cells -= 1
        key = (sheet.name, at)
        formula = sheet.formula_at(at)
        if formula is None:
            return _sound(sheet.cells.get(at))
        if key in self._given:
            return self._given[key]
        if self._cells < 0 or key in self._busy or len(self._busy) > _DEEPEST:
            raise UnexplainedError
        self._busy.add(key)
        try:
            self._given[key] = _sound(_Expression(self, sheet, formula).value())
        finally:
            self._busy.discard(key)
        return self._given[key]

    def values(self, cells: CellReference) -> Iterator[Given]:
        """Every filled or computed cell of a range."""
        top, left, bottom, right = cells.area
        if (bottom - top + 1) * (right - left + 1) <= len(cells.sheet.cells):
            inside = [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]
        else:
            inside = [(r, c) for r, c in cells.sheet.cells if top <= r <= bottom and left <= c <= right]
        self._cells -= len(inside)
        if self._cells < 0:
            raise UnexplainedError
        return (self.value(cells.sheet, at) for at in inside)


def same(stored: Given, given: Given) -> bool:
    """True where a file stores what its formula gives; a reference to a blank cell is shown as 0."""
    if given is None or given == "":
        return stored is None or stored in ("", Decimal(0))
    if isinstance(stored, str) and isinstance(given, str):
        return clean(stored) == clean(given)
    try:
        ours, theirs = _number(given), _number(stored)
    except UnexplainedError:
        return stored == given
    return abs(ours - theirs) <= max(Decimal(1), abs(ours)) * _SAME


def _sound(value: Given) -> Given:
    if isinstance(value, ErrorCell | Uncalculated):
        raise UnexplainedError
    return value


def _number(value: Given) -> Decimal:
    """A value in arithmetic: a blank is 0, a day its number."""
    if value is None:
        return Decimal(0)
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, date):
        return Decimal(serial(value))
    if isinstance(value, Decimal):
        return value
    raise UnexplainedError


class _Expression:
    """One formula being worked out, from left to right."""

    def __init__(self, workings: Workings, sheet: Sheet, formula: Formula) -> None:
        bare = _QUOTED.sub('""', formula.text)
        if _MOVES.search(bare) or calls_out(formula.text):
            raise OutsideError
        self._workings, self._sheet, self._shift = workings, sheet, formula.shift
        self._tokens = list(_tokens(formula.text))
        self._at = self._depth = 0

    def value(self) -> Given:
        """What it gives. Raises :class:`UnexplainedError` and :class:`OutsideError`."""
        try:
            found = self._single(self._sum())
        except ArithmeticError:
            raise UnexplainedError from None
        if self._at < len(self._tokens):
            raise UnexplainedError
        return found

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _take(self) -> tuple[str, str]:
        if self._at >= len(self._tokens):
            raise UnexplainedError
        self._at += 1
        return self._tokens[self._at - 1]

    def _sum(self) -> Given | CellReference:
        found = self._product()
        while (sign := self._peek()) in ("+", "-"):
            self._at += 1
            left, right = self._amount(found), self._amount(self._product())
            found = left + right if sign == "+" else left - right
        return found

    def _product(self) -> Given | CellReference:
        found = self._signed()
        while (sign := self._peek()) in ("*", "/"):
            self._at += 1
            left, right = self._amount(found), self._amount(self._signed())
            found = left * right if sign == "*" else left / right
        return found

    def _signed(self) -> Given | CellReference:
        minus = plus = False
        while (sign := self._peek()) in ("+", "-"):
            self._at += 1
            minus, plus = minus ^ (sign == "-"), True
        found = self._one()
        while self._peek() == "%":
            self._at += 1
            found = self._amount(found) / 100
        return -self._amount(found) if minus else self._amount(found) if plus else found

    def _one(self) -> Given | CellReference:
        kind, text = self._take()
        if kind == "number":
            return Decimal(text)
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "truth":
            return text[:4].upper() == "TRUE"
        if kind == "cells":
            return self._cells(text)
        if kind == "sum":
            return self._summed()
        if text == "(":
            return self._bracketed()
        raise UnexplainedError

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnexplainedError

    def _bracketed(self) -> Given:
        self._deeper()
        found = self._single(self._sum())
        if self._take()[1] != ")":
            raise UnexplainedError
        self._depth -= 1
        return found

    def _summed(self) -> Decimal:
        """SUM leaves out texts and truths that stand in cells, as every spreadsheet does."""
        self._deeper()
        total = Decimal(0)
        while True:
            argument = self._sum()
            if isinstance(argument, CellReference):
                shown = (v for v in self._workings.values(argument) if isinstance(v, Decimal | date))
                total += sum(map(_number, shown), Decimal(0))
            else:
                total += _number(argument)
            if (mark := self._take()[1]) == ")":
                self._depth -= 1
                return total
            if mark != ",":
                raise UnexplainedError

    def _single(self, found: Given | CellReference) -> Given:
        if not isinstance(found, CellReference):
            return found
        if not found.is_one:
            raise UnexplainedError
        return self._workings.value(found.sheet, found.area[:2])

    def _amount(self, found: Given | CellReference) -> Decimal:
        return _number(self._single(found))

    def _cells(self, text: str) -> CellReference:
        named, mark, area = text.rpartition("!")
        sheet = self._sheet
        if mark:
            sheet = self._workings.sheet(named[1:-1].replace("''", "'") if named[0] == "'" else named)
        corners = [self._address(*found.groups()) for found in _ONE_CELL.finditer(area)]
        rows, columns = sorted(at[0] for at in corners), sorted(at[1] for at in corners)
        return CellReference(sheet, (rows[0], columns[0], rows[-1], columns[-1]))

    def _address(self, fixed_column: str, letters: str, fixed_row: str, digits: str) -> Address:
        row = int(digits) + (0 if fixed_row else self._shift[0])
        column = column_number(letters.upper()) + (0 if fixed_column else self._shift[1])
        if not (1 <= row <= _LAST_ROW and 1 <= column <= _LAST_COLUMN):
            raise UnexplainedError
        return row, column


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found or (found.lastgroup is None and not found[0]):
            raise UnexplainedError
        kind = next(name for name in ("number", "text", "cells", "truth", "sum", "sign") if found[name])
        yield kind, found[kind]
        at = found.end()
