"""R13: points the office's own register gives: one share for each report received on time.

Plan of phường Việt Hoà, III.2: reports before 10/6, 15/9 and 15/11. R22: a part for a report that
came so many days late.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field as Setting
from pydantic import model_validator

from scoring.rules.base import Entry, Field, Rule, Way
from scoring.rules.in_excel import CODE, ITEM_POINTS, ITEM_TEXT, InExcel, SetColumn, SetRows
from scoring.rules.lateness import Step, in_order, worth
from scoring.rules.values import Code, Data, Number, Text
from scoring.text import show_number


class Share(Data):
    """``points`` if the report with this code arrived on time; ``text`` names it on the form.

    ``late``: what is left when it came up to so many days late; later, or never, nothing.
    """

    later: ClassVar = frozenset({"late"})

    report: Code
    text: Text = Setting(min_length=1)
    points: Number = Setting(gt=0)
    late: tuple[Step, ...] = ()

    @model_validator(mode="after")
    def _later_is_less(self) -> "Share":
        if not in_order(self.late) or any(step.points > self.points for step in self.late):
            raise ValueError(
                "late xếp theo số ngày tăng dần, chậm hơn thì điểm không cao hơn, không quá điểm khi đúng hạn"
            )
        return self

    @property
    def words(self) -> str:
        """``Báo cáo năm: 3 điểm (chậm đến 5 ngày: 2 điểm; chậm hơn: 0 điểm)``."""
        on_time = f"{self.text}: {show_number(self.points)} điểm"
        steps = (f"chậm đến {show_number(s.days)} ngày: {show_number(s.points)} điểm" for s in self.late)
        return f"{on_time} ({'; '.join([*steps, 'chậm hơn: 0 điểm'])})" if self.late else on_time


class Punctuality(Rule):
    """The unit fills nothing; the office knows when each report arrived."""

    in_excel: ClassVar = InExcel(
        "Theo sổ nhận báo cáo",
        "Đơn vị không ghi; mỗi báo cáo một dòng Báo cáo: mã báo cáo, tên in trên biểu, điểm; nộp chậm còn "
        "được điểm thì ghi cột Chậm đến số ngày: điểm.",
        rows=SetRows(
            "shares",
            "Báo cáo",
            (
                SetColumn("report", CODE),
                ITEM_TEXT,
                ITEM_POINTS,
                SetColumn("late", "Chậm đến số ngày: điểm", "steps", 16, "Ví dụ 5: 2; 10: 1.", rare=True),
            ),
        ),
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
        for n, share in enumerate(self.shares):
            yield ("shares", n, "points"), share.points
            yield from (
                (("shares", n, "late", k, "points"), step.points) for k, step in enumerate(share.late)
            )

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return ()

    def guide(self, top: Decimal) -> str:
        each = "; ".join(share.words for share in self.shares)
        return f"Cơ quan tổng hợp chấm theo sổ nhận báo cáo. Điểm của mỗi báo cáo gửi đúng hạn: {each}."

    def reports(self) -> Iterator[tuple[Way, str]]:
        return ((("shares", n, "report"), share.report) for n, share in enumerate(self.shares))

    @property
    def counts_days(self) -> bool:
        return any(share.late for share in self.shares)

    def on_time(self, punctual: Mapping[str, bool], late: Mapping[str, int]) -> Decimal | None:
        if any(share.report not in punctual for share in self.shares):
            return None
        return sum((_given(share, punctual, late) for share in self.shares), Decimal(0))

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        raise TypeError("the register gives these points; there is no entry to score")

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        raise TypeError("the register gives these points; there is no formula")


def _given(share: Share, punctual: Mapping[str, bool], late: Mapping[str, int]) -> Decimal:
    if punctual[share.report]:
        return share.points
    return worth(share.late, late[share.report]) if share.report in late else Decimal(0)
