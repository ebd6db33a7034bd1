"""The criteria set: what a unit is asked, for how much, and how points become class and rank.

Everything the plan leaves to "tiêu chí quy định" is data here: points, classes, rounding, quota, ties.
Models are frozen and refuse unknown keys. Messages are Vietnamese: officials write these files.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from scoring.findings import Severity
from scoring.rules import AnyRule, Punctuality, Superior

Code = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[0-9A-Za-zĐđ][0-9A-Za-zĐđ._-]*$")]
Points = Annotated[Decimal, Field(ge=0, le=100000)]
Percent = Annotated[Decimal, Field(ge=0, le=100)]

STAGE = {"sample": "MẪU - chưa ban hành", "draft": "DỰ THẢO - chưa ban hành", "issued": ""}


class Part(BaseModel):
    """Base of every model of a set."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Reference(Part):
    """A document that criteria point to; ``id`` is what they cite."""

    id: Code
    title: str


class Period(Part):
    """The evaluation year, both days included; it need not be a calendar year (TCPL: 01/7 - 30/6)."""

    start: date
    end: date

    @model_validator(mode="after")
    def _forward(self) -> "Period":
        if self.end <= self.start:
            raise ValueError("ngày kết thúc (end) phải sau ngày bắt đầu (start)")
        return self


class Decision(Part):
    """The decision that issued the set."""

    number: str = Field(min_length=1)
    date: date


class Rounding(Part):
    """Decimal places (half-up) and whether class and rank look at the rounded score."""

    points: Annotated[int, Field(ge=0, le=6)] = 2
    total: Annotated[int, Field(ge=0, le=6)] = 2
    class_on: Literal["rounded", "exact"] = "rounded"
    rank_on: Literal["rounded", "exact"] = "rounded"


class Need(Part):
    """A class may also need a share of the points of one group or criterion."""

    code: Code
    at_least_percent: Percent


class Class(Part):
    """A class with its inclusive lower bound of the score."""

    code: Code
    name: str
    at_least: Points
    needs: tuple[Need, ...] = ()


class Quota(Part):
    """At most ``percent`` of the units classed ``of`` may be classed ``code``; excess is flagged only.

    NĐ 335/2025/NĐ-CP counts against the class below, not against all units.
    """

    code: Code
    percent: Percent
    of: tuple[Code, ...] = ()
    within: Literal["all", "block"] = "all"


class Ranking(Part):
    """Shared (1, 1, 3) or dense (1, 1, 2) ranks; codes of groups or criteria that break ties, in order."""

    ties: Literal["shared", "dense"] = "shared"
    break_by: tuple[Code, ...] = ()


class Report(Part):
    """A report units owe; ``before`` means that the due day itself is already late (plan III.2)."""

    code: Code
    name: str
    due: date
    before: bool = True


class Block(Part):
    """Units that are compared with each other (khối)."""

    code: Code
    name: str


class Kind(Part):
    """A kind of unit and the block it is ranked in."""

    code: Code
    name: str
    block: Code


class Parties(Part):
    """Whom a task names: ``text`` as the plan writes it, resolved to units and kinds."""

    text: str
    units: tuple[Code, ...] = ()
    kinds: tuple[Code, ...] = ()


class Task(Part):
    """A numbered task of the plan's Danh mục."""

    code: Code
    text: str
    lead: Parties
    coordinate: Parties
    time: str
    reference: str = ""


class Applies(Part):
    """Whom a criterion concerns: the union of what is given, everybody where nothing is."""

    kinds: tuple[Code, ...] = ()
    units: tuple[Code, ...] = ()
    leads: tuple[Code, ...] = ()
    coordinates: tuple[Code, ...] = ()

    @property
    def everybody(self) -> bool:
        """True where nothing narrows it."""
        return not (self.kinds or self.units or self.leads or self.coordinates)


class Criterion(Part):
    """A scored leaf.

    ``not_applicable``: ``refused``, ``full`` (counts as full points, TCPL) or ``excluded`` (the
    denominator shrinks, Hà Nam). ``evidence``: ``required`` where points are claimed, or ``or_explained``
    (a document or an explanation), or ``none``. ``explanation``: ``below_max`` where points are missing,
    ``above_zero`` (for deductions declared), ``always`` or ``optional``.
    """

    code: Code
    text: str = Field(min_length=1)
    guide: str = ""
    max: Annotated[Decimal, Field(gt=0, le=100000)]
    rule: AnyRule
    applies: Applies = Applies()
    not_applicable: Literal["refused", "full", "excluded"] = "refused"
    evidence: Literal["none", "or_explained", "required"] = "none"
    evidence_hint: str = ""
    explanation: Literal["optional", "below_max", "above_zero", "always"] = "optional"
    reference: str = ""

    @property
    def by_unit(self) -> bool:
        """True where the unit scores itself; else the superior or the register gives the points."""
        return not isinstance(self.rule, Superior | Punctuality)

    @property
    def how(self) -> str:
        """How it is scored, in words an official can apply."""
        return f"{self.guide} {self.rule.guide(self.max)}".strip()


class Group(Part):
    """A heading with criteria or further groups below it; ``max`` is checked where given."""

    code: Code
    text: str = Field(min_length=1)
    children: tuple["Node", ...] = Field(min_length=1)
    max: Points | None = None

    def leaves(self) -> Iterator[Criterion]:
        """All criteria below, in order."""
        for child in self.children:
            if isinstance(child, Group):
                yield from child.leaves()
            else:
                yield child


def _which(value: Any) -> str:
    has_children = "children" in value if isinstance(value, dict) else isinstance(value, Group)
    return "group" if has_children else "criterion"


Node = Annotated[
    Annotated[Group, Tag("group")] | Annotated[Criterion, Tag("criterion")], Discriminator(_which)
]


class Extra(Part):
    """A bonus or penalty block outside the scale, with its own cap (TP.HCM: 97 + 10 = 107)."""

    text: str
    cap: Points
    criteria: tuple[Criterion, ...] = Field(min_length=1)


class Condition(Part):
    """A fact declared Có/Không that disqualifies, or caps the class, whatever the points (NĐ 335)."""

    code: Code
    text: str
    effect: Literal["disqualify", "cap"]
    class_code: Code | None = None
    applies: Applies = Applies()
    reference: str = ""

    @model_validator(mode="after")
    def _cap_names_class(self) -> "Condition":
        if (self.effect == "cap") != (self.class_code is not None):
            raise ValueError("effect: cap cần class_code; effect: disqualify thì không ghi class_code")
        return self


class CriteriaSet(Part):
    """A whole criteria set for one year."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    name: str
    year: Annotated[int, Field(ge=2000, le=2100)]
    period: Period
    issuer: str
    issuer_above: str = ""
    office: str
    status: Literal["sample", "draft", "issued"]
    decision: Decision | None = None
    references: tuple[Reference, ...] = ()
    scale: Annotated[Decimal, Field(gt=0)] = Decimal(100)
    score_on: Literal["points", "percent"] = "percent"
    rounding: Rounding = Rounding()
    classes: tuple[Class, ...] = Field(min_length=1)
    quota: tuple[Quota, ...] = ()
    ranking: Ranking = Ranking()
    reports: tuple[Report, ...] = ()
    blocks: tuple[Block, ...] = Field(min_length=1)
    kinds: tuple[Kind, ...] = Field(min_length=1)
    tasks: tuple[Task, ...] = ()
    groups: tuple[Group, ...] = Field(min_length=1)
    bonus: Extra | None = None
    penalty: Extra | None = None
    conditions: tuple[Condition, ...] = ()
    severities: dict[str, Severity] = {}

    @property
    def banner(self) -> str:
        """What every form, sheet and document shows; empty once the set is issued."""
        return STAGE[self.status]

    @cached_property
    def main(self) -> tuple[Criterion, ...]:
        """The criteria of the scale, in order."""
        return tuple(leaf for group in self.groups for leaf in group.leaves())

    @cached_property
    def extras(self) -> tuple[Criterion, ...]:
        """The bonus and penalty criteria, in order."""
        return tuple(c for extra in (self.bonus, self.penalty) if extra for c in extra.criteria)

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """Every criterion by code, bonus and penalty included."""
        return {c.code: c for c in (*self.main, *self.extras)}

    @cached_property
    def penalties(self) -> frozenset[str]:
        """Codes of the criteria whose points are deducted."""
        return frozenset(c.code for c in self.penalty.criteria) if self.penalty else frozenset()

    @cached_property
    def leaves_below(self) -> dict[str, tuple[str, ...]]:
        """Group or criterion code -> the codes of the criteria it covers."""
        covered = {code: (code,) for code in self.criteria}
        for group in self._all_groups():
            covered[group.code] = tuple(leaf.code for leaf in group.leaves())
        return covered

    def _all_groups(self) -> Iterator[Group]:
        waiting: list[Node] = list(self.groups)
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, Group):
                yield node
                waiting.extend(node.children)

    @cached_property
    def class_names(self) -> dict[str, str]:
        """Class code -> name, best first."""
        return {c.code: c.name for c in self.classes}

    @cached_property
    def kind(self) -> dict[str, Kind]:
        """The kinds by code."""
        return {kind.code: kind for kind in self.kinds}

    @model_validator(mode="after")
    def _holds_together(self) -> "CriteriaSet":
        from scoring.criteria.coherence import mistakes  # noqa: PLC0415 - it needs this model

        found = mistakes(self)
        if found:
            raise ValueError("\n".join(found))
        return self

