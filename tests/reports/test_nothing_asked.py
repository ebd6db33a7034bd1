"""A unit for which nothing counts, in every paper and sheet: named with its reason, counted in no figure."""

from dataclasses import replace
from pathlib import Path

import pytest

from scoring.criteria.units import Roster
from scoring.engine.classify import NOTHING_ASKED
from scoring.engine.model import State
from scoring.engine.results import Submission, evaluate
from scoring.reports.consolidated.plan import OVERVIEW, RANKING, SUBMISSION
from scoring.reports.consolidated.ranking import LISTED_WHY
from scoring.reports.documents.counts import ClassCounts
from scoring.reports.documents.ranking import ranking, unplaced
from scoring.reports.final.frozen import frozen
from scoring.reports.final.still_open import SETTLED
from scoring.reports.rollup.model import Rollup, Ward
from scoring.reports.statistics import statistics_table
from scoring.reports.tables import class_counts
from scoring.standing.run import Consolidation
from tests.engine.freed import UNIT, VOID, freed
from tests.reports.runs import consolidate, form, receipt, to_json
from tests.reports.workbooks import (
    differences,
    opened,
    stale,
    written,
)
from tools.libreoffice import LibreOffice

REASON = (
    f"{NOTHING_ASKED}: các tiêu chí đều được miễn hoặc không phát sinh, nên không xếp loại, không xếp hạng"
)


@pytest.fixture(scope="module")
def run(mini: Roster) -> Consolidation:
    roster = freed(mini)
    receipts = []
    for unit in roster.evaluated:
        made = form(roster, unit, 7)
        if unit.code == UNIT:
            rows = {code: replace(made.rows[code], entry=entry) for code, entry in VOID.items()}
            made = replace(made, rows={**made.rows, **rows})
        receipts.append(receipt(made))
    return consolidate(roster, tuple(receipts))


@pytest.fixture(scope="module")
def final(run: Consolidation) -> Consolidation:
    """Every self score and every condition adopted as it is, on the verified stage."""
    submissions = []
    for result in run.results.units:
        held = run.form(result.unit)
        if held and result.card:
            own = {c: m.points for c, m in result.card.marks.items() if m.points is not None and m.top}
            submissions.append(
                Submission(
                    result.unit,
                    held.entries,
                    held.declared,
                    given={"3.2": run.criteria.criteria["3.2"].max},
                    punctual={report.code: True for report in run.criteria.reports},
                    verified=own,
                    settled=held.declared,
                )
            )
    return replace(run, results=evaluate(run.roster, submissions, stage="verified"))


def without(run: Consolidation) -> Consolidation:
    """The same run as if the unit had sent nothing."""
    return consolidate(run.roster, tuple(each for each in run.receipts if each.unit != UNIT))


def test_the_workbook_shows_it_unplaced_and_recalculates_alike(
    run: Consolidation, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    path = written(run, tmp_path / "tong-hop.xlsx")
    fresh = libreoffice.recalculated([path], tmp_path / "fresh")[0]
    assert differences(fresh, run) == []
    assert stale(path, fresh) == []
    book = opened(fresh, values=True)
    name = run.name(UNIT)
    told = [row for row in book[RANKING].values if row[1] == name]
    assert [row[LISTED_WHY] for row in told] == [f"{REASON}."]
    column = next(c for c in book["Chi tiết Tổ dân phố"].iter_cols(values_only=True) if name in c)
    assert NOTHING_ASKED in column
    assert "Yếu" not in column
    assert next(row[3] for row in book[SUBMISSION].values if row[1] == name) == State.NOTHING_ASKED.value
    states = {row[0]: row[3] for row in book[OVERVIEW].values}
    assert states["Không có tiêu chí áp dụng"] == 1


def test_it_counts_in_no_statistic_and_no_class(run: Consolidation) -> None:
    assert class_counts(run) == class_counts(without(run))
    assert statistics_table(run) == statistics_table(without(run))
    assert {r.unit: r.overall for r in run.results.units} == {
        r.unit: r.overall for r in without(run).results.units
    }


def test_the_json_has_no_score_for_it(run: Consolidation) -> None:
    data = to_json(run)
    unit = next(each for each in data["units"] if each["code"] == UNIT)
    assert (unit["state"], unit["ranked"]) == ("không có tiêu chí áp dụng", False)
    nothing = {"code": None, "name": NOTHING_ASKED, "by_points": "", "reason": f"{REASON}.", "computed": None}
    assert unit["class"] == nothing
    assert unit["rank"] == {"in_block": None, "overall": None}
    totals = unit["totals"]
    assert [totals[key] for key in ("percent", "score", "shown")] == [None, None, None]
    assert totals["applicable"] == "0"
    assert next(each for each in data["files"] if each["unit"] == UNIT)["score"] is None


def test_the_papers_name_it_with_its_reason(final: Consolidation) -> None:
    name = final.name(UNIT)
    assert final.results[UNIT].state is State.NOTHING_ASKED
    assert [row["ly_do"] for row in unplaced(final) if row["ten"] == name] == [REASON]
    assert all(line["ten"] != name for block in ranking(final) for line in block["dong"])  # type: ignore[attr-defined]
    counts = ClassCounts(final)
    assert counts.open_words == "không xếp loại"
    assert "1 đơn vị không xếp loại" in counts.sentence()
    assert State.NOTHING_ASKED in SETTLED


def test_the_frozen_results_and_the_city_keep_it_unranked(final: Consolidation) -> None:
    results = frozen(final, 1)
    unit = results.by_code[UNIT]
    assert (unit.state, unit.self_score, unit.verified, unit.final) == (State.NOTHING_ASKED, None, None, None)
    assert (unit.in_block, unit.overall, unit.reason) == (None, None, f"{REASON}.")
    assert unit.class_
    assert (unit.class_.code, unit.class_.name) == (None, NOTHING_ASKED)
    rollup = Rollup(2026, "0", (Ward("a", "a", results, "0" * 64),))
    assert all(placed.unit.code != UNIT for several in rollup.ranking.values() for placed in several)
    summary = rollup.summary(results.units)
    assert (summary.evaluated, summary.ranked) == (
        len(final.roster.evaluated),
        len(final.roster.evaluated) - 1,
    )
