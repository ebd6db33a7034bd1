"""Nhật ký: from which set and files these results come; every file has one line and the counts add up."""

from collections.abc import Mapping

from scoring.intake.model import Outcome
from scoring.reports.consolidated.plan import LOG, Plan
from scoring.reports.run_book import RunBook
from scoring.reports.tables import outcome_counts
from scoring.sheets.address import span
from scoring.sheets.look import TAB_RECORDS
from scoring.sheets.report import ReportSheet
from scoring.sheets.table import Column, Table
from scoring.standing.run import Consolidation
from scoring.standing.trail import recorded
from scoring.text import show_date

FILES = (
    Column("number", "STT", 5, "points"),
    Column("file", "Tệp", 44),
    Column("outcome", "Kết quả", 22, "centre"),
    Column("unit", "Đơn vị", 30),
    Column("counted", "Được tính", 8, "centre", {True: "Có", False: ""}),
    Column("seen", "Ngày nhận", 12, "date"),
    Column("made_for", "Bộ tiêu chí của biểu", 20),
    Column("errors", "Số lỗi", 7, "points"),
    Column("warnings", "Số lưu ý", 7, "points"),
    Column("sha256", "SHA-256", 38, "tiny", grows=True),
)
LABELS = {Outcome.READ: "Đọc được", Outcome.REJECTED: "Không nhận", Outcome.SKIPPED: "Bỏ qua"}
FACTS_TOP = 4


def files_table(run: Consolidation) -> Table:
    """Every file: what became of it, whose it is, whether it counts, when it was first seen, its set."""
    rows = []
    for number, r in enumerate(run.receipts, 1):
        stamp = r.form.stamp if r.form else None
        made_for = f"{stamp.set_id} ({stamp.set_hash[:12]})" if stamp and stamp.set_id else ""
        errors = sum(f.is_error for f in r.findings)
        rows.append(
            (
                number, r.file, r.outcome.value, run.name(r.unit), r.counted,
                run.ledger.first_seen.get(r.sha256), made_for,
                errors, len(r.findings) - errors, r.sha256,
            )
        )  # fmt: skip
    return Table(FILES, tuple(rows))


def write(book: RunBook, plan: Plan) -> None:
    """Facts of the run, the counts, the files."""
    table = files_table(plan.run)
    sheet = book.sheet(LOG, table.widths, landscape=True, tab=TAB_RECORDS, bulk=True)
    sheet.heading("Nhật ký tổng hợp", "Cùng các tệp, cùng bộ tiêu chí, cùng phiên bản thì ra đúng bảng này.")
    row = _facts(sheet, plan.run)
    top = row + len(Outcome) + 4
    last = top + max(1, len(table))
    _counts(sheet, row + 1, outcome_counts(plan.run), (top, last))
    if table:
        sheet.raw.autofilter(top, 0, table.write(sheet, top + 1), table.last)
    else:
        sheet.text(top, 0, "Thư mục nhận biểu không có tệp nào.", "plain", text_wrap=False)
    sheet.stay_on_screen(top - 2, table.last)  # the list of files is looked up, not printed


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
