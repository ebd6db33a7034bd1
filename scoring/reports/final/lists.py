"""Nộp muộn, chưa nộp: the reports that came late or not at all."""

from scoring.engine.model import State
from scoring.reports.consolidated.plan import short_block
from scoring.reports.run_book import RunBook
from scoring.standing.late import late_reports, unrecorded
from scoring.text import show_date

LATE = "Nộp muộn, chưa nộp"
TITLES = ("STT", "Báo cáo", "Hạn", "Đơn vị", "Khối", "Ngày nhận", "Tình trạng", "Ghi chú")
WIDTHS = (5, 24, 17, 32, 20, 13, 22, 30)
TOP = 5


def write(book: RunBook) -> None:
    """One row for every report that was not on time, then what the register knows nothing of."""
    run = book.run
    sheet = book.sheet(LATE, WIDTHS, landscape=True, tab="#FFC000")
    units = sum(result.state is not State.OUTSIDE for result in run.results.units)
    sheet.heading(
        "Báo cáo nộp muộn, chưa nộp",
        f"{run.period_words.capitalize()} · {units} đơn vị · ngày nhận theo sổ theo dõi",
    )
    blocks = {block.code: short_block(block) for block in run.blocks}
    sheet.header(TOP - 1, TITLES)
    row = TOP - 1
    for number, late in enumerate(late_reports(run), 1):
        row += 1
        name, block = run.name(late.unit), blocks[run.results[late.unit].block]
        due = f"{'trước' if late.report.before else 'đến hết'} {show_date(late.report.due)}"
        sheet.number(row, 0, number)
        sheet.text(row, 1, late.report.name)
        sheet.text(row, 2, due, "centre")
        sheet.text(row, 3, name)
        sheet.text(row, 4, block, "centre")
        sheet.day(row, 5, late.arrived)
        sheet.text(row, 6, late.words, "centre" if late.arrived else "error")
        sheet.text(row, 7, late.remark)
        sheet.fit(row, {1: late.report.name, 2: due, 3: name, 4: block, 6: late.words, 7: late.remark})
    last = max(row, TOP)
    if row < TOP:
        sheet.merged(TOP, 0, len(TITLES) - 1, "Không có đơn vị nào nộp muộn hoặc chưa nộp.", "text")
    unknown = unrecorded(run)
    if unknown:
        names = "; ".join(report.name for report in unknown)
        sheet.merged(last + 2, 0, len(TITLES) - 1, f"Sổ theo dõi không ghi ngày nhận: {names}.", "note")
    sheet.raw.freeze_panes(TOP, 0)
    sheet.raw.repeat_rows(TOP - 1)
    sheet.raw.print_area(1 if run.criteria.banner else 0, 0, last + 2, len(TITLES) - 1)
    sheet.raw.fit_to_pages(1, 0)
