"""R13 and R9: points that only the register or a superior gives."""

from decimal import Decimal

import pytest

from scoring.rules import Rule
from scoring.rules.punctuality import Punctuality
from tests.rules.cases import entry, refused, rule

ANNUAL = {"report": "nam", "text": "Báo cáo năm", "points": "3"}
SHARES = [{"report": "6-thang", "text": "6 tháng", "points": "1.5"}, ANNUAL]
REPORTS = rule("punctuality", shares=SHARES)
SUPERIOR = rule("superior", who="UBND phường")


@pytest.mark.parametrize(
    ("punctual", "expected"),
    [
        ({"6-thang": True, "nam": True}, "4.5"),
        ({"6-thang": True, "nam": False}, "1.5"),
        ({"6-thang": False, "nam": False, "khac": True}, "0"),
    ],
)
def test_each_report_on_time_gives_its_share(punctual: dict[str, bool], expected: str) -> None:
    assert isinstance(REPORTS, Punctuality)
    assert REPORTS.on_time(punctual, {}) == Decimal(expected)


@pytest.mark.parametrize("punctual", [{}, {"6-thang": True}, {"nam": False}])
def test_an_unknown_fate_gives_no_points_yet(punctual: dict[str, bool]) -> None:
    assert isinstance(REPORTS, Punctuality)
    assert REPORTS.on_time(punctual, {}) is None


@pytest.mark.parametrize("each", [REPORTS, SUPERIOR])
def test_the_unit_fills_nothing_and_there_is_nothing_to_calculate(each: Rule) -> None:
    assert each.fields(Decimal(5)) == ()
    with pytest.raises(TypeError):
        each.points(entry(), Decimal(5))
    with pytest.raises(TypeError):
        each.formula({}, Decimal(5))


def test_the_guides_name_who_scores() -> None:
    assert SUPERIOR.guide(Decimal(10)) == "UBND phường chấm, tối đa 10 điểm; đơn vị không ghi."
    assert "6 tháng: 1,5 điểm; Báo cáo năm: 3 điểm" in REPORTS.guide(Decimal("4.5"))


def test_the_shares_make_the_maximum_and_name_each_report_once() -> None:
    assert REPORTS.flaws(Decimal("4.5")) == []
    assert REPORTS.flaws(Decimal(5)) == ["shares cộng lại 4,5 điểm, điểm tối đa là 5"]
    twice = rule("punctuality", shares=[ANNUAL, ANNUAL])
    assert twice.flaws(Decimal(6)) == ["một báo cáo được ghi hai lần trong shares"]


def test_shares_are_needed() -> None:
    assert refused("punctuality", shares=[])


GRADES = [{"days": "3", "points": "2"}, {"days": "10", "points": "0.5"}]
GRADED = rule("punctuality", shares=[{**ANNUAL, "late": GRADES}])


@pytest.mark.parametrize(
    ("late", "expected"), [(1, "2"), (3, "2"), (4, "0.5"), (10, "0.5"), (11, "0"), (None, "0")]
)
def test_a_late_report_keeps_a_part_by_its_days(late: int | None, expected: str) -> None:
    days = {} if late is None else {"nam": late}
    assert GRADED.on_time({"nam": False}, days) == Decimal(expected)
    assert GRADED.on_time({"nam": True}, {}) == 3
    assert GRADED.counts_days
    assert not REPORTS.counts_days


def test_the_guide_says_what_is_left_when_late() -> None:
    assert "Báo cáo năm: 3 điểm (chậm đến 3 ngày: 2 điểm; chậm đến 10 ngày: 0,5 điểm; chậm hơn: 0 điểm)" in (
        rule("punctuality", shares=[{**ANNUAL, "text": "Báo cáo năm", "late": GRADES}]).guide(Decimal(3))
    )


@pytest.mark.parametrize("grades", [GRADES[::-1], [{"days": "3", "points": "4"}], [GRADES[0], GRADES[0]]])
def test_later_is_never_better(grades: list[dict[str, str]]) -> None:
    assert "chậm hơn thì điểm không cao hơn" in refused("punctuality", shares=[{**ANNUAL, "late": grades}])
