"""R2: one of several levels, with points stated or as a fraction of the maximum (DTI Cao Lãnh).

R19: a level of 0 points may make the whole group of the criterion 0 ("điểm liệt").
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field as Setting
from pydantic import field_validator, model_validator

from scoring.rules.base import Entry, Field, Rule, Way, exactly_one, excel_number, excel_text, points_words
from scoring.rules.in_excel import ITEM_POINTS, ITEM_TEXT, InExcel, SetColumn, SetRows
from scoring.rules.values import Data, Flag, Number
from scoring.text import clean, fold, show_number

_FRACTION = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}|/[1-9][0-9]{0,5})?")

LONGEST, LONGEST_LIST = 255, 2000
"""Letters of a level, which formulas name: Excel takes no longer text there; and of all levels of a list."""


class Level(Data):
    """One answer of the list; give ``points`` or ``fraction`` (``1``, ``1/2``, ``0``) of the maximum.

    ``fails``: whoever is here has no points in the whole group that the criterion stands in.
    """

    later: ClassVar = frozenset({"fails"})

    text: str = Setting(min_length=1, max_length=LONGEST)
    points: Number | None = Setting(default=None, ge=0)
    fraction: str | None = None
    fails: Flag = False

    @field_validator("fraction")
    @classmethod
    def _fraction_reads(cls, value: str | None) -> str | None:
        if value is not None and (not _FRACTION.fullmatch(value) or Fraction(value) > 1):
            raise ValueError("phải là phần của điểm tối đa, từ 0 đến 1, như 1, 1/2, 0")
        return value

    @field_validator("text")
    @classmethod
    def _survives_excel(cls, value: str) -> str:
        """A picked item is entered as if typed: Excel would turn 50% into 0,5 and 1/2 into a date."""
        text = clean(value)
        if text[:1] in "=+-@" or text.upper() in ("TRUE", "FALSE") or not any(c.isalpha() for c in text):
            raise ValueError("tên mức phải có chữ, không bắt đầu bằng = + - @ (Excel đổi thành số hoặc ngày)")
        return text

    @model_validator(mode="after")
    def _one_way(self) -> "Level":
        if not exactly_one(self.points, self.fraction):
            raise ValueError("ghi đúng một trong hai: points hoặc fraction")
        return self

    def worth(self, top: Decimal) -> Decimal:
        """The points of this level."""
        if self.points is not None:
            return self.points
        share = Fraction(self.fraction or "0")
        return top * share.numerator / share.denominator

    def worth_words(self, top: Decimal) -> str:
        """Its points in the words of the form."""
        if self.fails:
            return "điểm liệt, cả nhóm 0 điểm"
        return points_words(self.worth(top), (self.fraction or "").replace(".", ","))


class Levels(Rule):
    """The unit picks one level from a list."""

    in_excel: ClassVar = InExcel(
        "Chọn một mức",
        "Chọn một mức: mỗi mức một dòng Mức, ghi Điểm hoặc Phần của điểm tối đa.",
        rows=SetRows(
            "levels",
            "Mức",
            (
                ITEM_TEXT,
                ITEM_POINTS,
                SetColumn(
                    "fraction", "Phần của điểm tối đa", "share", 12, "Mức ghi điểm hoặc ghi phần, ví dụ 1/2."
                ),
                SetColumn(
                    "fails",
                    "Điểm liệt",
                    width=10,
                    hint="Ở mức này thì cả nhóm 0 điểm.",
                    choices={"true": "Có", "false": "Không"},
                    rare=True,
                ),
            ),
        ),
        words=((r" \(fails\)", ""), ("ghi fails", "ghi “Điểm liệt”")),
    )

    as_penalty: ClassVar = "ghi mức không bị trừ lên đầu, 0 điểm"

    kind: Literal["levels"]
    levels: tuple[Level, ...] = Setting(min_length=2)

    @model_validator(mode="after")
    def _texts_differ(self) -> "Levels":
        texts = [fold(level.text) for level in self.levels]
        if len(set(texts)) < len(texts):
            raise ValueError("hai mức không được cùng tên")
        if len(",".join(level.text for level in self.levels)) > LONGEST_LIST:
            raise ValueError(
                f"cả danh sách mức không quá {LONGEST_LIST} ký tự (giới hạn của công thức Excel)"
            )
        return self

    def flaws(self, top: Decimal) -> Sequence[str]:
        worths = [level.worth(top) for level in self.levels]
        found = [
            f"mức “{level.text}” được {show_number(worth)} điểm, nhiều hơn điểm tối đa {show_number(top)}"
            for level, worth in zip(self.levels, worths, strict=True)
            if worth > top
        ]
        if max(worths) < top:
            found.append(f"không mức nào được điểm tối đa {show_number(top)}")
        found += [
            f"mức “{level.text}” là điểm liệt (fails) thì chính nó phải 0 điểm"
            for level in self.levels
            if level.fails and level.worth(top)
        ]
        return found

    @property
    def fails(self) -> bool:
        return any(level.fails for level in self.levels)

    def idle(self, top: Decimal) -> Decimal:
        return self.levels[0].worth(top)

    def stated(self) -> Iterator[tuple[Way, Decimal]]:
        for n, level in enumerate(self.levels):
            if level.points is not None:
                yield ("levels", n, "points"), level.points

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return (Field("1", "Mức đạt được", "choice", tuple(level.text for level in self.levels)),)

    def guide(self, top: Decimal) -> str:
        return "; ".join(f"{level.text}: {level.worth_words(top)}" for level in self.levels) + "."

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        return next(level.worth(top) for level in self.levels if level.text == entry.answers["1"])

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        worth = "0"
        for level in reversed(self.levels):
            worth = f"IF({cells['1']}={excel_text(level.text)},{excel_number(level.worth(top))},{worth})"
        return worth
