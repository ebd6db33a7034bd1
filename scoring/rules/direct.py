"""R8: points typed by the unit, from 0 to the maximum, on a step."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field as Setting

from scoring.rules.base import Entry, Field, Rule, Way
from scoring.rules.in_excel import InExcel, SetColumn
from scoring.rules.values import Number
from scoring.text import show_number


class Direct(Rule):
    """The unit judges itself and types the points in the score column."""

    in_excel: ClassVar = InExcel(
        "Tự ghi điểm",
        "Đơn vị tự ghi điểm, theo Bước điểm.",
        (SetColumn("step", "Bước điểm", "number", 10),),
        words=((r"\(step ([^)]*)\)", r"(\1)"),),
    )

    kind: Literal["direct"]
    step: Number = Setting(default=Decimal("0.25"), gt=0)

    def flaws(self, top: Decimal) -> Sequence[str]:
        if top % self.step:
            return [f"điểm tối đa {show_number(top)} phải là bội của bước (step {show_number(self.step)})"]
        return ()

    def stated(self) -> Iterator[tuple[Way, Decimal]]:
        yield ("step",), self.step

    def points_step(self) -> Decimal:
        return self.step

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return (Field("1", "Điểm tự chấm", "points", high=top, step=self.step),)

    def guide(self, top: Decimal) -> str:
        return f"Tự chấm từ 0 đến {show_number(top)} điểm, theo bước {show_number(self.step)}."

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        return entry.number("1")

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        return cells["1"]
