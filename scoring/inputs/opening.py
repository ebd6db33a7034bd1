"""Guarded opening: bytes -> cells, or a finding that says why not. Nothing in a file raises past here."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scoring.findings import Finding, finding
from scoring.inputs import limits
from scoring.inputs.container import Refused, inflate
from scoring.inputs.grid import Workbook
from scoring.inputs.kinds import refuse_other_package, refuse_other_than_zip
from scoring.inputs.package import read
from scoring.regular import IrregularError, Why, read_regular


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as opened: ``workbook`` is None where ``findings`` hold the reason why not."""

    sha256: str
    workbook: Workbook | None
    findings: tuple[Finding, ...] = ()


def open_workbook(path: Path, opens: Callable[[bytes], Opened] | None = None) -> Opened:
    """Read the file once and work on those bytes. T01-T05 and T08 refuse it, T07 warns.

    ``opens``: what opens the bytes, :func:`open_bytes` where nothing else is said.
    """
    try:
        data = plain_bytes(path)
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
        return Opened(sha256, None, (refusal.finding,))
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


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "không còn tệp này"
    if isinstance(error, PermissionError):
        return "không có quyền đọc hoặc tệp đang được mở"
    return "lỗi khi đọc đĩa"


def plain_bytes(path: Path) -> bytes:
    """The file's bytes, read once. Neither a link put in its place nor a pipe is followed or waited for.

    Raises OSError, or Refused for what is no plain file, is larger than any honest one or still changes.
    """
    try:
        return read_regular(path, limits.FILE_BYTES, follow=False)
    except IrregularError as odd:
        if odd.why is Why.SIZE:
            raise Refused("T05", odd.why, f"{limits.FILE_BYTES // limits.MEGABYTE} MB") from None
        raise Refused("T08", odd.why) from None


def _open(data: bytes, times: int) -> tuple[Workbook, tuple[Finding, ...]]:
    refuse_other_than_zip(data)
    parts = inflate(data)
    refuse_other_package(parts)
    package = read(parts, times)
    return Workbook(package.sheets), tuple(finding("T07", found=words) for words in package.active)
