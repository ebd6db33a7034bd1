"""R5: so many points for each occurrence, capped by the criterion's maximum."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field as Setting

from scoring.rules.base import Entry, Field, Rule, Way, excel_number
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
    each: Number = Setting(gt=0)

    def stated(self) -> Iterator[tuple[Way, Decimal]]:
        yield ("each",), self.each

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return (Field("1", self.label, "number", step=Decimal(1)),)

    def guide(self, top: Decimal) -> str:
        return f"{self.label}: mỗi trường hợp {show_number(self.each)} điểm, tối đa {show_number(top)} điểm."

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        return min(top, self.each * entry.number("1"))

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        return f"MIN({excel_number(top)},{excel_number(self.each)}*{cells['1']})"
