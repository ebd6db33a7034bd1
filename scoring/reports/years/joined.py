"""The years of one office joined by unit: what each reached, what changed in the set in between."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from scoring.engine.model import State, UnitResult
from scoring.intake.history import EarlierGroup, EarlierResult, EarlierYear
from scoring.reports.final.years import GONE, merged_words
from scoring.reports.headings import title_of
from scoring.standing.run import Consolidation
from scoring.text import fold

HUNDRED = Decimal(100)

GroupKey = tuple[str, str]
"""A group is the same over the years where code and name are."""


@dataclass(frozen=True, slots=True)
class SetChanges:
    """What changed in the set between two years: part and words of each change, and all in one sentence."""

    before: int
    after: int
    verdict: str
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OverYears:
    """One unit; ``results`` has one entry for every year, oldest first, None where it has none of its own."""

    unit: str
    name: str
    results: tuple[EarlierResult | None, ...]
    note: str = ""


@dataclass(frozen=True)
class Years:
    """``years`` oldest first, the last one being ``run``'s; ``closed`` says of which of them are frozen.

    ``changes``: between each year and the next.
    """

    run: Consolidation
    years: tuple[EarlierYear, ...]
    closed: frozenset[int]
    changes: tuple[SetChanges, ...]

    @cached_property
    def units(self) -> tuple[OverYears, ...]:
        """Units of the last year by place, then those without one, then those that are gone."""
        here = [each.unit for each in self.run.results.units if each.state is not State.OUTSIDE]
        ranks = {each.unit: each.rank for each in self.years[-1].results if each.rank}
        last = len(here) + 1  # a list that is being sorted looks empty
        here.sort(key=lambda unit: ranks.get(unit, last))
        return (*(self._over_years(unit) for unit in here), *self._gone(set(here)))

    @cached_property
    def by_unit(self) -> Mapping[str, OverYears]:
        """The units of the last year by code."""
        return {each.unit: each for each in self.units if each.unit}

    @cached_property
    def groups(self) -> tuple[GroupKey, ...]:
        """The groups of all years, those of the latest first."""
        found = (
            key_of(group)
            for year in reversed(self.years)
            for result in year.results
            for group in result.groups
        )
        return tuple(dict.fromkeys(found))

    @cached_property
    def group_names(self) -> Mapping[GroupKey, str]:
        """How each group was called when it was last there, as a sentence writes it."""
        return {
            key_of(group): title_of(group.name, self.run.criteria)
            for year in self.years
            for result in year.results
            for group in result.groups
        }

    def _over_years(self, unit: str) -> OverYears:
        results = tuple(year.of(unit) for year in self.years)
        return OverYears(unit, self.run.name(unit), results, merged_words(unit, self.years))

    def _gone(self, here: set[str]) -> Iterator[OverYears]:
        """Of two by one name in the same year, each has a line of its own."""
        found: dict[tuple[str, int], dict[int, EarlierResult]] = {}
        for number, year in enumerate(self.years):
            times: Counter[str] = Counter()
            for result in year.results:
                if result.unit not in here:
                    name = result.unit or fold(result.name)
                    found.setdefault((name, times[name]), {})[number] = result
                    times[name] += 1
        for held in found.values():
            results = tuple(held.get(number) for number in range(len(self.years)))
            yield OverYears("", held[max(held)].name, results, GONE)


def this_year(run: Consolidation) -> EarlierYear:
    """The results of today as a year; whoever is not ranked has no score."""
    criteria = run.criteria
    return EarlierYear(
        year=criteria.year,
        source="",
        results=tuple(_result(run, each) for each in run.results.units if each.state is not State.OUTSIDE),
        set_name=criteria.name,
        set_hash=run.set_hash,
        scale=criteria.scale,
    )


def _result(run: Consolidation, result: UnitResult) -> EarlierResult:
    card, standing = result.card if result.ranked else None, result.standing
    sums = ((group, card.sum(group.code)) for group in run.criteria.groups) if card else ()
    return EarlierResult(
        name=run.name(result.unit),
        unit=result.unit,
        score=card.shown if card else None,
        class_name=standing.name if standing and card else run.state_words(result).capitalize(),
        rank=result.overall.place if result.overall else None,
        in_block=result.in_block.place if result.in_block else None,
        groups=tuple(
            EarlierGroup(group.code, group.text, each.points, each.top) for group, each in sums if each.top
        ),
    )


def key_of(group: EarlierGroup) -> GroupKey:
    """A group of one year is that of another by code and name."""
    return group.code, fold(group.name)


def share(score: Decimal | None, year: EarlierYear) -> Decimal | None:
    """A score in percent of the year's scale; as it is where nobody knows the scale."""
    if score is None or not year.scale:
        return score
    return score * HUNDRED / year.scale


def group_share(result: EarlierResult | None, key: GroupKey) -> Decimal | None:
    """Points of the group in percent of what counted for the unit."""
    for group in result.groups if result else ():
        if key_of(group) == key and group.top:
            return group.points * HUNDRED / group.top
    return None


def rise(before: EarlierResult | None, after: EarlierResult | None) -> int | None:
    """Places won from one year to another (negative: lost); None where one of them has none."""
    return before.rank - after.rank if before and after and before.rank and after.rank else None
