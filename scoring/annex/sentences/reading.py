"""What a sentence is asked, and what it may answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.text import show_number

_LEFT = "chưa dùng đến câu"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A criterion before its rule is known: ``text`` says how it is scored, ``top`` is its maximum if known.

    ``section``: ``bonus``, ``penalty`` or empty for the scale.
    """

    title: str
    text: str
    top: Decimal | None = None
    section: str = ""

    @property
    def is_penalty(self) -> bool:
        """True where points are taken off."""
        return self.section == "penalty"


@dataclass(frozen=True, slots=True)
class Scoring:
    """One way to understand it.

    ``label`` is what an official picks, ``rule`` the rule as a set has it, ``top`` the maximum that the
    sentence itself gives, ``doubts`` what keeps it from being certain. ``remarks``: what an official may
    want to know though the reading is certain. ``near``: it is not quite what the text says, so that any
    other way comes first.
    """

    label: str
    rule: Mapping[str, Any]
    top: Decimal | None = None
    doubts: tuple[str, ...] = ()
    near: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def leaves(self) -> bool:
        """True where something of the text was not used."""
        return any(doubt.startswith(_LEFT) for doubt in self.doubts)


def of_left(left: Sequence[str]) -> tuple[str, ...]:
    """The doubt that clauses leave which were not used."""
    return tuple(f"{_LEFT} “{clause[:80]}”" for clause in left)


def of_top(best: Decimal, asked: Sentence) -> tuple[str, ...]:
    """The doubt where a text gives another maximum than the column of points."""
    if asked.top is None or best == asked.top:
        return ()
    told, read = show_number(asked.top), show_number(best)
    return (f"cột điểm ghi {told}, cách chấm cao nhất {read}",)


def plain(value: Decimal) -> str:
    """A number as a set writes it."""
    return f"{value:f}"
