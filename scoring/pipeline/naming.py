"""Units by what somebody typed, and near misses: what was probably meant is proposed, never taken."""

from collections.abc import Mapping, Sequence

from scoring.criteria.units import Roster, Unit
from scoring.errors import Spoken, WorkspaceError
from scoring.text import fold, nearest

_NEAR = 60


def proposal(typed: str, known: Mapping[str, str]) -> str:
    """``Có lẽ là “…”. `` for the nearest of the ``known`` (folded name -> how it is shown), else nothing."""
    near = nearest(fold(typed), known, _NEAR)
    return f"Có lẽ là “{known[near]}”. " if near else ""


def named(roster: Roster, names: Sequence[str]) -> tuple[Unit, ...]:
    """The evaluated units with these codes or names. Raises WorkspaceError for a stranger."""
    found = []
    for name in names:
        unit = roster.names.get(fold(name))
        if unit is None:
            near = proposal(name, {key: unit.name for key, unit in roster.names.items()})
            none = f"Không có đơn vị “{name}”. {near}".rstrip()
            said = f"{none} Xem mã và tên đơn vị bằng: danvan criteria check."
            raise WorkspaceError(Spoken(said, f"{none} Danh sách đơn vị ở trang Bộ tiêu chí."))
        if not unit.evaluated:
            raise WorkspaceError(f"{unit.name} không thuộc diện đánh giá: {unit.outside}.")
        found.append(unit)
    return tuple(found)
