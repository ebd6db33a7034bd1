from decimal import Decimal

from scoring.intake.checks.contradiction import check
from tests.intake.checks.asking import (
    RATIO,
    criterion,
    row,
    said,
)


def test_part_above_whole__error() -> None:
    found = said(check, criterion(RATIO), row({"1": 8, "2": 7}))
    assert found == [("N06", "2", "“Số đúng hạn” lớn hơn “Tổng số”.")]


def test_whole_of_zero__error() -> None:
    [(code, cell, message)] = said(check, criterion(RATIO), row({"1": 0, "2": 0}))
    assert (code, cell) == ("N07", "2")
    assert message == "“Tổng số” bằng 0 nên không tính được tỷ lệ."


def test_whole_of_zero_that_means_not_applicable__ok() -> None:
    asked = criterion({**RATIO, "zero": "not_applicable"}, not_applicable="full")
    assert said(check, asked, row({"1": 0, "2": 0})) == []


def test_equal_numbers__ok() -> None:
    assert said(check, criterion(RATIO), row({"1": 7, "2": 7})) == []


def test_not_looked_at_while_a_field_is_invalid__ok() -> None:
    assert said(check, criterion(RATIO), row({"1": 8})) == []
    assert said(check, criterion(RATIO), row({"1": Decimal("8.5"), "2": 7})) == []


def test_long_labels_are_cut_at_a_word() -> None:
    asked = criterion({**RATIO, "top_label": "Số đơn thư " * 10})
    [(_, _, message)] = said(check, asked, row({"1": 8, "2": 7}))
    assert message.startswith("“Số đơn thư Số đơn thư")
    assert "…” lớn hơn “Tổng số”." in message
    assert len(message) < 100
