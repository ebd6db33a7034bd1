"""The workbook of a consolidation: whose it is, of which period and stage, live or of values."""

from dataclasses import dataclass
from typing import IO

from scoring.reports.limits import is_live, values_words
from scoring.reports.sheets_of_tables import imprint_of
from scoring.sheets.report import ReportBook
from scoring.standing.run import Consolidation


@dataclass(slots=True)
class SheetPart:
    """A sheet of a long table: how many entries it holds, the first and the last of them in words."""

    sheet: str
    count: int
    first: str
    last: str


class RunBook(ReportBook):
    """The workbook of a consolidation."""

    def __init__(self, target: IO[bytes], run: Consolidation) -> None:
        self.run = run
        self.parts: list[SheetPart] = []
        criteria = run.criteria
        what = "Tổng hợp, xếp loại" if run.criteria.is_scored(run.period) else "Tổng hợp báo cáo"
        title = f"{what} {criteria.subject} {run.period_words}"
        super().__init__(target, imprint_of(criteria, run.version, title, run.stage_words), live=is_live(run))

    @property
    def values_note(self) -> str:
        """What a subtitle adds in a workbook of values."""
        return "" if self.live else f" · {values_words()}"
