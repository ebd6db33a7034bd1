"""S02."""

from decimal import Decimal

import pytest

from scoring.intake.checks import stated_points
from tests.intake.checks.whole import codes, context


@pytest.mark.parametrize("points", [Decimal(10), Decimal("10.000"), None])
def test_the_same_points_or_none__ok(points: Decimal | None) -> None:
    assert codes(stated_points.check, context({"2.3": {"stated_points": points}})) == []


def test_other_points__warning() -> None:
    [found] = stated_points.check(context({"2.3": {"stated_points": Decimal("2.5")}}))
    assert (found.code, found.criterion, found.found, found.expected) == ("S02", "2.3", "2,5", "10")
