"""What a decision would change, unit by unit, before and after."""

from collections.abc import Iterator, Mapping

from rich.table import Table

from scoring.console import screen
from scoring.pipeline.preview import Effect, Preview, Stand
from scoring.text import equal_decimals

_WIDTH_WITHOUT_TERMINAL = 180
NONE = "–"


def show_effects(found: Preview) -> None:
    """A row for every unit that would stand elsewhere; where a figure stays as it is it stands once."""
    table = Table()
    for column in ("Đơn vị", "Tình trạng", "Điểm", "Xếp loại", "Hạng khối", "Hạng chung", "Chưa thẩm định"):
        table.add_column(column, overflow="fold")
    scores = [stand.score for effect in found.effects for stand in (effect.before, effect.after)]
    alike = dict(zip(scores, equal_decimals(scores), strict=True))
    for effect in found.effects:
        table.add_row(f"{effect.name} ({effect.unit})", *_cells(effect, alike))
    if found.effects:
        screen(_WIDTH_WITHOUT_TERMINAL).print(table)


def _cells(effect: Effect, scores: Mapping[str, str]) -> Iterator[str]:
    stands = (_figures(stand, scores[stand.score]) for stand in (effect.before, effect.after))
    for was, now in zip(*stands, strict=True):
        yield was if was == now else f"{was} → {now}"


def _figures(stand: Stand, score: str) -> tuple[str, ...]:
    shown = (stand.state, score, stand.class_name, stand.in_block, stand.overall)
    return (*(each or NONE for each in shown), str(stand.waiting))
