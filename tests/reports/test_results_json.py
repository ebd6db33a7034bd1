import json
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.criteria.units import Roster
from scoring.reports.results_json import receipts_json, results_json
from scoring.standing.run import Consolidation
from tests.reports.runs import to_json, typical
from tests.reports.workbooks import FIGURES, shown


def test_text_is_json_and_the_same_each_time(run: Consolidation) -> None:
    text = "".join(results_json(run))
    assert json.loads(text)["units"]
    assert text == "".join(results_json(run))
    assert "Tổ dân phố số 1" in text


def test_totals_are_those_of_the_workbook(run: Consolidation, workbook: Path) -> None:
    units = {unit["name"]: unit for unit in to_json(run)["units"]}
    rows = shown(workbook)
    assert len(rows) == 15
    for name, row in rows.items():
        totals = units[name]["totals"]
        assert [round(float(totals[key]), 9) for key in FIGURES] == [round(value, 9) for value in row[:6]]
        assert units[name]["class"]["name"] == row[6]


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_totals_are_the_sums_of_the_points(seed: int, mini: Roster) -> None:
    run = typical(mini, seed)
    extras = {c.code for c in mini.criteria.extras}
    for unit in to_json(run)["units"]:
        if unit["totals"] is None:
            assert unit["points"] == []
            continue
        main = [p for p in unit["points"] if p["criterion"] not in extras]
        assert sum(Decimal(p["points"] or 0) for p in main) == Decimal(unit["totals"]["main"])
        assert sum(Decimal(p["top"]) for p in main) == Decimal(unit["totals"]["applicable"])
        groups = unit["totals"]["groups"]
        assert sum(Decimal(groups[code]["points"]) for code in "123") == Decimal(unit["totals"]["main"])


def test_absent_is_null_not_zero(run: Consolidation) -> None:
    units = {unit["code"]: unit for unit in to_json(run)["units"]}
    assert units["p4"]["totals"] is None
    assert units["p4"]["rank"] == {"in_block": None, "overall": None}
    blank = next(p for p in units["tdp-9"]["points"] if p["criterion"] == "2.5")
    assert (blank["points"], blank["status"]) == (None, "chưa trả lời")
    assert units["tdp-5"]["class"]["code"] is None


def test_points_lead_to_cells(run: Consolidation) -> None:
    unit = next(unit for unit in to_json(run)["units"] if unit["code"] == "tdp-8")
    point = next(p for p in unit["points"] if p["criterion"] == "2.6")
    assert point["file"] == "tu-cham-tdp-8.xlsx"
    assert point["places"]["1"]["sheet"] == "Tự chấm điểm"
    assert Decimal(point["points"]) == Decimal(point["answers"]["1"])


def test_files_and_counts_add_up(run: Consolidation) -> None:
    content = to_json(run)
    counts = content["counts"]
    assert (
        counts["read"] + counts["rejected"] + counts["skipped"]
        == counts["files"]
        == len(content["files"])
        == 18
    )
    assert counts["errors"] + counts["warnings"] == sum(len(f["findings"]) for f in content["files"]) == 4


def test_checked_files_alone(run: Consolidation) -> None:
    files = json.loads(receipts_json(run.receipts))
    assert [f["file"] for f in files] == [r.file for r in run.receipts]
    late = next(f for f in files if f["unit"] == "p1")
    assert late["findings"][0]["unit"] == "p1"
    assert late["findings"][0]["file"] == "tu-cham-p1.xlsx"
