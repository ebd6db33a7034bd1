"""The frozen results of many wards in a city's workbook, and the same for programs."""

from datetime import date
from typing import IO

from scoring.reports.rollup import overview, ranking, refused, sources, wards
from scoring.reports.rollup.model import Rollup
from scoring.reports.rollup.plan import make_plan
from scoring.sheets.report import Imprint, ReportBook

__all__ = ["write_rollup"]


def write_rollup(target: IO[bytes], rollup: Rollup) -> None:
    """The counts, the ranking by block across wards, every ward's units, sources, what does not count.

    The same inputs give the same bytes.
    """
    city = rollup.city or "Các phường, xã"
    book = ReportBook(
        target,
        Imprint(
            title=f"Tổng hợp, xếp hạng các phường, xã năm {rollup.year}",
            author=rollup.city,
            company=rollup.city,
            version=rollup.version,
            day=date(rollup.year, 12, 31),
            banner=rollup.banner,
            footer=f"{city} · Kết quả đã chốt năm {rollup.year}",
        ),
    )
    plan = make_plan(rollup)
    for sheet in (overview, ranking, wards, sources, refused):
        sheet.write(book, plan)
    book.close()
