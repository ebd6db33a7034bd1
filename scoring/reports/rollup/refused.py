"""Không nhận, còn thiếu: what does not count, why not, and what to do."""

from scoring.reports.rollup.plan import REFUSED, RollupPlan
from scoring.sheets.look import TAB_TO_DO
from scoring.sheets.report import ReportBook
from scoring.sheets.table import Column, Table

COLUMNS = (
    Column("number", "STT", 6, "points"),
    Column("ward", "Phường, xã", 28),
    Column("folder", "Thư mục", 32),
    Column("state", "Tình trạng", 12, "error"),
    Column("reason", "Lý do", 50),
    Column("remedy", "Cách xử lý", 50),
)
TOP = 4
NOTHING = "Không có thư mục nào bị từ chối, không có phường, xã nào còn thiếu."


def write(book: ReportBook, plan: RollupPlan) -> None:
    """Refused folders, then missing wards."""
    rollup = plan.rollup
    table = Table(COLUMNS, tuple((n, *line) for n, line in enumerate(rollup.not_counted, 1)))
    sheet = book.sheet(REFUSED, table.widths, landscape=True, tab=TAB_TO_DO)
    sheet.heading(
        "Không nhận, còn thiếu",
        f"{len(rollup.refused)} thư mục không nhận, {len(rollup.missing)} phường, xã thiếu",
    )
    last = table.write(sheet, TOP, NOTHING)
    table.settle(sheet, TOP, last, kept=2, filtered=False, printed=last)
