from scoring.intake.checks.void_reason import check
from tests.intake.checks.asking import (
    COUNT,
    criterion,
    row,
    said,
)

ALLOWED = criterion(COUNT, not_applicable="excluded")


def test_marked_without_reason__error() -> None:
    found = said(check, ALLOWED, row(void=True))
    assert found == [("P02", "explanation", "“Không phát sinh” cần ghi lý do ở cột Giải trình.")]


def test_marked_with_reason_or_not_marked__ok() -> None:
    assert said(check, ALLOWED, row(void=True, explanation="Không có đơn")) == []
    assert said(check, ALLOWED, row({"1": 1})) == []


def test_where_the_mark_is_refused_that_is_said_instead__ok() -> None:
    assert said(check, criterion(COUNT), row(void=True)) == []
