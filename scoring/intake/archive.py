"""A .zip as Zalo and mail bring it: read as a folder is, each of its members a file of its own.

Content decides, since an .xlsx is a zip too. Nothing is unpacked to disk: a member is inflated in memory
under the limits of a file, and its name is only ever shown.
"""

import hashlib
import stat
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from scoring.findings import Finding, finding
from scoring.intake.entries import A_LINK, why_name_skipped
from scoring.intake.names import numbered, printable
from scoring.opening import limits as disk_limits
from scoring.opening.files import is_archive_file, plain_bytes, sha256_of
from scoring.opening.opened import Opened, open_bytes
from scoring.opening.words import refusal
from scoring.xlsx import limits
from scoring.xlsx.container import check_layout, compare, content, directory, unpacked
from scoring.xlsx.refused import Reason, Refused

MARK = " > "
"""Between the name of an archive and that of a member."""

_UTF8 = 0x800
_INFLATED = frozenset({Reason.INFLATED_SIZE, Reason.CUT_OFF, Reason.WRONG_CHECKSUM})
"""What is known of a member only once it was inflated; anything else is seen in its header."""
_MEGABYTES = limits.FILE_BYTES // limits.MEGABYTE


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive, by its place in the archive's list; ``refusal`` says why it is not opened.

    ``sha256`` is that of its content, or of as many bytes of the archive where it is refused.
    """

    number: int
    name: str
    sha256: str = ""
    refusal: Finding | None = None


@dataclass(frozen=True, slots=True)
class Inside:
    """Where a member lies: the archive on disk, and the member as it was listed."""

    archive: Path
    member: Member


def members_of(archive: Path) -> tuple[Member, ...]:
    """The files of an archive, folders left out. Raises OSError, and :class:`Refused` for all of it."""
    about = archive.stat()
    return _listed(archive, about.st_size, about.st_mtime_ns)


@lru_cache(maxsize=4)
def _listed(archive: Path, _size: int, _changed: int) -> tuple[Member, ...]:
    data, infos = _held(archive, _size, _changed)
    return tuple(_members(data, infos))


@lru_cache(maxsize=1)  # the members of an archive are asked for one after the other
def _held(archive: Path, _size: int, _changed: int) -> tuple[bytes, list[zipfile.ZipInfo]]:
    data = plain_bytes(archive)
    infos = directory(data, limits.ARCHIVE_MEMBERS)
    check_layout(infos)
    return data, infos


def _members(data: bytes, infos: list[zipfile.ZipInfo]) -> Iterator[Member]:
    """One after the other, under what the whole archive may take."""
    left = disk_limits.ARCHIVE_INFLATED
    for number, info in enumerate(infos):
        name = _name(info)
        if name.endswith("/"):
            continue
        if reason := _why_skipped(name, info):
            yield Member(number, name, refusal=finding("T06", found=reason))
            continue
        room = min(left, limits.FILE_BYTES)
        sha256, refusal, spent = _looked_at(data, info, room)
        left -= spent
        yield Member(number, name, sha256, refusal)


def _looked_at(data: bytes, info: zipfile.ZipInfo, room: int) -> tuple[str, Finding | None, int]:
    """The hash of a member, why it is refused if it is, and how many bytes were inflated to learn that."""
    inflated, why, spent = b"", None, room
    try:
        inflated = unpacked(data, info, room)
        spent = len(inflated)
        compare(inflated, info)
    except Refused as refused:
        why = _of_member(refused, room)
        spent = spent if refused.reason in _INFLATED else 0
    except MemoryError:
        raise
    except Exception:  # whatever zlib and struct say of a damaged member
        why = finding("T02", found="không giải nén được")
    at = info.header_offset
    known_by = data[at : at + info.compress_size] if why else inflated
    return hashlib.sha256(known_by).hexdigest(), why, spent


def _why_skipped(name: str, info: zipfile.ZipInfo) -> str:
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    return A_LINK if is_link else why_name_skipped(name.rpartition("/")[2])


def _of_member(refused: Refused, room: int) -> Finding:
    """What the container says of a part of a workbook, as it is said of a file in an archive."""
    if refused.reason is Reason.ENCRYPTED:
        return finding("T13")
    if refused.reason is Reason.INFLATED_SIZE and room < limits.FILE_BYTES:
        total = disk_limits.ARCHIVE_INFLATED // limits.MEGABYTE
        return finding("T12", found=f"các tệp bên trong sau giải nén quá {total} MB")
    if refused.reason is Reason.INFLATED_SIZE:
        return finding("T12", found=f"tệp bên trong lớn quá {_MEGABYTES} MB")
    told = refusal(refused)
    return told if refused.reason in _INFLATED else finding("T12", found=told.found)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: macOS writes UTF-8 without saying so, old programs write \\ for /."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode()
    return name.replace("\\", "/")


def hashes_in(path: Path, sha256: str) -> tuple[str, ...]:
    """The hashes that the receipts of a file have: its own, or those of the members of an archive.

    Its own, too, where it is no longer the file with this hash.
    """
    try:
        members = members_of(path) if is_archive_file(path) else ()
    except (OSError, Refused):
        members = ()
    if not members or sha256_of(path) != sha256:
        return (sha256,)
    return tuple(member.sha256 for member in members if member.sha256)


def called(archive: str, members: tuple[Member, ...], beside: frozenset[str]) -> Iterator[tuple[str, Member]]:
    """The names that results give the members of an archive: none of them twice, nor one that is in use."""
    by_number = {member.number: member for member in members}
    names = ((f"{archive}{MARK}{_shown(member.name)}", member.number) for member in members)
    return ((name, by_number[number]) for name, number in numbered(names, beside))


def _shown(name: str) -> str:
    if len(name) > limits.PART_NAME:
        return f"…{name[-100:]}"
    return printable(Path(PurePosixPath(name)).as_posix())


def bytes_inside(inside: Inside) -> bytes:
    """The content of a member. Raises OSError, and :class:`Refused` where it cannot be inflated."""
    about = inside.archive.stat()
    data, infos = _held(inside.archive, about.st_size, about.st_mtime_ns)
    return content(data, infos[inside.member.number], limits.FILE_BYTES)


def open_inside(inside: Inside) -> Opened:
    """A member opened as a file is. Nothing in it raises."""
    member = inside.member
    if member.refusal:
        return Opened(member.sha256, None, (member.refusal,))
    try:
        inflated = bytes_inside(inside)
    except (OSError, Refused, IndexError, zipfile.BadZipFile):
        inflated = b""
    opened = open_bytes(inflated)
    if opened.sha256 != member.sha256:
        return Opened("", None, (finding("T11", found="tệp nén thay đổi trong lúc đọc"),))
    if opened.is_archive:
        return Opened(member.sha256, None, (finding("T12", found="nằm trong một tệp nén khác"),))
    return opened
