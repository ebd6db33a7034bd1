"""The years joined by unit: names, aliases and codes, merged units, groups by code and name."""

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from scoring.criteria.units import Roster
from scoring.intake.history import EarlierGroup, EarlierResult, EarlierYear
from scoring.reports.final.frozen import Frozen, frozen
from scoring.reports.final.years import GONE, earlier_year
from scoring.reports.years import book as years_book
from scoring.reports.years.book import EACH, NONE, all_sentences, write_years
from scoring.reports.years.drawn import TOTAL, drawing, series
from scoring.reports.years.joined import SetChanges, Years, this_year
from scoring.reports.years.tables import groups, units
from scoring.sheets.look import SHARE_FORMAT
from scoring.standing.run import Consolidation
from tests.reports.runs import judged

LISTED = EarlierYear(
    2025,
    "inputs/2025/ket-qua.xlsx",
    (
        EarlierResult("Tổ dân phố số 1", "tdp-1", Decimal(95), "Xuất sắc", 1),
        EarlierResult("Tổ dân phố số 2A", "tdp-2", Decimal(50), "Yếu", 3),
        EarlierResult("Tổ dân phố số 2B", "tdp-2", Decimal(70), "Khá", 2),
        EarlierResult("Đội quản lý chợ", "", Decimal(40), "Yếu", 4),
    ),
)


def years(run: Consolidation, *earlier: EarlierYear) -> Years:
    changes = (SetChanges(2025, 2026, "Khác nhau: 1 thay đổi.", (("Tiêu chí", "Bỏ tiêu chí 2.1"),)),)
    return Years(run, (*earlier, this_year(run)), frozenset({2025}), changes)


def with_units(results: Frozen, **names: str) -> Frozen:
    """The same results under other names and codes of units."""
    changed = tuple(
        each.model_copy(update={"name": names[each.code], "code": f"cu-{each.code}"})
        if each.code in names
        else each
        for each in results.units
    )
    return results.model_copy(update={"units": changed})


def renamed(roster: Roster, unit: str, **update: object) -> Roster:
    listed = (each.model_copy(update=update) if each.code == unit else each for each in roster.units)
    return Roster(roster.criteria, tuple(listed))


def test_a_unit_renamed_twice_is_followed_from_list_to_list(run: Consolidation) -> None:
    """2024 "Tổ Một", 2025 "Tổ Hai" once "Tổ Một", today tdp1 once "Tổ Hai"; codes changed as well."""
    before = with_units(frozen(run, 1), **{"tdp-1": "Tổ Một"})
    between = renamed(run.roster, "tdp-1", code="t-2025", name="Tổ Hai", aliases=("Tổ Một",))
    today = renamed(run.roster, "tdp-1", aliases=("Tổ Hai",))
    known = earlier_year(before, "lan-1", today, [between])
    assert [each.name for each in known.all_of("tdp-1")] == ["Tổ Một"]
    assert earlier_year(before, "lan-1", today).all_of("tdp-1") == ()


def test_units_that_became_one_are_named_and_not_added_up(run: Consolidation) -> None:
    found = years(run, LISTED)
    merged = found.by_unit["tdp-2"]
    assert merged.results[0] is None and merged.results[1] is not None
    assert "Năm 2025 là 2 đơn vị: Tổ dân phố số 2A, Tổ dân phố số 2B" in merged.note
    assert any(line.startswith("Tổ dân phố số 2: năm 2025 là 2 đơn vị") for line in all_sentences(found))


def test_units_stand_by_place_then_those_without_one(run: Consolidation) -> None:
    ranks = [each.results[1].rank for each in years(run, LISTED).units if each.unit and each.results[1]]
    known = [rank for rank in ranks if rank]
    assert ranks[: len(known)] == known == sorted(known)
    assert None in ranks


def test_a_unit_that_is_gone_stands_at_the_end(run: Consolidation) -> None:
    last = years(run, LISTED).units[-1]
    assert (last.name, last.note, last.results[1]) == ("Đội quản lý chợ", GONE, None)


def test_two_that_are_gone_by_one_name_have_a_line_each(run: Consolidation) -> None:
    first, second = (EarlierResult("Đội trật tự", "", score=Decimal(n)) for n in (71, 82))
    year = EarlierYear(year=2025, source="", results=(first, second))
    gone = [
        each.results for each in Years(run, (year, this_year(run)), frozenset(), ()).units if not each.unit
    ]
    assert gone == [(first, None), (second, None)]


def test_a_frozen_year_keeps_the_shares_of_groups(mini: Roster) -> None:
    """Frozen and read again, points and maximum of every group are those of the scorecard."""
    run = judged(mini, "verified")
    ranked = next(each for each in run.results.units if each.ranked)
    year = earlier_year(frozen(run, 1), "lan-1", mini)
    result = year.of(ranked.unit)
    assert result and ranked.card
    expected = {
        group.code: (ranked.card.sum(group.code).points, ranked.card.sum(group.code).top)
        for group in mini.criteria.groups
        if ranked.card.sum(group.code).top
    }
    assert {each.code: (each.points, each.top) for each in result.groups} == expected
    assert this_year(run).of(ranked.unit) == replace(result, groups=this_year(run).of(ranked.unit).groups)  # type: ignore[union-attr]


def test_a_group_that_was_called_otherwise_is_another_group(run: Consolidation) -> None:
    other = EarlierGroup("1", "Nhóm đã bỏ", Decimal(4), Decimal(8))
    [first, *rest] = LISTED.results
    found = years(run, replace(LISTED, results=(replace(first, groups=(other,)), *rest)))
    lines = {each.name: each.values for each in series(found, found.by_unit["tdp-1"])}
    assert lines["1. Nhóm đã bỏ"] == (Decimal("50.0"), None)
    assert lines[TOTAL][0] == 95
    assert len([name for name in lines if name.startswith("1. ")]) == 2


def test_groups_are_written_as_sentences_do(run: Consolidation) -> None:
    found = years(run, LISTED)
    assert {row["group"] for row in groups(found) if row["code"] == "1"} == {
        "Xây dựng kế hoạch, tuyên truyền"
    }
    assert "1. Xây dựng kế hoạch, tuyên truyền" in {
        each.name for each in series(found, found.by_unit["tdp-1"])
    }


def test_who_has_no_block_is_counted_with_the_reason(
    run: Consolidation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> str:
        buffer = BytesIO()
        write_years(buffer, years(run, LISTED))
        [words] = [
            str(row[0].value) for row in load_workbook(buffer)[EACH] if "ở trang này" in str(row[0].value)
        ]
        return words

    assert re.fullmatch(
        r"\d+ đơn vị chưa có điểm năm nào, không có ở trang này. Xem trang “Từng năm”.", told()
    )
    monkeypatch.setattr(years_book, "CHARTED", 1)
    assert re.search(r"Trang này có 1 đơn vị đầu; còn \d+ đơn vị. Xem trang “Từng năm”.$", told())


def test_places_won_are_counted_between_neighbouring_years(run: Consolidation) -> None:
    found = years(run, LISTED)
    rows = [row for row in units(found) if row["unit"] == "tdp-1"]
    assert [row["year"] for row in rows] == [2025, 2026]
    assert (rows[0]["rise"], rows[1]["rise"]) == (None, 1 - rows[1]["overall"])
    assert {row["unit"] for row in groups(found)} == {each.unit for each in run.results.units if each.ranked}


def test_a_line_is_drawn_from_year_to_year_and_not_over_a_gap(run: Consolidation) -> None:
    first = replace(LISTED, year=2023, results=LISTED.results[:1])
    gap = replace(LISTED, year=2024, results=())
    drawn = drawing(years(run, first, gap), years(run, first, gap).by_unit["tdp-1"])
    total = drawn.lines[0]
    assert [dot.year for dot in total.dots] == [2023, 2026]
    assert total.runs == ()
    joined = drawing(years(run, LISTED), years(run, LISTED).by_unit["tdp-1"])
    assert [len(line.split()) for line in joined.lines[0].runs] == [2]
    assert all(0 < dot.y < joined.height for line in joined.lines for dot in line.dots)


def test_the_workbook_has_a_block_with_a_chart_for_every_unit(run: Consolidation) -> None:
    found, buffer, again = years(run, LISTED), BytesIO(), BytesIO()
    write_years(buffer, found)
    write_years(again, found)
    assert buffer.getvalue() == again.getvalue()
    book = load_workbook(buffer)
    assert book.sheetnames == ["Tóm tắt", EACH, "Từng năm", "Theo nhóm", "Đổi trong bộ tiêu chí"]
    twice = [each for each in found.units if all(result and result.score for result in each.results)]
    assert [each.unit for each in twice] == ["tdp-1"]
    [chart] = book[EACH]._charts  # type: ignore[attr-defined]
    assert len(chart.series) == 1, "groups of one year are no lines"
    texts = [cell.value for row in book[EACH] for cell in row]
    assert texts.index("Tổ dân phố số 1") < texts.index("Đội quản lý chợ (Năm nay không có)")
    shares = book["Theo nhóm"].iter_rows(min_row=5, min_col=7, max_col=7)
    assert {row[0].number_format for row in shares} == {SHARE_FORMAT}  # as many decimals as were worked out
    assert [cell.value for cell in book["Đổi trong bộ tiêu chí"][5]] == [
        2025,
        2026,
        "Tiêu chí",
        "Bỏ tiêu chí 2.1",
    ]


def test_a_table_without_rows_says_why(run: Consolidation) -> None:
    buffer = BytesIO()
    write_years(buffer, replace(years(run, LISTED), changes=()))
    said = load_workbook(buffer)["Đổi trong bộ tiêu chí"]["A5"].value
    assert said == NONE["changes"]
