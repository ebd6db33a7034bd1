"""Tình trạng nộp: every unit, the file that counts for it, who signed, what is still to mend."""

from scoring.engine.model import State
from scoring.reports.consolidated.parts import Table
from scoring.reports.consolidated.plan import SUBMISSION, Plan, short_block
from scoring.reports.run_book import RunBook
from scoring.reports.tables import submission_table
from scoring.sheets.bulk import Value
from scoring.sheets.report import ReportSheet, day_cell

TOP = 4
TITLES = (
    "STT",
    "Đơn vị",
    "Khối",
    "Tình trạng",
    "Tệp",
    "Lần gửi",
    "Ngày ký",
    "Người lập biểu",
    "Thủ trưởng đơn vị",
    "Số lỗi",
    "Số lưu ý",
    "Ngày nhận",
    "Đúng hạn",
    "Căn cứ ngày nhận",
)
WIDTHS = (5, 28, 17, 16, 34, 6, 12, 18, 18, 6, 6, 12, 9, 24)
ON_TIME = {True: "Đúng hạn", False: "Chậm", None: ""}
MISSING = (State.NOT_SUBMITTED.value, State.TO_MEND.value)


def write(book: RunBook, plan: Plan) -> None:
    """One row a unit of the roster."""
    run = plan.run

    def start(name: str) -> ReportSheet:
        sheet = book.sheet(name, WIDTHS, landscape=True, tab="#FFC000", bulk=True)
        units = f"{len(run.results.units)} đơn vị"
        sheet.heading("Tình trạng nộp biểu", f"{run.period_words.capitalize()} · {units}")
        sheet.header(TOP - 1, TITLES)
        return sheet

    blocks = {block.code: short_block(block) for block in run.blocks}
    outside = State.OUTSIDE.value  # such a unit stands in no block
    table = Table(book, SUBMISSION, TOP, start, _end)
    for number, record in enumerate(submission_table(run), 1):
        sheet, row = table.next(record["name"])
        block = "–" if record["state"] == outside else blocks[record["block"]]
        on_time = record["on_time"]
        cells: list[tuple[Value, str]] = [
            (number, "points"),
            (record["name"], "text"),
            (block, "centre"),
            (record["state"], "error" if record["state"] in MISSING else "centre"),
            (record["file"], "text"),
            (record["sending"], "points"),
            day_cell(record["day"]),
            (record["preparer"], "text"),
            (record["head"], "text"),
            (record["errors"], "error" if record["errors"] else "points"),
            (record["warnings"], "points"),
            day_cell(record["arrived"]),
            (ON_TIME[on_time], "error" if on_time is False else "centre"),
            (record["source"], "text"),
        ]
        sheet.cells(row, cells)
        sheet.fit(
            row,
            {
                1: record["name"],
                2: block,
                4: record["file"],
                7: record["preparer"],
                8: record["head"],
                13: record["source"],
            },
        )
    table.end()


def _end(sheet: ReportSheet, last: int) -> None:
    sheet.raw.freeze_panes(TOP, 2)
    sheet.raw.autofilter(TOP - 1, 0, max(last, TOP), len(TITLES) - 1)
    sheet.raw.repeat_rows(TOP - 1)
    sheet.raw.fit_to_pages(1, 0)
