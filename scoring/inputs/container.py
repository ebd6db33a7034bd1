"""The zip container of a workbook, inflated under a budget: real bytes are counted, nothing is believed."""

import io
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from scoring.findings import Finding, finding
from scoring.inputs import limits

_CHUNK = 256 * 1024
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_UTF8 = 0x800
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_END_RECORD = 22


class Refused(Exception):  # noqa: N818 - it carries a finding for a user, it is not an error of ours
    """The file cannot be used; ``finding`` says why. Caught in :mod:`scoring.inputs.opening` only."""

    def __init__(self, code: str, found: object, expected: object = "") -> None:
        self.finding: Finding = finding(code, found=found, expected=expected)
        super().__init__(self.finding.message)


def inflate(data: bytes) -> Mapping[str, bytes]:
    """All members by name. Raises :class:`Refused` for whatever an honest workbook never does."""
    _check_directory(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    _check_names(members)
    _check_layout(members)
    parts: dict[str, bytes] = {}
    left = limits.INFLATED_BYTES
    for member in members:
        parts[member.filename] = content = _content(data, member, left)
        left -= len(content)
    return parts


def _check_directory(data: bytes) -> None:
    """Before the directory is read: it must not be endless, and it ends where the file ends."""
    if data.count(_CENTRAL) > limits.MEMBERS:
        raise Refused("T05", "quá nhiều thành phần", limits.MEMBERS)
    end = data.rfind(_END)
    if end >= 0 and len(data) != end + _END_RECORD + int.from_bytes(data[end + 20 : end + 22], "little"):
        raise Refused("T02", "có dữ liệu lạ ở cuối tệp")


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    """No two names that any program or disk takes for one, and no part that others lie in as in a folder."""
    parts: set[str] = set()
    folders: set[str] = set()
    for member in members:
        name = member.filename
        is_folder = name.endswith("/")
        if _is_odd(name) or member.orig_filename != name or (is_folder and member.file_size):
            raise Refused("T02", "tên thành phần không hợp lệ")
        key = unicodedata.normalize("NFC", name).casefold().removesuffix("/")
        if key in parts:
            raise Refused("T02", "hai thành phần trùng tên")
        if not is_folder:
            parts.add(key)
            key = key.rpartition("/")[0]
        while key and key not in folders:
            folders.add(key)
            key = key.rpartition("/")[0]
    if not parts.isdisjoint(folders):
        raise Refused("T02", "hai thành phần trùng tên")


def _is_odd(name: str) -> bool:
    """True for a name that no honest workbook has, or that some programs read as another."""
    steps = name.removesuffix("/").split("/")
    return (
        len(name) > limits.PART_NAME
        or "\\" in name
        or ":" in name
        or any(not step or step[0] == " " or step[-1] in " ." for step in steps)
    )


def _check_layout(members: list[zipfile.ZipInfo]) -> None:
    """Members begin where the file begins, and none lies over another."""
    end = 0
    ordered = sorted(members, key=lambda m: m.header_offset)
    if ordered and ordered[0].header_offset:
        raise Refused("T02", "có dữ liệu lạ ở đầu tệp")
    for member in ordered:
        if member.header_offset < end:
            raise Refused("T02", "các thành phần chồng lên nhau")
        end = member.header_offset + _LOCAL_HEADER + len(member.orig_filename) + member.compress_size


def _content(data: bytes, member: zipfile.ZipInfo, budget: int) -> bytes:
    if member.flag_bits & _ENCRYPTED:
        raise Refused("T03", "mật khẩu")
    signature, flags, method = struct.unpack_from("<4s2xHH", data, member.header_offset)
    if signature != _LOCAL or method != member.compress_type or (flags ^ member.flag_bits) & _ENCRYPTED:
        raise Refused("T02", "mục lục kể thành phần khác đi")
    name_length, extra_length = struct.unpack_from("<HH", data, member.header_offset + 26)
    name_end = member.header_offset + _LOCAL_HEADER + name_length
    start = name_end + extra_length
    if data[name_end - name_length : name_end] != member.orig_filename.encode(_encoding(member)):
        raise Refused("T02", "mục lục gọi thành phần bằng tên khác")
    packed = data[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        content = packed
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        content = b"".join(_inflated(packed, budget))
    else:
        raise Refused("T02", "kiểu nén lạ")
    if len(content) > budget:
        allowed = limits.INFLATED_BYTES // limits.MEGABYTE
        raise Refused("T05", "nội dung sau giải nén quá lớn", f"{allowed} MB")
    if len(content) != member.file_size or zlib.crc32(content) != member.CRC:
        raise Refused("T02", "nội dung không khớp mục lục của tệp")
    return content


def _encoding(member: zipfile.ZipInfo) -> str:
    return "utf-8" if member.flag_bits & _UTF8 else "cp437"


def _inflated(packed: bytes, budget: int) -> Iterator[bytes]:
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    while not engine.eof and budget >= 0:
        piece = engine.decompress(packed, min(_CHUNK, budget + 1))
        if not (piece or engine.unconsumed_tail or engine.eof):
            raise Refused("T02", "tệp bị cắt cụt")
        packed = engine.unconsumed_tail
        budget -= len(piece)
        yield piece
