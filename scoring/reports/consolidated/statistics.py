"""Thống kê tiêu chí: which criteria are hard, which nobody answers. Figures as of the consolidation."""

from scoring.reports.consolidated.plan import STATISTICS, Plan
from scoring.reports.run_book import RunBook
from scoring.reports.statistics import statistics_table

TOP = 5
COLUMNS = (
    ("code", "STT", 7),
    ("text", "Tiêu chí", 46),
    ("max", "Điểm tối đa", 8),
    ("scored", "Số đơn vị được chấm", 9),
    ("mean", "Điểm trung bình", 9),
    ("share", "Tỷ lệ so với tối đa (%)", 10),
    ("full", "Đạt điểm tối đa", 9),
    ("zero", "0 điểm", 8),
    ("not_applicable", "Không phát sinh", 9),
    ("exempt", "Được miễn", 8),
    ("blank", "Chưa trả lời", 8),
    ("awaited", "Chờ cơ quan chấm", 9),
    ("gap", "Chênh lệch bình quân tự chấm so với thẩm định", 11),
    ("lowered", "Số đơn vị bị giảm", 8),
    ("raised", "Số đơn vị được tăng", 8),
    ("widest", "Chênh lệch lớn nhất", 9),
)
MEANING = (
    "Tính trên các đơn vị có điểm, trừ đơn vị không xếp loại, tại thời điểm tổng hợp. Trung bình, tỷ lệ, số "
    "đơn vị đạt tối đa, 0 điểm chỉ tính đơn vị được chấm tiêu chí đó. Với điểm trừ, “đạt tối đa” là bị trừ "
    "nhiều nhất. Chênh lệch là điểm tự chấm trừ điểm thẩm định; để trống là chưa thẩm định."
)


def write(book: RunBook, plan: Plan) -> None:
    """One row a criterion, bonus and penalty included."""
    sheet = book.sheet(STATISTICS, [width for _, _, width in COLUMNS], landscape=True, tab="#70AD47")
    sheet.heading("Thống kê theo tiêu chí", f"{plan.run.stage_words} · {plan.run.period_words}")
    sheet.merged(3, 0, len(COLUMNS) - 1, MEANING, "note")
    sheet.header(TOP - 1, [title for _, title, _ in COLUMNS])
    row = TOP
    for record in statistics_table(plan.run):
        for column, (key, _, _) in enumerate(COLUMNS):
            value = record[key]
            if key in ("code", "text"):
                sheet.text(row, column, value, "text")
            else:
                style = "fixed" if key in ("mean", "share", "gap", "widest") else "points"
                sheet.number(row, column, value, style)
        sheet.fit(row, {1: record["text"]})
        row += 1
    sheet.raw.conditional_format(
        TOP,
        5,
        row - 1,
        5,
        {
            "type": "data_bar",
            "bar_color": "#9DC3E6",
            "bar_solid": True,
            "min_type": "num",
            "min_value": 0,
            "max_type": "num",
            "max_value": 100,
        },
    )
    sheet.raw.freeze_panes(TOP, 2)
    sheet.raw.autofilter(TOP - 1, 0, row - 1, len(COLUMNS) - 1)
    sheet.raw.repeat_rows(TOP - 1)
    sheet.raw.fit_to_pages(1, 0)
