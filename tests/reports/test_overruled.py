"""A verifier overrules "Không phát sinh": scored on the criterion in every paper and sheet."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.criteria.units import Roster
from scoring.engine.model import Status, Sum
from scoring.register import Action
from scoring.reports.consolidated.plan import STATISTICS
from scoring.reports.documents import fields, notice_fields
from scoring.reports.statistics import statistics_table
from scoring.rules import Entry
from scoring.standing.comparison import compared
from scoring.standing.run import Consolidation
from tests.reports.runs import (
    Lines,
    consolidate,
    form,
    receipt,
    to_json,
    under,
)
from tests.reports.workbooks import (
    differences,
    opened,
    stale,
    written,
)
from tools.libreoffice import LibreOffice

UNITS = ("vhxh", "ktht")
GIVEN = {"2.1": Decimal(6), "2.2": Decimal(4)}
"""What ktht is given for criteria that it left out: one without a maximum then, one with full points."""


@pytest.fixture(scope="module")
def run(mini: Roster) -> Consolidation:
    receipts = []
    for code in UNITS:
        unit = mini.unit(code)
        assert unit
        made = form(mini, unit, 7)
        for left_out in GIVEN if code == "ktht" else ():
            row = replace(made.rows[left_out], entry=Entry(not_applicable=True))
            made = replace(made, rows={**made.rows, left_out: row})
        receipts.append(receipt(made))
    before, lines = consolidate(mini, tuple(receipts)), Lines()
    for code in UNITS:
        for report, day in (("6-thang", "2026-06-08"), ("9-thang", "2026-09-14"), ("nam", "2026-11-10")):
            lines.add(Action.ARRIVED, code, values={"day": day})
            draft = lines.records[-1].draft
            lines.records[-1] = replace(lines.records[-1], draft=replace(draft, period=report))
        lines.verify(code, "3.2", Decimal(3), "UBND phường chấm")
        made, card = before.form(code), before.results[code].card
        assert made and card
        for mark in card.marks.values():
            if mini.criteria.criteria[mark.code].by_unit and mark.points is not None:
                worth = GIVEN.get(mark.code, mark.points) if code == "ktht" else mark.points
                if mark.top or code == "ktht":
                    lines.verify(code, mark.code, worth, "Có phát sinh", made.rows[mark.code].fingerprint)
        lines.agree(before, code)
    return under(before, lines, "verified")


def test_the_total_and_the_maximum_count_it(run: Consolidation) -> None:
    card = run.results["ktht"].card
    assert card
    assert card.stage == "verified"
    assert (card.sum("2.1"), card.sum("2.2")) == (Sum(Decimal(6), Decimal(12)), Sum(Decimal(4), Decimal(10)))


@pytest.mark.parametrize("code", GIVEN)
def test_statistics_count_the_unit_as_scored(run: Consolidation, code: str) -> None:
    marks = [run.results[unit].card.marks[code] for unit in UNITS]  # type: ignore[union-attr]
    given = [mark.final for mark in marks if mark.is_scored and mark.final is not None]
    assert GIVEN[code] in given
    found = next(row for row in statistics_table(run) if row["code"] == code)
    assert found["scored"] == len(given)
    assert found["mean"] == sum(given) / len(given)
    assert found["not_applicable"] == sum(mark.status is Status.NOT_APPLICABLE for mark in marks)


def test_the_report_and_the_notice_name_the_points_given(run: Consolidation) -> None:
    group = next(row for row in fields(run)["nhom"] if row["ma"] == "2")
    told = {row["ma"]: row["so_don_vi"] for row in group["tieu_chi"]}
    counted = {row["code"]: row["scored"] for row in statistics_table(run)}
    assert told == {code: counted[code] for code in told}
    assert "2.1" in told
    changed = {row["ma"]: row for row in notice_fields(run)["ktht"]["chenh_lech"]}
    assert (changed["2.1"]["tu_cham"], changed["2.1"]["tham_dinh"]) == ("-", "6")
    assert (changed["2.2"]["tu_cham"], changed["2.2"]["tham_dinh"]) == ("10", "4")


def test_self_and_verified_stay_apart(run: Consolidation) -> None:
    [both] = [each for each in compared(run) if each.result.unit == "ktht"]
    assert both.self_side.card.sum("2.1") == Sum(Decimal(0), Decimal(0))
    assert both.final
    own = {trail.code: (trail.own, trail.checked) for trail in both.trails if trail.code in GIVEN}
    assert own == {"2.1": (None, Decimal(6)), "2.2": (Decimal(10), Decimal(4))}
    [unit] = [unit for unit in to_json(run)["units"] if unit["code"] == "ktht"]
    told = {point["criterion"]: (point["status"], point["self"]) for point in unit["points"]}
    assert told["2.1"] == ("thẩm định có phát sinh", None)


def test_the_workbook_recalculates_to_the_same(
    run: Consolidation, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    path = written(run, tmp_path / "tong-hop.xlsx")
    (fresh,) = libreoffice.recalculated([path], tmp_path / "fresh")
    assert differences(fresh, run) == []
    assert stale(path, fresh) == []
    rows = list(opened(path, values=True)[STATISTICS].iter_rows(values_only=True))
    shown = next(row for row in rows if row[0] == "2.1")
    scored = next(row["scored"] for row in statistics_table(run) if row["code"] == "2.1")
    assert shown[3] == scored
