"""The live workbook judges needs as the engine does, also where a team gave other points."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from scoring.criteria.loader import load_roster
from scoring.engine.results import Submission, evaluate
from scoring.standing.run import Consolidation
from tests.engine.needy import CASES, SET, said
from tests.reports.runs import consolidate, form, receipt
from tests.reports.workbooks import differences, opened, stale, written
from tools.libreoffice import LibreOffice

VERIFIED = {
    ("u1", "A1"): "39", ("u8", "B1"): "13", ("u19", "B1"): "10", ("u5", "A2"): "18", ("u20", "B2"): "10",
    ("u17", "B1"): "14", ("u11", "T1"): "3",
}  # fmt: skip
"""Unit and criterion -> the points of the team, others than the unit's; see tests/engine/test_needs.py."""


def run() -> Consolidation:
    roster = load_roster(SET)
    receipts = []
    for unit, (changes, _) in zip(roster.units, CASES, strict=False):
        made = form(roster, unit, 1)
        entries = said(changes)
        rows = {code: replace(row, entry=entries[code]) for code, row in made.rows.items()}
        receipts.append(receipt(replace(made, rows=rows)))
    return consolidate(roster, tuple(receipts))


def after_the_team(before: Consolidation) -> Consolidation:
    submissions = []
    for result in before.results.units:
        filled = before.form(result.unit)
        if filled and result.card:
            own = {c: m.points for c, m in result.card.marks.items() if m.points is not None and m.is_scored}
            told = {code: Decimal(points) for (unit, code), points in VERIFIED.items() if unit == result.unit}
            submissions.append(Submission(result.unit, filled.entries, {}, verified=own | told))
    return replace(before, results=evaluate(before.roster, submissions, stage="verified"))


def test_needs_recalculated_equal_the_engine(libreoffice: LibreOffice, tmp_path: Path) -> None:
    own = run()
    judged = after_the_team(own)
    runs = {"own": own, "judged": judged}
    files = [written(each, tmp_path / f"{name}.xlsx") for name, each in runs.items()]
    for each, before, after in zip(
        runs.values(), files, libreoffice.recalculated(files, tmp_path), strict=True
    ):
        assert differences(after, each) == []
        assert stale(before, after) == []
    names = {unit: judged.results[unit].standing for unit, _ in VERIFIED}
    assert {unit: standing.name for unit, standing in names.items() if standing} == {
        "u1": "Tốt", "u5": "Xuất sắc", "u8": "Đạt", "u11": "Xuất sắc", "u17": "Tốt", "u19": "Đạt",
        "u20": "Chưa đạt",
    }  # fmt: skip
    words = {
        str(cell.value)
        for sheet in opened(files[0], values=True)
        for row in sheet.iter_rows()
        for cell in row
    }
    assert {"Số liệu để xét loại: F1", "Điểm trước trừ điểm sau khi làm tròn: A"} <= words
