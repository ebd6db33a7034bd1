"""D07."""

import pytest

from scoring.intake.checks import alias_name
from tests.intake.checks.whole import NAME, claim, codes


@pytest.mark.parametrize("name", [NAME, NAME.upper(), ""])
def test_the_name_as_listed__ok(name: str) -> None:
    assert codes(alias_name.check, claim(name)) == []


@pytest.mark.parametrize("name", ["KTHT", "Phòng KTHT và Đô thị"])
def test_another_spelling__warning(name: str) -> None:
    [found] = alias_name.check(claim(name))
    assert (found.code, found.expected, found.is_error) == ("D07", NAME, False)
