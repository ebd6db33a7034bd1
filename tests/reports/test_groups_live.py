"""Groups that are more than a sum, and points beside the best of the block, live in workbook and book."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from scoring.engine.model import Sum
from scoring.findings import finding
from scoring.reports.consolidated.plan import make_plan
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


@pytest.fixture(scope="module")
def best() -> Consolidation:
    """Five units of a block, points of one criterion in proportion to the best; one form is to be mended."""
    roster = load_roster(SETS / "cach-cham")
    units = [roster.units[n % 2].model_copy(update={"code": f"xa-{n}", "name": f"Xã {n}"}) for n in range(5)]
    more = Roster(roster.criteria, tuple(units))
    forms = [form(more, unit, 3) for unit in units]
    rows = {**forms[4].rows, "4.1": replace(forms[4].rows["4.1"], entry=Entry({"1": Decimal(99)}))}
    forms[4] = replace(forms[4], rows=rows)
    wrong = (finding("N01", criterion="1.1", label="Số ý kiến"),)
    return consolidate(more, tuple(receipt(each, wrong if n == 4 else ()) for n, each in enumerate(forms)))


def _with_figure(run: Consolidation, path: Path, unit: str, figure: int) -> bytes:
    """The workbook with another figure typed for a unit."""
    detail = make_plan(run).details[run.results[unit].block]
    book = load_workbook(path)
    book[detail.sheet][str(detail.at(unit, "relative", "4.1"))] = figure
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_recalculated_and_rescored_it_says_what_the_engine_says(
    run: Consolidation, best: Consolidation, libreoffice: LibreOffice, tmp_path: Path
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
    of_best, further = written(best, tmp_path / "khoi.xlsx"), tmp_path / "khoi-sua.xlsx"
    further.write_bytes(_with_figure(best, of_best, "xa-1", 40))
    fresh = libreoffice.recalculated([before, changed, book, of_best, further], tmp_path / "fresh")
    assert stale(of_best, fresh[3]) == []
    assert differences(fresh[3], best) == []
    more = {("xa-1", "4.1"): Entry({"1": Decimal(40)})}
    assert differences(fresh[4], rescored(best, more)) == []
    assert stale(before, fresh[0]) == []
    assert differences(fresh[0], run) == []
    assert differences(fresh[1], after) == []
    shown = load_workbook(fresh[2], data_only=True)
    sheet = shown.worksheets[1]
    [heading] = [row for row in sheet.iter_rows() if str(row[0].value).startswith("Thôn 1")]
    found = {cell.column: cell.value for cell in heading}
    column = at(shown, "thon-1", "1.1", "final").column
    assert found[column] == 10 + 4
