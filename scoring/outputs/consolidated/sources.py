"""Nguồn điểm: every point with its rule, the answer it follows from, its cell, and who verified it."""

from scoring.engine.model import Status, UnitResult
from scoring.outputs.consolidated.book import Book, Sheet
from scoring.outputs.consolidated.plan import SOURCES, SOURCES_TOP, Plan
from scoring.outputs.trail import Trail, recorded, trails

COLUMNS = (
    ("STT", 6),
    ("Đơn vị", 21),
    ("Mã tiêu chí", 8),
    ("Tiêu chí", 30),
    ("Cách tính điểm", 30),
    ("Căn cứ", 16),
    ("Trả lời của đơn vị", 28),
    ("Tự chấm", 8),
    ("Thẩm định", 8),
    ("Chính thức", 8),
    ("Tối đa áp dụng", 8),
    ("Tình trạng", 12),
    ("Người thẩm định", 20),
    ("Lý do", 28),
    ("Người ghi, giờ ghi, dòng sổ", 22),
    ("Tệp", 20),
    ("Trang", 11),
    ("Ô", 7),
    ("Tài liệu kiểm chứng", 26),
    ("Giải trình", 26),
)
UNIT, OWN, CHECKED, FINAL, TOP, STATUS = 1, 7, 8, 9, 10, 11
NOBODY = "Chưa có đơn vị nào có điểm."
MEANING = (
    "Mỗi điểm theo câu trả lời nào, ở tệp, trang và ô nào, ai thẩm định · Chính thức là điểm đã thẩm định, "
    "hoặc điểm tự chấm được công nhận bằng quyết định"
)
OUTDATED = "cần xem lại"


def write(book: Book, plan: Plan) -> None:
    """One row for every criterion and condition of every unit that has points."""
    sheet = book.sheet(SOURCES, [width for _, width in COLUMNS], landscape=True, tab="#7F7F7F")
    sheet.heading("Nguồn điểm", MEANING)
    if not plan.sources:
        sheet.text(SOURCES_TOP, 0, NOBODY, "plain", text_wrap=False)
        return
    sheet.header(SOURCES_TOP - 1, [title for title, _ in COLUMNS])
    row = SOURCES_TOP
    for unit in plan.sources:
        result = plan.run.results[unit]
        _back(sheet, plan, row, result)
        for n, trail in enumerate(trails(plan.run, result)):
            _row(sheet, row, trail)
            if n:
                sheet.text(row, UNIT, plan.run.name(unit))
            row += 1
    sheet.raw.freeze_panes(SOURCES_TOP, 3)
    sheet.raw.autofilter(SOURCES_TOP - 1, 0, row - 1, len(COLUMNS) - 1)
    sheet.raw.repeat_rows(SOURCES_TOP - 1)
    sheet.raw.repeat_columns(0, 3)
    sheet.raw.fit_to_pages(2, 0)


def _back(sheet: Sheet, plan: Plan, row: int, result: UnitResult) -> None:
    """The unit's first row leads back to its column of points."""
    detail = plan.detail(result)
    there = detail.name(result.unit)
    sheet.live_link(row, UNIT, there, plan.run.name(result.unit))


def _row(sheet: Sheet, row: int, trail: Trail) -> None:
    sheet.number(row, 0, row - SOURCES_TOP + 1)
    texts = _texts(trail)
    for column, text in texts.items():
        sheet.text(row, column, text)
    figures = {OWN: trail.own, CHECKED: trail.checked, FINAL: trail.final, TOP: trail.top}
    for column, points in figures.items():
        sheet.number(row, column, points)
    wrong = trail.outdated or trail.status == Status.BLANK.value
    status = f"{trail.status}; {OUTDATED}" if trail.outdated else trail.status
    sheet.text(row, STATUS, status, "error" if wrong else "centre")
    sheet.fit(row, texts | {STATUS: status})


def _texts(trail: Trail) -> dict[int, str]:
    """The row's words by column."""
    answer, record = trail.answer, trail.decision
    before = (trail.code, trail.text, trail.rule, trail.reference, answer.words)
    after = (
        trail.verifier, trail.reason, recorded(record) if record else "",
        answer.file, answer.sheet, answer.cells, answer.evidence, answer.explanation,
    )  # fmt: skip
    return dict(enumerate(before, 2)) | dict(enumerate(after, STATUS + 1))
