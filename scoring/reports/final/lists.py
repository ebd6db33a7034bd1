"""Nộp chậm, chưa nộp: the reports that came late or not at all."""

from collections.abc import Iterator
from typing import Any

from scoring.engine.model import State
from scoring.reports.headings import short_block
from scoring.reports.run_book import RunBook
from scoring.sheets.look import TAB_TO_DO
from scoring.sheets.table import Column, Table
from scoring.standing.late import NEVER, late_reports, unrecorded
from scoring.standing.run import Consolidation
from scoring.text import show_date

LATE = "Nộp chậm, chưa nộp"
TOP = 5
COLUMNS = (
    Column("number", "STT", 5, "points"),
    Column("report", "Báo cáo", 21),
    Column("due", "Hạn", 13, "centre", grows=True),
    Column("unit", "Đơn vị", 27),
    Column("block", "Khối", 16, "centre", grows=True),
    Column("arrived", "Ngày nhận", 12, "date"),
    Column("state", "Tình trạng", 18, lambda words: "error" if words == NEVER else "centre", grows=True),
    Column("remark", "Ghi chú", 27),
)


def write(book: RunBook) -> None:
    """One row for every report that was not on time, then what the register knows nothing of."""
    run = book.run
    table = Table(COLUMNS, tuple(_rows(run)))
    sheet = book.sheet(LATE, table.widths, landscape=True, tab=TAB_TO_DO)
    sheet.paged_apart(single=False)
    units = sum(result.state is not State.OUTSIDE for result in run.results.units)
    sheet.heading(
        "Báo cáo nộp chậm, chưa nộp",
        f"{run.period_words.capitalize()} · {units} đơn vị · ngày nhận theo sổ theo dõi",
    )
    last = table.write(sheet, TOP, "Không có đơn vị nào nộp chậm hoặc chưa nộp.")
    unknown = unrecorded(run)
    if unknown:
        names = "; ".join(report.name for report in unknown)
        sheet.merged(last + 2, 0, table.last, f"Sổ theo dõi không ghi ngày nhận: {names}.", "note")
    table.settle(sheet, TOP, last, kept=0, filtered=False, printed=last + 2)


def _rows(run: Consolidation) -> Iterator[tuple[Any, ...]]:
    blocks = {block.code: short_block(block.name) for block in run.blocks}
    for number, late in enumerate(late_reports(run), 1):
        due = f"{'trước' if late.report.before else 'đến hết'} {show_date(late.report.due)}"
        name, block = run.name(late.unit), blocks[run.results[late.unit].block]
        yield number, late.report.name, due, name, block, late.arrived, late.words, late.remark
