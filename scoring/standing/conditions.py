"""What holds of the conditions of a unit: declared by itself, verified, adopted, or decided by a person.

A declared condition is like a self score: Có or Không becomes final by verification, by the adoption of the
form, or by a decision on the condition, which outweighs both. See docs/decisions/0019.
"""

from collections.abc import Iterable, Iterator, Mapping

from scoring.criteria.conditions import Condition
from scoring.criteria.units import Roster, Unit
from scoring.dataclass import dataclass
from scoring.engine.model import Stage
from scoring.intake.layout import as_criterion
from scoring.intake.model import FilledForm
from scoring.register import Ledger, Record, Verdict
from scoring.register.actions import ConditionDecided
from scoring.rules import NO, YES
from scoring.standing.verdicts import is_outdated

WORD = {True: YES, False: NO, None: ""}


@dataclass(frozen=True, slots=True)
class ConditionState:
    """One condition of one unit.

    ``declared``: what the form that counts says, None where it says nothing. ``outdated``: the unit has
    changed that since it was verified, so that the verdict waits. ``ruling``: the decision on it.
    """

    condition: Condition
    declared: bool | None = None
    verdict: Verdict | None = None
    outdated: bool = False
    adoption: Record | None = None
    ruling: Record | None = None

    @property
    def checked(self) -> bool | None:
        """The verifier's word, whether or not it waits for another look."""
        return bool(self.verdict.points) if self.verdict else None

    @property
    def settled(self) -> bool | None:
        """Whether it holds by the word of somebody other than the unit; None while nobody has said so.

        One that follows from an answer is settled with the points of that answer, unless a person decides.
        """
        if self.ruling:
            return ConditionDecided.of(self.ruling).holds
        if self.verdict:
            return None if self.outdated else self.checked
        return self.declared if self.adoption else None

    @property
    def is_open(self) -> bool:
        """True where the unit's class waits for somebody to look at it."""
        return not self.condition.follows and self.settled is None

    @property
    def overtaken(self) -> bool:
        """True where the unit says something else than when the condition was decided."""
        return self.ruling is not None and ConditionDecided.of(self.ruling).declared != WORD[self.declared]


def condition_states(
    roster: Roster, unit: Unit, form: FilledForm | None, sha256: str, ledger: Ledger
) -> tuple[ConditionState, ...]:
    """The conditions that concern the unit, in the order of the set; ``sha256``: of the form that counts."""
    adopted = ledger.adopted(unit.code, sha256) if sha256 else {}
    return tuple(_state(unit, each, form, adopted, ledger) for each in roster.conditions(unit))


def _state(
    unit: Unit, condition: Condition, form: FilledForm | None, adopted: Mapping[str, Record], ledger: Ledger
) -> ConditionState:
    key = unit.code, condition.code
    ruling, verdict = ledger.ruled.get(key), ledger.verdicts().get(key)
    if verdict and (condition.follows or not verdict.condition):
        verdict = None  # of a criterion that bore this code in another set
    outdated = verdict is not None and is_outdated(verdict, as_criterion(condition), form)
    return ConditionState(
        condition,
        declared=form.declared.get(condition.code) if form else None,
        verdict=verdict,
        outdated=outdated and ruling is None,
        adoption=None if verdict or condition.follows else adopted.get(condition.code) or adopted.get(""),
        ruling=ruling,
    )


def overruling(states: Iterable[ConditionState], stage: Stage) -> dict[str, bool]:
    """Condition -> whether it holds by another word than the unit's.

    A decision counts at once, a verdict only beside verified points.
    """
    return {
        each.condition.code: each.settled
        for each in states
        if each.settled is not None and (stage == "verified" or each.ruling)
    }


def left_open(states: Iterable[ConditionState]) -> Iterator[str]:
    """The codes of the conditions that the unit's class waits for."""
    return (each.condition.code for each in states if each.is_open)
