"""Whether a cell that a unit should have filled is computed, and whether that explains what it holds."""

from collections.abc import Iterable
from typing import NamedTuple

from scoring.findings import Place
from scoring.intake.derive import Given, OutsideError, UnexplainedError, Workings, same
from scoring.xlsx.grid import Address, ErrorCell, Formula, Sheet, Uncalculated, address_of

_LONGEST = 60
_MARKS = {"TRUE()": True, "FALSE()": False}
"""LibreOffice saves a ticked box as such a formula; nobody typed one."""


class Origin(NamedTuple):
    """What computes a cell: the finding to make of it, the formula, and what it gives where that differs."""

    code: str
    formula: str
    gives: Given = None

    @property
    def is_sure(self) -> bool:
        """True where the value is explained by the workbook itself."""
        return self.code == "N17"


class Origins:
    """Looks up what computes the cells of one workbook."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        self._sheets = {sheet.name: sheet for sheet in sheets}
        self._workings = Workings(self._sheets.values())

    def of(self, place: Place) -> Origin | None:
        """The same by the place that a user knows."""
        sheet = self._sheets.get(place.sheet)
        return self.at(sheet, address_of(place.cell)) if sheet and place.cell else None

    def at(self, sheet: Sheet, at: Address) -> Origin | None:
        """What computes a cell; None where its value was typed, or where it holds none at all."""
        formula = sheet.formula_at(at)
        if formula is None:
            return None
        stored = sheet.cells.get(at)
        if isinstance(stored, ErrorCell | Uncalculated):
            return None
        mark = _MARKS.get(formula.text.upper())
        if mark is not None and same(stored, mark):
            return None
        return self._judged(sheet, at, formula, stored)

    def _judged(self, sheet: Sheet, at: tuple[int, int], formula: Formula, stored: Given) -> Origin:
        text = "=" + " ".join(formula.text.split()) if formula.text else "công thức mảng"
        shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        try:
            gives = self._workings.value(sheet, at)
        except OutsideError:
            return Origin("N18", shown)
        except UnexplainedError:
            return Origin("N19", shown)
        return Origin("N17", shown) if same(stored, gives) else Origin("N20", shown, gives)
