"""Forms out: one a unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scoring.criteria.units import Roster, Unit
from scoring.errors import WorkspaceError
from scoring.exchange import exchange, in_memory
from scoring.forms import Prefill, write_form
from scoring.forms.patch import FormMaker
from scoring.intake.file_names import stem
from scoring.intake.model import Receipt, TaskProgress
from scoring.pipeline.consolidation import earlier
from scoring.pipeline.naming import proposal
from scoring.pipeline.office import Office, Progress, quiet
from scoring.text import ascii_slug, fold


@dataclass(frozen=True, slots=True)
class FormsWritten:
    """The forms that were written, one a unit."""

    folder: Path
    files: tuple[Path, ...]


def forms(office: Office, only: Sequence[str] = (), progress: Progress = quiet) -> FormsWritten:
    """Write the form of every evaluated unit, or of those named by code or name.

    It is blank but for the tasks: these begin with what the unit reported earlier in the year.
    """
    units = named(office.roster, only) if only else office.roster.evaluated
    before = tasks_reported(earlier(office))
    maker = FormMaker(office.roster, office.period)
    folder = office.out / "bieu-mau"
    with exchange(folder, apart=True) as made:
        for done, unit in enumerate(units, 1):
            if unit.code in before:
                filled = Prefill.continuing(before[unit.code])
                content = in_memory(write_form, office.roster, unit, period=office.period, filled=filled)
            else:
                content = maker.form(unit)
            made.put(folder / form_name(office, unit), content)
            progress(done, len(units))
    return FormsWritten(folder, tuple(made.places.values()))


def tasks_reported(
    earlier: Mapping[str, Sequence[Receipt]],
) -> dict[str, dict[str, tuple[TaskProgress, ...]]]:
    """What each unit said of its tasks in each earlier period, in the forms that count."""
    found: dict[str, dict[str, tuple[TaskProgress, ...]]] = {}
    for period, receipts in earlier.items():
        for receipt in receipts:
            if receipt.counted and receipt.form and receipt.form.tasks:
                found.setdefault(receipt.unit, {})[period] = receipt.form.tasks
    return found


def form_name(office: Office, unit: Unit) -> str:
    """A file name that survives e-mail, Zalo and every file system."""
    criteria, period = office.roster.criteria, office.period
    kind = "tu-cham" if criteria.is_scored(period) else f"bao-cao-{ascii_slug(period)}"
    year = criteria.year
    return f"{kind}-{year}-{stem(unit)}.xlsx"


def named(roster: Roster, names: Sequence[str]) -> tuple[Unit, ...]:
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
