"""Self, verified and final: three columns that are never mixed, equal to the engine, live where they sum."""

from pathlib import Path
from typing import Any

import pytest

from scoring.criteria.units import Roster
from scoring.engine.model import Stage, State
from scoring.engine.rank import rank
from scoring.reports.consolidated.compared import NOTE, TOP
from scoring.reports.consolidated.plan import (
    COMPARED,
    LOG,
    RANKING,
    SOURCES,
    STATISTICS,
    SUBMISSION,
)
from scoring.reports.consolidated.ranking import LISTED_WHY
from scoring.standing.comparison import Compared, compared
from scoring.standing.run import Consolidation
from scoring.standing.trail import listed
from tests.reports.runs import judged, to_json, typical
from tests.reports.workbooks import (
    differences,
    opened,
    same,
    stale,
    written,
)
from tools.libreoffice import LibreOffice

STAGES: tuple[Stage, ...] = ("self", "verified")


@pytest.fixture(scope="module")
def during(mini: Roster) -> Consolidation:
    return judged(mini)


@pytest.fixture(scope="module")
def after(mini: Roster) -> Consolidation:
    return judged(mini, "verified")


@pytest.fixture(scope="module")
def books(
    during: Consolidation, after: Consolidation, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("compared")
    return {run.results.stage: written(run, folder / f"{run.results.stage}.xlsx") for run in (during, after)}


def by_unit(run: Consolidation) -> dict[str, Compared]:
    return {each.result.unit: each for each in compared(run)}


def table(path: Path) -> dict[str, tuple[Any, ...]]:
    rows = opened(path, values=True)[COMPARED].iter_rows(min_row=TOP + 1, values_only=True)
    return {row[1]: row for row in rows if isinstance(row[0], int)}


def test_a_final_score_needs_every_item(after: Consolidation) -> None:
    found = by_unit(after)
    assert {unit for unit, each in found.items() if each.final} == {"p0", "p2", "tdp-1"}
    assert found["p0"].finality.open == ()
    assert set(found["tdp-2"].finality.open) & {"2.6", "TR1"} == set()
    assert found["tdp-2"].final is None


def test_gaps_are_of_what_was_verified_penalties_subtracted(after: Consolidation) -> None:
    found = by_unit(after)
    assert [str(found[unit].gap) for unit in ("p0", "tdp-1")] == ["0.50", "-0.25"]
    own = {trail.code: trail.own for trail in found["tdp-2"].trails}
    assert found["tdp-2"].own == own["2.6"] - own["TR1"]
    assert found["tdp-2"].checked == 1 - 3
    assert found["p2"].gap is None


def test_an_adopted_score_is_final_and_nobody_verified_it(after: Consolidation) -> None:
    adopted = by_unit(after)["p2"]
    assert adopted.final
    own, final = adopted.self_side.card.marks, adopted.final.card.marks
    assert all(final[code].final == mark.points for code, mark in own.items() if mark.points is not None)
    assert all(trail.checked is None for trail in adopted.trails if trail.adoption)
    assert "2.6" in adopted.adopted
    assert "3.2" not in adopted.adopted


def test_a_newer_answer_has_to_be_looked_at_again(during: Consolidation) -> None:
    found = by_unit(during).items()
    assert {unit: each.finality.outdated for unit, each in found if each.finality.outdated} == {
        "p1": ("1.2",)
    }
    (waiting,) = [trail for trail in by_unit(during)["p1"].trails if trail.outdated]
    assert (waiting.checked, waiting.final, waiting.gap) == (None, None, None)


def test_both_stages_say_the_same_of_both(during: Consolidation, after: Consolidation) -> None:
    for one, other in zip(compared(during), compared(after), strict=True):
        assert one.self_side == other.self_side
        assert one.final == other.final
    own = by_unit(after)
    assert {u: e.self_side.card.result for u, e in own.items()} == {u: after.self_score(u) for u in own}
    cards = {u: e.self_side.card for u, e in own.items() if e.self_side.rank}
    assert {u: e.self_side.rank for u, e in own.items() if e.self_side.rank} == rank(after.roster, cards)
    assert cards.keys() == {r.unit for r in during.results.units if r.overall}
    final = {r.unit: r.overall for r in after.results.units if r.overall}
    assert {u: e.final.rank for u, e in by_unit(during).items() if e.final and e.final.rank} == final


@pytest.mark.parametrize("stage", STAGES)
def test_the_sheet_shows_what_the_engine_says(
    stage: str, books: dict[str, Path], during: Consolidation
) -> None:
    rows, wanted = table(books[stage]), compared(during)
    assert set(rows) == {during.name(each.result.unit) for each in wanted}
    for each in wanted:
        row = rows[during.name(each.result.unit)]
        sums = (each.own, each.checked, each.gap) if each.verified else ("–", "–", "–")
        counts = (each.verified, len(each.finality.unverified), len(each.finality.outdated))
        final = each.final
        ends = (final.card.shown, final.standing.name) if final else (None, None)
        assert all(map(same, row[3:9], (*sums, *counts))), row
        assert same(row[9], each.self_side.card.shown)
        assert row[10] == each.self_side.standing.name
        assert same(row[12], ends[0])
        assert row[13] == ends[1]


def test_recalculated_equals_engine(
    books: dict[str, Path], mini: Roster, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    fresh = libreoffice.recalculated(books.values(), tmp_path / "fresh")
    for stage, before, path in zip(STAGES, books.values(), fresh, strict=True):
        assert differences(path, judged(mini, stage)) == []
        assert stale(before, path) == []


def test_a_changed_verdict_changes_the_sums(
    books: dict[str, Path], libreoffice: LibreOffice, tmp_path: Path
) -> None:
    book = opened(books["self"], values=False)
    (row,) = [r for r in book[SOURCES].iter_rows() if r[1].value and r[2].value == "2.6" and r[8].value == 1]
    row[8].value = 2
    book.save(tmp_path / "edited.xlsx")
    (fresh,) = libreoffice.recalculated([tmp_path / "edited.xlsx"], tmp_path / "fresh")
    found = table(fresh)["Tổ dân phố số 2"]
    assert same(found[4], -1)
    assert same(found[5], 8.5)


def test_without_a_verdict_there_is_no_such_sheet(mini: Roster, tmp_path: Path) -> None:
    assert COMPARED not in opened(written(typical(mini), tmp_path / "a.xlsx"), values=True).sheetnames


def test_the_verified_workbook_says_who_is_missing_what(books: dict[str, Path], after: Consolidation) -> None:
    book = opened(books["verified"], values=True)
    assert all("Điểm đã thẩm định" in sheet.oddFooter.left.text for sheet in book)
    rows = {row[1]: row for row in book[RANKING].values}
    beside = table(books["verified"])
    missing = listed(by_unit(after)["tdp-2"].finality.open)
    assert rows["Tổ dân phố số 2"][LISTED_WHY] == f"Hợp lệ, chưa thẩm định xong, còn 9 mục: {missing}"
    assert (
        rows["Công an phường"][LISTED_WHY] == "Không đủ điều kiện xếp loại: Bị kỷ luật, Quyết định 9/QĐ-UBND."
    )
    assert beside["Trung tâm Phục vụ hành chính công"][NOTE].startswith("Công nhận theo (1): 1.1.2, 1.2")
    told = [str(cell) for row in book[COMPARED].values for cell in row if "Đã kiểm tra mẫu" in str(cell)]
    assert told == ["Công nhận điểm tự chấm: (1) Đã kiểm tra mẫu, Quyết định 12/QĐ-UBND."]
    assert not any("Công nhận điểm tự chấm" in str(row[12]) for row in rows.values())  # said once
    states = [cell.value for sheet in book if sheet.title.startswith("Chi tiết") for cell in sheet[6]]
    assert "hợp lệ, điểm tự chấm" in states
    assert "đã thẩm định" in states
    assert "hợp lệ" not in states


def test_adopted_points_are_marked_on_the_detail_sheet(books: dict[str, Path]) -> None:
    marked = {
        stage: {
            cell.column
            for sheet in opened(path, values=False)
            if sheet.title.startswith("Chi tiết")
            for line in sheet.iter_rows()
            for cell in line
            if "†" in cell.number_format
        }
        for stage, path in books.items()
    }
    assert marked["self"] == set()
    assert len(marked["verified"]) == 1


def test_statistics_of_the_gap(books: dict[str, Path]) -> None:
    rows = {row[0]: row[12:16] for row in opened(books["verified"], values=True)[STATISTICS].values}
    assert rows["2.6"][1:3] == (3, 1)
    assert rows["1.2"] == (0, 0, 0, 0)
    assert rows["3.2"] == (None, None, None, None)
    assert rows["2.6"][3] == max(rows["2.6"][3], 0.5)


def test_submission_and_log_name_the_register(books: dict[str, Path], during: Consolidation) -> None:
    book = opened(books["self"], values=True)
    rows = {row[1]: row[11:14] for row in book[SUBMISSION].values}
    day, on_time, source = rows["Phòng Tư pháp"]
    assert (f"{day:%d/%m/%Y}", on_time, source) == ("10/11/2026", "Đúng hạn", "cơ quan ghi")
    assert rows["Ủy ban MTTQ phường"] == (None, None, None)
    facts = {row[0]: row[2] for row in book[LOG].values}
    last = f"đến hết dòng {during.ledger.last} (không đủ điều kiện; Nguyễn Thị Hoà"
    assert facts["Sổ theo dõi"].startswith(last)


def test_sources_name_rule_verifier_reason_and_line(books: dict[str, Path], during: Consolidation) -> None:
    rows = list(opened(books["self"], values=True)[SOURCES].values)
    row = next(row for row in rows if row[1] == "Tổ dân phố số 2" and row[2] == "TR1")
    verdict = during.verdicts["tdp-2", "TR1"]
    assert row[4] == "Số trường hợp: mỗi trường hợp 3 điểm, tối đa 10 điểm."
    assert row[8:10] == (3, 3)
    assert row[12:14] == ("to", "Có kết luận")
    assert row[14].endswith(f", dòng {verdict.record.seq}")
    assert row[14].startswith("Nguyễn Thị Hoà, 20/11/2026 0")
    late = next(row for row in rows if row[1] == "Phòng Tư pháp" and row[2] == "3.1")
    assert "hạn trước 15/09/2026, nhận 15/09/2026 (cơ quan ghi: Sổ văn thư), chậm" in late[6]


def test_json_tells_the_three_apart(after: Consolidation) -> None:
    units = {unit["code"]: unit for unit in to_json(after)["units"]}
    points = {unit: {p["criterion"]: p for p in units[unit]["points"]} for unit in units}
    verified, adopted = points["p0"]["2.6"], points["p2"]["2.6"]
    assert verified["verified"] == verified["final"] != verified["self"]
    assert (verified["verifier"], verified["reason"], verified["round"]) == ("to", "Thiếu sổ theo dõi", 1)
    assert verified["record"] == after.verdicts["p0", "2.6"].record.seq
    assert (adopted["verified"], adopted["final"]) == (None, adopted["self"])
    assert adopted["decision"] == "công nhận điểm tự chấm"
    assert points["tdp-2"]["1.2"]["final"] is None
    assert points["p1"]["1.2"]["to_review"] is True
    assert units["p0"]["arrival"] == {"day": "2026-11-10", "source": "cơ quan ghi"}
    assert after.results["p3"].state is State.INELIGIBLE
