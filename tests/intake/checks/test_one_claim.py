"""N23."""

from decimal import Decimal

from scoring.intake.checks.base import Asked
from scoring.intake.checks.one_claim import check
from tests.intake.checks.asking import COUNT, criterion, row

ASKED = criterion(COUNT, not_applicable="excluded")
BOTH = frozenset({"1.1", "1.3"})


def codes(points: int | None, claimed: frozenset[str], *, void: bool = False) -> list[str]:
    filled = row({} if void else {"1": 1}, void=void)
    worth = None if points is None else Decimal(points)
    asked = Asked(ASKED, worth, rivals=("1.1", "1.2", "1.3"), claimed=claimed)
    return [found.code for found in check(filled, asked)]


def test_points_of_two_where_one_may_be_claimed__error() -> None:
    assert codes(2, BOTH) == ["N23"]


def test_it_names_all_of_them_at_the_answer_and_what_counts() -> None:
    asked = Asked(ASKED, Decimal(2), rivals=("1.1", "1.2", "1.3"), claimed=BOTH)
    [found] = check(row({"1": 1}), asked)
    assert found.is_error
    assert (found.place.cell, found.message) == (
        "1!",
        "Chỉ được ghi điểm ở một trong các tiêu chí 1.1, 1.2, 1.3.",
    )
    assert "chưa sửa thì tạm tính tiêu chí nhiều điểm nhất" in found.remedy


def test_the_row_that_claims_nothing_or_one_claim_alone__ok() -> None:
    assert codes(0, BOTH) == codes(None, BOTH) == codes(0, BOTH, void=True) == []
    assert codes(2, frozenset({"1.1"})) == []
