"""R13: points the office's own register gives: one share for each report received on time.

Plan of phường Việt Hoà, III.2: reports before 10/6, 15/9 and 15/11.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field as Setting

from scoring.rules.base import Entry, Field, Rule
from scoring.text import show_number


class Share(BaseModel):
    """``points`` if the report with this code arrived on time."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    report: str
    points: Decimal = Setting(gt=0)


class Punctuality(Rule):
    """The unit fills nothing; the office knows when each report arrived."""

    kind: Literal["punctuality"]
    shares: tuple[Share, ...] = Setting(min_length=1)

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return ()

    def guide(self, top: Decimal) -> str:
        each = "; ".join(f"{share.report}: {show_number(share.points)} điểm" for share in self.shares)
        return f"Phòng Văn hóa - Xã hội chấm theo sổ nhận báo cáo; mỗi báo cáo đúng hạn được điểm ({each})."

    def on_time(self, punctual: Mapping[str, bool]) -> Decimal | None:
        """The points for the reports, None while the fate of one is unknown."""
        if any(share.report not in punctual for share in self.shares):
            return None
        return sum((share.points for share in self.shares if punctual[share.report]), Decimal(0))

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        raise TypeError("the register gives these points; there is no entry to score")

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        raise TypeError("the register gives these points; there is no formula")
