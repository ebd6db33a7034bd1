"""How large a workbook may grow: up to where formulas stay live, and what one sheet of Excel holds."""

from scoring.standing.run import Consolidation

LIVE_UNITS = 300
"""Units with points up to which every figure is a live formula; measured, see docs/performance.md.

Places are counted by formulas over all units in every unit's row: four times the work for twice the units,
at every change of a cell.
"""

ROWS = 1_040_000  # of Excel's 1,048,576: notes and signatures follow the rows of a table
COLUMNS = 16_384
LISTED = 1_000  # units without a place that are named below the ranking
SOURCES_FILE = "nguon-diem.xlsx"


def is_live(run: Consolidation) -> bool:
    """True where the workbook computes, False where it holds the engine's values."""
    return sum(result.card is not None for result in run.results.units) <= LIVE_UNITS


def values_words() -> str:
    """Why there are no formulas, for whoever looks for them."""
    return f"Trên {LIVE_UNITS} đơn vị, bảng ghi giá trị thay cho công thức"
