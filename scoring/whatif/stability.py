"""How firm a ranking is: places and classes under weights drawn at random around those of the set.

The method is that of sensitivity analysis of composite indicators (OECD/JRC Handbook on Constructing
Composite Indicators, 2008, step 7; R package COINr): it says how places follow from choices that could have
been others, not how true the answers are. docs/decisions/0020 names its limits.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

import numpy as np

from scoring.whatif.firm import DRAWS, SEED, SPREAD, Firmness, Kind, Stability
from scoring.whatif.shares import Floats, Shares

_AT_ONCE = 1_000_000
"""Scores computed at once, 8 MB of them, however many units there are."""


def stability(
    table: Shares,
    progress: Callable[[int, int], None],
    kind: Kind = "uniform",
    spread: Decimal = SPREAD,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Stability:
    """Places and classes over ``draws`` rankings; the same seed gives the same result."""
    if not table.units:
        return Stability((), kind, spread, draws, seed)
    tally = _Tally(table, draws)
    batch = max(1, _AT_ONCE // len(table.units))
    for weights in _drawn(table.weights, kind, float(spread), draws, seed, batch):
        tally.add(table.scores(weights))
        progress(tally.done, draws)
    return Stability(tuple(tally.firmness()), kind, spread, draws, seed)


class _Tally:
    """The places of all draws, and how often class and neighbours stayed as they are."""

    def __init__(self, table: Shares, draws: int) -> None:
        self.table, self.draws, self.done = table, draws, 0
        nominal = table.scores(table.weights[np.newaxis, :])
        places, classes = table.stood(nominal)
        self.place, self.class_ = places[0], classes[0]
        self.order = np.argsort(self.place, kind="stable")
        size = np.uint16 if len(table.units) < 2**16 else np.int32  # 10,000 draws of 7,000 units: 140 MB
        self.places = np.empty((len(table.units), draws), dtype=size)
        self.kept = np.zeros(len(table.units))
        self.above = np.zeros(len(table.units) - 1)

    def add(self, scores: Floats) -> None:
        here, classes = self.table.stood(scores)
        self.places[:, self.done : self.done + len(here)] = here.T
        self.kept += (classes == self.class_).sum(axis=0)
        self.above += (here[:, self.order[:-1]] < here[:, self.order[1:]]).sum(axis=0)
        self.done += len(here)

    def firmness(self) -> Iterator[Firmness]:
        """Best first."""
        for at, n in enumerate(self.order):
            mine = self.places[n]
            low, high = np.percentile(mine, [5, 95], method="nearest")
            yield Firmness(
                unit=self.table.units[n],
                place=int(self.place[n]),
                low=int(low),
                high=int(high),
                best=int(mine.min()),
                worst=int(mine.max()),
                keeps_place=float((mine == self.place[n]).mean()),
                keeps_class=float(self.kept[n] / self.draws),
                above_next=float(self.above[at] / self.draws) if at < len(self.above) else None,
            )


def _drawn(weights: Floats, kind: Kind, spread: float, draws: int, seed: int, batch: int) -> Iterator[Floats]:
    """Weights in batches: within ``spread`` of the set's, or Dirichlet with about that relative deviation.

    Every draw takes the next random numbers, so that the size of a batch changes nothing.

    Dirichlet keeps the sum and the mean; of a weight of share m the relative deviation is
    sqrt((1 - m) / (m (k + 1))), so that k is chosen for the average share.
    """
    random = np.random.default_rng(seed)
    share = weights / weights.sum()
    average = 1 / len(weights)
    strength = max((1 - average) / (average * spread**2) - 1, 1.0) if spread else 1.0
    for first in range(0, draws, batch):
        size = (min(batch, draws - first), len(weights))
        if not spread:
            yield np.broadcast_to(weights, size)
        elif kind == "uniform":
            yield weights * random.uniform(1 - spread, 1 + spread, size)
        else:
            yield random.dirichlet(share * strength, size[0]) * weights.sum()
