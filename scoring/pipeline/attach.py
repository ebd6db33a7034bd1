"""Evidence files: kept by their hash beside the inputs, recorded, never opened and never converted."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from scoring.criteria.units import Unit
from scoring.errors import WorkspaceError
from scoring.findings import Finding
from scoring.opening.files import sha256_of
from scoring.pipeline.office import Office
from scoring.register import Action, Draft, Ledger
from scoring.register.actions import Attached, Revoked
from scoring.standing.attachments import Attachment, attachments, lost, place_of
from scoring.standing.run import Consolidation
from scoring.text import clean, on_one_line
from scoring.workspace import keep_names, write_whole

LARGEST = 10 * 1024 * 1024
"""Bytes of one file."""
MOST = 5
"""Files of one criterion."""
KINDS = "PDF, ảnh JPG hoặc PNG, Word (.docx), Excel (.xlsx)"
_STARTS: Mapping[bytes, str] = {b"%PDF-": ".pdf", b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}
_OFFICE = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}
_WRITTEN_WITHIN = 60.0
"""Seconds between a file on the disk and its line in the register."""
_LONGEST_NAME = 100
_LOST = ("T14", "T15")
_TAKEN_BACK = "Đơn vị bỏ tài liệu"


def attach(
    office: Office,
    unit: Unit,
    criterion: str,
    name: str,
    content: bytes,
    who: str,
    now: datetime | None = None,
) -> Attachment:
    """Keep a file as evidence of a criterion; the same file twice is one.

    The content decides the kind. The file is on the disk before its line is in the register. Raises
    WorkspaceError where the file is too large, too many, or of no kind that is kept.
    """
    if criterion not in office.roster.criteria.criteria:
        raise WorkspaceError(f"Không có tiêu chí “{criterion}” để đính kèm tài liệu.")
    suffix = _kind(name, content)
    digest = _hash(content)
    said = Attached(on_one_line(clean(name))[:_LONGEST_NAME] or "tài liệu", digest, len(content), suffix)
    year = office.roster.criteria.year
    draft = said.draft(year, office.period, unit.code, criterion)

    def news(ledger: Ledger) -> Sequence[Draft]:
        _refuse_closed(ledger)
        standing = list(attachments(ledger, unit.code, criterion))
        if any(each.sha256 == digest for each in standing):
            return ()
        if len(standing) >= MOST:
            raise WorkspaceError(
                f"Tiêu chí {criterion} đã có {MOST} tài liệu, không gửi thêm được. Bỏ bớt một tài liệu, hoặc "
                "gộp vào một tệp PDF."
            )
        return (draft,)

    news(office.register.ledger(year))  # what is refused leaves nothing on the disk
    _keep(office.workspace.root / place_of(year, unit.code, digest, suffix), content, digest)
    office.register.append(year, news, who, now)
    ledger = office.register.ledger(year)
    return next(each for each in attachments(ledger, unit.code, criterion) if each.sha256 == digest)


def _keep(place: Path, content: bytes, digest: str) -> None:
    """Write the file unless the very same lies there."""
    if not place.is_file() or sha256_of(place) != digest:
        write_whole(place, content)
        keep_names(place.parent)


def detach(office: Office, unit: Unit, seq: int, who: str, now: datetime | None = None) -> None:
    """Take an evidence file of the unit back; the file and its line stay, it only stands for nothing more.

    Raises WorkspaceError where the unit has no such file.
    """
    year = office.roster.criteria.year

    def news(ledger: Ledger) -> Sequence[Draft]:
        _refuse_closed(ledger)
        each = next((each for each in attachments(ledger, unit.code) if each.seq == seq), None)
        if each is None:
            raise WorkspaceError("Tài liệu này không còn trong danh sách của đơn vị. Mở lại trang.")
        return (Revoked(seq).draft(year, office.period, unit.code, each.criterion, reason=_TAKEN_BACK),)

    office.register.append(year, news, who, now)


def attached(office: Office, each: Attachment) -> bytes:
    """The content of an evidence file. Raises WorkspaceError where it is gone or is another now."""
    path = _path(office, each)
    content = path.read_bytes() if _is_plain(path) else b""
    if _hash(content) != each.sha256:
        raise WorkspaceError(
            f"Tệp “{on_one_line(each.name)}” không còn như khi đơn vị gửi nên không tải được. Chép lại từ "
            "bản sao lưu, hoặc đề nghị đơn vị gửi lại."
        )
    return content


def seems_whole(office: Office, each: Attachment) -> bool:
    """False where the file is gone or is another now.

    One that was written when its line was, and has its size, is not opened; any other is read once.
    """
    path = _path(office, each)
    if not _is_plain(path):
        return False
    about = path.stat()
    if about.st_size != each.size:
        return False
    as_sent = abs(about.st_mtime - each.at.timestamp()) < _WRITTEN_WITHIN
    return as_sent or _read_once(path, about.st_size, about.st_mtime_ns) == each.sha256


@lru_cache(maxsize=4096)
def _read_once(path: Path, _size: int, _mtime_ns: int) -> str | None:
    """The sha256 of a file as long as it lies there unchanged."""
    return lying(path)


def attachment_findings(
    office: Office, ledger: Ledger, lies: Callable[[Path], str | None]
) -> Mapping[str, tuple[Finding, ...]]:
    """What is wrong with the evidence files of each unit: gone, or changed since; ``lies``: :func:`lying`."""
    found: dict[str, tuple[Finding, ...]] = {}
    there = ((each, lies(_path(office, each))) for each in attachments(ledger))
    for each in lost(there):
        found[each.unit] = (*found.get(each.unit, ()), each)
    return found


def lost_evidence(run: Consolidation) -> tuple[str, ...]:
    """What a run found wrong with evidence files, each with its unit and its criterion."""
    return tuple(
        f"{run.name(found.unit)}, tiêu chí {found.criterion}: {found.message} {found.remedy}"
        for receipt in run.receipts
        for found in receipt.findings
        if found.code in _LOST
    )


def attachment_files(office: Office, ledger: Ledger) -> list[Path]:
    """The evidence files that stand and lie there, each once."""
    return [path for path in attachment_places(office, ledger) if lying(path)]


def attachment_places(office: Office, ledger: Ledger) -> list[Path]:
    """Where plain files lie for those that stand, each once; none is opened."""
    paths = dict.fromkeys(_path(office, each) for each in attachments(ledger))
    return [path for path in paths if _is_plain(path)]


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def lying(path: Path) -> str | None:
    """The sha256 of the plain file that lies there, None where there is none that can be read."""
    return (sha256_of(path) or None) if _is_plain(path) else None


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _path(office: Office, each: Attachment) -> Path:
    return office.workspace.root / each.place(office.roster.criteria.year)


def _refuse_closed(ledger: Ledger) -> None:
    if next(ledger.of(Action.FROZEN), None):
        raise WorkspaceError("Năm này đã chốt nên không nhận thêm và không bỏ tài liệu kiểm chứng.")


def _kind(name: str, content: bytes) -> str:
    """The suffix that the content is of. Raises WorkspaceError."""
    if len(content) > LARGEST:
        raise WorkspaceError(
            f"“{on_one_line(name)[:60]}” lớn hơn {LARGEST // 2**20} MB. Giảm dung lượng ảnh, hoặc tách tệp."
        )
    for start, suffix in _STARTS.items():
        if content.startswith(start):
            return suffix
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = {*archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        names = set()
    found = next((suffix for part, suffix in _OFFICE.items() if part in names), None)
    if found is None:
        raise WorkspaceError(f"“{on_one_line(name)[:60]}” không phải loại tệp được nhận: {KINDS}.")
    return found
