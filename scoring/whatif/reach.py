"""The smallest change by which one unit would come into the next class, up or down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster, Unit
from scoring.engine.model import Mark, Scorecard, Standing
from scoring.engine.results import Submission, classed
from scoring.engine.scorecard import on_stage
from scoring.whatif.applied import changed

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

    Points move by the steps that a criterion has, else on the grid that the set rounds to. More points never
    make a class worse, deductions never better, so the least change is found by halving.
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
    finest = Decimal(1).scaleb(-criteria.rounding.points)
    for code, mark in card.marks.items():
        points = mark.at(card.stage)
        if points is None or not mark.top:
            continue
        end = mark.top if (way == "up") != (code in deducted) else Decimal(0)
        unit = criteria.criteria[code].rule.points_step() or finest
        found = _least(criteria, card, mark, (points, end, unit), arrives)
        if found is not None:
            yield PointsChange(code, points, found)


def _least(
    criteria: CriteriaSet,
    card: Scorecard,
    mark: Mark,
    span: tuple[Decimal, Decimal, Decimal],
    arrives: Callable[[Scorecard], bool],
) -> Decimal | None:
    """The points nearest to the present ones that suffice, on the grid; None where even the end does not."""
    points, end, unit = span
    sign = 1 if end > points else -1
    low, high = 0, int(abs(end - points) / unit)
    if not high or not arrives(_with(criteria, card, mark, points + sign * high * unit)):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if arrives(_with(criteria, card, mark, points + sign * middle * unit)):
            high = middle
        else:
            low = middle
    return points + sign * high * unit


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
