"""The zip container of a workbook, inflated under a budget: real bytes are counted, nothing is believed.

A zip says everything twice: in its directory at the end, and in a header before each member. Programs differ
in which of the two they follow, so that one file may be two workbooks; here both have to say the same.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from scoring.xlsx import limits
from scoring.xlsx.memory import BoundedMemory
from scoring.xlsx.part_names import is_odd, part_key
from scoring.xlsx.refused import Reason, Refused

_CHUNK = 256 * 1024
LOCAL_HEADER = 30
_HEADER = struct.Struct("<4s2xHH16xHH")
"""Of a member: signature, flags, method, lengths of its name and of what some programs put behind it."""
_ENCRYPTED = 0x1
_UTF8 = 0x800
ZIP, _CENTRAL, _END_64, NO_MEMBERS = b"PK\x03\x04", b"PK\x01\x02", b"PK\x06\x07", b"PK\x05\x06"
_END_RECORD = 22


def inflate(data: bytes) -> Mapping[str, bytes]:
    """All members by :func:`part_key`. Raises :class:`Refused` for what an honest workbook never holds."""
    members = directory(data)
    if min((member.header_offset for member in members), default=0):
        raise Refused(Reason.STRANGE_START)
    _check_names(members)
    check_layout(members)
    parts: dict[str, bytes] = {}
    left = limits.INFLATED_BYTES
    for member in members:
        parts[part_key(member.filename)] = inflated = content(data, member, left)
        left -= len(inflated)
    return parts


def directory(data: bytes, most: int = 0) -> list[zipfile.ZipInfo]:
    """The members of a zip, ``most`` of them at most. Raises :class:`Refused`, and BadZipFile.

    The entries are counted before zipfile reads them, since it makes an object of each, however many.
    """
    most = most or limits.MEMBERS
    if is_cut_off(data):
        raise Refused(Reason.CUT_OFF)
    if len(data) > _whole_length(data):
        raise Refused(Reason.STRANGE_END)
    if data.count(_CENTRAL, _directory_start(data)) > most:
        raise Refused(Reason.MEMBERS, allowed=most)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.infolist()


def is_cut_off(data: bytes) -> bool:
    """True for nothing, for zeros alone, and for a zip that ends before its directory does.

    Windows first sets aside the room that a copy needs: a file that is still on its way is full of zeros.
    """
    if data.startswith((ZIP, NO_MEMBERS)):
        return not 0 <= _whole_length(data) <= len(data)
    return not data.strip(b"\0")


def _whole_length(data: bytes) -> int:
    """Where a zip ends by what it says itself, -1 where it is cut off before that.

    The last end record may belong to a zip stored inside this one; its size and offset then do not fit.
    """
    end = data.rfind(NO_MEMBERS)
    if end < 0 or end + _END_RECORD > len(data):
        return -1
    size, offset, comment = struct.unpack_from("<2LH", data, end + 12)
    is_known = _is_zip64(data, end) or size + offset == end
    return end + _END_RECORD + comment if is_known else -1


def _directory_start(data: bytes) -> int:
    end = data.rfind(NO_MEMBERS)
    return 0 if _is_zip64(data, end) else end - int.from_bytes(data[end + 12 : end + 16], "little")


def _is_zip64(data: bytes, end: int) -> bool:
    """Zip64 has its numbers in a record of its own, pointed to by 20 bytes before the usual end record."""
    return data[max(0, end - 20) : end].startswith(_END_64)


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    """Raise :class:`Refused` for two names that a program or a disk takes for one.

    A part that is also the folder of others is such a case: ``xl`` beside ``xl/workbook.xml``.
    """
    parts: set[str] = set()
    folders: set[str] = set()
    for member in members:
        name = member.filename
        is_folder = name.endswith("/")
        key = part_key(name).removesuffix("/")
        if "\\" in name:
            raise Refused(Reason.BACKSLASH_IN_NAME)
        if is_odd(name) or is_odd(key) or member.orig_filename != name or (is_folder and member.file_size):
            raise Refused(Reason.ODD_NAME)
        if key in parts:
            raise Refused(Reason.SAME_NAME)
        if not is_folder:
            parts.add(key)
            key = key.rpartition("/")[0]
        while key and key not in folders:
            folders.add(key)
            key = key.rpartition("/")[0]
    if not parts.isdisjoint(folders):
        raise Refused(Reason.SAME_NAME)


def check_layout(members: list[zipfile.ZipInfo]) -> None:
    """Raise :class:`Refused` where members overlap: so one piece of data is inflated a thousand times."""
    end = 0
    for member in sorted(members, key=lambda m: m.header_offset):
        if member.header_offset < end:
            raise Refused(Reason.OVERLAPPING_MEMBERS)
        end = member.header_offset + LOCAL_HEADER + len(member.orig_filename) + member.compress_size


def content(data: bytes, member: zipfile.ZipInfo, budget: int) -> bytes:
    """One member, inflated and compared with what the directory says of it. Raises :class:`Refused`."""
    inflated = unpacked(data, member, budget)
    compare(inflated, member)
    return inflated


def compare(inflated: bytes, member: zipfile.ZipInfo) -> None:
    """Raises :class:`Refused` where the bytes are not those that the directory speaks of."""
    if len(inflated) != member.file_size or zlib.crc32(inflated) != member.CRC:
        raise Refused(Reason.WRONG_CHECKSUM)


def unpacked(data: bytes, member: zipfile.ZipInfo, budget: int) -> bytes:
    """One member, inflated: its real bytes are counted. Raises :class:`Refused`."""
    if member.flag_bits & _ENCRYPTED:
        raise Refused(Reason.ENCRYPTED)
    at = member.header_offset
    signature, flags, method, name_length, extra_length = _HEADER.unpack_from(data, at)
    if signature != ZIP or method != member.compress_type or (flags ^ member.flag_bits) & _ENCRYPTED:
        raise Refused(Reason.OTHER_HEADER)
    name = member.orig_filename.encode("utf-8" if member.flag_bits & _UTF8 else "cp437")
    begin = at + LOCAL_HEADER + name_length
    if data[at + LOCAL_HEADER : begin] != name:
        raise Refused(Reason.OTHER_NAME)
    begin += extra_length
    packed = data[begin : begin + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED or not (packed or member.file_size):
        inflated = packed  # some programs call an empty member deflated and leave out even the empty block
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        inflated = _known(packed, budget)
    else:
        raise Refused(Reason.ODD_COMPRESSION)
    if len(inflated) > budget:
        raise Refused(Reason.INFLATED_SIZE, allowed=limits.INFLATED_BYTES)
    return inflated


_SMALL = 32 * 1024
_SMALL_PARTS: BoundedMemory[bytes, bytes] = BoundedMemory(4 << 20)
"""Theme, styles, guide, relations: the same bytes in nearly all forms of a set, also as they are packed."""


def _known(packed: bytes, budget: int) -> bytes:
    """A small part is inflated once; its size and checksum are compared for each file."""
    inflated = _SMALL_PARTS.get(packed) if len(packed) <= _SMALL else None
    if inflated is None or len(inflated) > budget:
        inflated = b"".join(_inflated(packed, budget))
        if len(inflated) <= _SMALL:
            _SMALL_PARTS.keep(packed, inflated, len(packed) + len(inflated))
    return inflated


def _inflated(packed: bytes, budget: int) -> Iterator[bytes]:
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    while not engine.eof and budget >= 0:
        piece = engine.decompress(packed, min(_CHUNK, budget + 1))
        if not (piece or engine.unconsumed_tail or engine.eof):
            raise Refused(Reason.CUT_OFF)
        packed = engine.unconsumed_tail
        budget -= len(piece)
        yield piece
