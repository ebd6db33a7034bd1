"""Nguồn điểm: every point with its rule, the answer it follows from, its cell, and who verified it."""

from scoring.engine.model import Status
from scoring.reports.consolidated.parts import LongTable
from scoring.reports.consolidated.plan import SOURCES, SOURCES_TOP, Plan
from scoring.reports.run_book import RunBook
from scoring.sheets.look import TAB_RECORDS
from scoring.sheets.quick import Value
from scoring.sheets.report import ReportSheet
from scoring.sheets.table import Column, Table
from scoring.standing.conditions import WORD
from scoring.standing.tracing import trails
from scoring.standing.trail import Trail, recorded

OUTDATED = "cần xem lại"


def _status(status: str) -> str:
    return "error" if status == Status.BLANK.value or status.endswith(OUTDATED) else "centre"


TABLE = Table(
    (
        Column("number", "STT", 6, "points"),
        Column("name", "Đơn vị", 21, grows=False),
        Column("code", "Mã tiêu chí", 8),
        Column("criterion", "Tiêu chí", 30),
        Column("rule", "Cách tính điểm", 30),
        Column("reference", "Căn cứ", 16),
        Column("answer", "Trả lời của đơn vị", 28),
        Column("own", "Tự chấm", 8, "points"),
        Column("checked", "Thẩm định", 8, "points"),
        Column("final", "Chính thức", 8, "points"),
        Column("top", "Tối đa áp dụng", 8, "points"),
        Column("status", "Tình trạng", 12, _status, grows=True),
        Column("verifier", "Người thẩm định", 20),
        Column("reason", "Lý do", 28),
        Column("recorded", "Người ghi, giờ ghi, dòng sổ", 22),
        Column("file", "Tệp", 20),
        Column("sheet", "Trang", 11),
        Column("cells", "Ô", 7),
        Column("evidence", "Tài liệu kiểm chứng", 26),
        Column("explanation", "Giải trình", 26),
    )
)
HEADING_END, SHOWN = 2, 9  # the last row and column of what is printed: the title and what the sheet is
UNIT, OWN, CHECKED = map(TABLE.place, ("name", "own", "checked"))
NOBODY = "Chưa có đơn vị nào có điểm."
MEANING = (
    "Mỗi điểm theo câu trả lời nào, ở tệp, trang và ô nào, ai thẩm định · Chính thức là điểm đã thẩm định, "
    "hoặc điểm tự chấm được công nhận bằng quyết định · Để tra cứu trên máy, không in kèm"
)


def write(book: RunBook, plan: Plan) -> None:
    """One row for every criterion and condition of every unit that has points."""

    def start(name: str) -> ReportSheet:
        sheet = book.sheet(name, TABLE.widths, landscape=True, tab=TAB_RECORDS, bulk=True)
        sheet.heading("Nguồn điểm", MEANING)
        if plan.sources:
            sheet.header(SOURCES_TOP - 1, TABLE.titles)
        else:
            sheet.text(SOURCES_TOP, 0, NOBODY, "plain", text_wrap=False)
        return sheet

    pages = LongTable(book, SOURCES, SOURCES_TOP, start, _end)
    number = 0
    for unit in plan.sources:
        result, name = plan.run.results[unit], plan.run.name(unit)
        for n, trail in enumerate(trails(plan.run, result)):
            number += 1
            sheet, row = pages.next(name)
            TABLE.put(sheet, row, (number, name, *_values(trail)))
            if book.live and not n:  # the unit's first row leads back to its column of points
                sheet.live_link(row, UNIT, plan.detail(result).name(unit), name)
    pages.end()


def _end(sheet: ReportSheet, last: int) -> None:
    if last < SOURCES_TOP:
        return
    TABLE.settle(sheet, SOURCES_TOP, last, kept=3)
    if sheet.book.live:
        sheet.print_nothing(HEADING_END, TABLE.last + 1)
    else:  # alone in its workbook, of which something has to be printed
        sheet.stay_on_screen(HEADING_END, SHOWN)


def _scores(trail: Trail) -> tuple[Value, Value, Value]:
    """Self, verified and final: points, or Có and Không of a condition."""
    state = trail.state
    if state is None:
        return trail.own, trail.checked, trail.final
    return WORD[state.declared], WORD[state.checked], WORD[trail.holds]


def _values(trail: Trail) -> tuple[Value, ...]:
    answer, record = trail.answer, trail.decision
    return (
        trail.code, trail.text, trail.rule, trail.reference, answer.words,
        *_scores(trail), trail.top,
        f"{trail.status}; {OUTDATED}" if trail.outdated else trail.status,
        trail.verifier, trail.reason, recorded(record) if record else "",
        answer.file, answer.sheet, answer.cells, answer.evidence, answer.explanation,
    )  # fmt: skip
