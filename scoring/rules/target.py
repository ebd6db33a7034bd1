"""R23: how far a unit got towards the target that was set for it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field as Setting

from scoring.rules.base import Entry, Field, Rule, excel_number
from scoring.rules.in_excel import InExcel, SetColumn, label, step
from scoring.rules.values import Number, Text
from scoring.text import show_number


class Target(Rule):
    """Full points from the target upwards, below it in proportion.

    ``target``: that of every unit for which the list of units names none of its own. ``step``: of what the
    figure is a multiple.
    """

    in_excel: ClassVar = InExcel(
        "Theo chỉ tiêu giao",
        "Một số liệu so với chỉ tiêu giao cho đơn vị (ở trang Đơn vị, hoặc Chỉ tiêu chung); đạt thì được "
        "điểm tối đa.",
        (
            label(),
            SetColumn(
                "target", "Chỉ tiêu chung", "number", 10, "Chỉ tiêu riêng thì ghi ở trang Đơn vị.", rare=True
            ),
            step(),
        ),
        words=((r"\btargets\b", "cột “Chỉ tiêu”"),),
    )

    kind: Literal["target"]
    label: Text
    target: Number | None = Setting(default=None, gt=0)
    step: Number = Setting(default=Decimal(1), gt=0)

    def for_target(self, target: Decimal) -> "Target":
        return self.model_copy(update={"target": target})

    @property
    def lacks_target(self) -> bool:
        return self.target is None

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return (Field("1", self.label, "number", step=self.step),)

    def guide(self, top: Decimal) -> str:
        aim = "chỉ tiêu giao cho đơn vị" if self.target is None else f"chỉ tiêu {show_number(self.target)}"
        return f"{self.label}: đạt {aim} trở lên được {show_number(top)} điểm, thấp hơn tính theo tỷ lệ."

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        return min(top, top * entry.number("1") / self._aim)

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        return f"MIN({excel_number(top)},{excel_number(top)}*{cells['1']}/{excel_number(self._aim)})"

    @property
    def _aim(self) -> Decimal:
        """The target. Raises TypeError where there is none: no roster is loaded without it."""
        if self.target is None:
            raise TypeError("a criterion without a target was scored")
        return self.target
