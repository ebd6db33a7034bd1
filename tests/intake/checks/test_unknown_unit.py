"""D01."""

import pytest

from scoring.intake.checks import unknown_unit
from tests.intake.checks.whole import CELL, claim, codes


@pytest.mark.parametrize(
    "name", ["Phòng Kinh tế, Hạ tầng và Đô thị", "phòng kinh tế hạ tầng và đô thị", "KTHT"]
)
def test_a_known_name_code_or_alias__ok(name: str) -> None:
    assert codes(unknown_unit.check, claim(name, stamped=False)) == []


def test_a_near_miss_is_proposed_and_not_taken__error() -> None:
    [found] = unknown_unit.check(claim("Phòng Kinh tế, Hạ tầng", stamped=False))
    assert (found.code, found.place) == ("D01", CELL)
    assert "Có lẽ là “Phòng Kinh tế, Hạ tầng và Đô thị”" in found.remedy


def test_a_name_like_no_other__error() -> None:
    [found] = unknown_unit.check(claim("Hợp tác xã Thanh Long", unit="htx"))
    assert found.code == "D01"
    assert "Có lẽ" not in found.remedy


def test_no_name_at_all__error() -> None:
    [found] = unknown_unit.check(claim("", stamped=False))
    assert "không ghi tên" in found.message
