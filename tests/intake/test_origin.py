"""Answers given by formulas: what an official sees in a spreadsheet is what is scored, or it is said."""

from decimal import Decimal
from pathlib import Path

import pytest

from scoring.intake.layout import (
    INFO,
    REPORT,
    SCORES,
    TASKS,
)
from tests.intake.forms import (
    codes,
    computed,
    only,
    received,
    said,
    written,
)
from tests.intake.period_forms import PERIOD, reported
from tests.intake.period_forms import received as received_half

# Column and row of 2.5 (a count), 2.6 (points), 1.2 (a list) and 2.1 (may be not applicable).
SPOTS = [
    (SCORES, "E24", 3), (SCORES, "G25", 8.5), (SCORES, "H24", "12/KH-UBND"), (SCORES, "J24", "trang 3"),
    (SCORES, "K24", "Theo hồ sơ lưu."), (SCORES, "I24", 46086), (INFO, "B10", "Nguyễn Thị An"),
    (INFO, "B13", 46336), (INFO, "B9", 2), (TASKS, "E5", "Hoàn thành"), (TASKS, "F5", "Đã xong"),
    (REPORT, "B5", "Tốt"),
]  # fmt: skip
MARK = "F16"  # "Không phát sinh" of 2.1
UNCERTAIN = {"N18": 'CELL("filename")', "N19": "COUNTA(A1:A9)", "N20": "12345"}


def formula(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


@pytest.mark.parametrize(("sheet", "cell", "value"), SPOTS)
def test_a_formula_that_explains_itself_is_a_warning(
    sheet: str, cell: str, value: object, tmp_path: Path
) -> None:
    receipt = received(computed(cell, formula(value), value, sheet), tmp_path)
    assert codes(receipt) == ["N17"]
    assert only(receipt, "N17").place.cell == cell


@pytest.mark.parametrize(("sheet", "cell", "value"), SPOTS)
@pytest.mark.parametrize("uncertain", UNCERTAIN.items())
def test_a_formula_that_is_not_certain_is_told_in_every_cell(
    sheet: str, cell: str, value: object, uncertain: tuple[str, str], tmp_path: Path
) -> None:
    code, text = uncertain
    receipt = received(computed(cell, text, value, sheet), tmp_path)
    found = only(receipt, code)
    assert found.place.cell == cell
    assert found.is_error == (sheet != TASKS), "tasks weigh less in the annual form"


def test_the_value_of_an_uncertain_formula_gives_no_points(tmp_path: Path) -> None:
    form = received(computed("E24", "0", 3), tmp_path).form
    assert form and "1" not in form.rows["2.5"].entry.answers
    assert "1" in form.rows["2.5"].unreadable


def test_an_explained_formula_is_scored_as_it_is_seen(tmp_path: Path) -> None:
    form = received(computed("E24", "SUM(1,2)", 3), tmp_path).form
    assert form and form.rows["2.5"].entry.answers["1"] == Decimal(3)


def test_a_formula_that_shows_nothing_is_told_as_well(tmp_path: Path) -> None:
    assert "N18" in codes(received(computed(MARK, 'IF(CELL("row")>1,"","x")', ""), tmp_path))


@pytest.mark.parametrize("of", [' t="array" ref="E23:E24"', ' t="dataTable" ref="E23:E24"'])
def test_a_cell_that_another_formula_fills_is_told(of: str, tmp_path: Path) -> None:
    found = received(computed("E23", "2+1", 3, of=of), tmp_path).findings
    assert ("N19", "E24") in {(f.code, f.place.cell) for f in found}


@pytest.mark.parametrize("mark", [True, False])
@pytest.mark.parametrize("spelled", ["TRUE()", "FALSE()"])
def test_a_tick_as_libreoffice_saves_it_is_no_formula(mark: bool, spelled: str, tmp_path: Path) -> None:
    told = {f.code for f in received(computed(MARK, spelled, mark), tmp_path).findings}
    assert ("N20" in told) == (spelled == "TRUE()") ^ mark
    assert "N17" not in told


def test_half_year_forms_tell_it_as_an_error(tmp_path: Path) -> None:
    content = written(reported(), period=PERIOD)
    for sheet, cell in ((TASKS, "E6"), (TASKS, "F6"), (REPORT, "B6"), (INFO, "B13")):
        receipt = received_half(computed(cell, "NOW()", 46180, sheet, content=content), tmp_path)
        assert only(receipt, "N18").is_error, cell


def test_an_explained_formula_changes_nothing_that_is_said(tmp_path: Path) -> None:
    assert said(received(computed("E24", "1+2", 3), tmp_path)) == said(received(written(), tmp_path))
