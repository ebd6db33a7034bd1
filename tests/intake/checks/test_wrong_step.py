from decimal import Decimal

import pytest

from scoring.intake.checks.wrong_step import check
from tests.intake.checks.asking import (
    COUNT,
    DIRECT,
    criterion,
    row,
    said,
)


def test_points_off_the_step__error() -> None:
    found = said(check, criterion(DIRECT), row({"1": Decimal("9.3")}))
    assert found == [("N05", "1", "“Điểm tự chấm” phải là bội của 0,25.")]


def test_broken_count__error() -> None:
    found = said(check, criterion(COUNT), row({"1": Decimal("1.5")}))
    assert found == [("N05", "1", "“Số cuộc” phải là số nguyên.")]


@pytest.mark.parametrize("answer", [Decimal(0), Decimal("0.25"), Decimal("9.750"), Decimal(10)])
def test_multiples__ok(answer: Decimal) -> None:
    assert said(check, criterion(DIRECT), row({"1": answer})) == []


def test_tenths_are_multiples_of_a_tenth__ok() -> None:
    tenths = criterion({"kind": "direct", "step": "0.1"})
    assert said(check, tenths, row({"1": Decimal("0.3")})) == []
