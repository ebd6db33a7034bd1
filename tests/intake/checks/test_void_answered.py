from scoring.intake.checks.void_answered import check
from tests.intake.checks.asking import (
    COUNT,
    criterion,
    row,
    said,
)

ALLOWED = criterion(COUNT, not_applicable="full")


def test_marked_and_answered__error() -> None:
    wanted = [("N14", "not_applicable", "Đã đánh dấu “Không phát sinh” nhưng vẫn ghi số liệu.")]
    assert said(check, ALLOWED, row({"1": 0}, void=True)) == wanted
    assert said(check, ALLOWED, row(void=True, unreadable=["1"])) == wanted


def test_only_marked_or_only_answered__ok() -> None:
    assert said(check, ALLOWED, row(void=True, unreadable=["day"])) == []
    assert said(check, ALLOWED, row({"1": 0})) == []


def test_where_the_mark_is_refused_that_is_said_instead__ok() -> None:
    assert said(check, criterion(COUNT), row({"1": 0}, void=True)) == []
