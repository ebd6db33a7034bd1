"""What one answer is worth: every answer of a unit one step lower, each alone."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scoring.criteria.schema import Criterion
from scoring.criteria.units import Roster, Unit
from scoring.engine.model import Scorecard
from scoring.engine.points import rounded
from scoring.engine.rank import value
from scoring.engine.results import Results, Submission, classed
from scoring.engine.scorecard import on_stage

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Lowered:
    """One unit. ``classes``: the criteria of which one step less costs it its class; ``places``: its place.

    ``worst``: the place it would have at worst, by its score alone.
    """

    unit: str
    place: int
    classes: tuple[str, ...]
    places: tuple[str, ...]
    worst: int


def one_step_less(criterion: Criterion, points: Decimal, places: int) -> Decimal:
    """The next lower points that the rule states; where it states none a tenth of the maximum less."""
    stated = sorted(worth for way, worth in criterion.rule.stated() if way[-1] == "points" and worth < points)
    lower = stated[-1] if stated else points - rounded(criterion.max * TENTH, places)
    return max(Decimal(0), lower)


def lowered(roster: Roster, results: Results, told: Mapping[str, Submission]) -> tuple[Lowered, ...]:
    """Every ranked unit, in the roster's order; ``told``: what counts of each unit."""
    cards = {each.unit: each.card for each in results.units if each.ranked and each.card}
    values = sorted(value(roster, card) for card in cards.values())
    ranked = (unit for unit in roster.units if unit.code in cards)
    return tuple(_lowered(roster, each, cards[each.code], told[each.code], values) for each in ranked)


def _lowered(
    roster: Roster, unit: Unit, card: Scorecard, told: Submission, values: Sequence[Decimal]
) -> Lowered:
    before = classed(roster, unit, card, told).code
    mine = value(roster, card)
    place = _place(values, mine, mine)
    classes, places, worst = [], [], place
    for item, tried in _variants(roster, card):
        if classed(roster, unit, tried, told).code != before:
            classes.append(item)
        now = _place(values, value(roster, tried), mine)
        if now > place:
            places.append(item)
        worst = max(worst, now)
    return Lowered(unit.code, place, tuple(classes), tuple(places), worst)


def _variants(roster: Roster, card: Scorecard) -> Iterator[tuple[str, Scorecard]]:
    criteria = roster.criteria
    for criterion in criteria.main:
        mark = card.marks.get(criterion.code)
        points = mark.at(card.stage) if mark and mark.is_scored else None
        if mark is None or not points:
            continue
        less = one_step_less(criterion, points, criteria.rounding.points)
        marks = {**card.marks, mark.code: mark.with_points(less, card.stage)}
        yield criterion.code, on_stage(criteria, replace(card, marks=marks), card.stage)


def _place(values: Sequence[Decimal], wanted: Decimal, own: Decimal) -> int:
    """1 + how many others are better; ``values``, lowest first, include the unit's present ``own``."""
    return 1 + len(values) - bisect_right(values, wanted) - (own > wanted)
