"""The workbooks of a criteria set, opened as guardedly as a form."""

from pathlib import Path

from scoring.criteria.excel import read_set_book
from scoring.criteria.excel.proposed import ProposedRow, still_proposed
from scoring.criteria.units import Roster
from scoring.intake.own_cells import all_sheets
from scoring.opening.opened import Opened
from scoring.workers.own import open_own, open_own_bytes


def open_criteria_book(path: Path) -> Roster:
    """The set and units of a workbook. Raises SetError where the file, or the set in it, does not hold."""
    return _read(path.name, open_own(path))


def open_set_and_doubts(path: Path) -> tuple[Roster, tuple[ProposedRow, ...]]:
    """The same, and the rows in doubt that still stand as they were read from a paper."""
    book = all_sheets(path.name, open_own(path))
    return read_set_book(path.name, book), still_proposed(path.name, book)


def read_criteria_book(name: str, data: bytes) -> Roster:
    """The same from bytes; ``name`` is what messages call the file."""
    return _read(name, open_own_bytes(data))


def _read(name: str, opened: Opened) -> Roster:
    return read_set_book(name, all_sheets(name, opened))
