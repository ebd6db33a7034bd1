"""The units of a ward: who is evaluated, under which names, with which criteria."""

from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Annotated, TypeVar

from pydantic import Field

from scoring.criteria.conditions import Applies, Condition
from scoring.criteria.hashes import form_hash
from scoring.criteria.schema import CriteriaSet, Criterion, Verifier
from scoring.criteria.tasks import Task
from scoring.dataclass import dataclass
from scoring.rules.values import Code, Data, Flag, Number, Text
from scoring.text import fold

T = TypeVar("T")


class Exemption(Data):
    """A unit freed from a whole group or one criterion, with the legal basis (R14, Hà Nam)."""

    code: Code
    basis: Text


class UnitTarget(Data):
    """What a unit is to reach in one criterion (R23)."""

    code: Code
    number: Annotated[Number, Field(gt=0)]


class Unit(Data):
    """One unit. ``outside`` gives the reason why it is not evaluated; ``sample`` marks a made-up entry."""

    code: Code
    name: Text
    kind: Code
    block: Code | None = None
    aliases: tuple[Text, ...] = ()
    outside: str = ""
    sample: Flag = False
    exempt: tuple[Exemption, ...] = ()
    targets: tuple[UnitTarget, ...] = ()
    note: str = ""

    @property
    def evaluated(self) -> bool:
        """True where the unit has to score itself."""
        return not self.outside


class UnitList(Data):
    """All units of a workspace, in the order of the plan."""

    units: tuple[Unit, ...] = Field(min_length=1)


Alike = tuple[str, str, tuple[UnitTarget, ...]]
"""What decides whom a criterion concerns and how: the unit's kind, its code where the set names it,
its targets."""


def _named(criteria: CriteriaSet) -> Iterator[str]:
    """The units that a task, a criterion or a condition names by code; of all others the kind decides."""
    for task in criteria.tasks:
        yield from (*task.lead.units, *task.coordinate.units)
    for criterion in criteria.criteria.values():
        yield from criterion.applies.units
    for condition in criteria.conditions:
        yield from condition.applies.units


def _aimed(criterion: Criterion, unit: Unit) -> Criterion:
    """The criterion with the unit's own target, where the list of units names one."""
    target = next((each.number for each in unit.targets if each.code == criterion.code), None)
    if target is None:
        return criterion
    kept = {key: getattr(criterion, key) for key in Criterion.model_fields}
    return Criterion(**{**kept, "rule": criterion.rule.for_target(target)})


@dataclass(frozen=True, slots=True)
class Roster:
    """A criteria set together with its units: answers every question about who is asked what."""

    criteria: CriteriaSet
    units: tuple[Unit, ...]
    names: dict[str, Unit] = field(init=False)
    _codes: dict[str, Unit] = field(init=False, repr=False, compare=False)
    _tasks: dict[Alike, tuple[tuple[Task, bool], ...]] = field(init=False, repr=False, compare=False)
    _asked: dict[Alike, tuple[Criterion, ...]] = field(init=False, repr=False, compare=False)
    _own: dict[Alike, dict[str, Criterion]] = field(init=False, repr=False, compare=False)
    _conditions: dict[Alike, tuple[Condition, ...]] = field(init=False, repr=False, compare=False)
    _forms: dict[tuple[Alike, str], str] = field(init=False, repr=False, compare=False)
    _named: frozenset[str] = field(init=False, repr=False, compare=False)
    _made: dict[Callable[..., object], object] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_codes", {unit.code: unit for unit in reversed(self.units)})
        for memory in ("_tasks", "_asked", "_own", "_conditions", "_forms", "_made"):
            object.__setattr__(self, memory, {})
        object.__setattr__(self, "_named", frozenset(_named(self.criteria)))
        names = {fold(name): unit for unit in self.units for name in (unit.name, unit.code, *unit.aliases)}
        object.__setattr__(self, "names", names)

    def once(self, make: "Callable[[Roster], T]") -> T:
        """What ``make`` makes of this roster, made for the first who asks."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]  # type: ignore[assignment]
        return made

    def unit(self, code: str) -> Unit | None:
        """The unit with this code."""
        return self._codes.get(code)

    @property
    def evaluated(self) -> tuple[Unit, ...]:
        """The units that have to score themselves."""
        return tuple(unit for unit in self.units if unit.evaluated)

    def block(self, unit: Unit) -> str:
        """The code of the block the unit is ranked in."""
        return unit.block or self.criteria.kind[unit.kind].block

    def leads(self, unit: Unit, task: Task) -> bool:
        """True where the plan names the unit, or its kind, as lead."""
        return unit.code in task.lead.units or unit.kind in task.lead.kinds

    def coordinates(self, unit: Unit, task: Task) -> bool:
        """True where the unit coordinates and does not lead."""
        named = unit.code in task.coordinate.units or unit.kind in task.coordinate.kinds
        return named and not self.leads(unit, task)

    def tasks(self, unit: Unit) -> tuple[tuple[Task, bool], ...]:
        """The plan's tasks that concern the unit, each with True where it leads."""
        key = self._alike(unit)
        if key not in self._tasks:
            self._tasks[key] = tuple(
                (task, self.leads(unit, task))
                for task in self.criteria.tasks
                if self.leads(unit, task) or self.coordinates(unit, task)
            )
        return self._tasks[key]

    def _alike(self, unit: Unit) -> Alike:
        # Remembered under this: every stage of every unit's way asks again.
        return unit.kind, unit.code if unit.code in self._named else "", unit.targets

    def concerns(self, applies: Applies, unit: Unit) -> bool:
        """True where ``applies`` covers the unit."""
        if applies.everybody or unit.code in applies.units or unit.kind in applies.kinds:
            return True
        return any(
            task.code in (applies.leads if led else applies.coordinates) for task, led in self.tasks(unit)
        )

    def asked(self, unit: Unit) -> tuple[Criterion, ...]:
        """Every criterion of the unit's form, bonus and penalty included, exempt ones left in.

        One that rests on a target is that of the unit.
        """
        key = self._alike(unit)
        if key not in self._asked:
            asked = (c for c in self.criteria.criteria.values() if self.concerns(c.applies, unit))
            self._asked[key] = tuple(_aimed(criterion, unit) for criterion in asked)
        return self._asked[key]

    def criterion(self, unit: Unit, code: str) -> Criterion:
        """A criterion as the unit is asked it; as the set has it where the unit is not asked any more."""
        key = self._alike(unit)
        if key not in self._own:
            self._own[key] = {criterion.code: criterion for criterion in self.asked(unit)}
        return self._own[key].get(code) or self.criteria.criteria[code]

    def conditions(self, unit: Unit) -> tuple[Condition, ...]:
        """The conditions that concern the unit, declared or not."""
        key = self._alike(unit)
        if key not in self._conditions:
            conditions = (c for c in self.criteria.conditions if self.concerns(c.applies, unit))
            self._conditions[key] = tuple(conditions)
        return self._conditions[key]

    def declared(self, unit: Unit) -> tuple[Condition, ...]:
        """The conditions that the unit answers on its form."""
        return tuple(each for each in self.conditions(unit) if each.is_declared)

    def form_hash(self, unit: Unit, period: str) -> str:
        """The identity of the unit's form for a period; exemptions leave it as it is."""
        key = self._alike(unit), period
        if key not in self._forms:
            asked, conditions, tasks = self.asked(unit), self.conditions(unit), self.tasks(unit)
            self._forms[key] = form_hash(self.criteria, period, asked, conditions, tasks)
        return self._forms[key]

    def form_hashes(self, unit: Unit, period: str) -> Iterator[str]:
        """The identities that a form of the unit may have: today's, then as of another kind of unit.

        A unit may be moved to another kind after its form was sent.
        """
        yield self.form_hash(unit, period)
        for kind in self.criteria.kinds:
            yield self.form_hash(unit.model_copy(update={"kind": kind.code}), period)

    def exemption(self, unit: Unit, code: str) -> Exemption | None:
        """The exemption that frees the unit from a criterion, if any."""
        if not unit.exempt:
            return None
        freed = self.criteria.freed
        return next((e for e in unit.exempt if code in freed.get(e.code, ())), None)

    def verifier(self, unit: Unit) -> Verifier | None:
        """Who verifies the unit's self scores: the first who takes it and may."""
        return next(
            (v for v in self.criteria.verifiers if unit.code not in v.never and self.concerns(v.takes, unit)),
            None,
        )
