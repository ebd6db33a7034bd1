"""The bytes of a file that somebody sent, read once and when nobody writes to it any more."""

import hashlib
import time
from pathlib import Path

from scoring.opening import limits as disk_limits
from scoring.regular import IrregularError, Why, read_regular
from scoring.xlsx import limits
from scoring.xlsx.container import ZIP, is_cut_off
from scoring.xlsx.reader import is_archive


def plain_bytes(path: Path) -> bytes:
    """The file's bytes, read once. Neither a link put in its place nor a pipe is followed or waited for.

    Raises OSError, which is IrregularError for what is no plain file, is larger than any honest one or still
    changes.
    """
    return read_regular(path, _most, follow=False)


def _most(head: bytes) -> int:
    """How many bytes a file may have that begins so: an archive holds many forms."""
    return disk_limits.ARCHIVE_BYTES if head.startswith(ZIP) else limits.FILE_BYTES


def settled_bytes(path: Path) -> bytes:
    """The file's bytes once nobody writes to it; raises what :func:`plain_bytes` raises.

    Where it changes while it is read, ends too early or is just being replaced it is read again a few times.
    Only a file that changed a moment ago is waited for: one that came damaged stays so.
    """
    first = mark = _mark(path)
    for pause in disk_limits.PAUSES:
        try:
            data = plain_bytes(path)
        except FileNotFoundError:
            pass
        except IrregularError as irregular:
            if irregular.why is not Why.MOVING:
                raise
        else:
            if _mark(path) == mark and not (is_cut_off(data) and _is_fresh(mark)):
                return data
        time.sleep(pause)
        mark = _mark(path)
    data = plain_bytes(path)
    if is_cut_off(data) and _mark(path) != first:
        raise IrregularError(path, Why.UNFINISHED, 0)
    return data


def _mark(path: Path) -> tuple[int, ...]:
    """What changes where somebody writes to a file or puts another in its place."""
    try:
        about = path.lstat()
    except (OSError, ValueError):
        return ()
    return about.st_ino, about.st_size, about.st_mtime_ns


def _is_fresh(mark: tuple[int, ...]) -> bool:
    return not mark or abs(time.time() - mark[2] / 1e9) < disk_limits.FRESH


def sha256_of(path: Path) -> str:
    """The hash of a file that nothing else is asked of, empty where it cannot be read."""
    try:
        return hashlib.sha256(plain_bytes(path)).hexdigest()
    except OSError:
        return ""


def is_archive_file(path: Path) -> bool:
    """True for a .zip of files, without a look at what its members are; False for what cannot be read."""
    try:
        return is_archive(plain_bytes(path))
    except OSError:
        return False
