"""S01-S03."""

from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.intake.checks.stated import check
from tests.intake.checks.whole import codes, context


@pytest.mark.parametrize("points", [Decimal(10), Decimal("10.000"), None])
def test_the_same_points_or_none__ok(points: Decimal | None) -> None:
    assert codes(check, context({"2.3": {"stated_points": points}})) == []


def test_other_points__warning() -> None:
    [found] = check(context({"2.3": {"stated_points": Decimal("2.5")}}))
    assert (found.code, found.criterion, found.found, found.expected) == ("S02", "2.3", "2,5", "10")


@pytest.mark.parametrize("total", ["89.18", "89.1800", None])
def test_the_same_or_no_total__ok(total: str | None) -> None:
    assert codes(check, context(total=total)) == []


def test_another_total__warning() -> None:
    [found] = check(context(total="99"))
    assert (found.code, found.found, found.expected, found.place.cell) == ("S01", "99", "89,18", "J3")


def test_an_incomplete_form_has_no_total_yet__ok() -> None:
    given = context({"2.3": {"entry": type(context().form.rows["2.3"].entry)()}}, total="99")
    assert codes(check, given) == []
    assert codes(check, replace(given, card=None)) == []


@pytest.mark.parametrize("name", ["Tốt", "TỐT", ""])
def test_the_same_class_or_none__ok(name: str) -> None:
    assert codes(check, context(standing=name)) == []


def test_another_class__warning() -> None:
    [found] = check(context(standing="Xuất sắc"))
    assert (found.code, found.found, found.expected, found.place.cell) == ("S03", "Xuất sắc", "Tốt", "J4")
