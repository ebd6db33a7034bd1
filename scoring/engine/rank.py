"""Places by value, and the words where a tie was shared or broken.

Ties are broken by the share (points of applicable maximum) that the tied units reached in the items of
``ranking.break_by``, in order. An item decides a tie only where every unit still tied was scored on it:
nobody is set back, or carried forward, by an item that was not asked of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from scoring.criteria.units import Roster, Unit
from scoring.engine.classify import item_name
from scoring.engine.model import Rank, Scorecard, Standing

NO_CLASSES: Mapping[str, int] = {}
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
    roster: Roster, cards: Mapping[str, Scorecard], classes: Mapping[str, int] = NO_CLASSES
) -> dict[str, Rank]:
    """The place of every unit (by code) in ``cards`` among these units, best first.

    ``classes`` holds :func:`class_place` of units; a unit of a better class is better whatever its points.

    Shared: 1 + the number of units that are better (1, 1, 3). Dense: 1 + the number of different better
    results (1, 1, 2). The order of ``cards`` does not matter: units that stay tied, and the units a note
    names, stand in the roster's order.
    """
    units = [unit for unit in roster.units if unit.code in cards]
    worth = {u.code: (-classes.get(u.code, 0), value(roster, cards[u.code])) for u in units}
    units.sort(key=lambda unit: worth[unit.code], reverse=True)
    dense = roster.criteria.ranking.ties == "dense"
    places: dict[str, Rank] = {}
    place = 1
    for _, tied in groupby(units, key=lambda unit: worth[unit.code]):
        steps = _part(roster, cards, list(tied))
        for n, step in enumerate(steps):
            above = steps[n - 1] if n else None
            below = steps[n + 1] if step.item else None
            notes = _notes(roster, cards, above, step, below)
            places |= {code: Rank(place, note) for code, note in notes.items()}
            place += 1 if dense else len(step.units)
    return places


@dataclass(frozen=True, slots=True)
class _Step:
    """Units that share a place; ``item`` set them above the next step of the same value, if there is one."""

    units: Sequence[Unit]
    item: str = ""


def _part(roster: Roster, cards: Mapping[str, Scorecard], tied: Sequence[Unit]) -> list[_Step]:
    """Units of one value, parted by the first item of the chain that tells them apart, and so on."""
    for item in roster.criteria.ranking.break_by if len(tied) > 1 else ():
        shares = [_share(cards[unit.code], item) for unit in tied]
        known = [share for share in shares if share is not None]
        if len(known) < len(tied) or len(set(known)) == 1:
            continue
        steps: list[_Step] = []
        for level in sorted(set(known), reverse=True):
            if steps:
                steps[-1] = replace(steps[-1], item=item)
            level_units = [unit for unit, share in zip(tied, known, strict=True) if share == level]
            steps += _part(roster, cards, level_units)
        return steps
    return [_Step(tied)]


def _share(card: Scorecard, item: str) -> Fraction | None:
    reached = card.sum(item)
    return Fraction(reached.points) / Fraction(reached.top) if reached.top else None


def _notes(
    roster: Roster, cards: Mapping[str, Scorecard], above: _Step | None, step: _Step, below: _Step | None
) -> dict[str, str]:
    """For each unit of the step, with whom it is tied and what parted it from the next; often nothing."""
    around = []
    if above:
        item = item_name(roster.criteria, above.item)
        around.append(f"Xếp sau {_names(above.units)} do tỷ lệ điểm {item} thấp hơn")
    if below:
        item = item_name(roster.criteria, step.item)
        around.append(f"Xếp trên {_names(below.units)} nhờ tỷ lệ điểm {item} cao hơn")
    if len(step.units) == 1:
        return {step.units[0].code: "; ".join(around)}
    why = _passed_over(roster, cards, step.units)
    return {
        unit.code: "; ".join([f"Đồng hạng với {_names(step.units, but=unit)}{why}", *around])
        for unit in step.units
    }


def _passed_over(roster: Roster, cards: Mapping[str, Scorecard], tied: Sequence[Unit]) -> str:
    """The items of the chain that could not part the units, since not all of them were scored on these."""
    passed = [
        item_name(roster.criteria, item)
        for item in roster.criteria.ranking.break_by
        if any(not cards[unit.code].sum(item).top for unit in tied)
    ]
    return f" (không xét được {', '.join(passed)} vì có đơn vị không có điểm phần này)" if passed else ""


def _names(units: Sequence[Unit], but: Unit | None = None) -> str:
    named = [unit.name for unit in units[: NAMED + 1] if unit is not but][:NAMED]
    others = len(units) - (but is not None) - len(named)
    return ", ".join(named) + (f" và {others} đơn vị khác" if others else "")
