"""What one answer is worth: every answer of a unit one step lower, each alone."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scoring.criteria.schema import Criterion
from scoring.criteria.units import Roster
from scoring.engine.model import Scorecard, Standing, UnitResult
from scoring.engine.points import rounded
from scoring.engine.rank import class_place, value
from scoring.engine.results import Results, Submission, classed
from scoring.engine.scorecard import on_stage
from scoring.whatif.attainable import attainable

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Lowered:
    """One unit. ``classes``: the criteria of which one step less costs it its class; ``places``: its place.

    ``worst``: the place it would have at worst. Places before ties are broken: 1 + how many are better.
    """

    unit: str
    place: int
    classes: tuple[str, ...]
    places: tuple[str, ...]
    worst: int


def one_step_less(criterion: Criterion, points: Decimal, places: int) -> Decimal:
    """The next lower points that an answer can bring; where they are not few a tenth of the maximum less."""
    lower = [worth for worth in attainable(criterion, places) if worth < points]
    return lower[-1] if lower else max(Decimal(0), points - rounded(criterion.max * TENTH, places))


def lowered(roster: Roster, results: Results, told: Mapping[str, Submission]) -> tuple[Lowered, ...]:
    """Every ranked unit, in the roster's order; ``told``: what counts of each unit.

    A class that a person decided stays, whatever the answers.
    """
    ranked = [each for each in results.units if each.ranked and each.card and each.standing]
    keys = sorted(_key(roster, each.card, each.standing) for each in ranked if each.card and each.standing)
    return tuple(_lowered(roster, each, told[each.unit], keys) for each in ranked)


_Key = tuple[int, Decimal]
"""What a unit is ranked by before ties are broken: its class, where that comes first, and its value."""


def _key(roster: Roster, card: Scorecard, standing: Standing) -> _Key:
    return -class_place(roster, standing), value(roster, card)


def _lowered(roster: Roster, result: UnitResult, told: Submission, keys: Sequence[_Key]) -> Lowered:
    card, before, unit = result.card, result.standing, roster.unit(result.unit)
    assert card and before and unit, "only ranked units are asked"
    mine = _key(roster, card, before)
    place = _place(keys, mine, mine)
    classes, places, worst = [], [], place
    for item, tried in _variants(roster, card):
        after = before if before.computed else classed(roster, unit, tried, told)
        if after.code != before.code:
            classes.append(item)
        unclassed = after.code is None  # no longer eligible: behind all others
        now = len(keys) if unclassed else _place(keys, _key(roster, tried, after), mine)
        if now > place:
            places.append(item)
        worst = max(worst, now)
    return Lowered(result.unit, place, tuple(classes), tuple(places), worst)


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


def _place(keys: Sequence[_Key], wanted: _Key, own: _Key) -> int:
    """1 + how many others are better; ``keys``, lowest first, include the unit's present ``own``."""
    return 1 + len(keys) - bisect_right(keys, wanted) - (own > wanted)
