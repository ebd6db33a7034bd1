"""What statistics tell of a ranking. Plain data: who shows it needs nothing that counts it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

DRAWS, SPREAD, SEED = 10_000, Decimal("0.25"), 2026
SURE = 0.95
"""A unit stands above another for sure where it does in so many of the draws."""
CEILING = 0.9
"""Where more units than this have full points a criterion hardly separates them."""

Kind = Literal["uniform", "dirichlet"]


@dataclass(frozen=True, slots=True)
class Firmness:
    """How firm one unit stands.

    ``low`` and ``high``: the places of the middle 90 % of the draws; ``best`` and ``worst`` of all of them.
    ``keeps_place``, ``keeps_class``: in what share of the draws. ``above_next``: in what share it stands
    strictly above the unit next below it, None for the last.
    """

    unit: str
    place: int
    low: int
    high: int
    best: int
    worst: int
    keeps_place: float
    keeps_class: float
    above_next: float | None = None

    @property
    def is_apart(self) -> bool:
        """True where the order of this unit and the next does not hang on the weights."""
        return self.above_next is None or self.above_next >= SURE


@dataclass(frozen=True, slots=True)
class Stability:
    """The units best first, and how the weights were drawn."""

    units: tuple[Firmness, ...]
    kind: Kind
    spread: Decimal
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Influence:
    """One criterion of the scale, over the units it counts for.

    Attributes:
        nominal: its share of a unit's maximum, 0..1, the mean over all ranked units: none of whom it is not
            asked.
        effective: its share of the variance of the scores (covariance over variance);
            None where all scores are equal. Negative: it works against the ranking.
        correlation: rank correlation (Spearman) of its share with the score; None where one is constant.
        spread: standard deviation of its shares.
        full: share of the units with full points.
        moves: units that have another place without it; ``classes``: another class.
    """

    code: str
    units: int
    nominal: float
    effective: float | None
    correlation: float | None
    spread: float
    full: float
    moves: int
    classes: int

    @property
    def is_at_ceiling(self) -> bool:
        """True where nearly everybody has all its points."""
        return self.full > CEILING
