"""A backup becomes the register again; no line that was acknowledged goes without a word.

Under the lock that every writer waits for, the register is copied as it is, compared with the backup, and
replaced. Lines that only the former one has are counted and listed; where the former one is sound nothing is
replaced unless the user says so.
"""

import dataclasses
import re
from contextlib import suppress
from itertools import count
from pathlib import Path

from scoring.dataclass import dataclass
from scoring.errors import UserError, WorkspaceError
from scoring.pipeline.evidence_backup import bring_evidence_back
from scoring.pipeline.office import Office
from scoring.register.replacing import copied, copied_as_it_lies, empty, held, is_unusable, missing
from scoring.register.store import FILE, Health, Register, Snapshot
from scoring.workspace import draft_of, keep_names

BACKUPS = "sao-luu"
_NAME = re.compile("so-theo-doi-([0-9]{6,12})-([0-9a-f]{8})[.]sqlite")
_FORMER = "so-theo-doi-truoc-khoi-phuc"


@dataclass(frozen=True, slots=True)
class Restored:
    """The backup that is the register now, its lines, and where the former one was put, if there was any.

    ``only_former``: how many lines the backup does not have, the first and the last number of them; None
    where the former register cannot be read through. ``files``: evidence files that were missing or damaged
    and came back from beside the backup.
    """

    source: Path
    lines: int
    former: Path | None = None
    changed: bool = True
    only_former: tuple[int, int, int] | None = (0, 0, 0)
    files: int = 0


def backup_name(health: Health) -> str:
    """A backup is called by the number and the digest of its last line."""
    return f"so-theo-doi-{health.lines:06}-{health.digest[:8]}.sqlite"


def register_restore(office: Office, source: Path | None = None, *, replace: bool = False) -> Restored:
    """Put a backup, the longest sound one where none is named, in the place of the register.

    Evidence files that are missing or damaged come back too, also where the register is not replaced. Waits
    for commands that write. A register in a database of its own takes over the lines of the backup once, as
    long as it has none. Raises WorkspaceError where there is no sound backup, or, without ``replace``, the
    register is sound and has lines that the backup does not have.
    """
    register = office.register
    if register.kind != "sqlite":
        return _taken_over(office, source)
    path, folder = Path(register.name), office.workspace.root / BACKUPS
    if path.exists() and not path.is_file():
        raise WorkspaceError(f"{path} không phải là tệp. Đổi tên hoặc dời nó đi rồi chạy lại.")
    source = _longest_backup(register, folder) if source is None else source
    if path.exists() and path.samefile(source):
        raise WorkspaceError(f"{source} chính là sổ đang dùng. Chọn tệp sao lưu.")
    if not _sound(register, source):
        raise WorkspaceError(f"{source} không phải bản sao lưu nguyên vẹn của sổ theo dõi. Chọn bản khác.")
    files = bring_evidence_back(office.workspace.root, source.parent)
    with type(register).at(source, register.owner).snapshot() as seen:
        unusable = _made_usable(path, folder)
        try:
            done = _replaced(register, folder, source, seen, replace=replace)
        except WorkspaceError as refused:
            if not files:
                raise
            came_back = f"{files} tệp tài liệu kiểm chứng đã được chép lại từ bản sao lưu."
            raise WorkspaceError(came_back, *refused.messages) from None
    if unusable and not done.former:
        done = Restored(source, done.lines, unusable, only_former=None)
    return dataclasses.replace(done, files=files)


def _taken_over(office: Office, source: Path | None) -> Restored:
    """The lines of the workspace's own register, or of a backup, in the database. Raises WorkspaceError."""
    register, root = office.register, office.workspace.root
    if source is None:
        source = root / FILE if (root / FILE).is_file() else _longest_backup(register, root / BACKUPS)
    if not _sound(register, source):
        raise WorkspaceError(f"{source} không phải sổ theo dõi nguyên vẹn của cơ quan này. Chọn tệp khác.")
    with type(register).at(source, register.owner).snapshot() as seen:
        if not register.take_over(seen):
            raise WorkspaceError(
                f"Sổ theo dõi ở {register.name} đã có dòng: chỉ chuyển được vào nơi chưa có dòng nào. "
                "Khôi phục sổ ấy bằng công cụ của máy chủ dữ liệu."
            )
        return Restored(source, seen.health.lines, files=bring_evidence_back(root, source.parent))


def _sound(register: Register, source: Path) -> Health | None:
    """What a whole register with lines says of itself; None where the file is none."""
    with suppress(UserError):
        health = type(register).at(source, register.owner).check()
        if health.whole and health.lines:
            return health
    return None


def _longest_backup(register: Register, folder: Path) -> Path:
    """The sound backup with the most lines, of those that are what their name says."""
    named = [(int(match[1]), path) for path in folder.glob("*") if (match := _NAME.fullmatch(path.name))]
    for _, path in sorted(named, reverse=True):
        health = _sound(register, path)
        if health and backup_name(health) == path.name:
            return path
    found = f"Không bản sao lưu nào trong {folder} còn nguyên vẹn" if named else "Chưa có bản sao lưu nào"
    raise WorkspaceError(f"{found} (thư mục {BACKUPS}). Có ở nơi khác thì gõ: danvan register restore TỆP.")


def _made_usable(path: Path, folder: Path) -> Path | None:
    """Empty a register that nobody can write into; where it is kept, None where it can be used.

    Only one command at a time: the next one finds what this one made, and lines in it.
    """
    if not path.exists() or not is_unusable(path):
        return None
    folder.mkdir(exist_ok=True)
    with held(folder / ".khoi-phuc.khoa"):
        if not is_unusable(path):
            return None
        former = _former(folder)
        copied_as_it_lies(path, former)
        keep_names(folder)
        empty(path)
    return former


def _replaced(register: Register, folder: Path, source: Path, seen: Snapshot, *, replace: bool) -> Restored:
    """Under the register's lock: keep what is there, compare, replace."""
    folder.mkdir(exist_ok=True)
    draft = draft_of(folder / _FORMER)
    try:
        with held(Path(register.name)) as live:
            if not copied(live, draft):
                seen.pour(live)
                return Restored(source, seen.health.lines)
            there = _looked_through(register, draft)
            only_there = missing(draft, source) if there else None
            if there == seen.health and not (missing(draft, source)[0] or missing(source, draft)[0]):
                return Restored(source, seen.health.lines, changed=False)
            if there and there.whole and only_there and only_there[0] and not replace:
                raise _refused(register, source, only_there)
            former = draft.rename(_former(folder))
            keep_names(folder)
            seen.pour(live)
    finally:
        draft.unlink(missing_ok=True)
    return Restored(source, seen.health.lines, former, only_former=only_there)


def _looked_through(register: Register, copy: Path) -> Health | None:
    with suppress(UserError):
        return type(register).at(copy, register.owner).check()
    return None


def _former(folder: Path) -> Path:
    names = (folder / f"{_FORMER}-{number}.sqlite" for number in count(1))
    return next(name for name in names if not name.exists())


def _refused(register: Register, source: Path, only_there: tuple[int, int, int]) -> WorkspaceError:
    lines, first, last = only_there
    return WorkspaceError(
        f"Sổ đang dùng {register.name} nguyên vẹn và có {lines} dòng (số {first} đến {last}) mà bản sao lưu "
        f"{source} không có; khôi phục là bỏ các dòng ấy. Không cần khôi phục thì giữ nguyên. Vẫn muốn dùng "
        f'bản sao lưu thì gõ: danvan register restore "{source}" --replace; sổ đang dùng được giữ trong '
        f"{BACKUPS}."
    )
