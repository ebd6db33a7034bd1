"""What a file is by its content: the suffix is never asked."""

from collections.abc import Iterable, Mapping

from scoring.xlsx.container import NO_MEMBERS, ZIP
from scoring.xlsx.part_names import part_key
from scoring.xlsx.refused import FileKind, Reason, Refused

_SIGNATURES = (
    (b"%PDF", FileKind.PDF),
    (b"{\\rtf", FileKind.RTF),
    (b"\x89PNG", FileKind.IMAGE),
    (b"\xff\xd8\xff", FileKind.IMAGE),
    (b"GIF8", FileKind.IMAGE),
    (b"Rar!", FileKind.RAR),
    (b"7z\xbc\xaf", FileKind.SEVEN_ZIP),
    (b"\x1f\x8b", FileKind.GZIP),
    (b"SQLite format 3", FileKind.SQLITE),
    (b"\x09\x08", FileKind.XLS_5),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refuse_other_than_zip(data: bytes) -> None:
    """Raise :class:`Refused`, naming the kind, unless the bytes begin as a zip container does."""
    if not data:
        raise Refused(Reason.EMPTY)
    if data.startswith((ZIP, NO_MEMBERS)):
        return
    if data.startswith(_OLE):
        raise _ole(data)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise Refused(Reason.OTHER_FILE, kind)
    raise _text(data)


def _ole(data: bytes) -> Refused:
    """What the file system inside an OLE file holds: its directory names streams in UTF-16.

    A workbook with a password is no zip any more: Excel puts the encrypted zip into such a file.
    """

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return Refused(Reason.ENCRYPTED)
    if holds("WordDocument"):
        return Refused(Reason.OTHER_FILE, FileKind.DOC)
    if holds("PowerPoint Document"):
        return Refused(Reason.OTHER_FILE, FileKind.PPT)
    if holds("Workbook") or holds("Book"):
        return Refused(Reason.OTHER_FILE, FileKind.XLS)
    return Refused(Reason.OTHER_FILE, FileKind.OLE)


def _text(data: bytes) -> Refused:
    """Web pages and tables of text are often saved with the suffix .xls or .xlsx; Excel then opens them."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return Refused(Reason.OTHER_FILE, FileKind.XML_2003)
    if start.startswith((b"<html", b"<!doctype html", b"<table")) or b"<html" in start:
        return Refused(Reason.OTHER_FILE, FileKind.HTML)
    if ZIP in data:
        return Refused(Reason.STRANGE_START)
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Refused(Reason.OTHER_FILE, FileKind.UNKNOWN)
    if _is_table(start.splitlines()[:2]):
        return Refused(Reason.OTHER_FILE, FileKind.CSV)
    return Refused(Reason.OTHER_FILE, FileKind.TEXT)


def _is_table(lines: list[bytes]) -> bool:
    """True where the first two lines have the same number of columns, three at least."""
    marks = (b",", b";", b"\t")
    return len(lines) == 2 and any(2 <= lines[0].count(m) == lines[1].count(m) for m in marks)


_OTHER_PACKAGES = (
    ("xl/workbook.bin", FileKind.XLSB),
    ("word/document.xml", FileKind.DOCX),
    ("ppt/presentation.xml", FileKind.PPTX),
    ("index/document.iwa", FileKind.NUMBERS),
)


_PARTS_OF_PACKAGES = frozenset(
    {
        "[content_types].xml",
        "_rels/.rels",
        "mimetype",
        "xl/workbook.xml",
        *(name for name, _ in _OTHER_PACKAGES),
    }
)


def holds_files(names: Iterable[str]) -> bool:
    """True for the members of a .zip of files, false for those of a document that is a zip inside."""
    return _PARTS_OF_PACKAGES.isdisjoint(map(part_key, names))


def refuse_other_package(parts: Mapping[str, bytes]) -> None:
    """Raise :class:`Refused` where the zip is known to hold something else than an .xlsx workbook."""
    mimetype = parts.get("mimetype", b"")
    if b"opendocument.spreadsheet" in mimetype:
        raise Refused(Reason.OTHER_FILE, FileKind.ODS)
    if b"opendocument" in mimetype:
        raise Refused(Reason.OTHER_FILE, FileKind.OPEN_DOCUMENT)
    for member, kind in _OTHER_PACKAGES:
        if member in parts:
            raise Refused(Reason.OTHER_FILE, kind)
    if "[content_types].xml" not in parts:
        raise Refused(Reason.OTHER_FILE, FileKind.ZIP)
