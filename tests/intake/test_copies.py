"""A sheet twice: the visible one counts where the other is hidden or empty, else B09 names both."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.intake.layout import (
    COLUMNS,
    INFO,
    REPORT,
    SCORES,
    TASKS,
)
from scoring.intake.model import Outcome, Receipt
from tests.intake import period_forms
from tests.intake.forms import (
    Change,
    changed,
    codes,
    only,
    received,
    said,
    written,
)

_FILLED = {"answer", "score", "number", "day", "summary", "explanation"}
ENTRIES = {
    SCORES: [number for number, column in enumerate(COLUMNS, 1) if column.key in _FILLED],
    TASKS: [5, 6],
    REPORT: [2],
    INFO: [2],
}
SHEETS = list(ENTRIES)
State = Literal["visible", "hidden"]


def empty(sheet: Worksheet, columns: Sequence[int]) -> None:
    """As it was issued: nothing written in the cells that a unit fills."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.column in columns and cell.protection.locked is False:
                cell.value = None


def copied(name: str, state: State = "visible", *, first: bool = False, blank: str = "") -> Change:
    """A copy of a sheet, hidden or not, before it or at the end; ``blank``: which of the two is empty."""

    def change(book: Workbook) -> None:
        sheet = book[name]
        assert isinstance(sheet, Worksheet)
        copy = book.copy_worksheet(sheet)
        copy.title = "Bản sao"
        copy.sheet_state = state
        if blank:
            empty(copy if blank == "copy" else sheet, ENTRIES[name])
        if first:
            book.move_sheet(copy, -len(book.worksheets) + 1)

    return change


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> object:
    return said(received(written(), tmp_path_factory.mktemp("sound")))


HARMLESS: tuple[tuple[State, str], ...] = (("hidden", ""), ("hidden", "copy"), ("visible", "copy"))


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("copy", HARMLESS)
def test_a_copy_that_is_hidden_or_empty_does_not_matter(
    name: str, copy: tuple[State, str], first: bool, sound: object, tmp_path: Path
) -> None:
    receipt = received(changed(copied(name, copy[0], first=first, blank=copy[1])), tmp_path)
    assert codes(receipt) == []
    assert said(receipt) == sound


@pytest.mark.parametrize("name", SHEETS)
def test_two_filled_sheets_that_people_see_are_asked_about(name: str, sound: object, tmp_path: Path) -> None:
    receipt = received(changed(copied(name)), tmp_path)
    found = only(receipt, "B09")
    assert f"“{name}”, “Bản sao”;" in found.message
    assert f"đang đọc “{name}”" in found.message
    assert receipt.outcome is Outcome.READ
    assert said(receipt) == sound


@pytest.mark.parametrize("name", SHEETS)
def test_a_hidden_filled_sheet_beside_an_empty_one_is_named_hidden(
    name: str, sound: object, tmp_path: Path
) -> None:
    receipt = received(changed(copied(name, "hidden", blank="original")), tmp_path)
    assert f"“{name}”, “Bản sao” (đang ẩn);" in only(receipt, "B09").message
    assert said(receipt) == sound


@pytest.mark.parametrize("name", [INFO, TASKS, REPORT])
def test_copies_in_the_form_of_six_months(name: str, tmp_path: Path) -> None:
    def take(change: Change) -> Receipt:
        return period_forms.received(period_forms.form(change=change), tmp_path)

    assert codes(take(copied(name, "hidden", first=True))) == []
    assert only(take(copied(name)), "B09").is_error
