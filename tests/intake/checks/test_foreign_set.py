"""B03."""

from scoring.intake.checks import foreign_set
from tests.intake.checks.whole import claim, codes


def test_the_same_set__ok() -> None:
    assert codes(foreign_set.check, claim()) == []


def test_another_set__error() -> None:
    assert codes(foreign_set.check, claim(set_id="viet-hoa-2026")) == ["B03"]
