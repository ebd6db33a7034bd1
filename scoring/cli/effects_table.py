"""What a decision would change, unit by unit, before and after."""

from collections.abc import Iterator

from rich.table import Table

from scoring.console import screen
from scoring.pipeline.preview import Effect, Preview, Stand

_WIDTH_WITHOUT_TERMINAL = 180
NONE = "–"


def show_effects(found: Preview) -> None:
    """A row for every unit that would stand elsewhere; where a figure stays as it is it stands once."""
    table = Table()
    for column in ("Đơn vị", "Tình trạng", "Điểm", "Xếp loại", "Hạng khối", "Hạng chung", "Chưa thẩm định"):
        table.add_column(column, overflow="fold")
    for effect in found.effects:
        table.add_row(f"{effect.name} ({effect.unit})", *_cells(effect))
    if found.effects:
        screen(_WIDTH_WITHOUT_TERMINAL).print(table)


def _cells(effect: Effect) -> Iterator[str]:
    for was, now in zip(_figures(effect.before), _figures(effect.after), strict=True):
        yield was if was == now else f"{was} → {now}"


def _figures(stand: Stand) -> tuple[str, ...]:
    shown = (stand.state, stand.score, stand.class_name, stand.in_block, stand.overall)
    return (*(each or NONE for each in shown), str(stand.waiting))
