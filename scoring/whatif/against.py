"""The same answers under another criteria set, as far as codes and questions agree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring.criteria.schema import CriteriaSet, Criterion
from scoring.criteria.units import Roster
from scoring.engine.results import Submission
from scoring.whatif.applied import applied
from scoring.whatif.lapsed import lapses
from scoring.whatif.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Against:
    """What can be evaluated, and what could not be carried over: criteria, units of unknown kinds.

    ``undeclared``: the texts of conditions that no unit was asked; none of them holds. ``lapsed``: what does
    not work without the criteria left out, in sentences.
    """

    roster: Roster
    submissions: tuple[Submission, ...]
    left_out: tuple[str, ...]
    units: tuple[str, ...]
    undeclared: tuple[str, ...] = ()
    lapsed: tuple[str, ...] = ()


def against(other: CriteriaSet, roster: Roster, submissions: Iterable[Submission]) -> Against | None:
    """None where no criterion of the scale agrees.

    A criterion agrees where its code, who scores it and the fields that it asks for are the same; all others
    of the other set are left out of its maximum, since nobody has answered them.
    """
    kinds = {kind.code for kind in other.kinds}
    fitting = tuple(unit for unit in roster.units if unit.kind in kinds)
    lacking = tuple(_lacking(other, roster.criteria))
    if not {criterion.code for criterion in other.main} - set(lacking):
        return None
    scenario = Scenario.model_construct(name=other.name, without=lacking)
    known = {unit.code for unit in fitting}
    told = (each for each in submissions if each.unit in known)
    tried, carried = applied(scenario, Roster(other, fitting), told)
    others = tuple(unit.code for unit in roster.evaluated if unit.code not in known)
    asked = {each.code for each in roster.criteria.conditions}
    undeclared = [each.text for each in other.conditions if each.code not in asked and each.when is None]
    return Against(tried, carried, lacking, others, tuple(undeclared), lapses(scenario, other))


def _lacking(other: CriteriaSet, ours: CriteriaSet) -> Iterator[str]:
    for code, criterion in other.criteria.items():
        own = ours.criteria.get(code)
        if own is None or not _agree(own, criterion):
            yield code


def _agree(one: Criterion, other: Criterion) -> bool:
    """What a verifier gave for one is worth as much for the other only if the maxima are the same too."""
    asked = [(field.key, field.kind, field.choices) for field in one.fields]
    again = [(field.key, field.kind, field.choices) for field in other.fields]
    return one.rule.by == other.rule.by and asked == again and one.max == other.max
