"""The smallest change that moves a unit: enough, and not more than enough."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.criteria.units import Roster
from scoring.engine.classify import classify
from scoring.engine.results import Submission, classed, evaluate
from scoring.engine.scorecard import on_stage
from scoring.rules import Entry
from scoring.whatif.applied import changed
from scoring.whatif.attainable import attainable
from scoring.whatif.reach import Reach, Way, reach
from tests.engine.strategies import forms as drawn_forms
from tests.whatif.tiny import criterion, form, tiny

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


PARTS = (("a", "1"), ("b", "1/3"), ("c", "0"))
LEVELS = {
    "kind": "levels",
    "levels": [{"text": f"Mức {text}", "fraction": part} for text, part in PARTS],
}
RULES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "levels": (LEVELS, ("0", "10", "30")),
    "yes_no": ({"kind": "yes_no"}, ("0", "30")),
    "parts": (
        {"kind": "parts", "parts": [{"text": f"Việc {n}", "points": n} for n in (5, 10, 15)]},
        ("0", "5", "10", "15", "20", "25", "30"),
    ),
    "count": ({"kind": "count", "label": "Số lần", "each": "12"}, ("0", "12", "24", "30")),
    "deduction": (
        {"kind": "deduction", "label": "Số lần", "each": "10"},
        ("0", "10", "20", "30"),
    ),
    "ratio": ({"kind": "ratio", "top_label": "Đúng", "bottom_label": "Tổng"}, ()),
    "direct": ({"kind": "direct", "step": "0.5"}, ()),
}


@pytest.mark.parametrize("kind", RULES)
def test_the_points_that_answers_can_bring(kind: str) -> None:
    rule, expected = RULES[kind]
    [made] = tiny(1, groups=only("B", rule)).criteria.main
    assert attainable(made, 2) == tuple(map(Decimal, expected))


def only(code: str, rule: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"code": "I", "text": "Một", "children": [criterion(code, 30, rule=rule)]}]


def test_a_level_moves_to_the_next_level_and_not_between() -> None:
    """60 + 10 of 100: Tốt from 80 needs 10 more; the level above brings 20 more, the one below 10 less."""
    groups = [{"code": "I", "text": "Một", "children": [criterion("A", 70), criterion("L", 30, rule=LEVELS)]}]
    roster = tiny(1, groups=groups, bonus=None, penalty=None)
    sent = Submission("u1", {"A": Entry({"1": Decimal(60)}), "L": Entry({"1": "Mức b"})})
    card = evaluate(roster, [sent])["u1"].card
    assert card
    up = reach(roster, roster.units[0], card, sent, "up")
    assert up and [(step.code, step.needed) for step in up.steps] == [("A", Decimal(70)), ("L", Decimal(30))]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), way=st.sampled_from(["up", "down"]))
def test_every_step_moves_the_unit_and_the_one_before_it_does_not(
    mini: Roster, data: st.DataObject, way: Way
) -> None:
    """Every rule, any answers: the points named do it, the nearest points before them do not, nor does a
    cut-off a hundredth short of the one that is named."""
    told = {each.unit: each for each in data.draw(drawn_forms(mini, blanks=False))}
    for result in evaluate(mini, told.values()).units:
        card, unit = result.card, mini.unit(result.unit)
        moves = reach(mini, unit, card, told[result.unit], way) if card and unit and result.ranked else None
        for step in moves.steps if moves and card and unit else ():
            here = classed(mini, unit, card, told[result.unit]).code
            sign = 1 if step.change > 0 else -1
            few = attainable(mini.criteria.criteria[step.code], mini.criteria.rounding.points)
            grid = mini.criteria.criteria[step.code].rule.points_step() or Decimal("0.01")
            between = [each for each in few if 0 < (each - step.points) * sign < step.change * sign]
            before = max(between, key=lambda each: each * sign) if between else step.points
            before = before if few else step.needed - grid * sign
            for points, arrives in ((step.needed, True), (before, False)):
                marks = {**card.marks, step.code: card.marks[step.code].with_points(points, "self")}
                tried = on_stage(mini.criteria, replace(card, marks=marks), "self")
                assert (classed(mini, unit, tried, told[result.unit]).code != here) is arrives


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), way=st.sampled_from(["up", "down"]))
def test_the_bound_moves_the_unit_and_a_hundredth_short_of_it_does_not(
    mini: Roster, data: st.DataObject, way: Way
) -> None:
    told = {each.unit: each for each in data.draw(drawn_forms(mini, blanks=False))}
    for result in evaluate(mini, told.values()).units:
        card, unit = result.card, mini.unit(result.unit)
        moves = reach(mini, unit, card, told[result.unit], way) if card and unit and result.ranked else None
        if moves is None or moves.bound is None or card is None or unit is None:
            continue
        here = classed(mini, unit, card, told[result.unit]).code
        short = moves.bound + Decimal("0.01") * (1 if way == "up" else -1)
        for bound, arrives in ((moves.bound, True), (short, False)):
            tried = with_bound(mini, moves.bound_of, bound)
            assert (classed(tried, unit, card, told[result.unit]).code != here) is arrives


def with_bound(roster: Roster, name: str, bound: Decimal) -> Roster:
    classes = (
        changed(each, at_least=bound) if each.name == name else each for each in roster.criteria.classes
    )
    return Roster(changed(roster.criteria, classes=tuple(classes)), roster.units)
