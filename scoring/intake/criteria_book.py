"""The workbooks of a criteria set, opened as guardedly as a form."""

from pathlib import Path

from scoring.criteria.excel import read_set_book
from scoring.criteria.excel.proposed import ProposedRow, still_proposed
from scoring.criteria.units import Roster
from scoring.intake.own_cells import all_sheets
from scoring.workers.own import open_own, open_own_bytes


def open_set_and_doubts(path: Path) -> tuple[Roster, tuple[ProposedRow, ...]]:
    """The set and units of a workbook, and the rows in doubt that still stand as they were read from a paper.

    Raises SetError where the file, or the set in it, does not hold.
    """
    book = all_sheets(path.name, open_own(path))
    return read_set_book(path.name, book), still_proposed(path.name, book)


def read_criteria_book(name: str, data: bytes) -> Roster:
    """The set and units from bytes; ``name`` is what messages call the file."""
    return read_set_book(name, all_sheets(name, open_own_bytes(data)))
