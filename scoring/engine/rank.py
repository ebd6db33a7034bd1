"""Places by value, and the words where a tie was shared or broken.

Ties are broken by the share (points of applicable maximum) that the tied units reached in the items of
``ranking.break_by``, in order. A unit that was not scored on an item stands there with the share of all
its points: nobody is set back, or carried forward, by what was not asked, as where a criterion leaves the
maximum of the percentage. So each unit has one key of its own, and whoever else is ranked cannot change
the order of two units (docs/decisions/0014).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import groupby, pairwise

from scoring.criteria.schema import Rounding
from scoring.criteria.units import Roster, Unit
from scoring.engine.classify import item_name
from scoring.engine.memory import Memory
from scoring.engine.model import Rank, Scorecard, Standing
from scoring.engine.points import rounded

NO_CLASSES: Mapping[str, int] = {}
HUNDRED = Decimal(100)
NAMED = 3  # units that a note names before it counts the others


def value(roster: Roster, card: Scorecard) -> Decimal:
    """What the rank is decided on: the rounded or the unrounded score, as the set says."""
    return card.shown if roster.criteria.rounding.rank_on == "rounded" else card.score


def class_place(roster: Roster, standing: Standing) -> int:
    """How many classes are better, where the set ranks by class first; 0 for all where it does not."""
    if roster.criteria.ranking.by == "score" or standing.code is None:
        return 0
    return list(roster.criteria.class_names).index(standing.code)


def rank(
    roster: Roster,
    cards: Mapping[str, Scorecard],
    classes: Mapping[str, int] = NO_CLASSES,
    memory: Memory | None = None,
) -> dict[str, Rank]:
    """The place of every unit (by code) in ``cards`` among these units, best first.

    ``classes`` holds :func:`class_place` of units; a unit of a better class is better whatever its points.
    Every card has an applicable maximum: who has none is not ranked.

    Shared: 1 + the number of units that are better (1, 1, 3). Dense: 1 + the number of different better
    results (1, 1, 2). The order of ``cards`` does not matter: units that stay tied, and the units a note
    names, stand in the roster's order.
    """
    keys = keys_of(roster, cards, classes, memory)
    return places(roster, cards, keys, best_first(roster, keys))


Key = tuple[int, Decimal, tuple[Fraction, ...]]
"""What a unit is ranked by: its class (0 the best, below it negative), its value, its shares in the chain."""


def keys_of(
    roster: Roster,
    cards: Mapping[str, Scorecard],
    classes: Mapping[str, int],
    memory: Memory | None = None,
) -> dict[str, Key]:
    """What each unit is ranked by, among whomever; see :func:`rank`."""
    memory, keys = memory or Memory(), {}
    for code, card in cards.items():
        told = card, classes.get(code, 0)
        keys[code] = memory.of(_key, (code, card.stage), told, roster, *told)
    return keys


def best_first(roster: Roster, keys: Mapping[str, Key]) -> list[Unit]:
    """The units that have a key, best first; units that are equal stand in the roster's order."""
    units = [unit for unit in roster.units if unit.code in keys]
    units.sort(key=lambda unit: keys[unit.code], reverse=True)
    return units


def places(
    roster: Roster, cards: Mapping[str, Scorecard], keys: Mapping[str, Key], units: Iterable[Unit]
) -> dict[str, Rank]:
    """The place of every one of ``units`` among these; they are given best first."""
    steps = [_Step(key, tuple(tied)) for key, tied in groupby(units, key=lambda unit: keys[unit.code])]
    dense = roster.criteria.ranking.ties == "dense"
    found: dict[str, Rank] = {}
    place = 1
    for step, around in zip(steps, _partings(roster, cards, steps), strict=True):
        rest = _rank_beside(step, None, place, around)
        for number, unit in enumerate(step.units):
            is_named = number < NAMED
            found[unit.code] = _rank_beside(step, unit, place, around) if is_named else rest
        place += 1 if dense else len(step.units)
    return found


def _rank_beside(step: "_Step", unit: Unit | None, place: int, around: Sequence[str]) -> Rank:
    """The place of a unit with its note; None stands for each of those that no note of the step names."""
    others = _names(step.units, but=unit or step.units[-1])
    shared = [f"Đồng hạng với {others}"] if len(step.units) > 1 else []
    return Rank(place, "; ".join([*shared, *around]))


def _key(roster: Roster, card: Scorecard, below: int) -> Key:
    chain = roster.criteria.ranking.break_by
    return (
        -below,
        value(roster, card),
        tuple(tie_share(roster.criteria.rounding, card, item) for item in chain),
    )


def tie_share(rounding: Rounding, card: Scorecard, item: str) -> Fraction:
    """What a tie is broken by: the unit's share of the item, of all its points where it was not asked.

    That stand-in is as fine as the score that is ranked: it does not separate what rounding made equal.
    """
    reached = card.sum(item)
    if not card.applicable:
        return Fraction(0)
    if reached.top:
        return _share(reached.points, reached.top)
    if rounding.rank_on == "rounded":
        return _share(rounded(card.percent, rounding.total), HUNDRED)
    return _share(card.main, card.applicable)


@lru_cache(maxsize=65_536)
def _share(points: Decimal, top: Decimal) -> Fraction:
    """Most units share theirs with others: equal ones, compared by the thousand, are one object."""
    return _one(Fraction(points) / Fraction(top))


@lru_cache(maxsize=65_536)
def _one(share: Fraction) -> Fraction:
    return share


@dataclass(frozen=True, slots=True)
class _Step:
    """The units that share a place, and their key."""

    key: Key
    units: Sequence[Unit]


def _parting(roster: Roster, better: _Step, worse: _Step) -> str | None:
    """The first item of the chain that sets one above the other; None where there was no tie to break."""
    if better.key[:2] != worse.key[:2]:
        return None
    chain = zip(roster.criteria.ranking.break_by, better.key[2], worse.key[2], strict=True)
    return next(item for item, one, other in chain if one != other)


def _partings(
    roster: Roster, cards: Mapping[str, Scorecard], steps: Sequence[_Step]
) -> Sequence[Sequence[str]]:
    """For each step, by which items it ranks below the step above and above the step below."""
    words: list[list[str]] = [[] for _ in steps]
    for n, (better, worse) in enumerate(pairwise(steps)):
        item = _parting(roster, better, worse)
        if item is None:
            continue
        what = f"tỷ lệ điểm {item_name(roster.criteria, item)}"
        why = _stand_ins(cards, item, (better, worse))
        words[n].append(f"Xếp trên {_names(worse.units)} nhờ {what} cao hơn{why}")
        words[n + 1].append(f"Xếp sau {_names(better.units)} do {what} thấp hơn{why}")
    return words


def _stand_ins(cards: Mapping[str, Scorecard], item: str, steps: Sequence[_Step]) -> str:
    """Who was not asked the item that decided, so that its share of all points stands for it."""
    units = [unit for step in steps for unit in step.units if not cards[unit.code].sum(item).top]
    return f" ({_names(units)} không có mục này, lấy tỷ lệ điểm chung)" if units else ""


def _names(units: Sequence[Unit], but: Unit | None = None) -> str:
    named = [unit.name for unit in units[: NAMED + 1] if unit is not but][:NAMED]
    others = len(units) - (but is not None) - len(named)
    return ", ".join(named) + (f" và {others} đơn vị khác" if others else "")
