"""Forms out: one a unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.errors import WorkspaceError
from scoring.pipeline.naming import proposal
from scoring.pipeline.office import Office, Progress, quiet
from scoring.text import ascii_slug, fold
from scoring.workspace import write_whole

if TYPE_CHECKING:
    from scoring.criteria.units import Roster, Unit


@dataclass(frozen=True, slots=True)
class FormsWritten:
    """The forms that were written, one a unit."""

    folder: Path
    files: tuple[Path, ...]


def forms(office: Office, only: Sequence[str] = (), progress: Progress = quiet) -> FormsWritten:
    """Write the blank form of every evaluated unit, or of those named by code or name."""
    from scoring.inputs.form import write_form

    units = named(office.roster, only) if only else office.roster.evaluated
    folder = office.out / "bieu-mau"
    written = []
    for done, unit in enumerate(units, 1):
        buffer = BytesIO()
        write_form(buffer, office.roster, unit, set_hash=office.set_hash, period=office.period)
        written.append(write_whole(folder / form_name(office, unit), buffer.getvalue()))
        progress(done, len(units))
    return FormsWritten(folder, tuple(written))


def form_name(office: Office, unit: "Unit") -> str:
    """A file name that survives e-mail, Zalo and every file system."""
    return f"tu-cham-{office.roster.criteria.year}-{ascii_slug(unit.code)}-{ascii_slug(unit.name)[:60]}.xlsx"


def named(roster: "Roster", names: Sequence[str]) -> tuple["Unit", ...]:
    """The evaluated units with these codes or names. Raises WorkspaceError for a stranger."""
    found = []
    for name in names:
        unit = roster.names.get(fold(name))
        if unit is None:
            near = proposal(name, {key: unit.name for key, unit in roster.names.items()})
            raise WorkspaceError(
                f"Không có đơn vị “{name}”. {near}Xem mã và tên đơn vị bằng: danvan criteria check."
            )
        if not unit.evaluated:
            raise WorkspaceError(f"{unit.name} không thuộc diện đánh giá: {unit.outside}.")
        found.append(unit)
    return tuple(found)
