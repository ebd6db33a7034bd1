"""What was tried, on the screen: sentences, then the short tables."""

from decimal import Decimal

from rich.table import Table as Screen

from scoring.console import LISTED, screen
from scoring.reports.what_if.tables import tables
from scoring.reports.what_if.tried import Tried
from scoring.reports.what_if.words import sentences
from scoring.text import equal_decimals, show_number

SHOWN = ("moved", "reach", "stability")
_WIDTH_WITHOUT_TERMINAL = 190


def show_tried(tried: Tried) -> None:
    """The workbook has every table; the screen those that answer the question."""
    console = screen(_WIDTH_WITHOUT_TERMINAL)
    for name, table in tables(tried).items():
        if name not in SHOWN or not table.rows:
            continue
        printed = Screen()
        for title in table.titles:
            printed.add_column(title, overflow="fold")
        rows = table.rows[:LISTED]
        columns = [
            equal_decimals(_shown(row[n]) for row in rows)
            for n, column in enumerate(table.columns)
            if column.title
        ]
        for cells in zip(*columns, strict=True):
            printed.add_row(*cells)
        console.print(printed)
        if len(table.rows) > LISTED:
            console.print(f"Và {len(table.rows) - LISTED} dòng nữa trong bảng chi tiết.")
    for line in sentences(tried):
        console.print(line)


def _shown(value: object) -> str:
    return show_number(value) if isinstance(value, Decimal | None) else str(value)
