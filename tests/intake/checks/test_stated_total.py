"""S01."""

from dataclasses import replace

import pytest

from scoring.intake.checks import stated_total
from tests.intake.checks.whole import codes, context


@pytest.mark.parametrize("total", ["89.18", "89.1800", None])
def test_the_same_or_no_total__ok(total: str | None) -> None:
    assert codes(stated_total.check, context(total=total)) == []


def test_another_total__warning() -> None:
    [found] = stated_total.check(context(total="99"))
    assert (found.code, found.found, found.expected, found.place.cell) == ("S01", "99", "89,18", "J3")


def test_an_incomplete_form_has_no_total_yet__ok() -> None:
    given = context({"2.3": {"entry": type(context().form.rows["2.3"].entry)()}}, total="99")
    assert codes(stated_total.check, given) == []
    assert codes(stated_total.check, replace(given, card=None)) == []
