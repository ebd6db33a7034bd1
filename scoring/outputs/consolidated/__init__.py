"""The consolidated workbook: one small file a sheet, live formulas with the engine's values cached."""

from pathlib import Path
from typing import IO

from scoring.outputs.consolidated import (
    compared,
    detail,
    groups,
    log,
    overview,
    problems,
    ranking,
    sources,
    statistics,
    submission,
    year_tasks,
)
from scoring.outputs.consolidated.book import Book
from scoring.outputs.consolidated.plan import make_plan
from scoring.outputs.model import Consolidation

__all__ = ["write_consolidated"]

# In the order an official reads them: who ranks where, why, and what is still to mend.
_SHEETS = (
    overview,
    ranking,
    groups,
    compared,
    detail,
    statistics,
    year_tasks,
    submission,
    problems,
    sources,
    log,
)


def write_consolidated(target: Path | IO[bytes], consolidation: Consolidation) -> None:
    """Write the workbook to a path or a binary buffer; the same inputs give the same bytes.

    Writing is not atomic: who gives a path sees to that.
    """
    book = Book(str(target) if isinstance(target, Path) else target, consolidation)
    plan = make_plan(consolidation)
    for sheet in _SHEETS:
        sheet.write(book, plan)
    book.close()
