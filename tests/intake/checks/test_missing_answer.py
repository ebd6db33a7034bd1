from decimal import Decimal

from scoring.intake.checks.missing_answer import check
from tests.intake.checks.asking import (
    COUNT,
    RATIO,
    criterion,
    row,
    said,
)


def test_blank__error() -> None:
    assert said(check, criterion(COUNT), row()) == [("N01", "1", "Chưa ghi “Số cuộc”.")]


def test_one_of_two_blank__error() -> None:
    assert said(check, criterion(RATIO), row({"1": 3})) == [("N01", "2", "Chưa ghi “Tổng số”.")]


def test_zero_is_an_answer__ok() -> None:
    assert said(check, criterion(COUNT), row({"1": Decimal(0)})) == []


def test_not_applicable__ok() -> None:
    assert said(check, criterion(COUNT, not_applicable="full"), row(void=True)) == []


def test_unreadable_has_its_own_finding__ok() -> None:
    assert said(check, criterion(COUNT), row(unreadable=["1"])) == []
