"""The workbook of a period without scores: who has reported, how far the tasks are, what the units write."""

from typing import IO

from scoring.reports.consolidated import log, problems, submission
from scoring.reports.consolidated.parts import write_index
from scoring.reports.consolidated.plan import Plan
from scoring.reports.period import matrix, overview, texts
from scoring.reports.period.data import report_json
from scoring.reports.run_book import RunBook
from scoring.standing.run import Consolidation

__all__ = ["report_json", "write_period"]


def write_period(target: IO[bytes], consolidation: Consolidation) -> None:
    """Write the workbook; the same inputs give the same bytes."""
    book = RunBook(target, consolidation)
    place = matrix.Matrix.of(consolidation)
    overview.write(book, place)
    matrix.write(book, place)
    texts.write(book)
    plan = Plan(consolidation, {}, {}, {})
    for sheet in (submission, problems, log):
        sheet.write(book, plan)
    write_index(book)
    book.close()
