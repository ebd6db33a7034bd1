"""R3: additive parts, each ticked by itself (DTI)."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field as Setting

from scoring.rules.base import NO, YES, Entry, Field, Rule, Way, excel_number, excel_text
from scoring.rules.in_excel import ITEM_POINTS, ITEM_TEXT, InExcel, SetRows
from scoring.rules.values import Data, Number, Text
from scoring.text import show_number


class Part(Data):
    """One thing done or not."""

    text: Text
    points: Number = Setting(gt=0)


class Parts(Rule):
    """The points of all parts answered "Có" are added; together they make the maximum."""

    in_excel: ClassVar = InExcel(
        "Cộng các việc",
        "Có hoặc Không cho từng việc: mỗi việc một dòng Việc; cộng lại bằng điểm tối đa.",
        rows=SetRows("parts", "Việc", (ITEM_TEXT, ITEM_POINTS)),
        words=((r" \(parts\)", ""),),
    )

    kind: Literal["parts"]
    parts: tuple[Part, ...] = Setting(min_length=1)

    def flaws(self, top: Decimal) -> Sequence[str]:
        total = sum((part.points for part in self.parts), Decimal(0))
        if total != top:
            return [f"các phần (parts) cộng lại {show_number(total)} điểm, điểm tối đa là {show_number(top)}"]
        return ()

    def stated(self) -> Iterator[tuple[Way, Decimal]]:
        return ((("parts", n, "points"), part.points) for n, part in enumerate(self.parts))

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return tuple(Field(str(n), part.text, "choice", (YES, NO)) for n, part in enumerate(self.parts, 1))

    def guide(self, top: Decimal) -> str:
        worth = "; ".join(f"{part.text}: {show_number(part.points)} điểm" for part in self.parts)
        return f"Cộng điểm các việc đã làm. {worth}."

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        done = (part.points for n, part in enumerate(self.parts, 1) if entry.answers[str(n)] == YES)
        return sum(done, Decimal(0))

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        return "+".join(
            f"IF({cells[str(n)]}={excel_text(YES)},{excel_number(part.points)},0)"
            for n, part in enumerate(self.parts, 1)
        )
