"""A zip writer that can lie: every field of an entry is given, nothing is checked."""

import struct
import zlib
from dataclasses import dataclass

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
STORED, DEFLATED = 0, 8


@dataclass
class Entry:
    """One member; what is None is told truly."""

    name: bytes
    content: bytes = b""
    method: int = DEFLATED
    packed: bytes | None = None
    size: int | None = None
    crc: int | None = None
    flags: int = 0x800
    local_name: bytes | None = None
    at: int | None = None
    local_method: int | None = None
    local_flags: int | None = None


def pack(*entries: Entry) -> bytes:
    """The container with these entries; one with ``at`` is in the directory only, pointing there."""
    body, directory = bytearray(), bytearray()
    for entry in entries:
        packed = entry.packed if entry.packed is not None else _deflated(entry)
        crc = zlib.crc32(entry.content) if entry.crc is None else entry.crc
        size = len(entry.content) if entry.size is None else entry.size
        start = len(body) if entry.at is None else entry.at
        fields = (20, entry.flags, entry.method, 0, 0x5C21, crc, len(packed), size)
        if entry.at is None:
            name = entry.name if entry.local_name is None else entry.local_name
            local = (
                20,
                _or(entry.local_flags, entry.flags),
                _or(entry.local_method, entry.method),
                *fields[3:],
            )
            body += LOCAL + struct.pack("<5H3L2H", *local, len(name), 0) + name + packed
        directory += CENTRAL + struct.pack("<6H3L5H2L", 20, *fields, len(entry.name), 0, 0, 0, 0, 0, start)
        directory += entry.name
    count = min(len(entries), 0xFFFF)
    tail = struct.pack("<4H2LH", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + END + tail)


def _or(told: int | None, true: int) -> int:
    return true if told is None else told


def _deflated(entry: Entry) -> bytes:
    if entry.method == STORED:
        return entry.content
    engine = zlib.compressobj(6, zlib.DEFLATED, -15)
    return engine.compress(entry.content) + engine.flush()


def zeros(megabytes: int) -> bytes:
    """A deflate stream of so many megabytes of zeros, made without compressing each of them."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = engine.compress(bytes(1 << 20)) + engine.flush(zlib.Z_FULL_FLUSH)
    block = engine.compress(bytes(1 << 20)) + engine.flush(zlib.Z_FULL_FLUSH)
    return head + block * (megabytes - 1) + engine.flush()


def entries_of(parts: dict[str, bytes]) -> list[Entry]:
    return [Entry(name.encode(), content) for name, content in parts.items()]
