"""Nhiệm vụ trong năm: how far each unit's tasks were at every report of the year."""

from collections.abc import Iterator, Sequence

from scoring.intake.layout import COORDINATES, LEADS
from scoring.reports.consolidated.parts import Listing
from scoring.reports.consolidated.plan import YEAR_TASKS, Plan
from scoring.reports.headings import short_block
from scoring.reports.progress import (
    NOT_REPORTED,
    Said,
    by_task,
    colour_names,
    said_of_tasks,
    status,
)
from scoring.reports.run_book import RunBook
from scoring.sheets.look import TAB_FIGURES
from scoring.sheets.report import ReportSheet
from scoring.sheets.table import Column, Table
from scoring.standing.run import Consolidation

MEANING = "Tiến độ đơn vị báo cáo ở từng kỳ, theo biểu được tính của kỳ đó"
_BEFORE = (
    Column("unit", "Đơn vị", 24),
    Column("block", "Khối", 14, "centre", grows=True),
    Column("code", "Mã", 7, "centre"),
    Column("task", "Nhiệm vụ", 42),
    Column("role", "Vai trò", 10, "centre"),
)
_RESULT = Column("result", "Kết quả gần nhất", 32)


def write(book: RunBook, plan: Plan) -> None:
    """One row a unit and task; no sheet where the plan names no tasks."""
    run = plan.run
    if not run.criteria.tasks:
        return
    periods = {**run.earlier, run.period: run.receipts}
    said = [said_of_tasks(receipts) for receipts in periods.values()]
    names = {code: run.criteria.report(code).short_name.capitalize() for code in periods}
    statuses = (Column(code, name, 15, _style) for code, name in names.items())
    table = Table((*_BEFORE, *statuses, _RESULT), tuple(_rows(run, said)))

    first = len(_BEFORE)
    listing = Listing(YEAR_TASKS, "Nhiệm vụ trong năm", MEANING, TAB_FIGURES, kept=1, named="unit")

    def colour(sheet: ReportSheet, last: int) -> None:
        colour_names(sheet, (listing.top, first, last, first + len(periods) - 1))

    listing.write(book, table, colour)


def _style(name: str) -> str:
    return "missing" if name == NOT_REPORTED else "centre"


def _rows(run: Consolidation, said: Sequence[Said]) -> Iterator[tuple[str, ...]]:
    """``said``: what the units say of their tasks, report by report."""
    blocks = {block.code: short_block(block.name) for block in run.blocks}
    for unit in run.roster.evaluated:
        own = [by_task(each, unit.code) for each in said]
        for task, leads in run.roster.tasks(unit):
            reported = [each.get(task.code) for each in own]
            result = next((each.result for each in reversed(reported) if each and each.result), "")
            role, words = LEADS if leads else COORDINATES, task.name
            block = blocks[run.roster.block(unit)]
            yield (unit.name, block, task.code, words, role, *map(status, reported), result)
