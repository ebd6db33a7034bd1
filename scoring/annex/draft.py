"""A draft of a set: groups, bonus, penalty, classes, conditions, as a paper's tables have them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.annex.around import AroundRead
from scoring.annex.classes import ClassRead, DueRead, QuotaRead
from scoring.annex.conditions import ClassEffect
from scoring.annex.lines import Line, Skipped
from scoring.annex.nodes import Node
from scoring.annex.outside import OutsideLine
from scoring.annex.totals import Total, makes, stated_total

NO_POINTS = "chưa thấy điểm tối đa; chưa đưa vào bộ"


@dataclass(slots=True)
class ExtraRead:
    """The bonus or penalty block: its headings, its criteria, and how much it may bring at most."""

    text: str
    heads: list[Node] = field(default_factory=list)
    criteria: list[Node] = field(default_factory=list)
    cap: Decimal | None = None
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ConditionRead:
    """What keeps a unit from a class."""

    code: str
    text: str
    effect: ClassEffect
    line: Line | None


@dataclass(slots=True)
class AnnexDraft:
    """All that was found; ``unplaced`` are nodes without a maximum, which the set cannot have."""

    rows: list[Line | Skipped]
    outside: Sequence[OutsideLine] = ()
    groups: list[Node] = field(default_factory=list)
    extras: dict[str, ExtraRead] = field(default_factory=dict)
    classes: list[ClassRead] = field(default_factory=list)
    class_doubts: list[str] = field(default_factory=list)
    class_lines: dict[int, str] = field(default_factory=dict)
    around: list[AroundRead] = field(default_factory=list)
    dues: list[DueRead] = field(default_factory=list)
    quotas: list[QuotaRead] = field(default_factory=list)
    quota_lines: dict[int, str] = field(default_factory=dict)
    conditions: list[ConditionRead] = field(default_factory=list)
    condition_heads: list[Line] = field(default_factory=list)
    heading_says: dict[int, str] = field(default_factory=dict)
    headings: list[Line] = field(default_factory=list)
    unplaced: list[Node] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        """What all groups make together."""
        return sum((group.top or Decimal(0) for group in self.groups), Decimal(0))

    @property
    def stated_total(self) -> Total | None:
        """The line of totals with its points."""
        return stated_total(self.rows)

    @property
    def makes_total(self) -> bool:
        """True where the groups make that total."""
        bonus = self.extras.get("bonus")
        above = [each.line for each in (*bonus.heads, *bonus.criteria)] if bonus else []
        return makes(self.stated_total, self.rows, self.total, (bonus and bonus.cap) or Decimal(0), above)

    def leaves(self) -> Iterator[Node]:
        """Every criterion, those of bonus and penalty last."""
        for group in self.groups:
            yield from group.leaves()
        for extra in self.extras.values():
            yield from extra.criteria
