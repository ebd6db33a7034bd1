"""The consolidated workbook: one small file a sheet, live formulas with the engine's values cached.

A new sheet is one file and its name in ``_SHEETS``.
"""

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import IO

from scoring.reports.consolidated.parts import write_index
from scoring.reports.consolidated.plan import make_plan
from scoring.reports.limits import is_live
from scoring.reports.run_book import RunBook
from scoring.standing.run import Consolidation

__all__ = ["write_consolidated", "write_sources"]

_SHEETS = {
    name: import_module(f"{__name__}.{name}")
    for name in (
        "overview",
        "ranking",
        "groups",
        "compared",
        "detail",
        "statistics",
        "year_tasks",
        "submission",
        "problems",
        "log",
        "sources",
    )
}
"""In the order an official reads them: who ranks where, why, and what is still to mend."""


def write_consolidated(target: IO[bytes], consolidation: Consolidation) -> None:
    """Write the workbook; the same inputs give the same bytes."""
    _write(
        target,
        consolidation,
        [sheet for name, sheet in _SHEETS.items() if name != "sources" or is_live(consolidation)],
    )


def write_sources(target: IO[bytes], consolidation: Consolidation) -> None:
    """Write Nguồn điểm as a workbook of its own, where the consolidated one is not live and leaves it out."""
    _write(target, consolidation, [_SHEETS["sources"]])


def _write(target: IO[bytes], run: Consolidation, sheets: Sequence[ModuleType]) -> None:
    book = RunBook(target, run)
    plan = make_plan(run)
    for sheet in sheets:
        sheet.write(book, plan)
    write_index(book)
    book.close()
