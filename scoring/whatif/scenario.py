"""A scenario: what somebody asks to be tried, as data, and what of it does not fit the criteria set."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from scoring.criteria.classes import Percent
from scoring.criteria.messages import unknown
from scoring.criteria.schema import CriteriaSet, Places
from scoring.criteria.source import Keys, Mistake
from scoring.criteria.units import Roster
from scoring.rules.values import Code, Data, Flag, Number, Points, Text
from scoring.text import show_number

Maximum = Annotated[Number, Field(gt=0, le=100000)]


class RoundingTried(Data):
    """What is rounded otherwise; an absent key stays as the set has it."""

    points: Places | None = None
    total: Places | None = None
    class_on: Literal["rounded", "exact"] | None = None
    rank_on: Literal["rounded", "exact"] | None = None


class Scenario(Data):
    """What is tried, each key absent where it stays as it is.

    Attributes:
        classes: lower bounds by class code.
        needs: share in percent by class code and code of the item; 0 drops the need.
        quota: percent by class code, also of a class that has no quota in the set.
        caps: the class that a condition caps to, by code of the condition.
        maxima: other maximum of a criterion or a whole group; ``by`` says how points follow: ``share`` keeps
            each answer's share of the maximum, ``rule`` scores the answer again with the new one.
        without: criteria or groups that are left out.
        conditions: by unit and condition, whether it holds.
    """

    name: Text
    why: str = ""
    classes: Mapping[Code, Points] = Field(default_factory=dict)
    needs: Mapping[Code, Mapping[Code, Percent]] = Field(default_factory=dict)
    quota: Mapping[Code, Percent] = Field(default_factory=dict)
    caps: Mapping[Code, Code] = Field(default_factory=dict)
    bonus_cap: Points | None = None
    penalty_cap: Points | None = None
    rounding: RoundingTried = RoundingTried()
    ties: Literal["shared", "dense"] | None = None
    break_by: tuple[Code, ...] | None = None
    maxima: Mapping[Code, Maximum] = Field(default_factory=dict)
    by: Literal["share", "rule"] = "share"
    without: tuple[Code, ...] = ()
    conditions: Mapping[Code, Mapping[Code, Flag]] = Field(default_factory=dict)


def misfits(scenario: Scenario, roster: Roster) -> Iterator[Mistake]:
    """What the scenario names that the set does not have, or that cannot be tried."""
    criteria = roster.criteria
    yield from _unknown("classes", "loại", scenario.classes, criteria.class_names)
    yield from _unknown("quota", "loại", scenario.quota, criteria.class_names)
    yield from _unknown("maxima", "tiêu chí hoặc nhóm", scenario.maxima, criteria.leaves_below)
    yield from _unknown("without", "tiêu chí hoặc nhóm", scenario.without, criteria.leaves_below)
    yield from _unknown("break_by", "tiêu chí hoặc nhóm", scenario.break_by or (), criteria.leaves_below)
    yield from _needs(scenario, criteria)
    yield from _caps(scenario, criteria)
    yield from _conditions(scenario, roster)
    yield from _order(scenario, criteria)
    yield from _bound_to_rules(scenario, criteria)
    for name, block in (("bonus_cap", criteria.bonus), ("penalty_cap", criteria.penalty)):
        if getattr(scenario, name) is not None and block is None:
            yield (name,), "bộ tiêu chí không có phần này"
    if not set(_leaves(criteria)) - set(left_out(scenario, criteria)):
        yield ("without",), "bỏ hết tiêu chí thì không còn gì để chấm"


def left_out(scenario: Scenario, criteria: CriteriaSet) -> frozenset[str]:
    """The criteria that the scenario leaves out, those below a group among them."""
    below = criteria.leaves_below
    return frozenset(leaf for code in scenario.without for leaf in below.get(code, ()))


def _leaves(criteria: CriteriaSet) -> Iterator[str]:
    return (criterion.code for criterion in criteria.main)


def _unknown(key: str, what: str, asked: Iterable[str], known: Iterable[str]) -> Iterator[Mistake]:
    listed = list(known)
    for code in asked:
        if code not in listed:
            yield (key, code) if not isinstance(asked, tuple) else (key,), unknown(what, code, listed)


def _needs(scenario: Scenario, criteria: CriteriaSet) -> Iterator[Mistake]:
    asked = {each.code: {need.code for need in each.needs} for each in criteria.classes}
    yield from _unknown("needs", "loại", scenario.needs, asked)
    for code, items in scenario.needs.items():
        for item in items:
            if code in asked and item not in asked[code]:
                way: Keys = ("needs", code, item)
                yield way, unknown(f"điều kiện của loại “{code}” về mục", item, sorted(asked[code]))
    shares = {(e.code, need.code) for e in criteria.classes for need in e.needs if need.at_least is None}
    for code, items in scenario.needs.items():
        for item, percent in items.items():
            if percent and item in asked.get(code, ()) and (code, item) not in shares:
                says = (
                    f"loại “{code}” cần số liệu của mục “{item}”, không phải tỷ lệ điểm; chỉ bỏ được (ghi 0)"
                )
                yield ("needs", code, item), says


def _caps(scenario: Scenario, criteria: CriteriaSet) -> Iterator[Mistake]:
    capping = [each.code for each in criteria.conditions if each.class_code is not None]
    yield from _unknown("caps", "điều kiện xếp loại", scenario.caps, capping)
    for code, to in scenario.caps.items():
        if to not in criteria.class_names:
            yield ("caps", code), unknown("loại", to, criteria.class_names)


def _conditions(scenario: Scenario, roster: Roster) -> Iterator[Mistake]:
    for code, held in scenario.conditions.items():
        unit = roster.unit(code)
        if unit is None:
            yield ("conditions", code), unknown("đơn vị", code, [each.code for each in roster.evaluated])
            continue
        known = [each.code for each in roster.conditions(unit)]
        for condition in held:
            if condition not in known:
                yield ("conditions", code, condition), unknown("điều kiện", condition, known)


def _bound_to_rules(scenario: Scenario, criteria: CriteriaSet) -> Iterator[Mistake]:
    """Points without their rule cannot fail a whole group, nor give the figure that a class needs.

    Scored again by their rule they need not keep the share from which a condition follows.
    """
    for code in scenario.maxima if scenario.by == "rule" else ():
        for condition in criteria.conditions:
            if condition.when and condition.when.code in criteria.leaves_below.get(code, ()):
                yield (
                    ("maxima", code),
                    f"điều kiện {condition.code} theo điểm của tiêu chí {condition.when.code}, nên chỉ đổi "
                    "điểm tối đa được khi giữ tỷ lệ điểm đã đạt (không chọn chấm lại theo cách chấm)",
                )
    for code in scenario.maxima:
        if code in criteria.coded:
            yield ("maxima", code), "điểm tối đa của phần này là mức chặn: ghi bonus_cap hoặc penalty_cap"
    figures = {need.code for each in criteria.classes for need in each.needs if need.at_least is not None}
    for code in scenario.maxima if scenario.by == "share" else ():
        for leaf in criteria.leaves_below.get(code, ()):
            criterion = criteria.criteria[leaf]
            if criterion.rule.fails or leaf in figures or not criterion.max:
                yield (
                    ("maxima", code),
                    f"tiêu chí {leaf} có điểm liệt, hoặc có loại cần số liệu của nó, nên chỉ đổi điểm tối "
                    "đa được khi chọn chấm lại theo cách chấm",
                )


def _order(scenario: Scenario, criteria: CriteriaSet) -> Iterator[Mistake]:
    """Every class begins below the next better one, and the last at 0, as a set has to have it."""
    bounds = [
        (each.name, each.code, lower_bound(scenario, each.code, each.at_least)) for each in criteria.classes
    ]
    for (better, _, above), (worse, code, below) in pairwise(bounds):
        if below >= above:
            yield (
                ("classes", code),
                f"loại “{worse}” từ {show_number(below)} điểm phải thấp hơn loại “{better}” từ "
                f"{show_number(above)} điểm",
            )
    if bounds[-1][2] != criteria.classes[-1].at_least:
        yield (
            ("classes", bounds[-1][1]),
            f"loại cuối cùng luôn bắt đầu từ {show_number(criteria.classes[-1].at_least)} điểm",
        )


def lower_bound(scenario: Scenario, code: str, usual: Decimal) -> Decimal:
    """Where a class begins in the scenario."""
    return scenario.classes.get(code, usual)
