"""Everything that a trial found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scoring.standing.run import Consolidation
from scoring.whatif.compared import ScenarioEffect
from scoring.whatif.influence import Influence
from scoring.whatif.lowered import Lowered
from scoring.whatif.reach import Reach
from scoring.whatif.stability import Stability


@dataclass(frozen=True, slots=True)
class Tried:
    """``run``: the real answers and results. What was not asked for is empty.

    ``reaches``: what moves a unit one class, by unit code.
    """

    run: Consolidation
    comparisons: tuple[ScenarioEffect, ...] = ()
    reaches: Mapping[str, tuple[Reach, ...]] = field(default_factory=dict)
    stability: Stability | None = None
    influences: tuple[Influence, ...] = ()
    lowered: tuple[Lowered, ...] = ()
