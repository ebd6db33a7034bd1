"""The reports of the year: when each falls due, and what makes its form a form of that period."""

from datetime import date, timedelta

from scoring.periods import ANNUAL
from scoring.rules.values import Code, Data, Day, Flag, Text

_NEXT = {
    ANNUAL: "Phương hướng năm sau",
    "6-thang": "Phương hướng 6 tháng cuối năm",
    "9-thang": "Phương hướng 3 tháng cuối năm",
}
"""Headings of sets that were written before they could say their own: forms that are out bear them."""
_NEXT_OF_OTHERS = "Phương hướng thời gian tới"
YEARLY = "Báo cáo năm"
"""The report of the year in a set that lists none."""
MODELS = "Mô hình “Dân vận khéo”"


class Report(Data):
    """A report that units have to send; with ``before`` the due day itself is already late (plan III.2).

    ``scored``: its form holds the scores, those of the others carry tasks and texts only; where no report
    says so, the period ``nam`` is scored. ``short``: the period in a word or two. ``next``: the heading under
    which a unit says what it will do next, ``models`` that of good models and initiatives. ``earlier``: the
    reports that this one goes on from; where nothing is said, those that fall due before it.
    """

    code: Code
    name: Text
    due: Day
    before: Flag = True
    scored: Flag = False
    short: str = ""
    next: str = ""
    models: Text = MODELS
    earlier: tuple[Code, ...] | None = None

    @property
    def last(self) -> date:
        """The last day that is on time."""
        return self.due - timedelta(days=self.before)

    @property
    def short_name(self) -> str:
        """The period in a word or two: ``6 tháng``, ``năm``."""
        return self.short or self.name.removeprefix("Báo cáo ").split(",")[0].strip()

    @property
    def next_heading(self) -> str:
        """The heading of what comes next."""
        return self.next or _NEXT.get(self.code, _NEXT_OF_OTHERS)
