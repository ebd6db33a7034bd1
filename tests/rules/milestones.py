"""A rule that is not shipped: test_new_rule.py puts this file among the rules of a copy of the program."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field as Setting

from scoring.rules.base import Entry, Field, Rule, Way, excel_number
from scoring.rules.in_excel import ITEM_POINTS, InExcel, SetColumn, SetRows
from scoring.rules.values import Data, Number, Text
from scoring.text import show_number


class Milestone(Data):
    """From ``reached`` points upwards the criterion is worth ``points``."""

    reached: Number = Setting(ge=0)
    points: Number = Setting(ge=0)


class Milestones(Rule):
    """The unit gives a figure; the highest milestone that it reaches gives the points."""

    in_excel: ClassVar = InExcel(
        "Theo mốc",
        "Được điểm của mốc cao nhất đã đạt: mỗi mốc một dòng Mốc.",
        (SetColumn("measure", "Tên số đo", width=30), SetColumn("most", "Số đo lớn nhất", "number", 10)),
        SetRows("milestones", "Mốc", (SetColumn("reached", "Từ số đo", "number", 10), ITEM_POINTS)),
    )

    kind: Literal["milestones"]
    measure: Text
    most: Number = Setting(default=Decimal(100), gt=0)
    milestones: tuple[Milestone, ...] = Setting(min_length=1)

    def flaws(self, top: Decimal) -> Sequence[str]:
        if max(each.points for each in self.milestones) != top:
            return [f"không mốc nào (milestones) được điểm tối đa {show_number(top)}"]
        return ()

    def stated(self) -> Iterator[tuple[Way, Decimal]]:
        return ((("milestones", n, "points"), each.points) for n, each in enumerate(self.milestones))

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return (Field("1", self.measure, "number", high=self.most),)

    def guide(self, top: Decimal) -> str:
        return "; ".join(
            f"từ {show_number(each.reached)}: {show_number(each.points)} điểm" for each in self.milestones
        )

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        reached = (each.points for each in self.milestones if entry.number("1") >= each.reached)
        return max(reached, default=Decimal(0))

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        worth = (
            f"IF({cells['1']}>={excel_number(each.reached)},{excel_number(each.points)},0)"
            for each in self.milestones
        )
        return f"MAX({','.join(worth)})"
