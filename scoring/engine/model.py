"""What the engine gives back: marks, scorecards, classes, ranks. Plain data, no I/O."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from scoring.dataclass import dataclass
from scoring.engine.by_code import ByCode

Stage = Literal["self", "verified"]
ZERO = Decimal(0)


class Status(StrEnum):
    """What became of one criterion of one unit."""

    SCORED = "chấm"
    NOT_APPLICABLE = "không phát sinh"
    EXEMPT = "được miễn"
    BLANK = "chưa trả lời"
    AWAITED = "chờ cơ quan chấm"
    OVERRULED = "thẩm định có phát sinh"  # the unit said "không phát sinh", the verifier gives points for it


class State(StrEnum):
    """Where a unit stands in the year."""

    NOT_SUBMITTED = "chưa nộp"
    NO_FORM = "đã nhận, chưa có biểu"  # a report on paper, in a period without scores
    TO_MEND = "cần sửa"
    VALID = "hợp lệ"
    VERIFIED = "đã thẩm định"
    OUTSIDE = "không thuộc diện"
    INELIGIBLE = "không đủ điều kiện"
    NOTHING_ASKED = "không có tiêu chí áp dụng"
    LEFT_OUT = "không xếp loại"


@dataclass(frozen=True, slots=True)
class Mark:
    """One criterion of one unit. ``top`` is the maximum that counts for it (0 if exempt or excluded).

    ``points`` is the self score, or the office's where only the office scores; None where there is
    none yet: a blank is not 0. ``verified`` is the verifier's, and again the office's where only the
    office scores. A self score never becomes final by itself.

    Of a criterion that a class needs something of: ``exact``, the self score before rounding, where that
    is another number; ``figure``, what the unit entered (see ``Rule.measure``).
    """

    code: str
    status: Status
    points: Decimal | None
    top: Decimal
    verified: Decimal | None = None
    exact: Decimal | None = None
    figure: Decimal | None = None

    @property
    def is_scored(self) -> bool:
        """True where points were given for what was done: by the unit, or by a verifier who overruled it or
        scored what the unit left open."""
        by_verifier = self.status in (Status.BLANK, Status.AWAITED) and self.verified is not None
        return by_verifier or self.status in (Status.SCORED, Status.OVERRULED)

    @property
    def final(self) -> Decimal | None:
        """The final points: they exist only where somebody other than the unit stands for them."""
        return self.verified

    def at(self, stage: Stage) -> Decimal | None:
        """The points that count on this stage, None where there are none."""
        return self.points if stage == "self" else self.final

    def upheld(self, stage: Stage) -> bool:
        """True where the unit's own figures stand: nobody gave other points than they bring."""
        return self.at(stage) == self.points

    def with_points(self, points: Decimal, stage: Stage) -> "Mark":
        """The mark with other points on this stage, which come from no answer: they are not rounded."""
        if stage == "verified":
            return replace(self, verified=points)
        return replace(self, points=points, exact=None, figure=None)

    def lost(self, stage: Stage) -> Decimal:
        """The points before rounding less those after it; 0 of points that a person gave."""
        if self.exact is None or self.points is None or not self.upheld(stage):
            return ZERO
        return self.exact - self.points


@dataclass(frozen=True, slots=True)
class Sum:
    """Points and applicable maximum of a group or of a criterion."""

    points: Decimal
    top: Decimal


# Most units have the same points of a criterion, and a province has millions of marks: equal ones are one
# object. The keys are texts, since 1 and 1.0 are equal and not the same.


@lru_cache(maxsize=65_536)
def mark_of(
    code: str, status: str, points: str | None, top: str, verified: str | None, *needed: str | None
) -> Mark:
    """Rebuild a mark from the texts of :func:`mark_told`; ``needed``: exact and figure, if there is one."""
    own, checked, *more = (None if each is None else Decimal(each) for each in (points, verified, *needed))
    return Mark(sys.intern(code), Status(status), own, Decimal(top), checked, *more)


def mark_told(mark: Mark) -> tuple[str, str, str | None, str, str | None, *tuple[str | None, ...]]:
    """A mark in texts."""
    own, checked = [None if each is None else str(each) for each in (mark.points, mark.verified)]
    needed = [None if each is None else str(each) for each in (mark.exact, mark.figure)]
    more = needed if any(needed) else []
    return mark.code, mark.status.value, own, str(mark.top), checked, *more


@lru_cache(maxsize=65_536)
def sum_of(points: str, top: str) -> Sum:
    """The sum of these points and this maximum, given as texts."""
    return Sum(Decimal(points), Decimal(top))


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All points of one unit on one stage (self or verified).

    ``groups`` holds the groups of the scale at every depth (0 of 0 where nothing is asked), and of the bonus
    and penalty blocks those that have a code, at most their cap. ``bonus``, ``penalty``: the capped sums.
    ``main``: points of the scale's criteria, of at most ``applicable``. ``percent``: main of applicable,
    0..100, unrounded. ``score``: what class and rank are decided on, unrounded, never below 0; ``shown``: the
    same, rounded as the set says. ``complete``: nothing that the stage needs is missing. On the self stage
    what the office has still to score is left out of both points and maximum and is not missed.
    """

    marks: Mapping[str, Mark]
    groups: Mapping[str, Sum]
    main: Decimal
    applicable: Decimal
    bonus: Decimal
    penalty: Decimal
    percent: Decimal
    score: Decimal
    shown: Decimal
    complete: bool
    stage: Stage = "self"

    def __post_init__(self) -> None:
        for name in ("marks", "groups"):
            object.__setattr__(self, name, ByCode(getattr(self, name)))

    @property
    def result(self) -> Decimal | None:
        """The rounded score; None where nothing counts: 0 of 0 points is no score of 0."""
        return self.shown if self.applicable else None

    def sum(self, code: str) -> Sum:
        """Points and maximum of a group or criterion; 0 of 0 where the unit is not asked."""
        if code in self.groups:
            return self.groups[code]
        mark = self.marks.get(code)
        return Sum(mark.at(self.stage) or ZERO, mark.top) if mark else Sum(ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class Standing:
    """The class of a unit; ``reason`` says why it is lower than the points alone would give.

    ``code`` is None where the unit is disqualified ("không đủ điều kiện xếp loại"), left out by a decision
    of the office, or where no criterion counts for it; ``by_points`` is empty where it has no points either.
    ``computed``: what the rules alone give, where a person decided the class.
    """

    code: str | None
    name: str
    by_points: str
    reason: str = ""
    computed: "Standing | None" = None


@dataclass(frozen=True, slots=True)
class DecidedClass:
    """The class that a person decided for a unit, by its code, and why."""

    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """That ``classed`` units have a class although its quota is less was accepted; ``why`` says by whom."""

    classed: int
    why: str


@dataclass(frozen=True, slots=True)
class Rank:
    """A place, 1 the best, and a note where a tie was shared or broken."""

    place: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnitResult:
    """Everything that is known of one unit; ``card`` is None where no form could be read."""

    unit: str
    block: str
    state: State
    card: Scorecard | None = None
    standing: Standing | None = None
    in_block: Rank | None = None
    overall: Rank | None = None

    @property
    def ranked(self) -> bool:
        """True where the unit takes part in the ranking."""
        return self.overall is not None


@dataclass(frozen=True, slots=True)
class QuotaNote:
    """A quota that is exceeded: the engine proposes who keeps the class, people decide.

    ``keep`` and ``give_up`` are unit codes, best first. ``tied``: units equal in score and tie chain that the
    cut would part; they stand in neither. ``accepted``: why the excess stands all the same, empty where
    nobody decided that.
    """

    class_code: str
    block: str
    allowed: int
    classed: int
    text: str
    keep: tuple[str, ...] = ()
    give_up: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    accepted: str = ""
