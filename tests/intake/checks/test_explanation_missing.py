import pytest

from scoring.criteria.units import Roster
from scoring.intake.checks.explanation_missing import check
from scoring.intake.layout import as_criterion
from tests.intake.checks.asking import (
    COUNT,
    RATIO,
    criterion,
    row,
    said,
)

MISSING = [("G01", "explanation", "Chưa ghi giải trình.")]


@pytest.mark.parametrize(
    ("policy", "count", "due"),
    [
        ("below_max", 5, False),
        ("below_max", 4, True),
        ("below_max", 0, True),
        ("above_zero", 0, False),
        ("above_zero", 1, True),
        ("always", 5, True),
        ("always", 0, True),
        ("optional", 0, False),
    ],
)
def test_policies(policy: str, count: int, due: bool) -> None:
    asked = criterion(COUNT, explanation=policy)
    assert said(check, asked, row({"1": count})) == (MISSING if due else [])
    assert said(check, asked, row({"1": count}, explanation="Vì…")) == []


def test_blank_answer_is_said_elsewhere__ok() -> None:
    assert said(check, criterion(COUNT, explanation="always"), row()) == []


def test_not_applicable_by_mark_or_by_answers__ok() -> None:
    zero = {**RATIO, "zero": "not_applicable"}
    asked = criterion(zero, not_applicable="excluded", explanation="below_max")
    assert said(check, asked, row(void=True)) == []
    assert said(check, asked, row({"1": 0, "2": 0})) == []


def test_a_condition_declared_has_to_be_explained(mini: Roster) -> None:
    condition = as_criterion(mini.criteria.conditions[0])
    assert said(check, condition, row({"1": "Có"})) == MISSING
    assert said(check, condition, row({"1": "Không"})) == []
