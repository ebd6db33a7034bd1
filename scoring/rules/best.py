"""R23: points in proportion to the best unit of the block, known once every form has been read."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field as Setting

from scoring.rules.base import Entry, Field, Rule, excel_number
from scoring.rules.in_excel import InExcel, label, step
from scoring.rules.values import Number, Text
from scoring.text import show_number


class Best(Rule):
    """The best of the block has the maximum, the others their share of its figure; nobody has, of 0.

    ``step``: of what the figure is a multiple.
    """

    in_excel: ClassVar = InExcel(
        "So với đơn vị cao nhất khối",
        "Một số liệu; đơn vị cao nhất của khối được điểm tối đa, đơn vị khác theo tỷ lệ. Điểm tính khi tổng "
        "hợp.",
        (label(), step()),
    )
    relative: ClassVar = True

    kind: Literal["best"]
    label: Text
    step: Number = Setting(default=Decimal(1), gt=0)

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return (Field("1", self.label, "number", step=self.step),)

    def guide(self, top: Decimal) -> str:
        return (
            f"{self.label}: đơn vị cao nhất của khối được {show_number(top)} điểm, đơn vị khác theo tỷ lệ "
            "so với đơn vị ấy; điểm tính khi tổng hợp."
        )

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        raise TypeError("points beside the best of the block need that best")

    def beside_best(self, entry: Entry, top: Decimal, best: Decimal) -> Decimal:
        return min(top, top * entry.number("1") / best) if best else Decimal(0)

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        most, best = excel_number(top), cells["best"]
        return f"IF({best}>0,MIN({most},{most}*{cells['1']}/{best}),0)"
