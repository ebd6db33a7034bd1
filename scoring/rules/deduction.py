"""R6: from the maximum, a deduction for each occurrence, with a floor (TT Huế; NĐ 335/2025)."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field as Setting
from pydantic import model_validator

from scoring.rules.base import Entry, Field, Rule, Way, exactly_one, excel_number, points_words
from scoring.rules.in_excel import InExcel, SetColumn, each, label
from scoring.rules.values import Number, Text
from scoring.text import show_number


class Deduction(Rule):
    """Each occurrence costs ``each`` points or ``each_percent`` of the maximum, never below ``floor``."""

    in_excel: ClassVar = InExcel(
        "Trừ theo số lần",
        "Mỗi lần trừ Điểm mỗi lần hoặc % điểm mỗi lần, không dưới Điểm thấp nhất.",
        (
            label(),
            each(),
            SetColumn("each_percent", "% điểm mỗi lần", "number", 10),
            SetColumn("floor", "Điểm thấp nhất", "number", 10),
        ),
        words=((r"\(floor ([^)]*)\)", r"(\1)"),),
    )

    as_penalty: ClassVar = "dùng cách chấm “Đếm số lần” (kind: count): mỗi lần bị trừ số điểm mỗi lần"

    kind: Literal["deduction"]
    label: Text
    each: Number | None = Setting(default=None, gt=0)
    each_percent: Number | None = Setting(default=None, gt=0, le=100)
    floor: Number = Setting(default=Decimal(0), ge=0)

    @model_validator(mode="after")
    def _one_way(self) -> "Deduction":
        if not exactly_one(self.each, self.each_percent):
            raise ValueError("ghi đúng một trong hai: each hoặc each_percent")
        return self

    def flaws(self, top: Decimal) -> Sequence[str]:
        if self.floor >= top:
            floor = show_number(self.floor)
            return [f"mức thấp nhất (floor {floor}) phải nhỏ hơn điểm tối đa {show_number(top)}"]
        return ()

    def idle(self, top: Decimal) -> Decimal:
        return top

    def _cost(self, top: Decimal) -> Decimal:
        return self.each if self.each is not None else top * (self.each_percent or 0) / 100

    def stated(self) -> Iterator[tuple[Way, Decimal]]:
        yield ("floor",), self.floor
        if self.each is not None:
            yield ("each",), self.each

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return (Field("1", self.label, "number", step=Decimal(1)),)

    def guide(self, top: Decimal) -> str:
        cost = points_words(self._cost(top), f"{show_number(self.each_percent)}%")
        return (
            f"Không có: {show_number(top)} điểm. {self.label}: mỗi trường hợp trừ {cost}, "
            f"thấp nhất {show_number(self.floor)} điểm."
        )

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        return max(self.floor, top - self._cost(top) * entry.number("1"))

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        left = f"{excel_number(top)}-{excel_number(self._cost(top))}*{cells['1']}"
        return f"MAX({excel_number(self.floor)},{left})"
