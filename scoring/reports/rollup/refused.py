"""Không nhận, còn thiếu: what does not count, why not, and what to do."""

from scoring.reports.rollup.plan import REFUSED, Plan, finish
from scoring.sheets.report import ReportBook

COLUMNS = (
    ("STT", 6),
    ("Phường", 28),
    ("Thư mục", 32),
    ("Tình trạng", 12),
    ("Lý do", 50),
    ("Cách xử lý", 50),
)
TOP = 4
NOTHING = "Không có thư mục nào bị từ chối, không phường, xã nào còn thiếu."


def write(book: ReportBook, plan: Plan) -> None:
    """Refused folders, then missing wards."""
    rollup = plan.rollup
    sheet = book.sheet(REFUSED, [width for _, width in COLUMNS], landscape=True, tab="#FFC000")
    sheet.heading(
        "Không nhận, còn thiếu",
        f"{len(rollup.refused)} thư mục không nhận, {len(rollup.missing)} phường thiếu",
    )
    sheet.header(TOP - 1, [title for title, _ in COLUMNS])
    row = TOP - 1
    for name, folder, state, reason, remedy in rollup.not_counted:
        row += 1
        sheet.number(row, 0, row - TOP + 1)
        sheet.text(row, 1, name)
        sheet.text(row, 2, folder)
        sheet.text(row, 3, state, "error")
        sheet.text(row, 4, reason)
        sheet.text(row, 5, remedy)
        sheet.fit(row, {1: name, 2: folder, 4: reason, 5: remedy})
    if row < TOP:
        row = TOP
        sheet.merged(TOP, 0, len(COLUMNS) - 1, NOTHING, "text")
    finish(book, sheet, (row, len(COLUMNS) - 1), titles=TOP - 1, held=2)
