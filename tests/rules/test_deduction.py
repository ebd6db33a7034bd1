"""R6: a deduction per occurrence, with a floor."""

from decimal import Decimal

import pytest

from scoring.rules import Rule
from tests.rules.cases import points, refused, rule

BY_POINTS = rule("deduction", label="Số vụ", each="8")
BY_PERCENT = rule("deduction", label="Số vụ", each_percent="25")
FLOORED = rule("deduction", label="Số vụ", each="3", floor="2")


@pytest.mark.parametrize(
    ("each", "top", "count", "expected"),
    [
        (BY_POINTS, "20", 0, "20"),
        (BY_POINTS, "20", 2, "4"),
        (BY_POINTS, "20", 3, "0"),
        (BY_POINTS, "20", 99, "0"),
        (BY_PERCENT, "10", 0, "10"),
        (BY_PERCENT, "10", 1, "7.5"),
        (BY_PERCENT, "10", 4, "0"),
        (BY_PERCENT, "10", 5, "0"),
        (FLOORED, "10", 2, "4"),
        (FLOORED, "10", 3, "2"),
        (FLOORED, "8", 2, "2"),
    ],
)
def test_points_above_at_and_below_the_floor(each: Rule, top: str, count: int, expected: str) -> None:
    assert points(each, top, count) == Decimal(expected)


def test_the_guide_says_what_a_case_costs() -> None:
    assert BY_PERCENT.guide(Decimal(10)) == (
        "Không có: 10 điểm. Số vụ: mỗi trường hợp trừ 2,5 điểm, thấp nhất 0 điểm."
    )


@pytest.mark.parametrize("settings", [{}, {"each": "1", "each_percent": "10"}])
def test_one_way_to_deduct(settings: dict[str, str]) -> None:
    assert "ghi đúng một trong hai" in refused("deduction", label="Số vụ", **settings)


@pytest.mark.parametrize("settings", [{"each": "0"}, {"each_percent": "101"}, {"each": "1", "floor": "-1"}])
def test_settings_out_of_bounds(settings: dict[str, str]) -> None:
    assert refused("deduction", label="Số vụ", **settings)


def test_the_floor_is_below_the_maximum() -> None:
    assert FLOORED.flaws(Decimal("2.5")) == ()
    assert FLOORED.flaws(Decimal(2)) == ["mức thấp nhất (floor 2) phải nhỏ hơn điểm tối đa 2"]


def test_a_percent_of_many_decimals_is_told_as_a_percent() -> None:
    each = rule("deduction", label="Số vụ", each_percent="0.333333")
    assert "mỗi trường hợp trừ 0,333333% điểm tối đa, thấp nhất 0 điểm" in each.guide(Decimal("9.75"))
    assert "mỗi trường hợp trừ 0,333333 điểm," in each.guide(Decimal(100))
