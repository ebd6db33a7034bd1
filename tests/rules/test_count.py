"""R5: points per occurrence, capped."""

from decimal import Decimal

import pytest

from scoring.rules import valid
from tests.rules.cases import labels, points, refused, rule

MODELS = rule("count", label="Số mô hình", each="2.5")


@pytest.mark.parametrize(("count", "expected"), [(0, "0"), (1, "2.5"), (3, "7.5"), (4, "8"), (10**12, "8")])
def test_so_many_points_each_up_to_the_maximum(count: int, expected: str) -> None:
    assert points(MODELS, "8", count) == Decimal(expected)


def test_it_asks_for_a_whole_number() -> None:
    (field,) = MODELS.fields(Decimal(8))
    assert all(valid(field, Decimal(answer)) for answer in ("0", "3", "1e12"))
    assert not any(valid(field, Decimal(answer)) for answer in ("2.5", "-1", "1e13", "1e40", "NaN"))
    assert labels(MODELS) == ["Số mô hình"]
    assert MODELS.guide(Decimal(8)) == "Số mô hình: mỗi trường hợp 2,5 điểm, tối đa 8 điểm."


@pytest.mark.parametrize("each", ["-1", "2,5"])
def test_each_must_be_a_number_of_points(each: str) -> None:
    assert refused("count", label="Số", each=each)


def test_each_must_be_worth_something() -> None:
    assert rule("count", label="Số", each="0").flaws(Decimal(5))
    assert not rule("count", label="Số").flaws(Decimal(0))
