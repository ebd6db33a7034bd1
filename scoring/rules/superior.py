"""R9: points that only the superior gives; the unit fills nothing (Ngân Sơn 2020: 90 + 10)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from scoring.rules.base import Entry, Field, Rule
from scoring.rules.in_excel import InExcel, SetColumn
from scoring.rules.values import Text
from scoring.text import show_number


class Superior(Rule):
    """Shown on the form, scored by the superior."""

    in_excel: ClassVar = InExcel(
        "Cấp trên chấm",
        "Đơn vị không ghi; Người chấm cho điểm.",
        (SetColumn("who", "Người chấm", width=18, rare=True),),
    )
    by: ClassVar = "superior"

    kind: Literal["superior"]
    who: Text = "Cấp trên"

    def scorer(self) -> str:
        return self.who

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return ()

    def guide(self, top: Decimal) -> str:
        return f"{self.who} chấm, tối đa {show_number(top)} điểm; đơn vị không ghi."

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        raise TypeError("a superior gives these points; there is no entry to score")

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        raise TypeError("a superior gives these points; there is no formula")
