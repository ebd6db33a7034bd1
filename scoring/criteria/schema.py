"""The criteria set: what a unit is asked, for how much, and how points become class and rank.

Everything the plan leaves to "tiêu chí quy định" is data here: points, classes, rounding, quota, ties.
Models are frozen and refuse unknown keys. Messages are Vietnamese: officials write these files.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from scoring.catalogue import Severity
from scoring.criteria.approvals import Approval
from scoring.criteria.classes import Class, Quota
from scoring.criteria.conditions import Applies, Condition
from scoring.criteria.issued import Decision, Period, Reference
from scoring.criteria.reports import YEARLY, Report
from scoring.criteria.tasks import Task
from scoring.periods import ANNUAL
from scoring.rules import AnyRule, EntryField
from scoring.rules.values import Code, Data, Flag, Number, Points, Text, Whole
from scoring.text import ended

Places = Annotated[Whole, Field(ge=0, le=6)]

STAGE = {"sample": "MẪU - chưa ban hành", "draft": "DỰ THẢO - chưa ban hành", "issued": ""}


SUBJECT = "công tác dân vận chính quyền"
"""What is assessed, where a set does not say it: it stands after "Biểu tự chấm điểm", "Kết quả xếp loại"."""


class Rounding(Data):
    """Decimal places (half-up) and whether class and rank look at the rounded score."""

    points: Places = 2
    total: Places = 2
    class_on: Literal["rounded", "exact"] = "rounded"
    rank_on: Literal["rounded", "exact"] = "rounded"


class Ranking(Data):
    """Shared (1, 1, 3) or dense (1, 1, 2) ranks; codes of groups or criteria that break ties, in order.

    ``by: class`` ranks every unit of a better class first, so that one whose class is capped does not stand
    above units of a better class for its points.
    """

    by: Literal["score", "class"] = "score"
    ties: Literal["shared", "dense"] = "shared"
    break_by: tuple[Code, ...] = ()


class Block(Data):
    """Units that are compared with each other (khối)."""

    code: Code
    name: Text


class Kind(Data):
    """A kind of unit and the block it is ranked in."""

    code: Code
    name: Text
    block: Code


class Verifier(Data):
    """Somebody who verifies self scores: a team, an office, a person.

    ``takes`` says whose forms come to it (everybody where nothing is given; the first verifier of the list
    that may take a unit gets it), ``never`` whom it may not verify, itself above all.
    """

    code: Code
    name: Text
    takes: Applies = Applies()
    never: tuple[Code, ...] = ()


class Criterion(Data):
    """A scored leaf; ``max: 0`` where only its figure is wanted, for a need of a class.

    ``not_applicable``: ``refused``, ``full`` (counts as full points, TCPL) or ``excluded`` (the
    denominator shrinks, Hà Nam). ``evidence``: ``required`` where points are claimed, or ``or_explained``
    (a document or an explanation), or ``none``. ``explanation``: ``below_max`` where points are missing,
    ``above_zero`` (for deductions declared), ``always`` or ``optional``. ``beside``: the criterion (code) of
    the scale that a bonus belongs to: it stands right below it and counts in the bonus block (R25).
    """

    later: ClassVar = frozenset({"beside"})

    code: Code
    text: Text
    guide: str = ""
    max: Points
    rule: AnyRule
    applies: Applies = Applies()
    not_applicable: Literal["refused", "full", "excluded"] = "refused"
    evidence: Literal["none", "or_explained", "required"] = "none"
    evidence_hint: str = ""
    explanation: Literal["optional", "below_max", "above_zero", "always"] = "optional"
    reference: str = ""
    beside: Code | None = None

    @model_validator(mode="after")
    def _void_answers_have_a_policy(self) -> "Criterion":
        setting = self.rule.void_setting
        if setting and self.not_applicable == "refused":
            raise ValueError(f"{setting} cần not_applicable: full hoặc not_applicable: excluded")
        return self

    @cached_property
    def fields(self) -> tuple[EntryField, ...]:
        """What the unit is asked for, as the rule wants it."""
        return self.rule.fields(self.max)

    @cached_property
    def numbers(self) -> tuple[EntryField, ...]:
        """Those of the fields that take a number."""
        return tuple(field for field in self.fields if field.kind != "choice")

    @cached_property
    def awaited(self) -> frozenset[str]:
        """The codes of the reports whose arrival gives points."""
        return frozenset(code for _, code in self.rule.reports())

    @cached_property
    def rule_words(self) -> str:
        """How the rule gives points."""
        return self.rule.guide(self.max)

    @property
    def by_unit(self) -> bool:
        """True where the unit scores itself; else the superior or the register gives the points."""
        return self.rule.by == "unit"

    @property
    def how(self) -> str:
        """How it is scored, in words an official can apply."""
        bonus = f"Điểm thưởng thêm cho tiêu chí {self.beside}, ngoài thang điểm." if self.beside else ""
        return " ".join(filter(None, (bonus, ended(self.guide), self.rule_words)))


class Group(Data):
    """A heading with criteria or further groups below it; ``max`` is checked where given.

    ``cap``: its points stop there, below what its children add up to, on purpose (HĐND Thanh Hóa).
    ``only_one``: a unit may claim one of its criteria; the best counts, and claiming two is an error.
    """

    later: ClassVar = frozenset({"cap", "only_one"})

    code: Code
    text: Text
    children: tuple["Node", ...] = Field(min_length=1)
    max: Points | None = None
    cap: Annotated[Number, Field(gt=0, le=100000)] | None = None
    only_one: Flag = False

    @cached_property
    def failing(self) -> tuple[str, ...]:
        """The criteria (codes) right below that make all of it 0 where they have 0 points."""
        return tuple(c.code for c in self.children if isinstance(c, Criterion) and c.rule.fails)

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
Group.model_rebuild()


class Extra(Data):
    """A bonus or penalty block outside the scale, with its own cap (TP.HCM: 97 + 10 = 107).

    Needs of classes and the tie chain name the bonus block by its ``code``. ``only_one``: as of a
    :class:`Group`.
    """

    code: Code | None = None
    text: Text
    cap: Points
    only_one: Flag = False
    criteria: tuple[Criterion, ...] = Field(min_length=1)


class CriteriaSet(Data):
    """A whole criteria set for one year."""

    id: Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    name: Text
    subject: Text = SUBJECT
    year: Annotated[Whole, Field(ge=2000, le=2100)]
    period: Period
    issuer: Text
    issuer_above: str = ""
    office: Text
    status: Literal["sample", "draft", "issued"]
    decision: Decision | None = None
    references: tuple[Reference, ...] = ()
    scale: Annotated[Number, Field(gt=0, le=100000)] = Decimal(100)
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
    verifiers: tuple[Verifier, ...] = ()
    approvals: tuple[Approval, ...] = ()
    severities: dict[str, Severity] = Field(default_factory=dict)

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
        """Every criterion by code, each with the bonus beside it, then the rest of bonus and penalty."""
        found = {c.code: c for main in self.main for c in (main, *self.bonus_beside(main.code))}
        return found | {c.code: c for c in self.extras}

    def bonus_beside(self, code: str) -> tuple[Criterion, ...]:
        """What a unit may have as a bonus beside a criterion of the scale."""
        return tuple(c for c in self.extras if c.beside == code)

    @cached_property
    def freed(self) -> dict[str, frozenset[str]]:
        """Group or criterion -> the criteria of which an exemption frees, the bonus beside them included."""
        beside = {code: {c.code for c in self.bonus_beside(code)} for code in self.criteria}
        return {
            code: frozenset(codes).union(*(beside[each] for each in codes))
            for code, codes in self.leaves_below.items()
        }

    @cached_property
    def leaves_below(self) -> dict[str, tuple[str, ...]]:
        """Group or criterion code -> the codes of the criteria it covers."""
        covered: dict[str, tuple[str, ...]] = {code: (code,) for code in self.criteria}
        for code, group in self.all_groups.items():
            covered[code] = tuple(leaf.code for leaf in group.leaves())
        return covered | {code: tuple(c.code for c in extra.criteria) for code, extra in self.coded.items()}

    @property
    def blocks_beside(self) -> tuple[tuple[Literal["bonus", "penalty"], Extra], ...]:
        """The bonus and penalty blocks that the set has, by their keys."""
        pairs: tuple[tuple[Literal["bonus", "penalty"], Extra | None], ...] = (
            ("bonus", self.bonus), ("penalty", self.penalty),
        )  # fmt: skip
        return tuple((key, extra) for key, extra in pairs if extra)

    @cached_property
    def coded(self) -> dict[str, Extra]:
        """The bonus and penalty blocks that have a code, by it."""
        return {extra.code: extra for _, extra in self.blocks_beside if extra.code}

    @cached_property
    def needed(self) -> frozenset[str]:
        """The criteria that some class needs something of: their points are looked at before rounding."""
        codes = (need.code for each in self.classes for need in each.needs)
        return frozenset(leaf for code in codes for leaf in self.leaves_below.get(code, ()))

    @cached_property
    def rivals(self) -> dict[str, tuple[str, ...]]:
        """Criterion -> the criteria, itself included, of which a unit may claim only one."""
        alike = [self.leaves_below[code] for code, group in self.all_groups.items() if group.only_one]
        extras = [extra for extra in (self.bonus, self.penalty) if extra and extra.only_one]
        alike += [tuple(c.code for c in extra.criteria) for extra in extras]
        return {code: codes for codes in alike for code in codes}

    @cached_property
    def group_texts(self) -> dict[str, str]:
        """The text of every group by its code, at every depth."""
        return {code: group.text for code, group in self.all_groups.items()}

    @cached_property
    def all_groups(self) -> dict[str, Group]:
        """Every group by its code, at every depth."""
        found: dict[str, Group] = {}
        waiting: list[Node] = list(self.groups)
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, Group):
                found[node.code] = node
                waiting.extend(node.children)
        return found

    @cached_property
    def class_names(self) -> dict[str, str]:
        """Class code -> name, best first."""
        return {c.code: c.name for c in self.classes}

    @cached_property
    def block_names(self) -> dict[str, str]:
        """Block code -> name, in the set's order."""
        return {block.code: block.name for block in self.blocks}

    @cached_property
    def kind(self) -> dict[str, Kind]:
        """The kinds by code."""
        return {kind.code: kind for kind in self.kinds}

    @cached_property
    def _reports(self) -> dict[str, Report]:
        return {report.code: report for report in self.reports}

    def report(self, period: str) -> Report:
        """The period's report; of one that the set does not list, what it would be.

        A form may state any words as its period, so they are not checked against the rules of a set.
        """
        known = self._reports.get(period)
        name = YEARLY if period == ANNUAL else period
        return known or Report.model_construct(code=period, name=name, due=self.period.end)

    @cached_property
    def scored_period(self) -> str:
        """The period whose form holds the scores."""
        return next((report.code for report in self.reports if report.scored), ANNUAL)

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Every period that has forms, the scored one last."""
        scored = self.scored_period
        return (*(report.code for report in self.reports if report.code != scored), scored)

    def is_scored(self, period: str) -> bool:
        """True for the period whose form holds the scores; the others carry tasks and report text only."""
        return period == self.scored_period

    def earlier(self, period: str) -> tuple[str, ...]:
        """The reports of the year that this period goes on from, in the order in which they fall due."""
        own = self._reports.get(period)
        before = {report.code for report in self.reports if own is None or report.due < own.due}
        wanted = before if own is None or own.earlier is None else {*own.earlier}
        return tuple(each.code for each in sorted(self.reports, key=lambda r: r.due) if each.code in wanted)
