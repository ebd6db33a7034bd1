"""What-if beside the other rules: needs before rounding, figures, conditions that follow from points."""

from decimal import Decimal
from typing import Any

import pytest

from scoring.criteria.units import Roster
from scoring.engine.results import Submission, evaluate
from scoring.errors import SetError
from scoring.rules import Entry
from scoring.whatif.influence import influences
from scoring.whatif.lowered import lowered
from scoring.whatif.reach import reach
from scoring.whatif.reading import told_scenario
from scoring.whatif.shares import shares
from scoring.whatif.stability import stability
from tests.whatif.tiny import criterion, form, moved, tiny, tried

RATIO = {"kind": "ratio", "top_label": "Đúng hạn", "bottom_label": "Tổng số"}
SHARE = {"code": "B", "at_least_percent": "100"}
FIGURE = {"code": "B", "at_least": "99.95"}


def needing(*needs: dict[str, str], **more: Any) -> Roster:
    """Tốt needs something of B, a share of tasks in whole points."""
    second = [criterion("B", 30, rule=RATIO), criterion("C", 10)]
    return tiny(
        1,
        rounding={"points": 0, "total": 2},
        classes=[
            {"code": "tot", "name": "Tốt", "at_least": 80, "needs": list(needs)},
            {"code": "kha", "name": "Khá", "at_least": 50},
            {"code": "yeu", "name": "Yếu", "at_least": 0},
        ],
        groups=[
            {"code": "I", "text": "Nhóm một", "children": [criterion("A", 60)]},
            {"code": "II", "text": "Nhóm hai", "children": second},
        ],
        **more,
    )


def tasks(done: int, of: int) -> Submission:
    entries = {code: Entry({"1": Decimal(each)}) for code, each in (("A", 60), ("C", 9), ("T", 0), ("X", 0))}
    return Submission("u1", entries | {"B": Entry({"1": Decimal(done), "2": Decimal(of)})})


@pytest.mark.parametrize("need", [SHARE, FIGURE])
def test_what_moves_a_unit_looks_at_the_points_tried(need: dict[str, str]) -> None:
    """967 of 1000 tasks bring 29 of 30 points: one more meets the need, whatever the figures were."""
    roster, sent = needing(need), tasks(967, 1000)
    card = evaluate(roster, [sent])["u1"].card
    assert card
    up = reach(roster, roster.units[0], card, sent, "up")
    assert up and [(step.code, step.needed) for step in up.steps] == [("B", Decimal(30))]


@pytest.mark.parametrize("need", [SHARE, FIGURE])
def test_a_step_less_costs_the_class_that_needs_it(need: dict[str, str]) -> None:
    roster, sent = needing(need), tasks(1000, 1000)
    [found] = lowered(roster, evaluate(roster, [sent]), {"u1": sent})
    assert "B" in found.classes


def test_a_share_is_tried_of_a_share_only() -> None:
    """Of an item of which a class needs a figure too only the share changes; a figure alone has none."""
    both, sent = needing({**SHARE, "at_least_percent": "90"}, FIGURE), tasks(980, 1000)
    found = tried(both, [sent], {"needs": {"tot": {"B": "50"}}})
    assert moved(found, "u1").after.class_name == "Khá"
    assert moved(tried(both, [sent], {"needs": {"tot": {"B": "0"}}}), "u1").after.class_name == "Tốt"
    with pytest.raises(SetError, match="cần số liệu của mục “B”"):
        told_scenario({"name": "Thử", "needs": {"tot": {"B": "50"}}}, needing(FIGURE))


def following(**when: str) -> Roster:
    one = {
        "code": "K",
        "text": "Yếu mục C",
        "effect": "cap",
        "class_code": "kha",
        "when": {"code": "C", **when},
    }
    return tiny(1, conditions=[one])


@pytest.mark.parametrize(("when", "c"), [({"at_least": "8"}, "9"), ({"at_most": "2"}, "1")])
def test_a_condition_keeps_following_under_another_maximum(when: dict[str, str], c: str) -> None:
    """Of C 9 of 10 are 4,5 of 5: what follows from 8 of 10 follows from 4 of 5."""
    forms = [form("u1", "60", "30", c)]
    found = moved(tried(following(**when), forms, {"maxima": {"C": "5"}}), "u1")
    assert (found.before.class_name, found.after.class_name) == ("Khá", "Khá")
    with pytest.raises(SetError, match="điều kiện K theo điểm của tiêu chí C"):
        told_scenario({"name": "Thử", "maxima": {"C": "5"}, "by": "rule"}, following(**when))


def test_the_maximum_of_a_bonus_block_is_its_cap() -> None:
    bonus = {"code": "TH", "text": "Thưởng", "cap": 5, "criteria": [criterion("T", 5)]}
    with pytest.raises(SetError, match="bonus_cap"):
        told_scenario({"name": "Thử", "maxima": {"TH": "8"}}, tiny(1, bonus=bonus))


@pytest.mark.parametrize("kind", ["uniform", "dirichlet"])
def test_a_criterion_of_no_points_has_no_weight(kind: Any) -> None:
    figure = criterion("F", 0, rule={"kind": "count", "label": "Số mô hình"})
    groups = [{"code": "I", "text": "Nhóm", "children": [criterion("A", 60), criterion("B", 40), figure]}]
    roster = tiny(2, groups=groups, bonus=None, penalty=None)
    sent = [
        Submission(
            unit, {code: Entry({"1": Decimal(worth)}) for code, worth in (("A", a), ("B", 40), ("F", 3))}
        )
        for unit, a in (("u1", 60), ("u2", 30))
    ]
    found = stability(shares(roster, evaluate(roster, sent)), lambda *_: None, kind, draws=20)
    assert [each.place for each in found.units] == [1, 2]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("score_on", ["points", "percent"])
def test_the_only_group_of_a_scale_is_all_of_its_weight(score_on: str) -> None:
    """A group with a cap counts as one item: without it nothing is left, and nobody has points."""
    children = [criterion("A", 60), criterion("B", 40)]
    groups = [{"code": "I", "text": "Nhóm", "cap": 80, "children": children}]
    roster = tiny(2, groups=groups, scale=80, score_on=score_on, bonus=None, penalty=None)
    sent = [
        Submission(unit, {code: Entry({"1": Decimal(worth)}) for code, worth in (("A", a), ("B", 20))})
        for unit, a in (("u1", 55), ("u2", 20))
    ]
    [found] = influences(shares(roster, evaluate(roster, sent)))
    assert (found.code, found.nominal, found.units, found.moves) == ("I", 1.0, 2, 1)
