"""How a rule stands in the workbook of a criteria set: its columns, the rows below it, its words.

The sheet Tiêu chí is made of what the rules declare here. Two rules that name a column by the same title
share it, so the columns that several rules use are declared once, below.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from scoring.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class SetColumn:
    """A column with one setting of a rule, or of an item of its list.

    ``choices``: what an official picks for each value. ``unless``: another setting that leaves this one
    without a meaning, so that the cell stays blank. ``rare``: the column stands behind the common ones.
    """

    key: str
    title: str
    kind: Literal["text", "number", "share", "steps"] = "text"
    width: int = 16
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    unless: str = ""
    rare: bool = False


@dataclass(frozen=True, slots=True)
class SetRows:
    """Rows below the criterion, one for each item of the rule's list under ``key``."""

    key: str
    title: str
    columns: tuple[SetColumn, ...]


@dataclass(frozen=True, slots=True)
class InExcel:
    """All that the workbook needs to know of a rule.

    ``name`` is picked in the column Cách chấm, ``guide`` explains it on the first sheet. ``words`` are
    patterns in the rule's messages and what stands for them in a message about a workbook; a bare key becomes
    its column's title by itself.
    """

    name: str
    guide: str
    columns: tuple[SetColumn, ...] = ()
    rows: SetRows | None = None
    words: tuple[tuple[str, str], ...] = ()


CODE, TEXT, POINTS = "Mã", "Nội dung", "Điểm"
"""Columns that every criterion has; the items of a list use them for their own code, text and points."""

ITEM_TEXT = SetColumn("text", TEXT)
ITEM_POINTS = SetColumn("points", POINTS, "number")


def label(key: str = "label") -> SetColumn:
    """What the form calls the cell of the first figure."""
    return SetColumn(key, "Nhãn ô số liệu", width=30)


def each() -> SetColumn:
    """The points of one occurrence."""
    return SetColumn("each", "Điểm mỗi lần", "number", 10)


def step() -> SetColumn:
    """Of what the figures are multiples."""
    return SetColumn("step", "Bước số liệu", "number", 10, "1 là số nguyên; số lẻ thì 0,01.", rare=True)


def threshold(key: str) -> SetColumn:
    """Where an item of a graded list begins or ends."""
    hint = "Mức tỷ lệ: từ %. Mức chậm: đến số ngày."
    return SetColumn(key, "Từ %, đến số ngày", "number", 11, hint)
