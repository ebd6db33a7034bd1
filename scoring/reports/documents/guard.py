"""What a template must not hold: anything that makes Word run, fetch or take in something from elsewhere.

Checked against lists of what is allowed, since what Word can do is a long list: fields that only show what
stands in the document, relations to the parts that a letter consists of. The finished document is checked as
well: a template could put a field together from pieces that are harmless one by one.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from docx import Document
from lxml import etree

from scoring.regular import IrregularError, read_regular
from scoring.reports.documents.errors import TemplateError
from scoring.sheets.safe import safe

SIZE_LIMIT = 20_000_000
XML_LIMIT = 8_000_000
"""Bytes of all parts that are parsed: the largest template of ours has 900,000."""
ELEMENTS_LIMIT = 60_000
"""Elements of all parts: ours have 22,000, most of them styles. 18,000 paragraphs take 5 s."""

_PARTS_KEPT, _KEPT_BYTES = 64, 1_000_000
"""Parts that are looked at once, of at most so many bytes: ours have 18 each, 16 of them the same in all."""

_WORD = "wordprocessingml"
"""In the namespace of Word's own elements, of both editions of the standard."""
_BINARY = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".odttf", ".ttf")
_FIELDS = frozenset(
    {
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "SEQ", "TOC", "TC", "TOA", "XE", "INDEX", "REF",
    "PAGEREF", "NOTEREF", "STYLEREF", "HYPERLINK", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE",
    "EDITTIME", "AUTHOR", "TITLE", "SUBJECT", "KEYWORDS", "COMMENTS", "FILENAME", "NUMCHARS", "NUMWORDS",
    "SYMBOL", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "LISTNUM", "ADVANCE", "EQ", "DOCPROPERTY",
    "LASTSAVEDBY", "REVNUM",
    }
)  # fmt: skip
"""Fields that show something of the document itself. All others, DDE and INCLUDE above all, are refused."""
_RELATIONS = frozenset(
    {
    "officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail",
    "styles", "settings", "webSettings", "fontTable", "theme", "numbering", "header", "footer",
    "footnotes", "endnotes", "comments", "commentsExtended", "commentsIds", "commentsExtensible",
    "people", "stylesWithEffects", "glossaryDocument", "image", "hyperlink", "font", "customXml",
    "customXmlProps", "printerSettings", "bibliography",
    }
)  # fmt: skip
_ELEMENTS = {
    "altChunk": "nội dung chèn từ tệp khác",
    "object": "đối tượng nhúng (OLE)",
    "control": "ô điều khiển ActiveX",
    "subDoc": "tài liệu con",
    "attachedTemplate": "mẫu đính kèm",
    "mailMerge": "trộn thư từ nguồn dữ liệu",
    "movie": "phim",
    "sourceFileName": "khung lấy từ tệp khác",
    "entryMacro": "macro",
    "exitMacro": "macro",
}
_DRAWN = frozenset({"imagedata", "fill", "stroke"})
_LOOKED_AT = tuple(f"{{*}}{name}" for name in ("fldSimple", *_ELEMENTS, *_DRAWN))
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_SAVE_AGAIN = "Mở mẫu bằng Word hoặc LibreOffice, lưu lại dạng .docx, hoặc lấy lại mẫu gốc."
_TAKE_OUT = "Xóa phần ấy trong mẫu rồi lưu lại, hoặc lấy lại mẫu gốc."
_BRACES = ("{{", "{%", "{#")


def guard(name: str, content: bytes, *, made: bool = False) -> None:
    """Raises TemplateError for what is no plain .docx, is too large, or would fetch or run something.

    ``made``: it is a finished document, which may be as long as its tables are.
    """
    try:
        refused = _refused(name, content, made)
        Document(BytesIO(content))
    except TemplateError:
        raise
    except Exception as error:  # python-docx raises whatever a damaged package makes it stumble over
        raise TemplateError(f"Mẫu {name} không phải tệp Word (.docx) hoặc đã hỏng. {_SAVE_AGAIN}") from error
    if refused:
        raise TemplateError(f"Mẫu {name} {refused} nên không dùng. {_TAKE_OUT}")


def read_template(path: Path) -> bytes:
    """The bytes of a template. Raises TemplateError for what is no regular file or too large."""
    try:
        return read_regular(path, SIZE_LIMIT)
    except IrregularError as odd:
        raise TemplateError(f"Mẫu {path}: {odd.why}. Lấy lại mẫu gốc rồi chạy lại.") from None


def _refused(name: str, content: bytes, made: bool) -> str:
    """The first thing that a part holds and must not, in words. Raises TemplateError beyond the limits."""
    too_long = TemplateError(f"Mẫu {name} quá dài để điền. Bỏ bớt nội dung, hoặc lấy lại mẫu gốc.")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        parsed = [member for member in members if member.filename.lower().endswith((".xml", ".rels"))]
        if not made and sum(member.file_size for member in members) > SIZE_LIMIT:
            raise TemplateError(f"Mẫu {name} lớn quá {SIZE_LIMIT // 1_000_000} MB. Bỏ bớt ảnh trong mẫu.")
        if not made and sum(member.file_size for member in parsed) > XML_LIMIT:
            raise too_long
        _refuse_strange_parts(name, archive.read("[Content_Types].xml"), [m.filename for m in members])
        refused, left = [], ELEMENTS_LIMIT
        for member in parsed:
            look = _looked_at if member.file_size <= _KEPT_BYTES else _looked_at.__wrapped__
            elements, what = look(member.filename.lower().endswith(".rels"), archive.read(member))
            left -= 0 if made else elements
            if left < 0:
                raise too_long
            refused.append(what)
        return next(filter(None, refused), "")


@lru_cache(maxsize=_PARTS_KEPT)
def _looked_at(relations: bool, content: bytes) -> tuple[int, str]:
    """How many elements a part has, and the first thing in it that a template must not hold.

    Kept, since most parts of a document are to the byte those of the one before: styles, fonts, settings.
    """
    tree = _parsed(content)
    return sum(1 for _ in tree.iter()), next(_refused_of(relations, tree), "")


def _refuse_strange_parts(name: str, kinds: bytes, members: Sequence[str]) -> None:
    """Macros, and whatever is neither XML nor a picture or a font. Raises TemplateError."""
    if b"macroEnabled" in kinds or any("vbaproject" in member.lower() for member in members):
        raise TemplateError(f"Mẫu {name} chứa macro nên không dùng. Lưu lại dạng .docx không có macro.")
    strange = [m for m in members if not m.lower().endswith((".xml", ".rels", *_BINARY))]
    for kind in _parsed(kinds):
        ends = (kind.get("PartName") or f".{kind.get('Extension')}").lower()
        if "xml" in kind.get("ContentType", "") and not ends.endswith((".xml", ".rels")):
            strange.append(ends)  # read as XML by Word, as a picture by everybody else
    if strange:
        raise TemplateError(
            f"Mẫu {name} có tệp lạ bên trong ({safe(strange[0])[:100]}) nên không dùng. {_TAKE_OUT}"
        )


def _parsed(content: bytes) -> etree._Element:
    """Raises ValueError for a part with a DOCTYPE, which no Word file has."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise ValueError("a part with a DOCTYPE")
    return root


def _refused_of(relations: bool, tree: etree._Element) -> Iterator[str]:
    """What the part holds that a template must not, in words."""
    if relations:
        yield from filter(None, map(_of_relation, tree.iter("{*}Relationship")))
        return
    for element in tree.iter(*_LOOKED_AT):
        name = etree.QName(element)
        if _WORD in (name.namespace or ""):
            if name.localname in _ELEMENTS:
                yield f"có {_ELEMENTS[name.localname]}"
            elif name.localname == "fldSimple":
                yield from _of_field(_attribute(element, "instr"))
        elif name.localname in _DRAWN:
            yield from _of_source(element)
    for instruction in _instructions(tree):
        yield from _of_field(instruction)


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name."""
    return next((str(v) for key, v in element.attrib.items() if etree.QName(key).localname == name), "")


def _of_relation(relation: etree._Element) -> str:
    kind = relation.get("Type", "").rpartition("/")[2]
    target = safe(relation.get("Target", ""))[:100]
    if relation.get("TargetMode", "Internal").lower() == "external":
        if kind == "hyperlink" and _SAFE_LINK.match(target):
            return ""
        return f"lấy nội dung từ nơi khác ({target})"
    return "" if kind in _RELATIONS else f"có thành phần không dùng trong văn bản ({safe(kind)[:40]})"


def _of_source(element: etree._Element) -> Iterator[str]:
    """Pictures of the old kind (VML) may name their source in an attribute."""
    for name in ("src", "href", "althref"):
        if source := _attribute(element, name):
            yield f"lấy nội dung từ nơi khác ({safe(source)[:100]})"


def _of_field(instruction: str) -> Iterator[str]:
    word = (instruction.split() or [""])[0].upper()
    if any(brace in instruction for brace in _BRACES) or (word not in _FIELDS and not word.startswith("=")):
        yield f"có trường Word không được dùng ({safe(word)[:40] or 'trống'})"
    elif word == "HYPERLINK":
        goes = instruction.split(None, 1)[1].strip().strip('"') if instruction.split()[1:] else ""
        if not (goes.startswith("\\l") or _SAFE_LINK.match(goes)):
            yield f"có liên kết ra ngoài văn bản ({safe(goes)[:100]})"


def _instructions(tree: etree._Element) -> Iterator[str]:
    """The instruction of each field that is written in pieces: fields lie within one another."""
    open_fields: list[list[str]] = []
    for element in tree.iter("{*}fldChar", "{*}instrText", "{*}delInstrText"):
        if etree.QName(element).localname != "fldChar":
            if open_fields:
                open_fields[-1].append(element.text or "")
            else:
                yield element.text or ""
            continue
        kind = _attribute(element, "fldCharType")
        if kind == "begin":
            open_fields.append([])
        elif kind == "end" and open_fields:
            yield "".join(open_fields.pop())
    yield from ("".join(pieces) for pieces in open_fields)
