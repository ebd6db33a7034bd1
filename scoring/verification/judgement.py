"""What a row of the verification book says of one criterion, and what its verifier looked at."""

from dataclasses import dataclass
from decimal import Decimal

from scoring.register import Verdict
from scoring.register.actions import Verified
from scoring.verification.layout import Round

Key = tuple[str, str]
"""Unit code and criterion code."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the verifier says of one criterion of one unit, both rounds; all blank: not verified yet."""

    points1: Decimal | None = None
    reason1: str = ""
    reply: str = ""
    points2: Decimal | None = None
    reason2: str = ""

    def __bool__(self) -> bool:
        return self.points is not None or bool(self.reason1 or self.reply or self.reason2)

    @property
    def points(self) -> Decimal | None:
        """The points that hold: the second round's where there is one."""
        return self.points1 if self.points2 is None else self.points2

    def completes(self, other: "Judgement") -> bool:
        """True where all that the other says stands here too."""
        pairs = [(getattr(self, key), getattr(other, key)) for key in self.__slots__]
        return all(theirs in (None, "", ours) for ours, theirs in pairs)

    @classmethod
    def of(cls, verdict: Verdict) -> "Judgement":
        """The row that says what was recorded."""
        if verdict.round == 1:
            return cls(verdict.points, verdict.reason, verdict.reply)
        return cls(verdict.first, verdict.first_reason, verdict.reply, verdict.points, verdict.reason)

    def verified(self, item: "Item", verifier: str, book: str, *, condition: bool) -> Verified:
        """What is to be recorded of a row that has points; the reason stands beside it in the line."""
        assert self.points is not None, "only points are recorded"
        first, why = (self.points1, self.reason1) if self.round == 2 else (None, "")
        return Verified(
            self.points, item.own, item.answer, verifier, self.round, book, self.reply, first, why, condition
        )

    @property
    def round(self) -> Round:
        """The round that these points are of."""
        return 1 if self.points2 is None else 2

    @property
    def reason(self) -> str:
        """The reason of the points that hold."""
        return self.reason1 if self.points2 is None else self.reason2


UNTOUCHED = Judgement()
"""A row in which nobody has written."""


@dataclass(frozen=True, slots=True)
class Item:
    """What the book showed of one criterion of one unit when it was exported.

    ``answer``: the fingerprint of the unit's answer; ``own``: its self score, None where there is none that
    counts.
    """

    unit: str
    criterion: str
    answer: str = ""
    own: Decimal | None = None

    @property
    def key(self) -> Key:
        """Unit and criterion."""
        return self.unit, self.criterion
