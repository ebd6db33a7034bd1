"""The office's own workbooks: its list of units, its set in Excel, earlier years, a city's list of wards.

They are opened as guardedly as a form, and in a worker under supervision: each command opens them, and a
file that was swapped or grew by accident must not take the office's day. A small one is read at once, since
starting a worker takes longer on Windows than reading it: what it unpacks to bounds what it can cost.
"""

import hashlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path

from scoring.findings import Finding, finding
from scoring.opening.opened import Opened, open_bytes, open_workbook
from scoring.workers import limits
from scoring.workers.supervised import Loss, each
from scoring.xlsx.limits import OWN

_REMEDY = "Mở bằng Excel, lưu lại kiểu .xlsx, không đặt mật khẩu, chỉ để bảng cần dùng."
_LOST = {Loss.HUNG: f"đọc quá {limits.OWN_SECONDS} giây"}
_REMEDIED = frozenset({"T01", "T02", "T03", "T04", "T05", "T09"})


def open_own(path: Path) -> Opened:
    """The workbook at ``path``; every reason why it cannot be used is a finding with a remedy."""
    return _with_own_remedies(open_workbook(path, open_own_bytes))


def open_own_bytes(data: bytes) -> Opened:
    """The same for bytes at hand."""
    if _is_small(data):
        return _with_own_remedies(open_bytes(data, OWN))
    [opened] = each(_open, [data], _lost, seconds=limits.OWN_SECONDS)
    return _with_own_remedies(opened)


def _open(data: bytes) -> Opened:
    return open_bytes(data, OWN)


def _lost(data: bytes, loss: Loss) -> Opened:
    lost = finding("T09", found=_LOST.get(loss, loss.value))
    return Opened(hashlib.sha256(data).hexdigest(), None, (lost,))


def _is_small(data: bytes) -> bool:
    """True where reading it costs next to nothing even if it is hostile: a part that unpacks to more than the
    directory says is refused before anything is parsed.
    """
    if len(data) > limits.SMALL_BYTES:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(member.file_size for member in archive.infolist()) <= limits.SMALL_UNPACKED
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return True  # refused at first sight


def _with_own_remedies(opened: Opened) -> Opened:
    """The findings with a remedy for an office's own file: theirs speak of a unit's form."""
    return replace(opened, findings=tuple(map(_for_the_office, opened.findings)))


def _for_the_office(found: Finding) -> Finding:
    return replace(found, remedy=_REMEDY) if found.code in _REMEDIED else found
