"""What a file is by its content: the suffix is never asked."""

from collections.abc import Iterable, Mapping

from scoring.xlsx.container import NO_MEMBERS, ZIP, Refused
from scoring.xlsx.part_names import part_key

ARCHIVE = "tệp nén .zip"
_SIGNATURES = (
    (b"%PDF", "T01", "tệp PDF"),
    (b"{\\rtf", "T01", "văn bản RTF"),
    (b"\x89PNG", "T01", "tệp ảnh"),
    (b"\xff\xd8\xff", "T01", "tệp ảnh"),
    (b"GIF8", "T01", "tệp ảnh"),
    (b"Rar!", "T01", "tệp nén RAR"),
    (b"7z\xbc\xaf", "T01", "tệp nén 7z"),
    (b"\x1f\x8b", "T01", "tệp nén GZ"),
    (b"SQLite format 3", "T01", "cơ sở dữ liệu"),
    (b"\x09\x08", "T04", "Excel 5.0 (.xls)"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refuse_other_than_zip(data: bytes) -> None:
    """Raise :class:`Refused`, naming the kind in words, unless the bytes begin as a zip container does."""
    if not data:
        raise Refused("T02", "tệp rỗng, 0 byte")
    if data.startswith((ZIP, NO_MEMBERS)):
        return
    if data.startswith(_OLE):
        raise _ole(data)
    for signature, code, kind in _SIGNATURES:
        if data.startswith(signature):
            raise Refused(code, kind)
    raise _text(data)


def _ole(data: bytes) -> Refused:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return Refused("T03", "mật khẩu")
    if holds("WordDocument"):
        return Refused("T01", "văn bản Word (.doc)")
    if holds("PowerPoint Document"):
        return Refused("T01", "bài trình chiếu (.ppt)")
    if holds("Workbook") or holds("Book"):
        return Refused("T04", "Excel 97-2003 (.xls)")
    return Refused("T01", "tệp kiểu cũ của Windows")


def _text(data: bytes) -> Refused:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return Refused("T04", "XML Spreadsheet 2003 (.xml)")
    if start.startswith((b"<html", b"<!doctype html", b"<table")) or b"<html" in start:
        return Refused("T01", "trang web HTML")
    if ZIP in data:
        return Refused("T02", "có dữ liệu lạ ở đầu tệp")
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Refused("T01", "không rõ định dạng")
    if _is_table(start.splitlines()[:2]):
        return Refused("T04", "văn bản CSV")
    return Refused("T01", "tệp văn bản")


def _is_table(lines: list[bytes]) -> bool:
    """True where the first two lines have the same number of columns, three at least."""
    marks = (b",", b";", b"\t")
    return len(lines) == 2 and any(2 <= lines[0].count(m) == lines[1].count(m) for m in marks)


_OTHER_PACKAGES = (
    ("xl/workbook.bin", "T04", "Excel nhị phân (.xlsb)"),
    ("word/document.xml", "T01", "văn bản Word (.docx)"),
    ("ppt/presentation.xml", "T01", "bài trình chiếu (.pptx)"),
    ("index/document.iwa", "T04", "Apple Numbers hoặc Pages"),
)


_PARTS_OF_PACKAGES = frozenset(
    {
        "[content_types].xml",
        "_rels/.rels",
        "mimetype",
        "xl/workbook.xml",
        *(name for name, *_ in _OTHER_PACKAGES),
    }
)


def is_archive(names: Iterable[str]) -> bool:
    """True for the members of a .zip of files, false for those of a document that is a zip inside."""
    return _PARTS_OF_PACKAGES.isdisjoint(map(part_key, names))


def refuse_other_package(parts: Mapping[str, bytes]) -> None:
    """Raise :class:`Refused` where the zip is known to hold something else than an .xlsx workbook."""
    mimetype = parts.get("mimetype", b"")
    if b"opendocument.spreadsheet" in mimetype:
        raise Refused("T04", "OpenDocument (.ods)")
    if b"opendocument" in mimetype:
        raise Refused("T01", "văn bản OpenDocument")
    for member, code, kind in _OTHER_PACKAGES:
        if member in parts:
            raise Refused(code, kind)
    if "[content_types].xml" not in parts:
        raise Refused("T01", ARCHIVE)
