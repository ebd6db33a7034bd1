"""What statistics need of a ranking, as arrays: shares of criteria, maxima, extras, what holds a class.

Binary floating point, for statistics alone: no figure from here is anybody's score.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from scoring.criteria.schema import CriteriaSet, Group, Node
from scoring.criteria.tally import is_plain, most
from scoring.criteria.units import Roster
from scoring.engine.model import ZERO, UnitResult
from scoring.engine.results import Results

Floats = npt.NDArray[np.float64]
_NOISE = 1e-9
"""Below this two scores are equal, and a half is a half: sums of binary fractions are off by less."""


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
    """

    criteria: CriteriaSet
    units: tuple[str, ...]
    codes: tuple[str, ...]
    reached: Floats
    counts: Floats
    weights: Floats
    extra: Floats
    held: npt.NDArray[np.int64]

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
        points: Floats = even @ (self.reached * self.counts).T
        if self.criteria.score_on == "percent":
            top = even @ self.counts.T  # 0 where the only criterion of a unit is left out
            points = 100 * np.divide(points, top, out=np.zeros_like(points), where=top > 0)
        floored: Floats = np.maximum(points + self.extra, 0)
        return floored

    def places(self, scores: Floats) -> npt.NDArray[np.int32]:
        """The place of every unit in each draw: 1 + how many are better. Equal scores share a place."""
        value = self._seen(scores, self.criteria.rounding.rank_on)
        if self.criteria.ranking.by == "class":
            value = value - self.classes(scores) * 1e7
        found = np.empty(value.shape, dtype=np.int32)
        for draw, row in enumerate(value):
            found[draw] = 1 + len(row) - np.searchsorted(np.sort(row), row + _NOISE, side="right")
        return found

    def classes(self, scores: Floats) -> npt.NDArray[np.int64]:
        """The number of the class in each draw, 0 the best; what holds a unit now holds it in every draw."""
        value = self._seen(scores, self.criteria.rounding.class_on)
        by_points = len(self.bounds) - np.searchsorted(self.bounds[::-1], value + _NOISE, side="right")
        return np.maximum(np.minimum(by_points, len(self.bounds) - 1), self.held)

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
    extra = [float(each.card.bonus - each.card.penalty) for each in ranked if each.card]
    return Shares(
        criteria=criteria,
        units=tuple(each.unit for each in ranked),
        codes=codes,
        reached=reached,
        counts=counts,
        weights=np.array([float(top) for top in items.values()]),
        extra=np.array(extra),
        held=np.array([_held(criteria, each) for each in ranked], dtype=np.int64),
    )


def _items(groups: Iterable[Group]) -> Iterator[Node]:
    """The criteria of the scale; a group that is more than the sum of its criteria counts as one."""
    for group in groups:
        if is_plain(group):
            yield from group.leaves()
        else:
            yield group


def _held(criteria: CriteriaSet, result: UnitResult) -> int:
    """The class a unit has although its points alone give a better one."""
    names = list(criteria.class_names.values())
    standing = result.standing
    if standing is None or standing.code is None or standing.by_points not in names:
        return int(ZERO)
    place = list(criteria.class_names).index(standing.code)
    return place if place > names.index(standing.by_points) else 0
