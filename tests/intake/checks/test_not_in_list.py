from scoring.intake.checks.not_in_list import check
from tests.intake.checks.asking import (
    COUNT,
    YES_NO,
    criterion,
    row,
    said,
)


def test_other_words__error() -> None:
    found = said(check, criterion(YES_NO), row({"1": "Chưa rõ"}))
    assert found == [("N08", "1", "“Kết quả” phải chọn trong danh sách.")]


def test_a_choice_and_a_blank_and_a_number_field__ok() -> None:
    assert said(check, criterion(YES_NO), row({"1": "Không"})) == []
    assert said(check, criterion(YES_NO), row()) == []
    assert said(check, criterion(COUNT), row({"1": "abc"})) == []
