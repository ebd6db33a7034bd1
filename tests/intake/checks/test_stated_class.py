"""S03."""

import pytest

from scoring.intake.checks import stated_class
from tests.intake.checks.whole import codes, context


@pytest.mark.parametrize("name", ["Tốt", "TỐT", ""])
def test_the_same_class_or_none__ok(name: str) -> None:
    assert codes(stated_class.check, context(standing=name)) == []


def test_another_class__warning() -> None:
    [found] = stated_class.check(context(standing="Xuất sắc"))
    assert (found.code, found.found, found.expected, found.place.cell) == ("S03", "Xuất sắc", "Tốt", "J4")
