"""The register itself: check it, back it up, and say so where it is lost."""

from contextlib import suppress
from pathlib import Path

from scoring.dataclass import dataclass
from scoring.errors import UserError, WorkspaceError
from scoring.periods import ANNUAL
from scoring.pipeline.evidence_backup import save_evidence
from scoring.pipeline.office import Office, open_office
from scoring.pipeline.restore import BACKUPS, backup_name
from scoring.register.store import Health


def register_check(office: Office) -> Health:
    """Whether the register is whole."""
    return office.register.check()


@dataclass(frozen=True, slots=True)
class Backup:
    """The file of the backup; ``made`` is False where the same backup was there already.

    ``files``: evidence files that lie beside it now; ``damaged``: those that could not be copied because they
    are no longer what the unit sent.
    """

    place: Path
    made: bool
    files: int
    damaged: int


def register_backup(office: Office, target: Path | None = None) -> Backup:
    """Copy the register, and the evidence files beside it.

    Without a name the copy is called by the number and the digest of the last line, so that the same
    register is copied once. Raises WorkspaceError where the register is not whole.
    """
    place, made = register_copied(office, target)
    return Backup(place, made, *save_evidence(office.workspace.root, place.parent))


def register_copied(office: Office, target: Path | None) -> tuple[Path, bool]:
    """The same without the evidence: the file, and whether it was made now."""
    with office.register.snapshot() as seen:
        if not seen.health.whole:
            raise WorkspaceError(
                f"Sổ theo dõi {office.register.name} không nguyên vẹn, sai từ dòng {seen.health.broken}: "
                "không sao lưu để khỏi nhầm với bản tốt. Khôi phục bản sao lưu gần nhất bằng: "
                "danvan register restore."
            )
        usual = office.workspace.root / BACKUPS / backup_name(seen.health)
        if target is None and usual.exists():
            _refuse_other(office, usual, seen.health)
            return usual, False
        return seen.copy(target or usual), True


def _refuse_other(office: Office, usual: Path, health: Health) -> None:
    """Raises WorkspaceError where a file of this name holds something else than the backup."""
    register = office.register
    with suppress(UserError):
        if type(register).at(usual, register.owner).check() == health:
            return
    raise WorkspaceError(
        f"Tệp {usual} mang tên bản sao lưu của sổ hiện nay nhưng không phải bản nguyên vẹn. Đổi tên hoặc "
        "xóa tệp ấy rồi sao lưu lại."
    )


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
