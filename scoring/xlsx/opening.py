"""Guarded opening: bytes -> cells, or a finding that says why not. Nothing in a file raises past here."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scoring.findings import Finding, finding
from scoring.regular import IrregularError, Why, read_regular
from scoring.xlsx import limits
from scoring.xlsx.container import (
    LOCAL_HEADER,
    NO_MEMBERS,
    ZIP,
    Refused,
    directory,
    inflate,
    is_cut_off,
)
from scoring.xlsx.file_kind import (
    ARCHIVE,
    is_archive,
    refuse_other_package,
    refuse_other_than_zip,
)
from scoring.xlsx.grid import Workbook
from scoring.xlsx.package import read
from scoring.xlsx.part_names import part_key

_FIRST_PART = "[content_types].xml"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as opened: ``workbook`` is None where ``findings`` hold the reason why not.

    ``is_archive``: it is a .zip of files; see :mod:`scoring.intake.archive`.
    """

    sha256: str
    workbook: Workbook | None
    findings: tuple[Finding, ...] = ()
    is_archive: bool = False


class _Archive(Refused):
    def __init__(self) -> None:
        super().__init__("T01", ARCHIVE)


def open_workbook(path: Path, opens: Callable[[bytes], Opened] | None = None) -> Opened:
    """Read the file once and work on those bytes. T01-T05, T08, T10 and T11 refuse it, T07 warns.

    ``opens``: what opens the bytes, :func:`open_bytes` where nothing else is said.
    """
    try:
        data = settled_bytes(path)
    except OSError as error:
        return Opened("", None, (finding("T08", found=_reason(error)),))
    except Refused as refusal:
        return Opened("", None, (refusal.finding,))
    return (opens or open_bytes)(data)


def open_bytes(data: bytes, times: int = 1) -> Opened:
    """The same for bytes at hand; ``times`` as much as a form they may hold, see ``limits.OWN``."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return Opened(sha256, *_open(data, times))
    except Refused as refusal:
        return Opened(sha256, None, (refusal.finding,), is_archive=isinstance(refusal, _Archive))
    except MemoryError:
        raise
    except Exception:  # whatever zipfile, zlib and expat say of a damaged file
        return Opened(sha256, None, (finding("T02", found="không đúng cấu trúc .xlsx"),))


def sha256_of(path: Path) -> str:
    """The hash of a file that nothing else is asked of, empty where it cannot be read."""
    try:
        return hashlib.sha256(plain_bytes(path)).hexdigest()
    except (OSError, Refused):
        return ""


def is_archive_file(path: Path) -> bool:
    """True for a .zip of files, without a look at what its members are."""
    try:
        data = plain_bytes(path)
        return data.startswith((ZIP, NO_MEMBERS)) and _holds_files(data)
    except MemoryError:
        raise
    except Exception:  # what cannot be read or is damaged holds no files
        return False


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "không còn tệp này"
    if isinstance(error, PermissionError):
        return "không có quyền đọc hoặc tệp đang được mở"
    return "lỗi khi đọc đĩa"


def settled_bytes(path: Path) -> bytes:
    """The file's bytes once nobody writes to it; raises what :func:`plain_bytes` raises.

    Where it changes while it is read, ends too early or is just being replaced it is read again a few times.
    Only a file that changed a moment ago is waited for: one that came damaged stays so.
    """
    first = mark = _mark(path)
    for pause in limits.PAUSES:
        try:
            data = plain_bytes(path)
        except FileNotFoundError:
            pass
        except Refused as refusal:
            if refusal.finding.code != "T11":
                raise
        else:
            if _mark(path) == mark and not (is_cut_off(data) and _is_fresh(mark)):
                return data
        time.sleep(pause)
        mark = _mark(path)
    data = plain_bytes(path)
    if is_cut_off(data) and _mark(path) != first:
        raise Refused("T11", "tệp còn thiếu phần cuối")
    return data


def _mark(path: Path) -> tuple[int, ...]:
    """What changes where somebody writes to a file or puts another in its place."""
    try:
        about = path.lstat()
    except (OSError, ValueError):
        return ()
    return about.st_ino, about.st_size, about.st_mtime_ns


def _is_fresh(mark: tuple[int, ...]) -> bool:
    return not mark or abs(time.time() - mark[2] / 1e9) < limits.FRESH


def plain_bytes(path: Path) -> bytes:
    """The file's bytes, read once. Neither a link put in its place nor a pipe is followed or waited for.

    Raises OSError, or Refused for what is no plain file, is larger than any honest one or still changes.
    """
    try:
        return read_regular(path, _most, follow=False)
    except IrregularError as odd:
        raise _refusal(odd) from None


def _most(head: bytes) -> int:
    """How many bytes a file may have that begins so: an archive holds many forms."""
    return limits.ARCHIVE_BYTES if head.startswith(ZIP) else limits.FILE_BYTES


def _refusal(odd: IrregularError) -> Refused:
    if odd.why is Why.SIZE:
        return _too_large(odd.most)
    return Refused("T11" if odd.why is Why.MOVING else "T08", odd.why)


def _too_large(most: int) -> Refused:
    return Refused("T05", Why.SIZE, f"{most // limits.MEGABYTE} MB")


def _open(data: bytes, times: int) -> tuple[Workbook, tuple[Finding, ...]]:
    refuse_other_than_zip(data)
    if _holds_files(data):
        raise _Archive
    if len(data) > limits.FILE_BYTES:
        raise _too_large(limits.FILE_BYTES)
    parts = inflate(data)
    refuse_other_package(parts)
    package = read(parts, times)
    return Workbook(package.sheets), tuple(finding("T07", found=words) for words in package.active)


def _holds_files(data: bytes) -> bool:
    """True for a .zip of files. Most workbooks begin with the same part: their list is not read twice."""
    first = data[LOCAL_HEADER : LOCAL_HEADER + len(_FIRST_PART)]
    if part_key(first.decode("ascii", "replace")) == _FIRST_PART:
        return False
    return is_archive(member.filename for member in directory(data, limits.ARCHIVE_MEMBERS))
