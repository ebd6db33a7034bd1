"""Forms out: one a unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scoring.criteria.units import Unit
from scoring.errors import Spoken, WorkspaceError
from scoring.example import documents
from scoring.exchange import exchange, in_memory
from scoring.forms import Prefill, write_form
from scoring.forms.patch import FormMaker
from scoring.intake.file_names import stem
from scoring.intake.identity import identify
from scoring.intake.locate import all_words
from scoring.intake.model import Receipt, TaskProgress
from scoring.pipeline.consolidation import earlier
from scoring.pipeline.naming import named
from scoring.pipeline.office import Office, Progress, quiet
from scoring.text import ascii_slug
from scoring.workers.own import open_own

CARD = "the-don-vi.docx"
"""How a unit fills in and hands in, on one printed page: it goes out with the forms."""

_SENT = (
    "Biểu đã gửi thì đơn vị điền xong cũng không nộp được. Chưa gửi, hoặc sẽ gửi lại hết, thì {how}; sửa "
    "nhầm bộ tiêu chí thì trả bộ tiêu chí về như trước."
)
_TICK = "đánh dấu “Thay cả biểu lập theo bản trước”"


@dataclass(frozen=True, slots=True)
class FormsWritten:
    """The forms that were written, one a unit; the card for units lies beside them.

    ``replaced`` names the units whose form was of another version of the set and was written anew, ``left``
    those whose form still is of another version.
    """

    folder: Path
    files: tuple[Path, ...]
    replaced: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def forms(
    office: Office, only: Sequence[str] = (), progress: Progress = quiet, *, replace: bool = False
) -> FormsWritten:
    """Write the form of every evaluated unit, or of those named by code or name.

    It is blank but for the tasks: these begin with what the unit reported earlier in the year. Raises
    WorkspaceError where forms of another version of the set lie there, which may be with the units already,
    and ``replace`` does not say that they may be replaced.
    """
    units = named(office.roster, only) if only else office.roster.evaluated
    before = tasks_reported(earlier(office))
    maker = FormMaker(office.roster, office.period)
    folder = office.out / "bieu-mau"
    others = _of_another_version(office, maker, folder)
    if others and not replace:
        raise WorkspaceError(
            f"Đã có {len(others)} biểu lập theo bản khác của bộ tiêu chí ở {folder}: {shortened(others)}.",
            Spoken(_SENT.format(how="thêm --replace"), _SENT.format(how=_TICK)),
        )
    with exchange(folder, apart=True) as made:
        for done, unit in enumerate(units, 1):
            if unit.code in before:
                filled = Prefill.continuing(before[unit.code])
                content = in_memory(write_form, office.roster, unit, period=office.period, filled=filled)
            else:
                content = maker.form(unit)
            made.put(folder / form_name(office, unit), content)
            progress(done, len(units))
        made.put(folder / CARD, (documents() / CARD).read_bytes())
    again = {unit.name for unit in units}
    return FormsWritten(
        folder,
        tuple(place for asked, place in made.places.items() if asked.name != CARD),
        tuple(name for name in others if name in again),
        tuple(name for name in others if name not in again),
    )


def shortened(names: Sequence[str], most: int = 5) -> str:
    """The first names of a list, and how many more there are."""
    rest = f" và {len(names) - most} đơn vị khác" if len(names) > most else ""
    return ", ".join(names[:most]) + rest


def _of_another_version(office: Office, maker: FormMaker, folder: Path) -> tuple[str, ...]:
    """The units whose form in the folder asks or scores otherwise than the set does now."""
    there = ((unit, folder / form_name(office, unit)) for unit in office.roster.evaluated)
    return tuple(
        unit.name
        for unit, path in there
        if path.is_file() and path.read_bytes() != maker.form(unit) and not _is_todays(office, unit, path)
    )


def _is_todays(office: Office, unit: Unit, path: Path) -> bool:
    """True for a form of today's set, and for a file that is no form at all: nobody was sent that."""
    book = open_own(path).workbook
    identity = identify(all_words(book)) if book else None
    stamp = identity.stamp if identity else None
    if stamp is None:
        return True
    valid = (office.set_hash, *office.roster.form_hashes(unit, office.period))
    return stamp.set_id == office.roster.criteria.id and stamp.set_hash in valid


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
