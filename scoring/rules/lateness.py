"""R7: on time full points, somewhat late a part, later nothing."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field as Setting
from pydantic import model_validator

from scoring.rules.base import Entry, Field, Rule, Way, excel_number
from scoring.rules.in_excel import ITEM_POINTS, InExcel, SetRows, label, threshold
from scoring.rules.values import Data, Number, Text
from scoring.text import show_number


class Step(Data):
    """Up to ``days`` days late the criterion is worth ``points``."""

    days: Number = Setting(ge=1, multiple_of=1)
    points: Number = Setting(ge=0)


def in_order(steps: Sequence[Step]) -> bool:
    """Days rise and nobody gains by being later."""
    days, points = [step.days for step in steps], [step.points for step in steps]
    return days == sorted(set(days)) and points == sorted(points, reverse=True)


def worth(steps: Sequence[Step], days: Decimal | int) -> Decimal:
    """What is left when so many days late, one or more."""
    return next((step.points for step in steps if days <= step.days), Decimal(0))


class Lateness(Rule):
    """The unit gives the number of days it was late, 0 for on time."""

    in_excel: ClassVar = InExcel(
        "Số ngày chậm",
        "Đúng hạn được điểm tối đa; chậm đến số ngày ở dòng Mức chậm được điểm của dòng ấy.",
        (label(),),
        SetRows("steps", "Mức chậm", (ITEM_POINTS, threshold("days"))),
    )

    as_penalty: ClassVar = (
        "dùng cách chấm “Đếm số lần” (kind: count) với số ngày chậm, hoặc “Chọn một mức” (kind: levels) với "
        "mức đầu là đúng hạn, 0 điểm"
    )

    kind: Literal["lateness"]
    label: Text = "Số ngày chậm"
    steps: tuple[Step, ...] = ()

    @model_validator(mode="after")
    def _later_is_less(self) -> "Lateness":
        if not in_order(self.steps):
            raise ValueError("steps xếp theo số ngày tăng dần, chậm hơn thì điểm không cao hơn")
        return self

    def flaws(self, top: Decimal) -> Sequence[str]:
        return [
            f"chậm {show_number(step.days)} ngày được {show_number(step.points)} điểm, "
            f"nhiều hơn điểm tối đa {show_number(top)}"
            for step in self.steps
            if step.points > top
        ]

    def idle(self, top: Decimal) -> Decimal:
        return top

    def stated(self) -> Iterator[tuple[Way, Decimal]]:
        return ((("steps", n, "points"), step.points) for n, step in enumerate(self.steps))

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return (Field("1", self.label, "number", step=Decimal(1)),)

    def guide(self, top: Decimal) -> str:
        late = (f"Chậm đến {show_number(s.days)} ngày: {show_number(s.points)} điểm." for s in self.steps)
        return " ".join([f"Đúng hạn: {show_number(top)} điểm.", *late, "Chậm hơn: 0 điểm."])

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        days = entry.number("1")
        return top if days == 0 else worth(self.steps, days)

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        left = "0"
        for step in reversed(self.steps):
            left = f"IF({cells['1']}<={excel_number(step.days)},{excel_number(step.points)},{left})"
        return f"IF({cells['1']}=0,{excel_number(top)},{left})"
