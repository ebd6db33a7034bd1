"""The criteria set in the office's hands: Excel round trip, next year's set, what changed."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from dataclasses import replace as changed
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from scoring.criteria.diff import Comparison, compare
from scoring.criteria.excel.check import unfaithful
from scoring.criteria.excel.proposed import ProposedRow
from scoring.criteria.excel.writer import write_set_book
from scoring.criteria.loader import (
    UNITS_FILE,
    UNITS_WORKBOOK,
    WORKBOOK_BYTES,
    content_of,
    load_roster,
    load_set,
    load_units,
)
from scoring.criteria.new_year import NewYear, next_year, texts_to_check
from scoring.criteria.units import Roster
from scoring.criteria.yaml_writer import set_yaml, units_yaml
from scoring.errors import SetError, WorkspaceError
from scoring.exchange import exchange, in_memory
from scoring.intake.criteria_book import open_set_and_doubts, read_criteria_book
from scoring.intake.own_cells import first_sheet
from scoring.pipeline.office import Office
from scoring.regular import read_regular
from scoring.workspace import SET_FILE, Workspace, whole_folder, write_whole

T = TypeVar("T")

_KEPT = ".bak"


def criteria_to_excel(office: Office, file: Path | None = None, replace: bool = False) -> Path:
    """Write the set and its units to a workbook and prove that it reads back the same.

    Raises WorkspaceError where Excel cannot hold a value or another workbook would be overwritten.
    """
    target = file or office.workspace.root / f"{office.roster.criteria.id}.xlsx"
    content = in_memory(write_set_book, office.roster)
    lost = unfaithful(office.roster, lambda: read_criteria_book(target.name, content))
    if lost:
        raise WorkspaceError(*lost)
    if target.exists() and read_regular(target, WORKBOOK_BYTES) != content and not replace:
        raise WorkspaceError(
            f"Đã có tệp {target} khác nội dung. Ghi tên khác, hoặc thêm --replace để ghi đè."
        )
    return write_whole(target, content)


@dataclass(frozen=True, slots=True)
class SetTaken:
    """A set taken from a workbook: what was written, nothing where it is the same, and the old files kept.

    ``changes`` compares it with the set that it replaced; None where none was there that could be read.
    ``left``: rows in doubt of a paper that still stand as they were proposed.
    """

    folder: Path
    roster: Roster
    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    changes: Comparison | None
    left: tuple[ProposedRow, ...] = ()


def criteria_from_excel(root: Path, file: Path, replace: bool = False) -> SetTaken:
    """Take a set from its workbook into ``criteria/<id>``; what did not change is not touched.

    Of a set that is replaced both files are kept as ``.bak``, so that the two of them still fit each other.
    Raises SetError with every mistake by sheet and cell, WorkspaceError, with what would change in words,
    where another set has this id.
    """
    roster, left = open_set_and_doubts(file)
    return changed(take_set(root, roster, replace), left=left)


def take_set(root: Path, roster: Roster, replace: bool = False) -> SetTaken:
    """The same for a set that was read already. Raises WorkspaceError as :func:`criteria_from_excel` does."""
    folder = root / "criteria" / roster.criteria.id
    files: dict[str, bytes] = {}
    if _loaded(load_set, folder) != roster.criteria:
        files[SET_FILE] = set_yaml(roster.criteria).encode()
    if _loaded(partial(load_units, open_sheet=first_sheet), folder) != roster.units:
        files[UNITS_FILE] = units_yaml(roster.units).encode()
    replaced = [name for name in files if (folder / name).exists()]
    if UNITS_FILE in files and (folder / UNITS_WORKBOOK).exists():
        replaced.append(UNITS_WORKBOOK)
    changes = _changes(folder, roster) if replaced else None
    if replaced and not replace:
        raise WorkspaceError(
            f"Bộ “{roster.criteria.id}” đã có và khác bảng Excel ({', '.join(replaced)}).",
            *_told(changes),
            "Đổi mã bộ ở trang “Chung”, hoặc thêm --replace: tệp cũ được giữ với đuôi .bak.",
        )
    lists = (UNITS_FILE, UNITS_WORKBOOK)
    old = [name for name in (SET_FILE, *lists) if replaced and (folder / name).exists()]
    kept = tuple(folder / f"{name}{_KEPT}" for name in old)
    with exchange(folder, second_names=False) as made:
        for name, copy in zip(old, kept, strict=True):
            made.put(copy, content_of(folder, name))
        for stale in (folder / f"{name}{_KEPT}" for name in lists if kept and name not in old):
            made.clear(stale)
        # The set's own file comes last: only it makes the folder a set.
        for name in sorted(files, key=lambda name: name == SET_FILE):
            made.put(folder / name, files[name])
        if UNITS_WORKBOOK in replaced:
            made.clear(folder / UNITS_WORKBOOK)
    return SetTaken(folder, roster, tuple(folder / name for name in files), kept, changes)


def _changes(folder: Path, roster: Roster) -> Comparison | None:
    """The set that lies in the folder beside the one that replaces it; None where it does not hold."""
    old = _loaded(partial(load_roster, open_sheet=first_sheet), folder)
    return compare(old, roster) if old else None


def _told(changes: Comparison | None) -> Iterable[str]:
    return changes.lines() if changes else ("Bộ cũ có lỗi nên không so được.",)


def _loaded(load: Callable[[Path], T], folder: Path) -> T | None:
    """What lies there now; None where nothing does, or nothing that holds."""
    try:
        return load(folder)
    except SetError:
        return None


def criteria_new_year(root: Path, year: int, wanted_set: str | None = None) -> tuple[Path, NewYear]:
    """Copy a set forward; the new folder and what has to be read by a person."""
    source = Workspace(root).set_folder(wanted_set)
    made = next_year(source, year, first_sheet)
    folder = source.parent / made.id
    if folder.exists():
        raise WorkspaceError(f"Đã có thư mục {folder}. Chọn năm khác, hoặc đổi tên thư mục ấy trước.")
    with whole_folder(folder, made.files) as appear:
        appear()
    return folder, made


def criteria_to_check(root: Path, old: str, new: str) -> tuple[str, ...]:
    """The places of the new set that a person has to read: years and days of the old one stand there."""
    return texts_to_check(*(_named(root, name) for name in (old, new)))


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """The differences for programs; ``touched``: the codes of the units."""
    return {
        "old": comparison.old.criteria.id,
        "new": comparison.new.criteria.id,
        "identical": comparison.identical,
        "changes": [
            {"part": each.part, "says": each.says, "touched": sorted(each.touched)}
            for each in comparison.changes
        ],
    }


def criteria_diff(root: Path, old: str, new: str) -> Comparison:
    """What changed between two sets, each given by its name in the workspace or by its folder.

    ``NAME.bak``, or one of the files ``.bak`` itself, is the set as it was before it was last replaced.
    """
    return compare(*(_named(root, name) for name in (old, new)))


def _named(root: Path, wanted: str) -> Roster:
    if not wanted.endswith(_KEPT):
        return load_roster(_set_folder(root, wanted), first_sheet)
    is_file = (root / wanted).is_file() or Path(wanted).is_file()
    folder = _set_folder(root, str(Path(wanted).parent) if is_file else wanted.removesuffix(_KEPT))
    with TemporaryDirectory() as draft:
        earlier = Path(draft)
        for name in _before(folder):
            shutil.copyfile(folder / name, earlier / name.removesuffix(_KEPT))
        return load_roster(earlier, first_sheet)


def _before(folder: Path) -> tuple[str, str]:
    """The two files of the set before it was replaced: the kept ones, else what was left as it is."""

    def first(*names: str) -> str:
        there = (
            name for name in (*(f"{each}{_KEPT}" for each in names), *names) if (folder / name).is_file()
        )
        return next(there, names[0])

    if not any(folder.glob(f"*{_KEPT}")):
        raise WorkspaceError(f"Thư mục {folder} không có tệp {_KEPT}: bộ này chưa được thay lần nào.")
    return first(SET_FILE), first(UNITS_FILE, UNITS_WORKBOOK)


def _set_folder(root: Path, wanted: str) -> Path:
    named = root / "criteria" / wanted
    if (named / SET_FILE).is_file():
        return named
    for folder in (Path(wanted), root / wanted):
        if (folder / SET_FILE).is_file():
            return folder
    names = ", ".join(folder.name for folder in Workspace(root).sets) or "chưa có bộ nào"
    raise WorkspaceError(f"Không có bộ tiêu chí hay thư mục “{wanted}”. Các bộ hiện có: {names}.")
