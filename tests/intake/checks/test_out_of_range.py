from decimal import Decimal

import pytest

from scoring.intake.checks.out_of_range import check
from scoring.rules.values import LARGEST
from tests.intake.checks.asking import (
    COUNT,
    DIRECT,
    criterion,
    row,
    said,
)


@pytest.mark.parametrize("answer", [Decimal("-0.25"), Decimal("10.25"), Decimal(100)])
def test_typed_points_outside__error(answer: Decimal) -> None:
    found = said(check, criterion(DIRECT), row({"1": answer}))
    assert found == [("N04", "1", "“Điểm tự chấm” phải từ 0 đến 10.")]


def test_count_below_zero__error() -> None:
    found = said(check, criterion(COUNT), row({"1": -1}))
    assert found == [("N04", "1", "“Số cuộc” phải từ 0 trở lên.")]


@pytest.mark.parametrize("answer", [LARGEST + 1, -LARGEST - 1])
def test_beyond_all_reason__error(answer: Decimal) -> None:
    found = said(check, criterion(COUNT), row({"1": answer}))
    assert found == [("N04", "1", "“Số cuộc” phải không quá 1.000.000.000.000.")]


@pytest.mark.parametrize("answer", [Decimal(0), Decimal("9.75"), Decimal(10)])
def test_limits_belong_to_the_range__ok(answer: Decimal) -> None:
    assert said(check, criterion(DIRECT), row({"1": answer})) == []


def test_text_is_no_matter_of_range__ok() -> None:
    assert said(check, criterion(COUNT), row({"1": "100"})) == []
