"""The mini set as the cells of its workbook, so that a test can spoil one of them."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from scoring.criteria.excel import read_set_book
from scoring.criteria.excel.writer import write_set_book
from scoring.criteria.loader import load_roster
from scoring.criteria.sheet import Address, Raw
from scoring.criteria.units import Roster
from scoring.intake.criteria_book import read_criteria_book
from scoring.opening.opened import open_bytes
from tests.criteria.broken import MINI, messages

ROOT = Path(__file__).parents[2]
SETS = [
    ROOT / "criteria" / "viet-hoa-2026",
    *(file.parent for file in sorted((ROOT / "criteria" / "thu-vien").glob("*/criteria.yaml"))),
    *(file.parent for file in sorted(MINI.parent.glob("*/criteria.yaml"))),
]
HEAD = 3

Cells = dict[str, dict[Address, Raw]]


def workbook(roster: Roster) -> bytes:
    stream = BytesIO()
    write_set_book(stream, roster)
    return stream.getvalue()


def again(roster: Roster) -> Roster:
    return read_criteria_book("bo.xlsx", workbook(roster))


@cache
def _mini() -> Cells:
    opened = open_bytes(workbook(load_roster(MINI))).workbook
    assert opened
    cells: Cells = {}
    for sheet in opened.sheets:
        cells[sheet.name] = {at: value for at, value in sheet.cells.items() if isinstance(value, str)}
    return cells


class Table:
    """The mini workbook; cells are named by sheet, title of the column and a text that stands in the row."""

    def __init__(self) -> None:
        self.cells: Cells = {name: dict(cells) for name, cells in _mini().items()}

    def columns(self, sheet: str) -> dict[str, int]:
        return {str(raw): at[1] for at, raw in self.cells[sheet].items() if at[0] == HEAD}

    def row(self, sheet: str, holding: str, nth: int = 0) -> int:
        rows = sorted({at[0] for at, raw in self.cells[sheet].items() if at[0] > HEAD and raw == holding})
        return rows[nth]

    def at(self, sheet: str, title: str, holding: str, nth: int = 0) -> Address:
        return self.row(sheet, holding, nth), self.columns(sheet)[title]

    def put(self, sheet: str, at: Address, raw: Raw | None) -> "Table":
        if raw is None:
            self.cells[sheet].pop(at, None)
        else:
            self.cells[sheet][at] = raw
        return self

    def add(self, sheet: str, after: int, **texts: Raw) -> int:
        """A row below the others; its number."""
        number = max(at[0] for at in self.cells[sheet]) + after
        for title, raw in texts.items():
            self.cells[sheet][number, self.columns(sheet)[title.replace("_", " ")]] = raw
        return number

    def roster(self) -> Roster:
        return read_set_book("bo.xlsx", self.cells)

    def messages(self) -> tuple[str, ...]:
        return messages(self.roster)

    def places(self) -> Iterator[tuple[str, Address]]:
        """The first filled row of every column of every sheet."""
        for sheet, cells in self.cells.items():
            seen: dict[int, int] = {}
            for row, column in sorted(cells):
                if row > HEAD and seen.setdefault(column, 0) < 1:
                    seen[column] += 1
                    yield sheet, (row, column)
