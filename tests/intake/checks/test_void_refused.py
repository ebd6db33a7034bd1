from scoring.intake.checks.void_refused import check
from tests.intake.checks.asking import (
    COUNT,
    criterion,
    row,
    said,
)


def test_marked_where_refused__error() -> None:
    found = said(check, criterion(COUNT), row(void=True))
    assert found == [("P01", "not_applicable", "Tiêu chí này không được ghi “Không phát sinh”.")]


def test_marked_where_allowed_or_not_marked__ok() -> None:
    assert said(check, criterion(COUNT, not_applicable="excluded"), row(void=True)) == []
    assert said(check, criterion(COUNT), row()) == []
