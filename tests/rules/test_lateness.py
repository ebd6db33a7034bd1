"""R7: on time full, late in steps, later nothing."""

from decimal import Decimal

import pytest

from tests.rules.cases import points, refused, rule

STEPS = rule("lateness", steps=[{"days": "5", "points": "3"}, {"days": "10", "points": "1.5"}])


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "6"),
        (1, "3"),
        (5, "3"),
        (6, "1.5"),
        (10, "1.5"),
        (11, "0"),
        (400, "0"),
    ],
)
def test_points_at_and_beside_each_step(days: int, expected: str) -> None:
    assert points(STEPS, "6", days) == Decimal(expected)


def test_without_steps_late_is_nothing() -> None:
    assert [points(rule("lateness"), "6", days) for days in (0, 1)] == [6, 0]


def test_the_guide_says_each_step() -> None:
    assert STEPS.guide(Decimal(6)) == (
        "Đúng hạn: 6 điểm. Chậm đến 5 ngày: 3 điểm. Chậm đến 10 ngày: 1,5 điểm. Chậm hơn: 0 điểm."
    )
    assert rule("lateness").guide(Decimal(6)) == "Đúng hạn: 6 điểm. Chậm hơn: 0 điểm."


@pytest.mark.parametrize(
    "steps",
    [
        [("10", "1"), ("5", "3")],
        [("5", "3"), ("5", "2")],
        [("5", "1"), ("10", "3")],
        [("0", "1")],
        [("1.5", "1")],
        [("5", "-1")],
    ],
)
def test_later_is_never_better(steps: list[tuple[str, str]]) -> None:
    assert refused("lateness", steps=[{"days": days, "points": worth} for days, worth in steps])


def test_late_is_never_above_the_maximum() -> None:
    assert STEPS.flaws(Decimal(3)) == []
    assert STEPS.flaws(Decimal(2)) == ["chậm 5 ngày được 3 điểm, nhiều hơn điểm tối đa 2"]
