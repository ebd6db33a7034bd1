"""What a form without scores says of itself: how much is left to do, or that it may be sent."""

from dataclasses import dataclass

from scoring.forms.colours import colour_state
from scoring.forms.formulas import errors_in
from scoring.intake.layout import (
    LEFT,
    READY,
    TASKS,
    TOTAL_STATE,
)
from scoring.rules.base import excel_text
from scoring.sheets.form import FormSheet


@dataclass(frozen=True, slots=True)
class Readiness:
    """How much is left, counted from the columns of checks ``spans`` of all sheets."""

    spans: tuple[str, ...]
    left: int

    @property
    def words(self) -> str:
        """What the form shows as it is filled."""
        return str(self.left).join(LEFT) if self.left else READY

    def formula(self) -> str:
        """The same, live."""
        left = f"({'+'.join(map(errors_in, self.spans))})"
        before, after = map(excel_text, LEFT)
        return f"IF({left}=0,{excel_text(READY)},{before}&{left}&{after})"


CELL = f"'{TASKS}'!$C$4"


def write_state(
    sheet: FormSheet, row: int, label: tuple[int, int], value: tuple[int, int], state: Readiness
) -> None:
    """Write it in a row, label and value each from their first to their last column."""
    words = sheet.style.cell(bold=True, align="center")
    sheet.merge(row, *label, TOTAL_STATE, sheet.style.cell(bold=True))
    sheet.merge(row, *value, "", words)
    here = f"${chr(ord('A') + value[0])}${row + 1}"
    own = f"'{sheet.raw.name}'!{here}"
    sheet.put_formula(row, value[0], state.formula() if own == CELL else CELL, words, state.words)
    sheet.raw.set_row(row, 24)
    colour_state(sheet, here)
