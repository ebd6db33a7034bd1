"""Thống kê tiêu chí: which criteria are hard, which nobody answers. Figures as of the consolidation."""

from scoring.reports.consolidated.plan import STATISTICS, Plan
from scoring.reports.run_book import RunBook
from scoring.reports.statistics import statistics_table
from scoring.sheets.look import BAR, TAB_FIGURES

TOP = 5
MEANING = (
    "Tính trên các đơn vị có điểm, trừ đơn vị không xếp loại, tại thời điểm tổng hợp. Trung bình, tỷ lệ, số "
    "đơn vị đạt tối đa, 0 điểm chỉ tính đơn vị được chấm tiêu chí đó. Với điểm trừ, “đạt tối đa” là bị trừ "
    "nhiều nhất. Chênh lệch là điểm tự chấm trừ điểm thẩm định; để trống là chưa thẩm định."
)


def write(book: RunBook, plan: Plan) -> None:
    """One row a criterion, bonus and penalty included."""
    table = statistics_table(plan.run)
    sheet = book.sheet(STATISTICS, table.widths, landscape=True, tab=TAB_FIGURES)
    sheet.heading("Thống kê theo tiêu chí", f"{plan.run.stage_words} · {plan.run.period_words}")
    sheet.merged(3, 0, table.last, MEANING, "note")
    last = table.write(sheet, TOP)
    bar = {"type": "data_bar", "bar_color": BAR, "bar_solid": True}
    limits = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 100}
    share = table.keys.index("share")
    sheet.raw.conditional_format(TOP, share, last, share, bar | limits)
    table.settle(sheet, TOP, last, kept=2)
