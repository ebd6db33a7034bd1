"""Which conditions hold: declared, following from an answer, overruled."""

from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.criteria.conditions import Condition, When
from scoring.engine.conditions import holds, says
from scoring.engine.model import Mark, Scorecard, Stage, Status
from tests.engine.answers import card

FIVE = Decimal(5)


def with_mark(
    points: str | None, status: Status = Status.SCORED, verified: str | None = None, stage: Stage = "self"
) -> Scorecard:
    own, checked = (None if each is None else Decimal(each) for each in (points, verified))
    return replace(card("90"), marks={"IX.1": Mark("IX.1", status, own, FIVE, checked)}, stage=stage)


def following(**bound: Decimal) -> Condition:
    when = When(code="IX.1", **bound)  # type: ignore[arg-type]
    return Condition(code="DK1", text="Trái pháp luật", effect="lower", lower_by=1, when=when)


@pytest.mark.parametrize(
    ("points", "at_least", "at_most"),
    [("0", False, True), ("0.99", False, True), ("1", True, True), ("1.01", True, False), ("5", True, False)],
)
def test_a_condition_follows_from_points(points: str, at_least: bool, at_most: bool) -> None:
    found = with_mark(points)
    assert holds(following(at_least=Decimal(1)), found, {}, {}) is at_least
    assert holds(following(at_most=Decimal(1)), found, {}, {}) is at_most


@pytest.mark.parametrize("status", [Status.NOT_APPLICABLE, Status.EXEMPT, Status.BLANK, Status.AWAITED])
def test_what_was_not_scored_is_no_reason(status: Status) -> None:
    found = with_mark("5", status)
    assert not holds(following(at_least=Decimal(1)), found, {}, {})
    assert not holds(following(at_most=FIVE), found, {}, {})
    assert not holds(following(at_most=FIVE), card("90"), {}, {})  # nor what nobody asked


def test_on_the_verified_stage_the_verified_points_decide() -> None:
    condition = following(at_least=Decimal(1))
    assert holds(condition, with_mark("0", verified="2", stage="verified"), {}, {})
    assert not holds(condition, with_mark("2", verified="0", stage="verified"), {}, {})


@pytest.mark.parametrize("status", [Status.BLANK, Status.AWAITED])
def test_what_a_verifier_scored_of_what_the_unit_left_open_decides(status: Status) -> None:
    condition = following(at_least=Decimal(1))
    assert holds(condition, with_mark(None, status, verified="2", stage="verified"), {}, {})
    assert not holds(condition, with_mark(None, status, verified="2"), {}, {})


def test_a_declaration_beside_an_answer_is_only_compared_and_a_decision_outweighs_both() -> None:
    condition = following(at_least=Decimal(1))
    assert not holds(condition, with_mark("0"), {"DK1": True}, {})
    assert holds(condition, with_mark("0"), {"DK1": False}, {"DK1": True})
    assert not holds(condition, with_mark("5"), {"DK1": True}, {"DK1": False})


@pytest.mark.parametrize(
    ("points", "status", "said"),
    [
        ("5", Status.SCORED, True),
        ("0", Status.SCORED, False),
        ("5", Status.NOT_APPLICABLE, False),
        (None, Status.BLANK, None),
        (None, Status.AWAITED, None),
        ("0", Status.EXEMPT, None),
    ],
)
def test_there_is_nothing_to_compare_without_an_answer(
    points: str | None, status: Status, said: bool | None
) -> None:
    assert says(following(at_least=Decimal(1)).when, with_mark(points, status)) is said
    assert says(None, with_mark(points, status)) is None
