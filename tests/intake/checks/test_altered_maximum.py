"""C04."""

from decimal import Decimal

from scoring.findings import Place
from scoring.intake.checks import altered_maximum
from tests.intake.checks.whole import codes, context


def test_the_maximum_as_it_is_or_unknown__ok() -> None:
    assert codes(altered_maximum.check, context({"2.3": {"stated_top": Decimal("10.0")}})) == []


def test_another_maximum__warning() -> None:
    place = Place("Tự chấm điểm", "D20")
    changes = {"stated_top": Decimal("12.5"), "places": {"top": place}}
    [found] = altered_maximum.check(context({"2.3": changes}))
    assert (found.code, found.criterion, found.place) == ("C04", "2.3", place)
    assert (found.found, found.expected) == ("12,5", "10")
