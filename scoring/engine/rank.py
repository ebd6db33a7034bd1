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
from scoring.engine.model import Rank, Scorecard

NAMED = 3  # units that a note names before it counts the others


def value(roster: Roster, card: Scorecard) -> Decimal:
    """What the rank is decided on: the rounded or the unrounded score, as the set says."""
    return card.shown if roster.criteria.rounding.rank_on == "rounded" else card.score


def rank(roster: Roster, cards: Mapping[str, Scorecard]) -> dict[str, Rank]:
    """The place of every unit (by code) in ``cards`` among these units, best first.

    Shared: 1 + the number of units that are better (1, 1, 3). Dense: 1 + the number of different better
    results (1, 1, 2). The order of ``cards`` does not matter: units that stay tied, and the units a note
    names, stand in the roster's order.
    """
    units = [unit for unit in roster.units if unit.code in cards]
    units.sort(key=lambda unit: value(roster, cards[unit.code]), reverse=True)
    dense = roster.criteria.ranking.ties == "dense"
    places: dict[str, Rank] = {}
    place = 1
    for _, tied in groupby(units, key=lambda unit: value(roster, cards[unit.code])):
        steps = _part(roster, cards, list(tied))
        for n, step in enumerate(steps):
            above = steps[n - 1] if n else None
            below = steps[n + 1] if step.item else None
            note = _Notes(roster, cards, above, step, below)
            places |= {unit.code: Rank(place, note.of(unit)) for unit in step.units}
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


@dataclass(frozen=True, slots=True)
class _Notes:
    """The words for the units of a step: with whom they are tied, and what parted them from the next."""

    roster: Roster
    cards: Mapping[str, Scorecard]
    above: _Step | None
    step: _Step
    below: _Step | None

    def of(self, unit: Unit) -> str:
        """Vietnamese, empty where the value alone gave the place."""
        return "; ".join(part for part in (self._tied(unit), self._under(), self._over()) if part)

    def _tied(self, unit: Unit) -> str:
        peers = [other for other in self.step.units if other is not unit]
        if not peers:
            return ""
        passed = [
            item_name(self.roster.criteria, item)
            for item in self.roster.criteria.ranking.break_by
            if any(_share(self.cards[tied.code], item) is None for tied in self.step.units)
        ]
        why = f" (không xét {', '.join(passed)} vì có đơn vị không được chấm)" if passed else ""
        return f"Đồng hạng với {_names(peers)}{why}"

    def _under(self) -> str:
        if not self.above:
            return ""
        item = item_name(self.roster.criteria, self.above.item)
        return f"Xếp sau {_names(self.above.units)} do tỷ lệ điểm {item} thấp hơn"

    def _over(self) -> str:
        if not self.below:
            return ""
        item = item_name(self.roster.criteria, self.step.item)
        return f"Xếp trên {_names(self.below.units)} nhờ tỷ lệ điểm {item} cao hơn"


def _names(units: Sequence[Unit]) -> str:
    named = ", ".join(unit.name for unit in units[:NAMED])
    return f"{named} và {len(units) - NAMED} đơn vị khác" if len(units) > NAMED else named
