"""The register itself: check it, back it up, and say so where it is lost."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scoring.errors import RegisterError, Spoken, UserError, WorkspaceError, on_page
from scoring.periods import ANNUAL
from scoring.pipeline.evidence_backup import save_evidence
from scoring.pipeline.office import Office, open_office
from scoring.pipeline.restore import BACKUPS, backup_name
from scoring.register.failures import RESTORE_ON_PAGE
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
            broken = (
                f"Sổ theo dõi {office.register.name} không nguyên vẹn, sai từ dòng {seen.health.broken}: "
                "không sao lưu để khỏi nhầm với bản tốt."
            )
            command = f"{broken} Khôi phục bản sao lưu gần nhất bằng: danvan register restore."
            raise WorkspaceError(Spoken(command, f"{broken} {RESTORE_ON_PAGE}"))
        usual = office.workspace.root / BACKUPS / backup_name(seen.health)
        if target is None and usual.exists():
            _refuse_other(office, usual, seen.health)
            return usual, False
        return seen.copy(target or usual), True


def register_trouble(office: Office) -> tuple[str, ...]:
    """What is wrong with the register, as the page says it: broken, or lost; nothing where it is sound."""
    try:
        health = office.register.check()
    except UserError as error:
        return error.on_page
    if not health.whole:
        return (f"Sổ theo dõi đã bị sửa hoặc hỏng, dòng sai đầu tiên: {health.broken}.",)
    return tuple(map(on_page, _lost_register(office)))


def is_register_lost(office: Office) -> bool:
    """True where results lie there and the register they were made with does not."""
    return bool(_lost_register(office))


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

    Raises RegisterError where results lie there and the register they were made with does not: a new one
    would be made in silence.
    """
    office = open_office(root, wanted_set, period)
    refuse_lost(office)
    return office


def refuse_lost(office: Office) -> None:
    """Raises RegisterError where results lie there and the register they were made with does not."""
    if lost := _lost_register(office):
        none = Spoken(
            "Không có bản sao lưu: gõ danvan consolidate để lập sổ mới, ngày nhận tính là hôm nay.",
            "Không có bản sao lưu thì lập sổ mới cũng ở trang ấy; ngày nhận tính là hôm nay.",
        )
        raise RegisterError(*lost, none)


def _lost_register(office: Office) -> tuple[str, ...]:
    year = office.roster.criteria.year
    results = office.workspace.out(year, office.period).parent
    made = any(results.glob("*/tong-hop.json")) or office.workspace.editions(year)
    if not made or office.register.exists:
        return ()
    return (
        f"Không thấy sổ theo dõi {office.register.name} dù đã có kết quả năm {office.roster.criteria.year}: "
        "ngày nhận, điểm thẩm định và mọi quyết định đã ghi đều mất; biểu của đơn vị còn nguyên.",
        Spoken(
            "Nếu có bản sao lưu, gõ: danvan register restore, rồi chạy lại.",
            "Nếu có bản sao lưu, khôi phục ở trang Truy cập.",
        ),
    )
