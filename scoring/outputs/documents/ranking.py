"""The ranking as the appendix of the decision shows it, and who stands outside of it and why."""

from scoring.engine.model import State, UnitResult
from scoring.engine.scorecard import score
from scoring.outputs.documents.counts import Row, fixed, numbered
from scoring.outputs.model import Consolidation
from scoring.outputs.tables import note
from scoring.text import show_number

NONE = "-"


def ranking(run: Consolidation) -> list[Row]:
    """Block by block: the units placed, best first."""
    return [
        {
            "ten": block.name,
            "so_don_vi": len(placed),
            "dong": numbered([_row(run, result) for result in placed]),
        }
        for block, placed in run.by_block
        if placed
    ]


def _row(run: Consolidation, result: UnitResult) -> Row:
    card, standing = result.card, result.standing
    assert card and standing, "placed units have both"
    return {
        "ten": run.name(result.unit),
        "diem_tu_cham": self_score(run, result.unit),
        "diem": show_number(card.main),
        "toi_da": show_number(card.applicable),
        "ty_le": fixed(card.percent),
        "thuong": show_number(card.bonus),
        "tru": show_number(card.penalty),
        "diem_xep_loai": show_number(card.shown),
        "xep_loai": standing.name,
        "hang_khoi": str(result.in_block.place) if result.in_block else NONE,
        "hang_chung": str(result.overall.place) if result.overall else NONE,
        "ghi_chu": note(result),
    }


def self_score(run: Consolidation, unit: str) -> str:
    """The score that the unit's own form shows: without what only the office or the superior gives."""
    form = run.form(unit)
    return show_number(score(run.roster, run.unit(unit), form.entries).shown) if form else NONE


def unplaced(run: Consolidation) -> list[Row]:
    """The evaluated units without a line in the ranking, each with the reason."""
    blocks = {block.code: block.name for block in run.blocks}
    return numbered(
        [
            {"ten": run.name(result.unit), "khoi": blocks[result.block], "ly_do": _why(result)}
            for result in run.results.units
            if result.state is not State.OUTSIDE and not run.is_placed(result)
        ]
    )


def _why(result: UnitResult) -> str:
    if result.state in (State.LEFT_OUT, State.INELIGIBLE) and result.standing:
        return result.standing.reason.rstrip(".")
    if result.state is State.VALID:
        return "Chưa thẩm định xong"
    return result.state.value.capitalize()
