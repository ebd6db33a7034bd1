"""R3: parts that add up."""

from decimal import Decimal

import pytest

from tests.rules.cases import labels, points, rule

DTI = rule("parts", parts=[{"text": "Kế hoạch", "points": "2"}, {"text": "Báo cáo", "points": "1.5"}])


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("Có", "Có"), "3.5"),
        (("Có", "Không"), "2"),
        (("Không", "Có"), "1.5"),
        (("Không", "Không"), "0"),
    ],
)
def test_the_parts_done_are_added(answers: tuple[str, str], expected: str) -> None:
    assert points(DTI, "3.5", *answers) == Decimal(expected)


def test_each_part_is_asked_and_described() -> None:
    assert labels(DTI) == ["Kế hoạch", "Báo cáo"]
    assert DTI.guide(Decimal("3.5")).endswith("Kế hoạch: 2 điểm; Báo cáo: 1,5 điểm.")


def test_the_parts_make_the_maximum() -> None:
    assert DTI.flaws(Decimal("3.5")) == ()
    assert DTI.flaws(Decimal(4)) == ["các phần (parts) cộng lại 3,5 điểm, điểm tối đa là 4"]
