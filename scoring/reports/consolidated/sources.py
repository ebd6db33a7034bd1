"""Nguồn điểm: every point with its rule, the answer it follows from, its cell, and who verified it."""

from scoring.engine.model import Status
from scoring.reports.consolidated.parts import Table
from scoring.reports.consolidated.plan import SOURCES, SOURCES_TOP, Plan
from scoring.reports.run_book import RunBook
from scoring.sheets.bulk import Value
from scoring.sheets.report import ReportSheet
from scoring.standing.trail import Trail, recorded, trails

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
UNIT, OWN, CHECKED, STATUS = 1, 7, 8, 11
NOBODY = "Chưa có đơn vị nào có điểm."
MEANING = (
    "Mỗi điểm theo câu trả lời nào, ở tệp, trang và ô nào, ai thẩm định · Chính thức là điểm đã thẩm định, "
    "hoặc điểm tự chấm được công nhận bằng quyết định"
)
OUTDATED = "cần xem lại"


def write(book: RunBook, plan: Plan) -> None:
    """One row for every criterion and condition of every unit that has points."""

    def start(name: str) -> ReportSheet:
        sheet = book.sheet(name, [width for _, width in COLUMNS], landscape=True, tab="#7F7F7F", bulk=True)
        sheet.heading("Nguồn điểm", MEANING)
        if plan.sources:
            sheet.header(SOURCES_TOP - 1, [title for title, _ in COLUMNS])
        else:
            sheet.text(SOURCES_TOP, 0, NOBODY, "plain", text_wrap=False)
        return sheet

    table = Table(book, SOURCES, SOURCES_TOP, start, _end)
    number = 0
    for unit in plan.sources:
        result, name = plan.run.results[unit], plan.run.name(unit)
        for n, trail in enumerate(trails(plan.run, result)):
            number += 1
            sheet, row = table.next(name)
            _row(sheet, row, number, name, trail)
            if book.live and not n:  # the unit's first row leads back to its column of points
                sheet.live_link(row, UNIT, plan.detail(result).name(unit), name)
    table.end()


def _end(sheet: ReportSheet, last: int) -> None:
    if last < SOURCES_TOP:
        return
    sheet.raw.freeze_panes(SOURCES_TOP, 3)
    sheet.raw.autofilter(SOURCES_TOP - 1, 0, last, len(COLUMNS) - 1)
    sheet.raw.repeat_rows(SOURCES_TOP - 1)
    sheet.raw.repeat_columns(0, 3)
    sheet.raw.fit_to_pages(2, 0)


def _row(sheet: ReportSheet, row: int, number: int, name: str, trail: Trail) -> None:
    answer, record = trail.answer, trail.decision
    wrong = trail.outdated or trail.status == Status.BLANK.value
    before = (name, trail.code, trail.text, trail.rule, trail.reference, answer.words)
    points = (trail.own, trail.checked, trail.final, trail.top)
    status = f"{trail.status}; {OUTDATED}" if trail.outdated else trail.status
    after = (
        trail.verifier, trail.reason, recorded(record) if record else "",
        answer.file, answer.sheet, answer.cells, answer.evidence, answer.explanation,
    )  # fmt: skip
    cells: list[tuple[Value, str]] = [
        (number, "points"),
        *((text, "text") for text in before),
        *((each, "points") for each in points),
        (status, "error" if wrong else "centre"),
        *((text, "text") for text in after),
    ]
    sheet.cells(row, cells)
    sheet.fit(row, dict(enumerate(before[1:], 2)) | dict(enumerate((status, *after), STATUS)))
