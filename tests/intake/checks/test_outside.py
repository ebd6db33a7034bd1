"""D03."""

from scoring.intake.checks import outside
from tests.intake.checks.whole import claim, codes


def test_an_evaluated_unit__ok() -> None:
    assert codes(outside.check, claim()) == []


def test_a_unit_outside_the_evaluation__error() -> None:
    [found] = outside.check(claim("Ủy ban MTTQ phường", unit="mttq"))
    assert found.code == "D03"
    assert "Cơ quan phối hợp" in found.message
