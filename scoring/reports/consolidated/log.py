"""Nhật ký: from which set and files these results come; every file has one line and the counts add up."""

from collections.abc import Mapping

from scoring.intake.model import Outcome
from scoring.reports.consolidated.plan import LOG, Plan
from scoring.reports.run_book import RunBook
from scoring.reports.tables import files_table, outcome_counts
from scoring.sheets.address import span
from scoring.sheets.bulk import Value
from scoring.sheets.report import ReportSheet, day_cell
from scoring.standing.run import Consolidation
from scoring.standing.trail import recorded
from scoring.text import show_date

TITLES = (
    "STT",
    "Tệp",
    "Kết quả",
    "Đơn vị",
    "Được tính",
    "Ngày nhận",
    "Bộ tiêu chí của biểu",
    "Số lỗi",
    "Số lưu ý",
    "SHA-256",
)
WIDTHS = (5, 44, 22, 30, 8, 12, 20, 7, 7, 38)
LABELS = {Outcome.READ: "Đọc được", Outcome.REJECTED: "Không nhận", Outcome.SKIPPED: "Bỏ qua"}
FACTS_TOP = 4


def write(book: RunBook, plan: Plan) -> None:
    """Facts of the run, the counts, the files."""
    sheet = book.sheet(LOG, WIDTHS, landscape=True, tab="#7F7F7F", bulk=True)
    sheet.heading("Nhật ký tổng hợp", "Cùng các tệp, cùng bộ tiêu chí, cùng phiên bản thì ra đúng sổ này.")
    row = _facts(sheet, plan.run)
    top = row + len(Outcome) + 4
    last = top + max(1, len(plan.run.receipts))
    _counts(sheet, row + 1, outcome_counts(plan.run), (top, last))
    _files(sheet, plan.run, top)
    sheet.raw.repeat_rows(top)
    sheet.raw.fit_to_pages(1, 0)


def _facts(sheet: ReportSheet, run: Consolidation) -> int:
    criteria = run.criteria
    decision = criteria.decision
    facts = (
        ("Bộ tiêu chí", f"{criteria.name} ({criteria.id})"),
        ("Dấu nhận biết bộ tiêu chí", run.set_hash),
        (
            "Ban hành",
            f"Quyết định số {decision.number} ngày {show_date(decision.date)}"
            if decision
            else criteria.banner,
        ),
        ("Thời gian đánh giá", f"{show_date(criteria.period.start)} - {show_date(criteria.period.end)}"),
        ("Kỳ tổng hợp", run.period_words),
        ("Loại điểm", run.stage_words),
        ("Sổ theo dõi", _register(run)),
        ("Phiên bản công cụ", f"danvan {run.version}"),
    )
    for n, (label, text) in enumerate(facts):
        sheet.merged(FACTS_TOP + n, 0, 1, label, "group")
        sheet.merged(FACTS_TOP + n, 2, 5, text, "text")
    return FACTS_TOP + len(facts)


def _register(run: Consolidation) -> str:
    """The last line that these results know of."""
    if not run.ledger.records:
        return "chưa có dòng nào"
    last = run.ledger.records[-1]
    return f"đến hết dòng {run.ledger.last} ({last.draft.action.value}; {recorded(last)})"


def _counts(sheet: ReportSheet, row: int, counts: Mapping[Outcome, int], files: tuple[int, int]) -> None:
    """``files``: the header row and the last row of the list of files, from which the counts follow."""
    outcomes = span(files[0] + 1, files[1], 2)
    for n, (outcome, count) in enumerate(counts.items()):
        sheet.merged(row + n, 0, 1, f"Số tệp: {LABELS[outcome].lower()}", "group")
        formula = f'COUNTIF({outcomes},"{outcome.value}")'
        sheet.formula(row + n, 2, formula, count)
    total = row + len(counts)
    sheet.merged(total, 0, 1, "Tổng số tệp", "total")
    sheet.formula(total, 2, f"SUM({span(row, total - 1, 2)})", sum(counts.values()), "total_points")


def _files(sheet: ReportSheet, run: Consolidation, top: int) -> None:
    files = files_table(run)
    if not files:
        sheet.text(top, 0, "Thư mục nhận biểu không có tệp nào.", "plain", text_wrap=False)
        return
    sheet.header(top, TITLES)
    for number, record in enumerate(files, 1):
        row = top + number
        made_for = f"{record['set']} ({record['set_hash'][:12]})" if record["set"] else ""
        cells: list[tuple[Value, str]] = [
            (number, "points"),
            (record["file"], "text"),
            (record["outcome"], "centre"),
            (record["unit"], "text"),
            ("Có" if record["counted"] else "", "centre"),
            day_cell(record["seen"]),
            (made_for, "text"),
            (record["errors"], "points"),
            (record["warnings"], "points"),
            (record["sha256"], "tiny"),
        ]
        sheet.cells(row, cells)
        sheet.fit(row, {1: record["file"], 3: record["unit"], 6: made_for, 9: record["sha256"][:60]})
    sheet.raw.autofilter(top, 0, top + len(files), len(TITLES) - 1)
