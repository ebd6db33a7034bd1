"""The smallest change by which one unit would come into the next class, up or down."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster, Unit
from scoring.engine.model import Mark, Scorecard, Standing
from scoring.engine.results import Submission, classed
from scoring.engine.scorecard import on_stage
from scoring.whatif.applied import changed
from scoring.whatif.attainable import attainable

Way = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class PointsChange:
    """The points of one criterion, as they are and as they would have to be."""

    code: str
    points: Decimal
    needed: Decimal

    @property
    def change(self) -> Decimal:
        """By how much they change."""
        return self.needed - self.points


@dataclass(frozen=True, slots=True)
class Reach:
    """What moves a unit one class ``way``.

    ``steps``: criteria that would do it alone, the smallest change first; ``bound``: where the lower bound of
    a class would have to be (``bound_of`` names it), None where no bound does it, since a need or a condition
    holds the unit.
    """

    way: Way
    class_name: str
    steps: tuple[PointsChange, ...]
    bound_of: str = ""
    bound: Decimal | None = None


def reach(roster: Roster, unit: Unit, card: Scorecard, told: Submission, way: Way) -> Reach | None:
    """None where there is no class above or below, or the unit has none at all.

    Points move to those that an answer can bring where they are few, else by the step that a criterion has,
    else on the grid that the set rounds to. More points never make a class worse, deductions never better, so
    the least change is found by halving.
    """
    standing = classed(roster, unit, card, told)
    order = list(roster.criteria.class_names)
    if standing.code is None:
        return None
    here = order.index(standing.code)
    wanted = here + (1 if way == "down" else -1)
    if not 0 <= wanted < len(order):
        return None

    def arrives(tried: Scorecard) -> bool:
        place = _place(order, classed(roster, unit, tried, told))
        return place is not None and (place <= wanted if way == "up" else place >= wanted)

    steps = sorted(_steps(roster.criteria, card, way, arrives), key=lambda step: abs(step.change))
    moved = wanted if way == "up" else here
    bound = _bound(roster, unit, card, told, moved, way)
    name = roster.criteria.classes[wanted].name
    return Reach(way, name, tuple(steps), roster.criteria.classes[moved].name, bound)


def _place(order: list[str], standing: Standing) -> int | None:
    return None if standing.code is None else order.index(standing.code)


def _steps(
    criteria: CriteriaSet, card: Scorecard, way: Way, arrives: Callable[[Scorecard], bool]
) -> Iterator[PointsChange]:
    deducted = {each.code for each in criteria.penalty.criteria} if criteria.penalty else set()
    for code, mark in card.marks.items():
        points = mark.at(card.stage)
        if points is None or not mark.top:
            continue
        tried = _tried(criteria, mark, points, more=(way == "up") != (code in deducted))
        found = _least(criteria, card, mark, tried, arrives)
        if found is not None:
            yield PointsChange(code, points, found)


def _tried(criteria: CriteriaSet, mark: Mark, points: Decimal, *, more: bool) -> Sequence[Decimal]:
    """The points that the criterion could have instead, the nearest first."""
    criterion, places = criteria.criteria[mark.code], criteria.rounding.points
    few = attainable(criterion, places)
    if few:
        beyond = [worth for worth in few if (worth > points if more else worth < points)]
        return [worth for worth in (beyond if more else reversed(beyond)) if worth <= mark.top]
    step = criterion.rule.points_step() or Decimal(1).scaleb(-places)
    steps = int((mark.top - points if more else points) / step)
    return [points + n * (step if more else -step) for n in range(1, steps + 1)]


def _least(
    criteria: CriteriaSet,
    card: Scorecard,
    mark: Mark,
    tried: Sequence[Decimal],
    arrives: Callable[[Scorecard], bool],
) -> Decimal | None:
    """The first of ``tried`` that arrives, None where even the last does not."""

    def comes(points: Decimal) -> bool:
        return arrives(_with(criteria, card, mark, points))

    if not tried or not comes(tried[-1]):
        return None
    return tried[bisect_left(tried, True, key=comes)]


def _with(criteria: CriteriaSet, card: Scorecard, mark: Mark, points: Decimal) -> Scorecard:
    """The same scorecard with other points of one criterion."""
    marks = {**card.marks, mark.code: mark.with_points(points, card.stage)}
    return on_stage(criteria, replace(card, marks=marks), card.stage)


def _bound(
    roster: Roster, unit: Unit, card: Scorecard, told: Submission, moved: int, way: Way
) -> Decimal | None:
    """The lower bound of class number ``moved`` with which the unit arrives; None where no bound does it."""
    criteria = roster.criteria
    value = card.shown if criteria.rounding.class_on == "rounded" else card.score
    if way == "down":
        value += Decimal(1).scaleb(-criteria.rounding.total)
    classes = list(criteria.classes)
    classes[moved] = changed(classes[moved], at_least=value)
    beside = [classes[n].at_least for n in (moved - 1, moved + 1) if 0 <= n < len(classes)]
    if moved == len(classes) - 1 or (moved and value >= beside[0]) or value <= beside[-1]:
        return None
    tried = Roster(changed(criteria, classes=tuple(classes)), roster.units)
    arrived = classed(tried, unit, card, told)
    before = classed(roster, unit, card, told)
    return value if arrived.code != before.code else None
