"""Nhiệm vụ trong năm: how far each unit's tasks were at every report of the year."""

from scoring.intake.layout import COORDINATES, LEADS
from scoring.reports.consolidated.parts import Table
from scoring.reports.consolidated.plan import YEAR_TASKS, Plan, short_block
from scoring.reports.progress import (
    NOT_REPORTED,
    by_task,
    colour_names,
    said_of_tasks,
    shortened,
    status,
)
from scoring.sheets.book import Book, Sheet

TOP = 4
_BEFORE = (("Đơn vị", 26), ("Khối", 16), ("Mã", 7), ("Nhiệm vụ", 44), ("Vai trò", 10))
_STATUS, _RESULT = 15, 40
_LONGEST = 120  # of a task's text
_FIRST_STATUS = len(_BEFORE)


def write(book: Book, plan: Plan) -> None:
    """One row a unit and task; no sheet where the plan names no tasks."""
    run = plan.run
    if not run.criteria.tasks:
        return
    periods = {**run.earlier, run.period: run.receipts}
    said = [said_of_tasks(receipts) for receipts in periods.values()]
    names = [run.criteria.report(period).short_name.capitalize() for period in periods]
    titles = [*(title for title, _ in _BEFORE), *names, "Kết quả gần nhất"]
    widths = [*(width for _, width in _BEFORE), *[_STATUS] * len(periods), _RESULT]

    def start(name: str) -> Sheet:
        sheet = book.sheet(name, widths, landscape=True, tab="#70AD47", bulk=True)
        sheet.heading("Nhiệm vụ trong năm", "Tiến độ đơn vị báo cáo ở từng kỳ, theo biểu được tính của kỳ đó")
        sheet.header(TOP - 1, titles)
        return sheet

    def end(sheet: Sheet, last: int) -> None:
        colour_names(sheet, TOP, _FIRST_STATUS, max(last, TOP), _FIRST_STATUS + len(periods) - 1)
        sheet.raw.freeze_panes(TOP, 1)
        sheet.raw.autofilter(TOP - 1, 0, max(last, TOP), len(titles) - 1)
        sheet.raw.repeat_rows(TOP - 1)
        sheet.raw.fit_to_pages(1, 0)

    blocks = {block.code: short_block(block) for block in run.blocks}
    table = Table(book, YEAR_TASKS, TOP, start, end)
    for unit in run.roster.evaluated:
        block = blocks[run.roster.block(unit)]
        own = [by_task(each, unit.code) for each in said]
        for task, leads in run.roster.tasks(unit):
            sheet, row = table.next(unit.name)
            told = [each.get(task.code) for each in own]
            result = next((each.result for each in reversed(told) if each and each.result), "")
            words = shortened(task.text, _LONGEST)
            known = [(unit.name, "text"), (block, "centre"), (task.code, "centre"), (words, "text")]
            known.append((LEADS if leads else COORDINATES, "centre"))
            known += [(name, "missing" if name == NOT_REPORTED else "centre") for name in map(status, told)]
            sheet.cells(row, [*known, (result, "text")])
            sheet.fit(row, {0: unit.name, 1: block, 3: words, len(titles) - 1: result})
    table.end()
