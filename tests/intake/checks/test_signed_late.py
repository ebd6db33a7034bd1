"""K04: "trước ngày 15/11" means that the 15th itself is late."""

from dataclasses import replace
from datetime import date

import pytest

from scoring.intake.checks import signed_late
from tests.intake.checks.whole import codes, context


@pytest.mark.parametrize("day", [date(2026, 11, 14), date(2026, 1, 2), None])
def test_signed_before_the_day__ok(day: date | None) -> None:
    assert codes(signed_late.check, context(day=day)) == []


@pytest.mark.parametrize("day", [date(2026, 11, 15), date(2026, 12, 1)])
def test_signed_on_or_after_the_day__warning(day: date) -> None:
    [found] = signed_late.check(context(day=day))
    assert (found.code, found.expected) == ("K04", "trước 15/11/2026")


def test_each_period_has_its_own_day__warning() -> None:
    assert codes(signed_late.check, context(day=date(2026, 6, 10), period="6-thang")) == ["K04"]


def test_a_period_without_a_report_is_never_late__ok() -> None:
    assert codes(signed_late.check, context(day=date(2026, 12, 1), period="dot-xuat")) == []


def test_where_the_day_itself_is_in_time__ok() -> None:
    given = context(day=date(2026, 11, 15))
    reports = tuple(r.model_copy(update={"before": False}) for r in given.roster.criteria.reports)
    criteria = given.roster.criteria.model_copy(update={"reports": reports})
    assert codes(signed_late.check, replace(given, roster=replace(given.roster, criteria=criteria))) == []
