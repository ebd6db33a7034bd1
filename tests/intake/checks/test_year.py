"""B02."""

import pytest

from scoring.intake.checks import year
from tests.intake.checks.whole import claim, codes


def test_this_year_and_period__ok() -> None:
    assert codes(year.check, claim()) == []


def test_without_a_stamp_no_year_is_known__ok() -> None:
    assert codes(year.check, claim(stamped=False)) == []


@pytest.mark.parametrize(
    ("stamp", "words"),
    [({"year": "2025"}, "năm 2025 (Báo cáo năm)"), ({"period": "6-thang"}, "Báo cáo 6 tháng")],
)
def test_another_year_or_period__error(stamp: dict[str, str], words: str) -> None:
    [found] = year.check(claim(**stamp))
    assert found.code == "B02"
    assert words in found.message
    assert "năm 2026 (Báo cáo năm)" in found.message
