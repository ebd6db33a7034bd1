"""Containers that are no sound zip, lie about themselves, or hold something else than a workbook."""

import zipfile

from tests.hostile.base import SCORE_SHEET, STRINGS, THEME, Make, form, parts, with_part
from tests.hostile.zips import DEFLATED, STORED, Entry, entries_of, pack, zeros
from tests.xlsx.parts import zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DEFLATE64, WINZIP_AES = 9, 99


def honest_and(*entries: Entry) -> bytes:
    return pack(*entries_of(parts()), *entries)


def instead(name: str, **lies: object) -> bytes:
    """The form with one member that is told otherwise than it is."""
    return pack(*(Entry(e.name, e.content, **(lies if e.name == name.encode() else {})) for e in _all()))  # type: ignore[arg-type]


def _all() -> list[Entry]:
    return entries_of(parts())


def all_by(method: int) -> bytes:
    return zipped(parts(), method)


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(600)


def streamed() -> bytes:
    """Written without seeking back, as a server does: sizes follow the data."""
    import io

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.content = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.content += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts().items():
            archive.writestr(name, content)
    return bytes(pipe.content)


def zip64() -> bytes:
    import io

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts().items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(content)
    return buffer.getvalue()


def two_directories() -> bytes:
    """A second, whole zip after the first: readers differ in which of the two they take."""
    other = dict(parts())
    other[STRINGS] = other[STRINGS].replace("Theo hồ sơ lưu.".encode(), "Bản thứ hai nói khác.".encode())
    return form() + zipped(other)


def overlapping() -> bytes:
    """Many directory entries that all lead to the same bytes: inflated over and over."""
    return honest_and(*(Entry(b"xl/media/%d.bin" % n, bytes(9999), at=0) for n in range(200)))


CONTAINER: dict[str, Make] = {
    "empty__T02": lambda: b"",
    "one-byte__T01": lambda: b"P",
    "only-the-signature__T02": lambda: b"PK\x03\x04",
    "empty-zip__T01": lambda: zipped({}),
    "cut-in-half__T02": lambda: form()[: len(form()) // 2],
    "cut-at-the-directory__T02": lambda: form()[:-300],
    "cut-by-one-byte__T02": lambda: form()[:-1],
    "junk-before__T02": lambda: b"MZ junk" * 9 + form(),
    "junk-after__T10": lambda: form() + b"junk" * 50,
    "zeros-in-the-middle__T02": lambda: form()[:9000] + bytes(2000) + form()[11000:],
    "two-zips-in-one__T02": two_directories,
    "overlapping-members__T02": overlapping,
    "same-name-twice__T10": lambda: honest_and(Entry(SCORE_SHEET.encode(), b"<worksheet/>")),
    "same-name-in-other-case__T10": lambda: honest_and(Entry(SCORE_SHEET.upper().encode(), b"<a/>")),
    "parent-folder__T10": lambda: honest_and(Entry(b"../../ngoai.xml", b"<a/>")),
    "absolute-name__T10": lambda: honest_and(Entry(b"/etc/ngoai.xml", b"<a/>")),
    "drive-name__T10": lambda: honest_and(Entry(b"C:/ngoai.xml", b"<a/>")),
    "backslash-name__T10": lambda: honest_and(Entry(b"xl\\..\\ngoai.xml", b"<a/>")),
    "name-with-a-step-in-place__T10": lambda: honest_and(Entry(b"xl/./workbook.xml", b"<a/>")),
    "name-with-two-strokes__T10": lambda: honest_and(Entry(b"xl//workbook.xml", b"<a/>")),
    "name-with-a-blank-at-its-end__T10": lambda: honest_and(Entry(b"xl/workbook.xml ", b"<a/>")),
    "name-with-a-dot-at-its-end__T10": lambda: honest_and(Entry(b"xl/workbook.xml.", b"<a/>")),
    "empty-name__T10": lambda: honest_and(Entry(b"", b"<a/>")),
    "endless-name__T10": lambda: honest_and(Entry(b"xl/" + b"a/" * 30_000 + b"a.xml", b"<a/>")),
    "folder-named-as-a-part__T10": lambda: honest_and(Entry(f"{SCORE_SHEET}/".encode())),
    "part-inside-a-part__T10": lambda: honest_and(Entry(f"{SCORE_SHEET}/a.xml".encode(), b"<a/>")),
    "folder-that-holds-bytes__T10": lambda: honest_and(Entry(b"xl/worksheets/", b"<a/>")),
    "folders-named__ok": lambda: honest_and(Entry(b"xl/"), Entry(b"xl/worksheets/"), Entry(b"docProps/")),
    "names-composed-and-decomposed__T10": lambda: honest_and(
        Entry("xl/media/ấ.png".encode(), b"a"), Entry("xl/media/a\u0302\u0301.png".encode(), b"b")
    ),
    "local-method-differs__T10": lambda: instead(SCORE_SHEET, local_method=STORED),
    "local-password-differs__T10": lambda: instead(SCORE_SHEET, local_flags=0x801),
    "zero-byte-in-name__T10": lambda: honest_and(Entry(b"xl/a\0.xml", b"<a/>")),
    "local-name-differs__T10": lambda: instead(SCORE_SHEET, local_name=b"xl/worksheets/sheet9.xml"),
    "lzma__T10": lambda: all_by(zipfile.ZIP_LZMA),
    "bzip2__T10": lambda: all_by(zipfile.ZIP_BZIP2),
    "deflate64__T10": lambda: instead(SCORE_SHEET, method=DEFLATE64),
    "aes__T03": lambda: instead(SCORE_SHEET, method=WINZIP_AES, flags=0x801),
    "zip-password__T03": lambda: instead(SCORE_SHEET, flags=0x801),
    "gigabyte-of-zeros__T05": lambda: honest_and(
        Entry(b"xl/media/anh.bin", packed=zeros(1024), size=1 << 30, crc=0)
    ),
    "gigabyte-said-to-be-small__T05": lambda: honest_and(
        Entry(b"xl/media/anh.bin", packed=zeros(1024), size=10, crc=0)
    ),
    "gigabyte-as-a-sheet__T05": lambda: instead(SCORE_SHEET, packed=zeros(1024), size=1 << 30, crc=0),
    "forty-thousand-members__T05": lambda: honest_and(
        *(Entry(b"xl/%d.bin" % n, method=STORED) for n in range(40_000))
    ),
    "size-too-small__T02": lambda: instead(SCORE_SHEET, size=10),
    "size-too-large__T02": lambda: instead(SCORE_SHEET, size=10_000_000),
    "wrong-checksum__T02": lambda: instead(SCORE_SHEET, crc=1),
    "data-beyond-the-end__T02": lambda: honest_and(Entry(b"xl/a.bin", b"a", at=1 << 31)),
    "csv__T04": "STT,Nội dung,Điểm\n1.1,Kế hoạch,5\n".encode,
    "html__T01": lambda: b"<html><body><table><tr><td>5</td></tr></table></body></html>",
    "pdf__T01": lambda: b"%PDF-1.7\n1 0 obj\n",
    "docx__T01": lambda: zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}),
    "xls__T04": lambda: ole("Workbook"),
    "xlsb__T04": lambda: zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"x"}),
    "with-a-password__T03": lambda: ole("EncryptedPackage"),
    "picture__T01": lambda: b"\x89PNG\r\n\x1a\n" + bytes(64),
    "program__T01": lambda: b"MZ\x90\0" + bytes(200),
    "stored__ok": lambda: all_by(zipfile.ZIP_STORED),
    "streamed__ok": streamed,
    "zip64__ok": zip64,
    "a-zip-inside__ok": lambda: with_part("customXml/goc.bin", form()),
    "empty-member__ok": lambda: honest_and(Entry(b"customXml/rong.xml", method=DEFLATED)),
    "theme-in-another-order__ok": lambda: zipped({THEME: parts()[THEME], **parts()}),
}
