"""What the engine gives back: marks, scorecards, classes, ranks. Plain data, no I/O."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Status(StrEnum):
    """What became of one criterion of one unit."""

    SCORED = "chấm"
    NOT_APPLICABLE = "không phát sinh"
    EXEMPT = "được miễn"
    BLANK = "chưa trả lời"
    AWAITED = "chờ cơ quan chấm"


class State(StrEnum):
    """Where a unit stands in the year."""

    NOT_SUBMITTED = "chưa nộp"
    TO_MEND = "cần sửa"
    VALID = "hợp lệ"
    VERIFIED = "đã thẩm định"
    OUTSIDE = "không thuộc diện"
    INELIGIBLE = "không đủ điều kiện"


@dataclass(frozen=True, slots=True)
class Mark:
    """One criterion of one unit. ``top`` is what it adds to the applicable maximum (0 if excluded).

    ``points`` is the self score, or the office's where only the office scores; None where there is
    none yet: a blank is not 0. ``verified`` is the verifier's.
    """

    code: str
    status: Status
    points: Decimal | None
    top: Decimal
    verified: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """Points and applicable maximum of a group."""

    points: Decimal
    top: Decimal


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All points of one unit on one stage (self or verified).

    ``main``: points of the scale's criteria, of at most ``applicable``. ``bonus`` and ``penalty`` are
    already capped. ``percent``: main of applicable, 0..100, exact. ``score``: what class and rank are
    decided on, exact; ``shown``: the same, rounded as the set says.
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


@dataclass(frozen=True, slots=True)
class Standing:
    """The class of a unit; ``reason`` says why it is lower than the points alone would give.

    ``code`` is None where the unit is disqualified ("không đủ điều kiện xếp loại").
    """

    code: str | None
    name: str
    by_points: str
    reason: str = ""


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
    """A quota that is exceeded: people decide, the engine only flags it."""

    class_code: str
    block: str
    allowed: int
    classed: int
    text: str
