"""Whatever stands in the cells of a form: a receipt, never an exception, and never a point out of nothing."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.intake.folder import read_book
from scoring.intake.model import Outcome
from scoring.opening.opened import Opened, open_workbook
from scoring.xlsx.grid import (
    Address,
    Sheet,
    Value,
    Workbook,
)
from tests.intake.forms import desk, mini, written
from tests.intake.test_normalise import CELLS


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path: Path = tmp_path_factory.mktemp("sound") / "bieu.xlsx"
    path.write_bytes(written())
    opened = open_workbook(path).workbook
    assert opened
    return opened


def spoiled(book: Workbook, instead: dict[tuple[int, Address], Value | None]) -> Workbook:
    sheets = []
    for number, sheet in enumerate(book.sheets):
        cells = dict(sheet.cells)
        for (where, address), value in instead.items():
            if where == number and value is None:
                cells.pop(address, None)
            elif where == number and value is not None:
                cells[address] = value
        sheets.append(Sheet(sheet.name, cells, sheet.state, sheet.merged))
    return Workbook(tuple(sheets))


FINITE = CELLS.map(lambda cell: str(cell) if isinstance(cell, Decimal) and not cell.is_finite() else cell)
"""As the opening gives them: what is no number is text."""


def spoils(
    sheet: st.SearchStrategy[int], rows: int, columns: int
) -> st.SearchStrategy[dict[tuple[int, Address], Value | None]]:
    address = st.tuples(st.integers(1, rows), st.integers(1, columns))
    return st.dictionaries(st.tuples(sheet, address), FINITE, max_size=25)


@settings(max_examples=150, deadline=None)
@given(instead=spoils(st.integers(0, 5), 40, 14))
def test_any_cell_of_any_sheet(instead: dict[tuple[int, Address], Value | None], book: Workbook) -> None:
    changed = spoiled(book, instead)
    receipt = read_book(Opened("", changed), changed, desk())
    assert (receipt.outcome is Outcome.REJECTED) == (receipt.form is None)
    assert receipt.form or any(found.is_error for found in receipt.findings)


@settings(max_examples=150, deadline=None)
@given(instead=spoils(st.just(2), 33, 11))
def test_entry_cells(instead: dict[tuple[int, Address], Value | None], book: Workbook) -> None:
    """Points stay within their maxima; a form without an error has every point."""
    answers = {key: value for key, value in instead.items() if key[1][0] > 6 and key[1][1] > 4}
    changed = spoiled(book, answers)
    receipt = read_book(Opened("", changed), changed, desk())
    assert receipt.card
    for code, mark in receipt.card.marks.items():
        assert mark.points is None or 0 <= mark.points <= mini().criteria.criteria[code].max
    if not any(found.is_error for found in receipt.findings):
        assert receipt.card.complete
