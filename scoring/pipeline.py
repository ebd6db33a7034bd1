"""One function a command: each reads top to bottom as the office's day does.

Heavy libraries are imported where they are used, so that every command starts fast.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from scoring import __version__
from scoring.errors import SetError, WorkspaceError
from scoring.text import ascii_slug, fold
from scoring.workspace import SET_FILE, Workspace, write_whole

if TYPE_CHECKING:
    from scoring.criteria.diff import Comparison
    from scoring.criteria.new_year import NewYear
    from scoring.criteria.units import Roster, Unit
    from scoring.inputs.model import Receipt
    from scoring.outputs.model import Consolidation

ANNUAL = "nam"
T = TypeVar("T")
Progress = Callable[[int, int], None]


def _quiet(done: int, total: int) -> None:
    """No progress shown."""


@dataclass(frozen=True, slots=True)
class Office:
    """A workspace with its criteria set loaded: what every command works on."""

    workspace: Workspace
    roster: "Roster"
    set_hash: str
    period: str = ANNUAL

    @property
    def is_example(self) -> bool:
        """True for the embedded example, False for every workspace of a user."""
        from scoring.example import example

        return self.workspace == example()

    @property
    def inbox(self) -> Path:
        """Where filled forms of the period arrive."""
        return self.workspace.inbox(self.roster.criteria.year, self.period)

    @property
    def out(self) -> Path:
        """Where results of the period are written."""
        return self.workspace.out(self.roster.criteria.year, self.period)


def open_office(root: Path, wanted_set: str | None = None) -> Office:
    """Load the workspace's set. Raises WorkspaceError or SetError with Vietnamese messages."""
    from scoring.criteria.loader import load_roster, set_hash

    workspace = Workspace(root)
    roster = load_roster(workspace.set_folder(wanted_set))
    return Office(workspace, roster, set_hash(roster.criteria))


def open_office_or_example(root: Path, wanted_set: str | None = None) -> Office:
    """The workspace's set; outside any workspace the embedded example's, for checking one's own form.

    A form of another set is still refused: the form's stamp names its set.
    """
    from scoring.example import example

    inside = wanted_set is not None or bool(Workspace(root).sets)
    return open_office(root if inside else example().root, wanted_set)


def init(root: Path) -> Office:
    """Make a new workspace with the sample set and empty folders."""
    from scoring.example import new_workspace

    office = open_office(new_workspace(root).root)
    office.inbox.mkdir(parents=True, exist_ok=True)
    return office


@dataclass(frozen=True, slots=True)
class FormsWritten:
    """The forms that were written, one a unit."""

    folder: Path
    files: tuple[Path, ...]


def forms(office: Office, only: Sequence[str] = (), progress: Progress = _quiet) -> FormsWritten:
    """Write the blank form of every evaluated unit, or of those named by code or name."""
    from scoring.inputs.form import write_form

    units = _named(office.roster, only) if only else office.roster.evaluated
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


def _named(roster: "Roster", names: Sequence[str]) -> tuple["Unit", ...]:
    found = []
    for name in names:
        unit = roster.names.get(fold(name))
        if unit is None:
            raise WorkspaceError(
                f"Không có đơn vị “{name}”. Xem mã và tên đơn vị bằng: danvan criteria check."
            )
        if not unit.evaluated:
            raise WorkspaceError(f"{unit.name} không thuộc diện đánh giá: {unit.outside}.")
        found.append(unit)
    return tuple(found)


def check(office: Office, paths: Sequence[Path], progress: Progress = _quiet) -> tuple["Receipt", ...]:
    """Check files or folders as consolidation would, and write nothing."""
    from scoring.inputs.folder import receive

    return receive(paths, office.roster, office.set_hash, office.period, progress)


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The consolidated run and where its workbook and JSON lie."""

    consolidation: "Consolidation"
    workbook: Path
    data: Path
    json: str
    moved: bool


def consolidate(office: Office, progress: Progress = _quiet) -> Consolidated:
    """Read every file that arrived, score, rank, and write the workbook and its JSON twin."""
    if not office.inbox.is_dir():
        raise WorkspaceError(
            f"Chưa có thư mục {office.inbox}. Tạo thư mục này, chép các biểu đơn vị gửi vào rồi chạy lại."
        )
    receipts = check(office, [office.inbox], progress)  # before pandas comes with its threads: it may fork
    from scoring.outputs.consolidated import write_consolidated
    from scoring.outputs.results_json import results_json

    run = _consolidation(office, receipts)
    buffer = BytesIO()
    write_consolidated(buffer, run)
    wanted = office.out / "tong-hop.xlsx"
    workbook = write_whole(wanted, buffer.getvalue())
    text = results_json(run)
    data = write_whole(office.out / "tong-hop.json", text.encode())
    return Consolidated(run, workbook, data, text, moved=workbook != wanted)


def _consolidation(office: Office, receipts: tuple["Receipt", ...]) -> "Consolidation":
    from scoring.engine.results import Submission, evaluate
    from scoring.outputs.model import Consolidation

    submissions = [
        Submission(
            unit=receipt.unit,
            entries=receipt.form.entries,
            declared=receipt.form.declared,
            valid=not any(finding.is_error for finding in receipt.findings),
        )
        for receipt in receipts
        if receipt.counted and receipt.form
    ]
    return Consolidation(
        roster=office.roster,
        set_hash=office.set_hash,
        period=office.period,
        version=__version__,
        results=evaluate(office.roster, submissions, unusable={receipt.unit for receipt in receipts}),
        receipts=receipts,
    )


def demo(root: Path) -> Office:
    """The embedded example, copied to ``root`` and ready to be consolidated."""
    from scoring.example import demo_workspace

    return open_office(demo_workspace(root).root)


def errors_to_mend(receipts: Sequence["Receipt"]) -> int:
    """How many errors units still have to mend; what a newer valid form settles does not count."""
    from scoring.inputs.counting import open_errors

    return open_errors(receipts)


def checked_json(receipts: Sequence["Receipt"]) -> str:
    """What ``danvan check --json`` prints."""
    from scoring.outputs.results_json import receipts_json

    return receipts_json(receipts)


def criteria_to_excel(office: Office, file: Path | None = None, replace: bool = False) -> Path:
    """Write the set and its units to a workbook and prove that it reads back the same.

    Raises WorkspaceError where Excel cannot hold a value or another workbook would be overwritten.
    """
    from scoring.criteria.excel.check import unfaithful
    from scoring.criteria.excel.writer import write_set_book
    from scoring.inputs.criteria_book import read_criteria_book

    target = file or office.workspace.root / f"{office.roster.criteria.id}.xlsx"
    buffer = BytesIO()
    write_set_book(buffer, office.roster)
    lost = unfaithful(office.roster, lambda: read_criteria_book(target.name, buffer.getvalue()))
    if lost:
        raise WorkspaceError(*lost)
    if target.exists() and target.read_bytes() != buffer.getvalue() and not replace:
        raise WorkspaceError(
            f"Đã có tệp {target} khác nội dung. Ghi tên khác, hoặc thêm --replace để ghi đè."
        )
    return write_whole(target, buffer.getvalue())


@dataclass(frozen=True, slots=True)
class SetTaken:
    """A set taken from a workbook: what was written, nothing where it is the same, and the old files kept."""

    folder: Path
    roster: "Roster"
    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def criteria_from_excel(root: Path, file: Path, replace: bool = False) -> SetTaken:
    """Take a set from its workbook into ``criteria/<id>``; what did not change is not touched.

    Raises SetError with every mistake by sheet and cell, WorkspaceError where another set has this id.
    """
    from scoring.criteria.loader import UNITS_FILE, UNITS_WORKBOOK, load_set, load_units
    from scoring.criteria.yaml_writer import set_yaml, units_yaml
    from scoring.inputs.criteria_book import open_criteria_book

    roster = open_criteria_book(file)
    folder = root / "criteria" / roster.criteria.id
    files: dict[str, bytes] = {}
    if _loaded(load_set, folder) != roster.criteria:
        files[SET_FILE] = set_yaml(roster.criteria).encode()
    if _loaded(load_units, folder) != roster.units:
        files[UNITS_FILE] = units_yaml(roster.units).encode()
    replaced = [name for name in files if (folder / name).exists()]
    if UNITS_FILE in files and (folder / UNITS_WORKBOOK).exists():
        replaced.append(UNITS_WORKBOOK)
    if replaced and not replace:
        raise WorkspaceError(
            f"Bộ “{roster.criteria.id}” đã có và khác bảng Excel ({', '.join(replaced)}). "
            "Đổi mã bộ ở trang “Chung”, hoặc thêm --replace: tệp cũ được giữ với đuôi .bak."
        )
    kept = tuple(_keep(folder / name) for name in replaced)
    written = _write_set(folder, files)
    if UNITS_WORKBOOK in replaced:
        (folder / UNITS_WORKBOOK).unlink()
    return SetTaken(folder, roster, written, kept)


def _loaded(load: Callable[[Path], T], folder: Path) -> T | None:
    """What lies there now; None where nothing does, or nothing that holds."""
    try:
        return load(folder)
    except SetError:
        return None


def _keep(path: Path) -> Path:
    return write_whole(path.with_name(f"{path.name}.bak"), path.read_bytes())


def _write_set(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """The set's own file comes last: only it makes the folder a set."""
    written = []
    for name in sorted(files, key=lambda name: name == SET_FILE):
        done = write_whole(folder / name, files[name])
        if done != folder / name:
            done.unlink()
            raise WorkspaceError(f"{folder / name} đang mở trong chương trình khác. Đóng tệp rồi chạy lại.")
        written.append(done)
    return tuple(written)


def criteria_new_year(root: Path, year: int, wanted_set: str | None = None) -> tuple[Path, "NewYear"]:
    """Copy a set forward; the new folder and what has to be read by a person."""
    from scoring.criteria.new_year import next_year

    source = Workspace(root).set_folder(wanted_set)
    made = next_year(source, year)
    folder = source.parent / made.id
    if folder.exists():
        raise WorkspaceError(f"Đã có thư mục {folder}. Chọn năm khác, hoặc đổi tên thư mục ấy trước.")
    _write_set(folder, made.files)
    return folder, made


def criteria_diff(root: Path, old: str, new: str) -> "Comparison":
    """What changed between two sets, each given by its name in the workspace or by its folder."""
    from scoring.criteria.diff import compare
    from scoring.criteria.loader import load_roster

    return compare(load_roster(_set_folder(root, old)), load_roster(_set_folder(root, new)))


def _set_folder(root: Path, wanted: str) -> Path:
    named = root / "criteria" / wanted
    if (named / SET_FILE).is_file():
        return named
    if (Path(wanted) / SET_FILE).is_file():
        return Path(wanted)
    names = ", ".join(folder.name for folder in Workspace(root).sets) or "chưa có bộ nào"
    raise WorkspaceError(f"Không có bộ tiêu chí hay thư mục “{wanted}”. Các bộ hiện có: {names}.")
