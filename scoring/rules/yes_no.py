"""R1: yes or no, all or nothing (QĐ 25/2021/QĐ-TTg)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from scoring.rules.base import NO, YES, Entry, Field, Rule, excel_number, excel_text
from scoring.rules.in_excel import InExcel, SetColumn
from scoring.text import show_number


class YesNo(Rule):
    """Full points for the ``good`` answer, none for the other."""

    in_excel: ClassVar = InExcel(
        "Có/Không",
        "Trả lời Có hoặc Không; được điểm tối đa khi trả lời như cột Trả lời được điểm.",
        (SetColumn("good", "Trả lời được điểm", width=12, choices={YES: YES, NO: NO}, rare=True),),
    )

    as_penalty: ClassVar = "viết nội dung sao cho Có là bị trừ và bỏ good: Không"

    kind: Literal["yes_no"]
    good: Literal["Có", "Không"] = "Có"

    def idle(self, top: Decimal) -> Decimal:
        return top if self.good == NO else Decimal(0)

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return (Field("1", "Kết quả", "choice", (YES, NO)),)

    def guide(self, top: Decimal) -> str:
        other = NO if self.good == YES else YES
        return f"{self.good}: {show_number(top)} điểm. {other}: 0 điểm."

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        return top if entry.answers["1"] == self.good else Decimal(0)

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        return f"IF({cells['1']}={excel_text(self.good)},{excel_number(top)},0)"
