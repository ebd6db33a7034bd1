"""The ranking as the appendix of the decision shows it, and who stands outside of it and why."""

from collections.abc import Sequence
from decimal import Decimal

from scoring.engine.model import State, UnitResult
from scoring.reports.documents.counts import Row, fixed, numbered
from scoring.reports.tables import reached, remark, unplaced_reason
from scoring.standing.run import Consolidation
from scoring.text import show_number

NONE = "-"


def ranking(run: Consolidation) -> list[Row]:
    """Block by block: the units placed, best first; the figures of a column have equal decimals."""
    shown = _figures(run)
    return [
        {
            "ten": block.name,
            "so_don_vi": len(placed),
            "dong": numbered([_row(run, result, shown[result.unit]) for result in placed]),
        }
        for block, placed in run.by_block
        if placed
    ]


def _row(run: Consolidation, result: UnitResult, figures: Row) -> Row:
    card, standing = result.card, result.standing
    assert card and standing, "placed units have both"
    return {
        "ten": run.name(result.unit),
        **figures,
        "ty_le": fixed(card.percent),
        "xep_loai": standing.name,
        "hang_khoi": str(result.in_block.place) if result.in_block else NONE,
        "hang_chung": str(result.overall.place) if result.overall else NONE,
        "ghi_chu": remark(run, result),
    }


def _figures(run: Consolidation) -> dict[str, Row]:
    """Unit code -> its figures, all with the decimals that one of them needs: nothing is rounded here.

    Scores before and after verification are in one unit, the same for bonus, penalty and the score.
    """
    placed = [(r.unit, r.card) for _, results in run.by_block for r in results if r.card]
    own = [run.self_card(unit) for unit, _ in placed]
    columns: dict[str, list[Decimal | None]] = {
        "tu_cham": [reached(run.criteria, card) for card in own],
        "tham_dinh": [reached(run.criteria, card) for _, card in placed],
        "thuong": [card.bonus for _, card in placed],
        "tru": [card.penalty for _, card in placed],
        "diem_xep_loai": [card.shown for _, card in placed],
        "diem_tu_cham": [run.self_score(unit) for unit, _ in placed],
        "diem": [card.main for _, card in placed],
        "toi_da": [card.applicable for _, card in placed],
    }
    shown = alike([value for values in columns.values() for value in values], run.criteria.rounding.total)
    return {
        unit: {name: shown[at * len(placed) + n] for at, name in enumerate(columns)}
        for n, (unit, _) in enumerate(placed)
    }


def alike(values: Sequence[Decimal | None], least: int = 0) -> list[str]:
    """The numbers with ``least`` decimals, or those of the one that has more; a dash for None."""
    places = max((least, *(len(show_number(each).partition(",")[2]) for each in values)))
    return [NONE if each is None else f"{each:.{places}f}".replace(".", ",") for each in values]


def self_score(run: Consolidation, unit: str) -> str:
    """The score that the unit's own form shows: without what only the office or the superior gives."""
    return show_number(run.self_score(unit)) or NONE


def unplaced(run: Consolidation) -> list[Row]:
    """The evaluated units without a line in the ranking, each with the reason."""
    blocks = {block.code: block.name for block in run.blocks}
    return numbered(
        [
            {"ten": run.name(result.unit), "khoi": blocks[result.block], "ly_do": unplaced_reason(result)}
            for result in run.results.units
            if result.state is not State.OUTSIDE and not run.is_placed(result)
        ]
    )
