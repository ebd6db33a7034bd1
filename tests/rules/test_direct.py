"""R8: points typed on a step."""

from decimal import Decimal

import pytest

from scoring.rules import valid
from tests.rules.cases import points, refused, rule

QUARTERS = rule("direct")


@pytest.mark.parametrize(
    ("typed", "allowed"),
    [
        ("0", True),
        ("0.25", True),
        ("9.75", True),
        ("10", True),
        ("10.0", True),
        ("0.1", False),
        ("9.99", False),
        ("10.25", False),
        ("-0.25", False),
        ("NaN", False),
        ("Infinity", False),
    ],
)
def test_from_0_to_the_maximum_on_the_step(typed: str, allowed: bool) -> None:
    (field,) = QUARTERS.fields(Decimal(10))
    assert valid(field, Decimal(typed)) is allowed


def test_what_is_typed_counts() -> None:
    assert points(QUARTERS, "10", Decimal("9.75")) == Decimal("9.75")
    assert QUARTERS.guide(Decimal(10)) == "Tự chấm từ 0 đến 10 điểm, theo bước 0,25."
    assert QUARTERS.fields(Decimal(10))[0].limits == "từ 0 đến 10"


def test_the_maximum_lies_on_the_step() -> None:
    assert QUARTERS.flaws(Decimal("10.25")) == ()
    assert rule("direct", step="0.3").flaws(Decimal(10)) == ["điểm tối đa 10 phải là bội của bước (step 0,3)"]
    assert rule("direct", step="20").flaws(Decimal(10)) != ()


def test_a_step_is_positive() -> None:
    assert refused("direct", step="0")
