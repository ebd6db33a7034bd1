"""Nguồn: what every ward's figures come from, so that the ward can hold it against its own."""

from scoring.reports.rollup.compare import STAGE_NAMES
from scoring.reports.rollup.plan import SOURCES, Plan, finish
from scoring.sheets.report import ReportBook

COLUMNS = (
    ("STT", 6),
    ("Phường", 26),
    ("Thư mục", 30),
    ("Lần chốt", 7),
    ("Tên bộ tiêu chí ở phường", 28),
    ("Bản bộ tiêu chí của phường", 24),
    ("SHA-256 của manifest.json", 24),
    ("Phiên bản danvan", 9),
    ("Ghi chú", 16),
)
TOP = 5
UNLISTED = "Không có trong danh sách phường"


def write(book: ReportBook, plan: Plan) -> None:
    """One row a ward."""
    rollup = plan.rollup
    sheet = book.sheet(SOURCES, [width for _, width in COLUMNS], landscape=True, tab="#7F7F7F")
    sheet.heading(
        "Nguồn số liệu", "Đối chiếu với tệp manifest.json của phường: cùng SHA-256 là cùng bản chốt"
    )
    held = f"Phần chung của bộ tiêu chí ({STAGE_NAMES[rollup.set.status]}), mọi phường như nhau: bản "
    sheet.merged(3, 0, len(COLUMNS) - 1, held + rollup.set.shared, "note")
    sheet.header(TOP - 1, [title for title, _ in COLUMNS])
    for number, ward in enumerate(rollup.wards, 1):
        row, results = TOP - 1 + number, ward.results
        note = UNLISTED if ward.name in rollup.unlisted else ""
        texts = {
            2: ward.folder, 4: results.set.name, 5: results.set.hash, 6: ward.manifest, 7: results.version,
            8: note,
        }  # fmt: skip
        sheet.number(row, 0, number)
        sheet.live_link(row, 1, plan.ward_away(ward), ward.name)
        sheet.number(row, 3, results.edition)
        for column, text in texts.items():
            sheet.text(row, column, text)
        sheet.fit(row, {1: ward.name, **texts})
    last = TOP - 1 + len(rollup.wards)
    sheet.raw.autofilter(TOP - 1, 0, last, len(COLUMNS) - 1)
    finish(book, sheet, (last, len(COLUMNS) - 1), titles=TOP - 1, held=2)
