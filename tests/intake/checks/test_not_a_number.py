from scoring.intake.checks.not_a_number import check
from tests.intake.checks.asking import (
    COUNT,
    DIRECT,
    YES_NO,
    criterion,
    row,
    said,
)


def test_text_in_a_count__error() -> None:
    assert said(check, criterion(COUNT), row({"1": "4,5"})) == [("N02", "1", "“Số cuộc” cần là số.")]


def test_text_in_typed_points__error() -> None:
    assert said(check, criterion(DIRECT), row({"1": "chín"})) == [("N02", "1", "“Điểm tự chấm” cần là số.")]


def test_number_and_blank_and_choice__ok() -> None:
    assert said(check, criterion(COUNT), row({"1": 4})) == []
    assert said(check, criterion(COUNT), row()) == []
    assert said(check, criterion(YES_NO), row({"1": "Có"})) == []
