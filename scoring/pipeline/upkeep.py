"""The register itself: shown, checked, backed up, and missed where it is lost."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.errors import UserError, WorkspaceError
from scoring.periods import ANNUAL
from scoring.pipeline.forms import named
from scoring.pipeline.office import Office, open_office
from scoring.register import Record
from scoring.workspace import write_whole

if TYPE_CHECKING:
    from scoring.register.store import Health, Register

BACKUPS = "sao-luu"


def register_log(office: Office, names: Sequence[str] = ()) -> tuple[tuple[Record, bool], ...]:
    """Every line of the year, of all units or of those named, each with True where it still holds."""
    ledger = office.register.ledger(office.roster.criteria.year)
    wanted = {unit.code for unit in named(office.roster, names)}
    standing = {record.seq for record in ledger.standing}
    lines = (record for record in ledger.records if not wanted or record.draft.unit in wanted)
    return tuple((record, record.seq in standing) for record in lines)


def register_check(office: Office) -> "Health":
    """Whether the register is whole."""
    return office.register.check()


def register_backup(office: Office, target: Path | None = None) -> tuple[Path, bool]:
    """Copy the register; where the copy lies, and False where it lay there already.

    Without a name the copy is called by the number and the digest of the last line, so that the same
    register is copied once. Raises WorkspaceError where the register is not whole.
    """
    health = office.register.check()
    if not health.whole:
        raise WorkspaceError(
            f"Sổ theo dõi {office.register.name} không nguyên vẹn, sai từ dòng {health.broken}: không sao "
            "lưu để khỏi nhầm với bản tốt. Khôi phục bản sao lưu gần nhất bằng: danvan register restore."
        )
    usual = office.workspace.root / BACKUPS / f"so-theo-doi-{health.lines:06}-{health.digest[:8]}.sqlite"
    if target is None and usual.exists():
        return usual, False
    return office.register.backup(target or usual), True


@dataclass(frozen=True, slots=True)
class Restored:
    """The backup that is the register now, its lines, and where the former one was put, if there was any."""

    source: Path
    lines: int
    former: Path | None
    changed: bool


def register_restore(office: Office, source: Path | None = None) -> Restored:
    """Put a backup, the longest where none is named, in the place of the register; the former is kept.

    Raises WorkspaceError where there is no sound backup, or the register lies in a database of its own.
    """
    register = office.register
    if register.kind != "sqlite":
        raise WorkspaceError(f"Sổ theo dõi ở {register.name}: khôi phục bằng công cụ của máy chủ dữ liệu.")
    source = source or _longest_backup(office)
    backup = type(register).at(source, register.owner)
    health = backup.check()
    if not (health.whole and health.lines):
        raise WorkspaceError(f"{source} không phải bản sao lưu nguyên vẹn của sổ theo dõi. Chọn bản khác.")
    path = Path(register.name)
    if path.exists() and _digest(register) == health.digest:
        return Restored(source, health.lines, None, changed=False)
    content = source.read_bytes()
    former = _keep_former(path, office.workspace.root / BACKUPS)
    for beside in _beside(path):  # first: beside the new file SQLite would take them for its own
        beside.unlink()
    write_whole(path, content)
    return Restored(source, health.lines, former, changed=True)


def _longest_backup(office: Office) -> Path:
    found = list((office.workspace.root / BACKUPS).glob("so-theo-doi-[0-9]*-*.sqlite"))
    if not found:
        raise WorkspaceError(
            f"Chưa có bản sao lưu nào trong thư mục {BACKUPS}. Có ở nơi khác thì gõ: "
            "danvan register restore TỆP."
        )
    return max(found, key=lambda path: (int(path.stem.split("-")[3]), path.stat().st_mtime))


def _digest(register: "Register") -> str:
    """The digest of the last line, nothing where the register cannot be read through."""
    try:
        health = register.check()
    except UserError:
        return ""
    return health.digest if health.whole else ""


def _keep_former(path: Path, folder: Path) -> Path | None:
    """Copy a register with what SQLite left beside it; where the copy lies."""
    if not path.exists():
        return None
    folder.mkdir(exist_ok=True)
    names = (folder / f"{path.stem}-truoc-khoi-phuc-{number}.sqlite" for number in count(1))
    former = next(name for name in names if not name.exists())
    for each in (path, *_beside(path)):
        shutil.copyfile(each, former.with_name(former.name + each.name.removeprefix(path.name)))
    return former


def _beside(path: Path) -> list[Path]:
    """What SQLite keeps beside a register while it writes, and leaves there where it is killed."""
    names = (path.with_name(path.name + suffix) for suffix in ("-journal", "-wal", "-shm"))
    return [name for name in names if name.exists()]


def lost_register_notes(office: Office) -> tuple[str, ...]:
    """What a consolidation that makes a new register says of the one that is lost; nothing where none is."""
    lost = _lost_register(office)
    return (*lost, "Lần này sổ được lập mới, ngày nhận tính là hôm nay.") if lost else ()


def open_desk(root: Path, wanted_set: str | None = None, period: str = ANNUAL) -> Office:
    """The office of a command that rests on the register.

    Raises WorkspaceError where results lie there and the register they were made with does not: a new one
    would be made in silence.
    """
    office = open_office(root, wanted_set, period)
    if lost := _lost_register(office):
        raise WorkspaceError(
            *lost, "Không có bản sao lưu: gõ danvan consolidate để lập sổ mới, ngày nhận tính là hôm nay."
        )
    return office


def _lost_register(office: Office) -> tuple[str, ...]:
    year = office.roster.criteria.year
    results = office.workspace.out(year, office.period).parent
    made = any(results.glob("*/tong-hop.json")) or office.workspace.editions(year)
    if not made or office.register.exists:
        return ()
    return (
        f"Không thấy sổ theo dõi {office.register.name} dù đã có kết quả năm {office.roster.criteria.year}: "
        "ngày nhận, điểm thẩm định và mọi quyết định đã ghi đều mất; biểu của đơn vị còn nguyên.",
        "Nếu có bản sao lưu, gõ: danvan register restore, rồi chạy lại.",
    )
