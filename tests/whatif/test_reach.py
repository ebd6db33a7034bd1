"""The smallest change that moves a unit: enough, and not more than enough."""

from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.engine.classify import classify
from scoring.engine.results import Submission, evaluate
from scoring.engine.scorecard import on_stage
from scoring.whatif.reach import Reach, Way, reach
from tests.whatif.tiny import form, tiny

ROSTER = tiny(1)


def found(submission: Submission, way: Way) -> Reach | None:
    card = evaluate(ROSTER, [submission])["u1"].card
    assert card
    return reach(ROSTER, ROSTER.units[0], card, submission, way)


def test_one_class_up_by_hand() -> None:
    """74 of 100 points, Tốt from 80: 6 more in A or B, 5 bonus do not do it, nor C with 5 left."""
    up = found(form("u1", "54", "15", "5"), "up")
    assert up
    assert [(step.code, step.needed, step.change) for step in up.steps] == [
        ("A", Decimal(60), Decimal(6)),
        ("B", Decimal(21), Decimal(6)),
    ]
    assert (up.bound_of, up.bound) == ("Tốt", Decimal(74))


def test_one_class_down_by_hand() -> None:
    """82 points: 2,5 less falls below 80 by the step of half a point; so does a deduction of 2,5."""
    down = found(form("u1", "50", "24", "8"), "down")
    assert down
    assert {step.code: step.change for step in down.steps} == {
        "A": Decimal("-2.5"), "B": Decimal("-2.5"), "C": Decimal("-2.5"), "X": Decimal("2.5"),
    }  # fmt: skip
    assert (down.bound_of, down.bound) == ("Tốt", Decimal("82.01"))


@pytest.mark.parametrize(("points", "way"), [(("60", "30", "10"), "up"), (("0", "0", "0"), "down")])
def test_above_the_best_and_below_the_last_there_is_nothing(points: tuple[str, str, str], way: Way) -> None:
    assert found(form("u1", *points), way) is None


def test_a_condition_holds_whatever_the_points() -> None:
    held = found(form("u1", "60", "30", "10", declared={"K": True}), "up")
    assert held == Reach("up", "Tốt", (), "Tốt", None)


@pytest.mark.parametrize("way", ["up", "down"])
def test_one_step_less_would_not_do(way: Way) -> None:
    submission = form("u1", "41", "22", "7", t="1", x="2")
    card = evaluate(ROSTER, [submission])["u1"].card
    moves = found(submission, way)
    assert card and moves and moves.steps
    here = classify(ROSTER, ROSTER.units[0], card, {}).code
    for step in moves.steps:
        for points, arrives in (
            (step.needed, True),
            (step.needed - (step.change / abs(step.change) / 2), False),
        ):
            marks = {**card.marks, step.code: replace(card.marks[step.code], points=points)}
            tried = on_stage(ROSTER.criteria, replace(card, marks=marks), "self")
            assert (classify(ROSTER, ROSTER.units[0], tried, {}).code != here) is arrives
