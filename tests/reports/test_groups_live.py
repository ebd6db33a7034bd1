"""Groups that are more than a sum, live in the consolidated workbook and in the verification book."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.criteria.loader import load_roster
from scoring.engine.model import Sum
from scoring.rules import YES, Entry
from scoring.standing.run import Consolidation
from tests.conftest import SETS
from tests.reports.runs import consolidate, form, receipt
from tests.reports.test_live_formulas import Change, rescored, typed
from tests.reports.workbooks import differences, edited, stale, written
from tests.verification.books import at, exported, filled
from tools.libreoffice import LibreOffice

CHANGE: Change = {
    ("thon-1", "1.1"): Entry({"1": Decimal(2)}),
    ("thon-1", "1.2"): Entry({"1": YES}),
    ("thon-1", "1.3.1"): Entry({"1": Decimal(4)}),
    ("thon-1", "1.3.2"): Entry({"1": YES}),
    ("thon-1", "1.4"): Entry({"1": Decimal("1.5")}),
    ("thon-2", "1.2"): Entry(not_applicable=True),
    ("thon-2", "1.4"): Entry({"1": Decimal(0)}),
    ("thon-1", "3.1.1"): Entry({"1": YES}),
    ("thon-1", "3.1.3"): Entry({"1": Decimal(3)}),
    ("thon-1", "3.2.1"): Entry({"1": "Có vi phạm"}),
    ("thon-2", "3.2.1"): Entry(not_applicable=True),
    ("thon-1", "T2.1"): Entry({"1": Decimal(9)}),
    ("thon-1", "T2.2"): Entry({"1": Decimal(2)}),
    ("thon-2", "T2.1"): Entry({"1": Decimal(1)}),
}
"""The first reaches the cap of 10, claims two of 3.1 and fails in 3.2; to the second less than 10 applies."""


@pytest.fixture(scope="module")
def run() -> Consolidation:
    roster = load_roster(SETS / "nhom-diem")
    return consolidate(roster, tuple(receipt(form(roster, unit, 3)) for unit in roster.evaluated))


def test_recalculated_and_rescored_it_says_what_the_engine_says(
    run: Consolidation, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    after = rescored(run, CHANGE)
    cards = [after.results[unit].card for unit in ("thon-1", "thon-2")]
    reached = [card.sum("1") for card in cards if card]
    assert (reached[0], reached[1].top) == (Sum(Decimal(10), Decimal(10)), Decimal("9.5"))
    before = written(run, tmp_path / "tong-hop.xlsx")
    changed = edited(run, before, tmp_path / "sua.xlsx", typed(after, CHANGE))
    book, points = tmp_path / "so.xlsx", {"1.1": 5, "1.2": 4, "1.3.1": 2, "1.3.2": 2, "1.4": Decimal("1.5")}
    points |= {"3.1.1": 4, "3.1.3": 1, "3.2.1": 0, "3.2.2": 4}
    said = {("thon-1", code, "points1"): worth for code, worth in points.items()}
    book.write_bytes(filled(exported(after), said))
    fresh = libreoffice.recalculated([before, changed, book], tmp_path / "fresh")
    assert stale(before, fresh[0]) == []
    assert differences(fresh[0], run) == []
    assert differences(fresh[1], after) == []
    shown = load_workbook(fresh[2], data_only=True)
    sheet = shown.worksheets[1]
    [heading] = [row for row in sheet.iter_rows() if str(row[0].value).startswith("Thôn 1")]
    found = {cell.column: cell.value for cell in heading}
    column = at(shown, "thon-1", "1.1", "final").column
    assert found[column] == 10 + 4
