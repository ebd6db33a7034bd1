from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from scoring.criteria.units import Roster
from scoring.engine.results import Submission, evaluate
from scoring.findings import Place, finding
from scoring.reports.consolidated.log import files_table
from scoring.reports.consolidated.problems import OF_OLD, findings_table
from scoring.reports.consolidated.submission import submission_table
from scoring.reports.statistics import statistics_table
from scoring.reports.tables import (
    class_counts,
    marks_table,
    order_words,
    ranking_table,
    state_counts,
)
from scoring.rules import Entry
from scoring.sheets.table import Table
from scoring.standing.run import Consolidation
from tests.reports.runs import consolidate, form, receipt


def scores(mini: Roster, worth: dict[str, str | None]) -> Consolidation:
    """Units that differ in the directly entered 2.6 only; None leaves it blank."""
    receipts = []
    for code, points in worth.items():
        unit = mini.unit(code)
        assert unit
        made = form(mini, unit, 1)
        entry = Entry({"1": Decimal(points)}) if points else Entry()
        receipts.append(
            receipt(replace(made, rows={**made.rows, "2.6": replace(made.rows["2.6"], entry=entry)}))
        )
    return consolidate(mini, tuple(receipts))


def frame(table: Table) -> pd.DataFrame:
    return pd.DataFrame(table.rows, columns=table.keys, dtype=object)


def row(table: Table, code: str) -> dict[str, object]:
    [found] = [record for record in table if record["code"] == code]
    return found


def test_statistics_of_one_criterion(mini: Roster) -> None:
    run = scores(mini, {"vhxh": "10", "ktht": "0", "vp": "5.25", "tdp-1": "10", "tdp-2": None})
    found = row(statistics_table(run), "2.6")
    assert found["scored"] == 4
    assert found["mean"] == Decimal("6.31")  # 25.25 / 4 = 6.3125
    assert found["share"] == Decimal("63.13")  # of the points, 63.125 %, not of the rounded mean
    assert (found["full"], found["zero"], found["blank"]) == (2, 1, 1)
    assert found["gap"] is None


def test_statistics_count_what_has_no_points(mini: Roster) -> None:
    run = scores(mini, {"vhxh": "10", "vp": "5"})
    table = statistics_table(run)
    assert row(table, "2.1")["exempt"] == 1
    assert row(table, "3.2")["awaited"] == 2
    assert row(table, "3.2")["mean"] is None
    assert len(table) == len(mini.criteria.criteria)


def test_gap_is_self_less_verified(mini: Roster) -> None:
    unit = mini.evaluated[0]
    made = form(mini, unit, 1)
    rows = {**made.rows, "2.6": replace(made.rows["2.6"], entry=Entry({"1": Decimal(9)}))}
    made = replace(made, rows=rows)
    submission = Submission(unit.code, made.entries, verified={"2.6": Decimal("7.5")})
    run = Consolidation(mini, "0", "nam", "0", evaluate(mini, [submission]), (receipt(made),))
    assert row(statistics_table(run), "2.6")["gap"] == Decimal("1.50")


@pytest.mark.parametrize(
    ("code", "given", "scored", "share"),
    [("2.1", "6", 1, "50.00"), ("2.1", "0", 1, "0.00"), ("2.2", "6", 1, "60.00"), ("2.2", "10", 0, None)],
)
def test_what_a_verifier_says_did_arise_counts_as_scored(
    mini: Roster, code: str, given: str, scored: int, share: str | None
) -> None:
    """2.1 leaves the maximum where it did not arise, 2.2 gives full points: those a verifier may confirm."""
    unit = mini.evaluated[0]
    made = form(mini, unit, 1)
    entries = {**made.entries, code: Entry(not_applicable=True)}
    own = {c.code: c.max for c in mini.asked(unit) if c.by_unit}
    submission = Submission(
        unit.code, entries, given={"3.2": Decimal(4)},
        punctual={report.code: True for report in mini.criteria.reports},
        verified=own | {code: Decimal(given)}, settled=made.declared,
    )  # fmt: skip
    run = Consolidation(
        mini, "0", "nam", "0", evaluate(mini, [submission], stage="verified"), (receipt(made),)
    )
    found = row(statistics_table(run), code)
    assert (found["scored"], found["not_applicable"]) == (scored, 1 - scored)
    assert found["share"] == (None if share is None else Decimal(share))


def test_counts_cover_every_unit_of_the_evaluation(run: Consolidation) -> None:
    states, classes = state_counts(run), class_counts(run)
    assert sum(map(sum, states.values())) == len(run.roster.evaluated) < len(run.roster.units)
    assert sum(map(sum, classes.values())) == sum(r.ranked for r in run.results.units)
    assert states["chưa nộp"] == [1, 1]


def test_counts_without_anybody(mini: Roster) -> None:
    assert list(class_counts(consolidate(mini, ())).values()) == [[0, 0]] * 5


def test_ranking_table_is_sorted_by_block_and_place(run: Consolidation) -> None:
    table = frame(ranking_table(run))
    assert table["block"].tolist() == sorted(table["block"].tolist())
    for _, block in table.groupby("block"):
        places = block["in_block"].dropna().tolist()
        assert places == sorted(places)
    assert "p4" not in table["unit"].tolist()


def test_points_stay_decimal(run: Consolidation) -> None:
    for table, column in ((ranking_table(run), "shown"), (marks_table(run), "top")):
        assert {type(record[column]) for record in table} == {Decimal}


def test_submission_names_file_and_signers(run: Consolidation) -> None:
    table = frame(submission_table(run)).set_index("unit")
    assert table.loc["p1", "file"] == "tu-cham-p1.xlsx"
    assert table.loc["p1", "warnings"] == 1
    assert table.loc["tdp-9", "errors"] == 1
    assert table.loc["p4", ["file", "preparer"]].tolist() == ["", ""]
    assert table.loc["p4", "sending"] is None


def test_findings_follow_the_roster_then_unknown_files(run: Consolidation) -> None:
    assert [record["unit"] for record in findings_table(run)] == ["p1", "tdp-9", "", ""]


def test_errors_of_a_form_that_was_replaced_are_marked_as_settled(mini: Roster) -> None:
    unit = mini.unit("ktht")
    assert unit
    place = Place("Tự chấm điểm", "E12")
    faults = (finding("N01", place, label="Số"), finding("D04", expected="moi.xlsx"))
    old = replace(receipt(form(mini, unit, 1)), file="cu.xlsx", counted=False, findings=faults)
    new = replace(receipt(form(mini, unit, 1)), file="moi.xlsx")
    run = consolidate(mini, (old, new))
    told = [(record["code"], record["severity"]) for record in findings_table(run)]
    assert told == [("N01", OF_OLD), ("D04", "Lưu ý")]
    again = consolidate(mini, (replace(old, counted=True),))
    assert [record["severity"] for record in findings_table(again)] == ["Lỗi", "Lưu ý"]


@pytest.mark.parametrize(("file", "outcome"), [("anh-chup.jpg", "bỏ qua"), ("bao cao cu.xls", "không nhận")])
def test_every_file_has_its_line(run: Consolidation, file: str, outcome: str) -> None:
    table = frame(files_table(run)).set_index("file")
    assert len(table) == len(run.receipts)
    assert table.loc[file, "outcome"] == outcome


def test_places_are_explained_as_the_set_gives_them(mini: Roster) -> None:
    said = order_words(mini.criteria)
    assert said.startswith("Bằng điểm thì xét lần lượt các mục ưu tiên")
    ranking = mini.criteria.ranking.model_copy(update={"by": "class", "break_by": (), "ties": "dense"})
    assert order_words(mini.criteria.model_copy(update={"ranking": ranking})) == (
        "Xếp hạng theo loại, trong cùng loại theo điểm. Bằng điểm thì đồng hạng, hạng sau liền kề (1, 1, 2)."
    )
