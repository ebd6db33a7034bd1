"""Nguồn: what every ward's figures come from, so that the ward can hold it against its own."""

from scoring.outputs.consolidated.book import Pages
from scoring.outputs.rollup.compare import STAGE_NAMES
from scoring.outputs.rollup.plan import SOURCES, Plan, finish

COLUMNS = (
    ("STT", 6),
    ("Phường", 28),
    ("Thư mục", 36),
    ("Lần chốt", 7),
    ("Bộ tiêu chí", 34),
    ("Tình trạng bộ", 14),
    ("Bản chung của bộ (phần quyết định điểm, xếp loại, hạng)", 36),
    ("Bản riêng của phường", 36),
    ("SHA-256 của manifest.json", 36),
    ("Phiên bản danvan", 10),
)
TOP = 4
UNLISTED = "{} (không có trong danh sách phường)"


def write(book: Pages, plan: Plan) -> None:
    """One row a ward."""
    rollup = plan.rollup
    sheet = book.sheet(SOURCES, [width for _, width in COLUMNS], landscape=True, tab="#7F7F7F")
    sheet.heading(
        "Nguồn số liệu", "Đối chiếu với tệp manifest.json của phường: cùng SHA-256 là cùng bản chốt"
    )
    sheet.header(TOP - 1, [title for title, _ in COLUMNS])
    for number, ward in enumerate(rollup.wards, 1):
        row, results = TOP - 1 + number, ward.results
        name = UNLISTED.format(ward.name) if ward.name in rollup.unlisted else ward.name
        texts = {
            2: ward.folder, 4: results.set.name, 5: STAGE_NAMES[results.set.status], 6: results.set.shared,
            7: results.set.hash, 8: ward.manifest, 9: results.version,
        }  # fmt: skip
        sheet.number(row, 0, number)
        sheet.live_link(row, 1, plan.ward_away(ward), ward.name)
        if name != ward.name:
            sheet.text(row, 1, name)
        sheet.number(row, 3, results.edition)
        for column, text in texts.items():
            sheet.text(row, column, text)
        sheet.fit(row, {1: name, **texts})
    last = TOP - 1 + len(rollup.wards)
    sheet.raw.autofilter(TOP - 1, 0, last, len(COLUMNS) - 1)
    finish(book, sheet, (last, len(COLUMNS) - 1), titles=TOP - 1, held=2)
