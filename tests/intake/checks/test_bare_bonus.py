"""N24."""

from decimal import Decimal

from scoring.intake.checks.bare_bonus import check
from scoring.intake.checks.base import Asked
from tests.intake.checks.asking import COUNT, criterion, row

BONUS = criterion(COUNT, beside="2.1")


def codes(points: int, *, bare: bool) -> list[str]:
    return [found.code for found in check(row({"1": points}), Asked(BONUS, Decimal(points), bare=bare))]


def test_points_beside_what_was_not_scored__error() -> None:
    assert codes(2, bare=True) == ["N24"]
    [found] = check(row({"1": 2}), Asked(BONUS, Decimal(2), bare=True))
    assert (found.place.cell, found.is_error) == ("1!", True)
    assert found.message.startswith("Tiêu chí 2.1 chưa được chấm hoặc không phát sinh")


def test_no_bonus_or_one_beside_a_scored_criterion__ok() -> None:
    assert codes(0, bare=True) == codes(2, bare=False) == []
