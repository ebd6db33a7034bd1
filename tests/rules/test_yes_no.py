"""R1: all or nothing."""

from decimal import Decimal

import pytest

from scoring.rules import NO, YES, valid
from tests.rules.cases import points, rule


@pytest.mark.parametrize(
    ("good", "answer", "expected"),
    [
        (YES, YES, 12),
        (YES, NO, 0),
        (NO, NO, 12),
        (NO, YES, 0),
    ],
)
def test_full_points_for_the_good_answer_only(good: str, answer: str, expected: int) -> None:
    assert points(rule("yes_no", good=good), "12", answer) == expected


def test_the_guide_names_both_answers() -> None:
    assert rule("yes_no").guide(Decimal("2.5")) == "Có: 2,5 điểm. Không: 0 điểm."
    assert rule("yes_no", good="Không").guide(Decimal(3)) == "Không: 3 điểm. Có: 0 điểm."


def test_only_the_two_answers_are_allowed() -> None:
    (field,) = rule("yes_no").fields(Decimal(1))
    assert all(valid(field, answer) for answer in ("Có", "Không"))
    assert not any(valid(field, answer) for answer in ("có", "", Decimal(1)))
