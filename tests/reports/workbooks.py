"""Reading consolidated workbooks back, and what the engine says they must show."""

import warnings
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster
from scoring.engine.model import UnitResult
from scoring.reports.consolidated import write_consolidated
from scoring.reports.consolidated.formulas import NO_PLACE
from scoring.reports.consolidated.plan import RANKING, RANKING_TOP, make_plan
from scoring.standing.run import Consolidation
from tests.support.cell_values import cell_values

NEAR = 1e-9
FIGURES = ("main", "applicable", "percent", "bonus", "penalty", "shown")


def written(run: Consolidation, path: Path) -> Path:
    with path.open("wb") as stream:
        write_consolidated(stream, run)
    return path


def opened(path: Path, *, values: bool) -> Any:
    if values:
        return cell_values(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl drops data bars, and says so
        return openpyxl.load_workbook(path)


def shown(path: Path) -> dict[str, tuple[Any, ...]]:
    """Unit name -> the six figures, class, place in the block, place overall of the ranking table."""
    found = {}
    for row in _ranking(path):
        if not isinstance(row[3], int | float):
            break
        found[row[1]] = row[3:12]
    return found


def _ranking(path: Path) -> list[tuple[Any, ...]]:
    """The rows of the ranking table; the other sheets are not read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        sheet = openpyxl.load_workbook(path, read_only=True, data_only=True)[RANKING]
        return list(sheet.iter_rows(min_row=RANKING_TOP + 1, max_col=12, values_only=True))


def expected(run: Consolidation) -> dict[str, tuple[Any, ...]]:
    """The same of the engine's results."""
    return {run.name(result.unit): _row(result) for _, placed in run.by_block for result in placed}


def _row(result: UnitResult) -> tuple[Any, ...]:
    assert result.card and result.standing
    figures = [getattr(result.card, name) for name in FIGURES]
    places = [rank.place if rank else NO_PLACE for rank in (result.in_block, result.overall)]
    return (*figures, result.standing.name, *places)


def differences(path: Path, run: Consolidation) -> list[str]:
    """Where the workbook shows something else than the engine says; empty where they agree."""
    found, wanted = shown(path), expected(run)
    return [
        f"{unit}: workbook {found.get(unit)}, engine {row}"
        for unit, row in wanted.items()
        if unit not in found or not all(map(same, found[unit], row))
    ] + [f"{unit}: in the workbook only" for unit in found.keys() - wanted.keys()]


def same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, Decimal | int | float) and isinstance(found, int | float):
        return abs(found - float(wanted)) < NEAR
    return bool(found == wanted)


def stale(path: Path, recalculated: Path) -> list[str]:
    """Formulas whose cached value is not what LibreOffice computes."""
    formulas, cached, fresh = (
        opened(path, values=False),
        opened(path, values=True),
        opened(recalculated, values=True),
    )
    return [
        f"{sheet.title}!{cell.coordinate} {cell.value}: cached {before!r}, recalculated {after!r}"
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
        and not same(
            before := cached[sheet.title][cell.coordinate].value,
            after := fresh[sheet.title][cell.coordinate].value,
        )
    ]


def edited(run: Consolidation, source: Path, target: Path, changes: dict[tuple[str, str], Any]) -> Path:
    """A copy of the workbook with cells of the detail sheets changed, as an auditor would in Excel.

    ``changes``: (unit, criterion or condition) -> what is typed there, None to empty the cell.
    """
    book, plan = opened(source, values=False), make_plan(run)
    for (unit, code), value in changes.items():
        detail = plan.details[run.results[unit].block]
        where = detail.at(unit, "leaf", code) or detail.at(unit, "condition", code)
        book[detail.sheet][where] = float(value) if isinstance(value, Decimal) else value
    book.save(target)
    return target


def variant(roster: Roster, change: Callable[[dict[str, Any]], None]) -> Roster:
    """The roster under a set with other rules."""
    content = roster.criteria.model_dump(exclude_defaults=True)
    change(content)
    return Roster(CriteriaSet.model_validate(content), roster.units)
