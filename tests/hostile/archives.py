"""Archives that are no honest parcel of forms: what each of their members gets, or they as a whole."""

import zipfile
from functools import cache

from tests.hostile.base import Make, form
from tests.hostile.zips import STORED, Entry, pack, zeros
from tests.xlsx.parts import zipped

GIGABYTE = 1 << 30
CLIMBING = (
    b"../../../a.xlsx",
    b"/etc/cron.d/a.xlsx",
    b"C:\\Windows\\a.xlsx",
    b"..\\..\\a.xlsx",
    b"a/../../../../b.xlsx",
    b"\\\\server\\share\\a.xlsx",
    b"CON.xlsx",
    b"a\0b.xlsx",
    b"",
    b" ",
    b"\x1b]0;x\x07.xlsx",
    "\u202exslx.a".encode(),
    b"=HYPERLINK(1).xlsx",
)


@cache
def gigabyte() -> bytes:
    return zeros(1024)


def bomb(name: bytes, **more: int) -> Entry:
    return Entry(name, packed=gigabyte(), **{"size": GIGABYTE, "crc": 0, **more})


def nested(levels: int) -> bytes:
    """An archive in an archive in an archive."""
    content = form()
    for _ in range(levels):
        content = zipped({"a.zip": content})
    return content


def overlapping() -> bytes:
    """Every member leads to the same bytes: a small archive of many gigabytes."""
    large = bytes(1 << 20)
    return pack(Entry(b"a.xlsx", large), *(Entry(b"%d.xlsx" % n, at=0, size=1 << 20) for n in range(1500)))


def many_large() -> bytes:
    """Each member is as large as a file may be, all together are not."""
    packed = zeros(19)
    return pack(*(Entry(b"%d.bin" % n, packed=packed, size=19 << 20, crc=0) for n in range(200)))


def lying_about_the_directory() -> bytes:
    """The end record says that the list of members is one byte long."""
    content = bytearray(zipped({f"{n}.txt": b"x" for n in range(50)}))
    end = content.rfind(b"PK\x05\x06")
    content[end + 12 : end + 16] = (1).to_bytes(4, "little")
    return bytes(content)


ARCHIVES: dict[str, Make] = {
    "names-that-climb__ok": lambda: pack(*(Entry(name, form()) for name in CLIMBING)),
    "thousand-members__T01": lambda: zipped({f"{n}.txt": b"chao" for n in range(1000)}),
    "forty-thousand-members__T05": lambda: pack(
        *(Entry(b"%d.txt" % n, method=STORED) for n in range(40_000))
    ),
    "directory-said-to-be-small__T02": lying_about_the_directory,
    "one-bomb__T12_ok": lambda: pack(bomb(b"a.xlsx"), Entry(b"b.xlsx", form())),
    "bombs-said-to-be-small__T12_ok": lambda: pack(
        *(bomb(b"%d.xlsx" % n, size=10) for n in range(5)), Entry(b"b.xlsx", form())
    ),
    "bombs-by-the-hundred__T12": lambda: pack(*(bomb(b"%d.xlsx" % n) for n in range(50))),
    "large-members-by-the-hundred__T02_T12": many_large,
    "archive-in-an-archive__T12": lambda: nested(2),
    "archive-in-an-archive-in-an-archive__T12": lambda: nested(9),
    "overlapping-members__T02": overlapping,
    "password__T13_ok": lambda: pack(Entry(b"a.xlsx", form(), flags=0x801), Entry(b"b.xlsx", form())),
    "lzma__T12": lambda: zipped({"a.xlsx": form()}, zipfile.ZIP_LZMA),
    "cut-in-half__T02": lambda: zipped({"a.xlsx": form(), "b.xlsx": form()})[:20_000],
    "stored-and-cut__T02": lambda: zipped({"a.xlsx": form(), "b.xlsx": form()}, STORED)[:-100],
    "junk-after__T10": lambda: zipped({"a.xlsx": form()}) + b"junk" * 50,
    "members-beyond-the-end__T02_ok": lambda: pack(
        Entry(b"a.xlsx", form()), Entry(b"b.xlsx", b"b", at=1 << 31), Entry(b"c.xlsx", b"c", at=1 << 30)
    ),
    "no-files__T12": lambda: zipped({"a/": b""}),
    "same-name-by-the-hundred__ok": lambda: pack(*(Entry(b"a.xlsx", form()) for _ in range(100))),
    "leftovers-only__T06": lambda: zipped({"__MACOSX/._a.xlsx": b"x", "~$a.xlsx": b"x"}),
}
