"""Two results side by side: who has another class or place, and how many have each class."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.criteria.units import Roster
from scoring.engine.model import QuotaNote, Rank, UnitResult
from scoring.engine.results import Results
from scoring.whatif.scenario import Scenario

Pair = tuple[int, int]
"""A figure before and after."""


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """Where a unit stands; None and empty where it has no points, no class or no place."""

    score: Decimal | None = None
    class_code: str | None = None
    class_name: str = ""
    in_block: int | None = None
    overall: int | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """One unit before and after. ``rise``: places won over all units (negative: lost), None without both.

    ``class_rise``: classes won.
    """

    unit: str
    name: str
    before: UnitPlace
    after: UnitPlace
    rise: int | None
    class_rise: int | None

    @property
    def is_moved(self) -> bool:
        """True where class or place is another; a score alone moves nobody."""
        return self._key(self.before) != self._key(self.after)

    @staticmethod
    def _key(place: UnitPlace) -> tuple[str, int | None, int | None]:
        return place.class_name, place.in_block, place.overall


@dataclass(frozen=True, slots=True)
class ScenarioEffect:
    """What a scenario changes.

    ``classes``: class name, then units before and after. ``quota``: the notes of exceeded quotas, before and
    after. ``units``: every unit that is evaluated, in the roster's order. ``lapsed``: what no longer works
    with what was left out, in sentences.
    """

    scenario: Scenario
    units: tuple[Moved, ...]
    classes: tuple[tuple[str, Pair], ...]
    quota: tuple[tuple[QuotaNote, ...], tuple[QuotaNote, ...]]
    lapsed: tuple[str, ...] = ()

    @property
    def moved(self) -> tuple[Moved, ...]:
        """The units of another class or place."""
        return tuple(each for each in self.units if each.is_moved)

    @property
    def unranked(self) -> tuple[str, ...]:
        """The names of units that have a place now and none in the scenario."""
        return tuple(each.name for each in self.units if each.before.overall and not each.after.overall)


def compare(
    scenario: Scenario, roster: Roster, before: Results, after: Results, lapsed: tuple[str, ...] = ()
) -> ScenarioEffect:
    """``roster``: of the set as it is; a unit that ``after`` does not hold stands nowhere there."""
    units = tuple(_moves(roster, before, after))
    notes = (before.quota_notes, after.quota_notes)
    return ScenarioEffect(scenario, units, tuple(_classes(roster, units)), notes, lapsed)


def _moves(roster: Roster, before: Results, after: Results) -> Iterator[Moved]:
    order = list(roster.criteria.class_names)
    for unit in roster.evaluated:
        was, now = _place(before[unit.code]), _place(after.by_code.get(unit.code))
        rise = was.overall - now.overall if was.overall and now.overall else None
        both = [order.index(each.class_code) for each in (was, now) if each.class_code in order]
        yield Moved(unit.code, unit.name, was, now, rise, both[0] - both[1] if len(both) == 2 else None)


def _place(result: UnitResult | None) -> UnitPlace:
    if result is None:
        return UnitPlace()
    card, standing = result.card, result.standing
    return UnitPlace(
        score=card.result if card else None,
        class_code=standing.code if standing and result.ranked else None,
        class_name=standing.name if standing and (result.ranked or standing.code is None) else "",
        in_block=_number(result.in_block),
        overall=_number(result.overall),
    )


def _number(rank: Rank | None) -> int | None:
    return rank.place if rank else None


def _classes(roster: Roster, units: Sequence[Moved]) -> Iterator[tuple[str, Pair]]:
    """By name: another set may have other classes, which come last."""
    was = Counter(each.before.class_name for each in units if each.before.class_code)
    now = Counter(each.after.class_name for each in units if each.after.class_code)
    for name in dict.fromkeys([*roster.criteria.class_names.values(), *now]):
        yield name, (was[name], now[name])
