"""What statistics need of a ranking, as arrays: shares of criteria, maxima, extras, what holds a class.

Binary floating point, for statistics alone: no figure from here is anybody's score.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from scoring.criteria.schema import CriteriaSet, Group, Node
from scoring.criteria.tally import is_plain, most
from scoring.criteria.units import Roster
from scoring.engine.model import Scorecard, Standing
from scoring.engine.rank import tie_share
from scoring.engine.results import Results

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int32]
"""Places or classes: draws x units."""
_NOISE = 1e-9
"""A half is a half, and a bound is reached: sums of binary fractions are off by less."""
_GRAIN = 1e-7
"""Scores that differ by less are equal: two shares of whole hundredths of points differ by more."""
_WORSE = 10**11
"""A class, in grains: more than any score has."""


@dataclass(frozen=True)
class Shares:
    """The ranked units (rows) and the criteria of the scale (columns), see :func:`_items`.

    Attributes:
        units, codes: the codes of rows and columns.
        reached: points of maximum, 0..1; 0 where the criterion does not count for the unit.
        counts: 1.0 where it counts for the unit.
        weights: the criteria's maxima.
        extra: bonus less penalty of each unit, in points of the scale.
        held: the number of the class that a need or a condition limits the unit to (0: nothing does).
        decided: the number of the class that a person decided, -1 where nobody did.
        tie: the units in the order of the chain that breaks ties, 0 the best; equal where it does not.
    """

    criteria: CriteriaSet
    units: tuple[str, ...]
    codes: tuple[str, ...]
    reached: Floats
    counts: Floats
    weights: Floats
    extra: Floats
    held: Places
    decided: Places
    tie: npt.NDArray[np.int64]

    @cached_property
    def bounds(self) -> Floats:
        """The lower bounds of the classes, best first."""
        return np.array([float(each.at_least) for each in self.criteria.classes])

    def scores(self, weights: Floats) -> Floats:
        """The unrounded scores under each row of ``weights``: draws x units.

        Weights keep their sum: where points are not made percent of what applies, the scale stays the same.
        """
        drawn = weights.sum(axis=1, keepdims=True)  # 0 where the only item of the scale is left out
        even = weights * np.divide(self.weights.sum(), drawn, out=np.zeros_like(drawn), where=drawn > 0)
        points: Floats = even @ self._reached
        if self.criteria.score_on == "percent":
            top = even @ self._counts  # 0 where the only criterion of a unit is left out
            points = 100 * np.divide(points, top, out=np.zeros_like(points), where=top > 0)
        points += self.extra
        return np.maximum(points, 0, out=points)

    @cached_property
    def _reached(self) -> Floats:
        return np.ascontiguousarray((self.reached * self.counts).T)

    @cached_property
    def _counts(self) -> Floats:
        return np.ascontiguousarray(self.counts.T)

    def stood(self, scores: Floats) -> tuple[Places, Places]:
        """Place and class (0 the best) of every unit in each draw.

        Equal scores are parted by the chain of the set as it parts them now. A class that a person decided,
        or that a need or a condition holds down now, stays so in every draw.
        """
        classes = self._classes(scores)
        score = np.rint(self._seen(scores, self.criteria.rounding.rank_on) / _GRAIN).astype(np.int64)
        key = -score * (len(self.units) + 1) + self.tie
        if self.criteria.ranking.by == "class":
            key += classes * np.int64(_WORSE * (len(self.units) + 1))
        return self._places(key), classes

    def _places(self, keys: npt.NDArray[np.int64]) -> Places:
        """Shared: 1 + how many are better (1, 1, 3); dense: 1 + how many better results (1, 1, 2)."""
        places, at = np.empty(keys.shape, dtype=np.int32), np.arange(1, keys.shape[1] + 1, dtype=np.int32)
        dense = self.criteria.ranking.ties == "dense"
        for draw, row in enumerate(keys):
            order = np.argsort(row)
            is_new = np.diff(row[order], prepend=row[order[0]] - 1) > 0
            places[draw, order] = (
                np.cumsum(is_new) if dense else np.maximum.accumulate(np.where(is_new, at, 0))
            )
        return places

    def _classes(self, scores: Floats) -> Places:
        value = self._seen(scores, self.criteria.rounding.class_on) + _NOISE
        by_points = np.zeros(value.shape, dtype=np.int32)
        for bound in self.bounds[:-1]:
            by_points += value < bound
        return np.where(self.decided < 0, np.maximum(by_points, self.held), self.decided)

    def _seen(self, scores: Floats, seen: str) -> Floats:
        if seen == "exact":
            return scores
        step: float = 10.0**-self.criteria.rounding.total
        return np.floor(scores / step + 0.5 + _NOISE) * step


def shares(roster: Roster, results: Results) -> Shares:
    """The ranked units of the results, in the roster's order."""
    criteria = roster.criteria
    ranked = [each for each in results.units if each.ranked and each.card]
    items = {node.code: most(node) for node in _items(criteria.groups)}
    codes = tuple(items)
    reached, counts = np.zeros((len(ranked), len(codes))), np.zeros((len(ranked), len(codes)))
    for row, each in enumerate(ranked):
        for column, code in enumerate(codes):
            got = each.card.sum(code) if each.card else None
            if got and got.top:
                counts[row, column] = 1.0
                reached[row, column] = float(got.points / got.top)
    cards = [each.card for each in ranked if each.card]
    standings = [each.standing for each in ranked]
    return Shares(
        criteria=criteria,
        units=tuple(each.unit for each in ranked),
        codes=codes,
        reached=reached,
        counts=counts,
        weights=np.array([float(top) for top in items.values()]),
        extra=np.array([float(card.bonus - card.penalty) for card in cards]),
        held=np.array([_held(criteria, each) for each in standings], dtype=np.int32),
        decided=np.array([_decided(criteria, each) for each in standings], dtype=np.int32),
        tie=_ties(criteria, cards),
    )


def _ties(criteria: CriteriaSet, cards: Sequence[Scorecard]) -> npt.NDArray[np.int64]:
    chain = criteria.ranking.break_by
    keys = [tuple(tie_share(criteria.rounding, card, item) for item in chain) for card in cards]
    place = {key: n for n, key in enumerate(sorted(set(keys), reverse=True))}
    return np.array([place[key] for key in keys], dtype=np.int64)


def _items(groups: Iterable[Group]) -> Iterator[Node]:
    """The criteria of the scale; a group that is more than the sum of its criteria counts as one."""
    for group in groups:
        if is_plain(group):
            yield from group.leaves()
        else:
            yield group


def _held(criteria: CriteriaSet, standing: Standing | None) -> int:
    """The class a unit has although its points alone give a better one; 0 where nothing holds it."""
    names = list(criteria.class_names.values())
    if standing is None or standing.code is None or standing.by_points not in names:
        return 0
    place = list(criteria.class_names).index(standing.code)
    return place if place > names.index(standing.by_points) else 0


def _decided(criteria: CriteriaSet, standing: Standing | None) -> int:
    if standing is None or standing.computed is None or standing.code is None:
        return -1
    return list(criteria.class_names).index(standing.code)
