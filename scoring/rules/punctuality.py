"""R13: points the office's own register gives: one share for each report received on time.

Plan of phường Việt Hoà, III.2: reports before 10/6, 15/9 and 15/11.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field as Setting

from scoring.rules.base import Entry, Field, Rule, Way
from scoring.rules.in_excel import CODE, ITEM_POINTS, ITEM_TEXT, InExcel, SetColumn, SetRows
from scoring.rules.values import Code, Data, Number, Text
from scoring.text import show_number


class Share(Data):
    """``points`` if the report with this code arrived on time; ``text`` names it on the form."""

    report: Code
    text: Text = Setting(min_length=1)
    points: Number = Setting(gt=0)


class Punctuality(Rule):
    """The unit fills nothing; the office knows when each report arrived."""

    in_excel: ClassVar = InExcel(
        "Theo sổ nhận báo cáo",
        "Đơn vị không ghi; mỗi báo cáo một dòng Báo cáo: mã báo cáo, tên in trên biểu, điểm.",
        rows=SetRows("shares", "Báo cáo", (SetColumn("report", CODE), ITEM_TEXT, ITEM_POINTS)),
    )
    by: ClassVar = "register"
    as_penalty: ClassVar = (
        "chấm chế độ báo cáo ở một tiêu chí trong thang điểm, hoặc để cấp trên chấm điểm trừ này "
        "(kind: superior)"
    )

    kind: Literal["punctuality"]
    shares: tuple[Share, ...] = Setting(min_length=1)

    def flaws(self, top: Decimal) -> Sequence[str]:
        total = sum((share.points for share in self.shares), Decimal(0))
        found: list[str] = []
        if len({share.report for share in self.shares}) < len(self.shares):
            found.append("một báo cáo được ghi hai lần trong shares")
        if total != top:
            found.append(f"shares cộng lại {show_number(total)} điểm, điểm tối đa là {show_number(top)}")
        return found

    def idle(self, top: Decimal) -> Decimal:
        return sum((share.points for share in self.shares), Decimal(0))

    def stated(self) -> Iterator[tuple[Way, Decimal]]:
        return ((("shares", n, "points"), share.points) for n, share in enumerate(self.shares))

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return ()

    def guide(self, top: Decimal) -> str:
        each = "; ".join(f"{share.text}: {show_number(share.points)} điểm" for share in self.shares)
        return f"Cơ quan tổng hợp chấm theo sổ nhận báo cáo. Điểm của mỗi báo cáo gửi đúng hạn: {each}."

    def reports(self) -> Iterator[tuple[Way, str]]:
        return ((("shares", n, "report"), share.report) for n, share in enumerate(self.shares))

    def on_time(self, punctual: Mapping[str, bool]) -> Decimal | None:
        if any(share.report not in punctual for share in self.shares):
            return None
        return sum((share.points for share in self.shares if punctual[share.report]), Decimal(0))

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        raise TypeError("the register gives these points; there is no entry to score")

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        raise TypeError("the register gives these points; there is no formula")
