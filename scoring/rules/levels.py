"""R2: one of several levels, with points stated or as a fraction of the maximum (DTI Cao Lãnh)."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field as Setting, field_validator, model_validator

from scoring.rules.base import Entry, Field, Rule, exactly_one, excel_number, excel_text
from scoring.text import clean, show_number


class Level(BaseModel):
    """One answer of the list; give ``points`` or ``fraction`` (``1``, ``1/2``, ``0``) of the maximum."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Setting(min_length=1, max_length=60)
    points: Decimal | None = None
    fraction: str | None = None

    @field_validator("fraction")
    @classmethod
    def _fraction_reads(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                Fraction(value)
            except (ValueError, ZeroDivisionError):
                raise ValueError("phải là phân số như 1, 1/2, 0") from None
        return value

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


class Levels(Rule):
    """The unit picks one level from a list."""

    kind: Literal["levels"]
    levels: tuple[Level, ...] = Setting(min_length=2)

    @model_validator(mode="after")
    def _texts_differ(self) -> "Levels":
        texts = [clean(level.text) for level in self.levels]
        if len(set(texts)) < len(texts):
            raise ValueError("hai mức không được cùng tên")
        if any("," in text for text in texts) or sum(len(t) + 1 for t in texts) > 255:
            raise ValueError("tên mức không có dấu phẩy, cả danh sách không quá 255 ký tự (giới hạn của Excel)")
        return self

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return (Field("1", "Mức đạt được", "choice", tuple(level.text for level in self.levels)),)

    def guide(self, top: Decimal) -> str:
        return "; ".join(f"{level.text}: {show_number(level.worth(top))} điểm" for level in self.levels) + "."

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        return next(level.worth(top) for level in self.levels if level.text == entry.answers["1"])

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        worth = "0"
        for level in reversed(self.levels):
            worth = f"IF({cells['1']}={excel_text(level.text)},{excel_number(level.worth(top))},{worth})"
        return worth
