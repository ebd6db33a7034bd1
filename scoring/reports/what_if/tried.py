"""Everything that a trial found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from scoring.engine.model import State
from scoring.standing.run import Consolidation
from scoring.whatif.compared import ScenarioEffect
from scoring.whatif.firm import Influence, Stability
from scoring.whatif.lowered import Lowered
from scoring.whatif.reach import Reach

Basis = Literal["self", "verified", "final"]
"""What is tried on. Self or verified scores with the classes that the rules give; final: verified scores with
the classes and the excesses of quotas that persons decided, as the year will be closed."""


@dataclass(frozen=True, slots=True)
class Tried:
    """``run``: the real answers and results. What was not asked for is empty.

    ``basis``: None for what consolidation ranks today, decisions included. ``reaches``: what moves a unit
    one class, by unit code.
    """

    run: Consolidation
    basis: Basis | None = None
    comparisons: tuple[ScenarioEffect, ...] = ()
    reaches: Mapping[str, tuple[Reach, ...]] = field(default_factory=dict)
    stability: Stability | None = None
    influences: tuple[Influence, ...] = ()
    lowered: tuple[Lowered, ...] = ()

    @property
    def words(self) -> str:
        """What the points and classes are that everything is compared with."""
        if self.basis == "final":
            return "Điểm chính thức: điểm đã thẩm định, xếp loại kể cả quyết định của người có thẩm quyền"
        aside = self.basis is not None and bool(self.run.ledger.classed)
        return f"{self.run.stage_words}{', xếp loại chưa kể quyết định xếp loại' if aside else ''}"

    @property
    def unranked(self) -> tuple[str, ...]:
        """The names of units that are evaluated and have no place: nothing is tried on them."""
        units = self.run.results.units
        return tuple(
            self.run.name(each.unit)
            for each in units
            if not each.ranked and each.state not in (State.OUTSIDE, State.LEFT_OUT)
        )
