"""R5: so many points for each occurrence, capped by the criterion's maximum."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field as Setting

from scoring.rules.base import FIGURE_ONLY, Entry, Field, Rule, Way, excel_number
from scoring.rules.in_excel import InExcel, each, label
from scoring.rules.values import Number, Text
from scoring.text import show_number


class Count(Rule):
    """``each`` points per occurrence of ``label``. In a penalty block the points are deducted."""

    in_excel: ClassVar = InExcel(
        "Đếm số lần",
        "Mỗi lần, mỗi trường hợp được Điểm mỗi lần, không quá điểm tối đa.",
        (label(), each()),
    )

    kind: Literal["count"]
    label: Text
    each: Number = Setting(default=Decimal(0), ge=0)

    def flaws(self, top: Decimal) -> Sequence[str]:
        if top and not self.each:
            return ["cần ghi each: số điểm mỗi lần, lớn hơn 0"]
        if self.each and not top:
            return ["tiêu chí chỉ lấy số liệu (max: 0) thì không ghi each"]
        return ()

    def stated(self) -> Iterator[tuple[Way, Decimal]]:
        yield ("each",), self.each

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return (Field("1", self.label, "number", step=Decimal(1)),)

    def guide(self, top: Decimal) -> str:
        if not top:
            return f"{self.label}: {FIGURE_ONLY}"
        return f"{self.label}: mỗi trường hợp {show_number(self.each)} điểm, tối đa {show_number(top)} điểm."

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        return min(top, self.each * entry.number("1"))

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        return f"MIN({excel_number(top)},{excel_number(self.each)}*{cells['1']})"

    def measure(self, entry: Entry) -> Decimal | None:
        return entry.number("1")

    def measured(self, figure: Decimal) -> Entry | None:
        return Entry({"1": figure})

    def measure_formula(self, cells: Mapping[str, str], least: Decimal) -> str:
        return f"{cells['1']}>={excel_number(least)}"
