"""D02."""

import pytest

from scoring.intake.checks import other_unit
from tests.intake.checks.whole import NAME, claim, codes


@pytest.mark.parametrize(
    ("name", "code"), [(NAME, "ktht"), ("Phòng kinh tế hạ tầng và đô thị", ""), ("", "")]
)
def test_its_own_name__ok(name: str, code: str) -> None:
    assert codes(other_unit.check, claim(name, code)) == []


def test_a_name_nobody_knows_is_not_another_unit__ok() -> None:
    assert codes(other_unit.check, claim("Phòng KTHT (mới)")) == []


@pytest.mark.parametrize(("name", "code"), [("Phòng VHXH", "ktht"), (NAME, "vhxh")])
def test_another_unit_s_name_or_code__error(name: str, code: str) -> None:
    [found] = other_unit.check(claim(name, code))
    assert found.code == "D02"
    assert (found.expected, found.found) == (NAME, "Phòng Văn hóa - Xã hội")
