"""The zip container of a workbook, inflated under a budget: real bytes are counted, nothing is believed."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from scoring.findings import Finding, finding
from scoring.inputs import limits
from scoring.inputs.part_names import is_odd, part_key

_CHUNK = 256 * 1024
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_UTF8 = 0x800
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_END_RECORD = 22
CUT_OFF = "tệp bị cắt cụt"


class Refused(Exception):  # noqa: N818 - it carries a finding for a user, it is not an error of ours
    """The file cannot be used; ``finding`` says why. Caught in :mod:`scoring.inputs.opening` only."""

    def __init__(self, code: str, found: object, expected: object = "") -> None:
        self.finding: Finding = finding(code, found=found, expected=expected)
        super().__init__(self.finding.message)


def inflate(data: bytes) -> Mapping[str, bytes]:
    """All members by :func:`part_key`. Raises :class:`Refused` for whatever an honest workbook never does."""
    members = directory(data)
    if min((member.header_offset for member in members), default=0):
        raise Refused("T02", "có dữ liệu lạ ở đầu tệp")
    _check_names(members)
    _check_layout(members)
    parts: dict[str, bytes] = {}
    left = limits.INFLATED_BYTES
    for member in members:
        parts[part_key(member.filename)] = inflated = content(data, member, left)
        left -= len(inflated)
    return parts


def directory(data: bytes, most: int = 0) -> list[zipfile.ZipInfo]:
    """The members of a zip, ``most`` of them at most. Raises :class:`Refused`, and BadZipFile.

    It is looked at before it is read: it must not be endless, and it ends where the file ends.
    """
    most = most or limits.MEMBERS
    if data.count(_CENTRAL) > most:
        raise Refused("T05", "quá nhiều thành phần", most)
    end = data.rfind(_END)
    whole = end + _END_RECORD + int.from_bytes(data[end + 20 : end + 22], "little")
    if end >= 0 and len(data) < whole:
        raise Refused("T02", CUT_OFF)
    if end >= 0 and len(data) > whole:
        raise Refused("T10", "có dữ liệu lạ ở cuối tệp")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.infolist()


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    """No two names that any program or disk takes for one, and no part that others lie in as in a folder."""
    parts: set[str] = set()
    folders: set[str] = set()
    for member in members:
        name = member.filename
        is_folder = name.endswith("/")
        key = part_key(name).removesuffix("/")
        if "\\" in name:
            raise Refused("T10", "tên thành phần dùng dấu \\ thay cho dấu /")
        if is_odd(name) or is_odd(key) or member.orig_filename != name or (is_folder and member.file_size):
            raise Refused("T10", "tên thành phần không hợp lệ")
        if key in parts:
            raise Refused("T10", "hai thành phần trùng tên")
        if not is_folder:
            parts.add(key)
            key = key.rpartition("/")[0]
        while key and key not in folders:
            folders.add(key)
            key = key.rpartition("/")[0]
    if not parts.isdisjoint(folders):
        raise Refused("T10", "hai thành phần trùng tên")


def _check_layout(members: list[zipfile.ZipInfo]) -> None:
    """No member lies over another."""
    end = 0
    for member in sorted(members, key=lambda m: m.header_offset):
        if member.header_offset < end:
            raise Refused("T02", "các thành phần chồng lên nhau")
        end = member.header_offset + _LOCAL_HEADER + len(member.orig_filename) + member.compress_size


def content(data: bytes, member: zipfile.ZipInfo, budget: int) -> bytes:
    """One member, inflated: its real bytes are counted. Raises :class:`Refused`."""
    if member.flag_bits & _ENCRYPTED:
        raise Refused("T03", "mật khẩu")
    signature, flags, method = struct.unpack_from("<4s2xHH", data, member.header_offset)
    if signature != _LOCAL or method != member.compress_type or (flags ^ member.flag_bits) & _ENCRYPTED:
        raise Refused("T10", "mục lục kể thành phần khác đi")
    name_length, extra_length = struct.unpack_from("<HH", data, member.header_offset + 26)
    name_end = member.header_offset + _LOCAL_HEADER + name_length
    start = name_end + extra_length
    if data[name_end - name_length : name_end] != member.orig_filename.encode(_encoding(member)):
        raise Refused("T10", "mục lục gọi thành phần bằng tên khác")
    packed = data[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED or not (packed or member.file_size):
        inflated = packed  # some programs say that nothing is deflated, to nothing
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        inflated = b"".join(_inflated(packed, budget))
    else:
        raise Refused("T10", "kiểu nén lạ")
    if len(inflated) > budget:
        allowed = limits.INFLATED_BYTES // limits.MEGABYTE
        raise Refused("T05", "nội dung sau giải nén quá lớn", f"{allowed} MB")
    if len(inflated) != member.file_size or zlib.crc32(inflated) != member.CRC:
        raise Refused("T02", "nội dung không khớp mục lục của tệp")
    return inflated


def _encoding(member: zipfile.ZipInfo) -> str:
    return "utf-8" if member.flag_bits & _UTF8 else "cp437"


def _inflated(packed: bytes, budget: int) -> Iterator[bytes]:
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    while not engine.eof and budget >= 0:
        piece = engine.decompress(packed, min(_CHUNK, budget + 1))
        if not (piece or engine.unconsumed_tail or engine.eof):
            raise Refused("T02", CUT_OFF)
        packed = engine.unconsumed_tail
        budget -= len(piece)
        yield piece
