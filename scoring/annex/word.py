"""A .docx -> a paper: merged cells, bold, indentation and automatic numbers as Word shows them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from scoring.annex.numbering import ListCounter, ListLevel
from scoring.annex.old_fonts import as_seen
from scoring.annex.paper import Paper, PaperCell, PaperLine, PaperRow, PaperTable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TWIPS_A_LETTER = 120
"""Of an indentation: a letter of 14 points is about so wide."""
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_WIDEST = 200
"""Columns that one cell may span, or a row leave out: a damaged file says millions."""
_BESIDE = {"header": "Đầu trang", "footer": "Chân trang", "comments": "Nhận xét"}
_UNSEEN = frozenset(
    {
        f"{_W}del",
        f"{_W}moveFrom",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
"""What stands in the file and not on the page: text that was deleted, the same text for older programs."""
_LEFT: Literal["left"] = "left"


def read_word(data: bytes) -> Paper:
    """The tables of a Word file and the lines around them. A damaged file raises anything."""
    from docx import Document as opened  # noqa: PLC0415, N813 - help starts without it

    return _Reader(opened(BytesIO(data))).paper()


@dataclass(frozen=True, slots=True)
class _Text:
    """Paragraphs together."""

    text: str
    bold: bool = False
    indent: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style gives its paragraphs: the font, the weight, the numbering (None without)."""

    font: str
    bold: bool
    numbering: Any


@dataclass
class _Reader:
    document: "Document"
    encodings: set[str] = field(default_factory=set)
    _counters: dict[str, ListCounter] = field(default_factory=dict)
    _notes: dict[str, str] = field(default_factory=dict)
    _styles: dict[str | None, _Style] = field(default_factory=dict)

    def paper(self) -> Paper:
        """Everything in the order of the body."""
        self._notes = dict(self._footnotes())
        tables: list[PaperTable] = []
        before: list[PaperLine] = []
        paragraphs = 0
        for element in self._blocks(self.document.element.body):
            if element.tag == f"{_W}tbl":
                name = f"Bảng {len(tables) + 1}"
                tables.append(PaperTable(name, tuple(self._rows(element, name)), tuple(before)))
                before = []
                continue
            paragraphs += 1
            read = self._text([element])
            if read.text:
                before.append(PaperLine(f"Đoạn {paragraphs}", read.text, read.bold, read.notes))
        told = [
            f"Đã chuyển chữ phông {each} sang Unicode; đọc lại vài dòng." for each in sorted(self.encodings)
        ]
        return Paper(tuple(tables), (*before, *self._beside()), tuple(told))

    def _beside(self) -> Iterator[PaperLine]:
        """Headers, footers and remarks, each text once: they may say what holds for every page."""
        seen: set[str] = set()
        for relation in self.document.part.rels.values():
            kind = relation.reltype.rpartition("/")[2]
            if relation.is_external or kind not in _BESIDE:
                continue
            root = getattr(relation.target_part, "element", None)
            root = _parsed(relation.target_part.blob) if root is None else root
            for each in root.iter(f"{_W}comment") if kind == "comments" else [root]:
                text = self._text(list(each.iter(f"{_W}p"))).text
                if any(map(str.isalpha, text)) and text not in seen:
                    seen.add(text)
                    yield PaperLine(_BESIDE[kind], text)

    def _blocks(self, parent: Any) -> Iterator[Any]:
        """Paragraphs and tables of the body, content controls opened."""
        for element in parent:
            if element.tag in (f"{_W}p", f"{_W}tbl"):
                yield element
            elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
                yield from self._blocks(element)

    def _rows(self, table: Any, name: str) -> Iterator[PaperRow]:
        above: list[PaperCell] = []
        rows = [each for each in table.iter(f"{_W}tr") if next(each.iterancestors(f"{_W}tbl")) is table]
        for number, row in enumerate(rows, 1):
            above = list(self._cells(row, above))
            repeats = row.find(f"{_W}trPr/{_W}tblHeader") is not None
            yield PaperRow(f"{name}, dòng {number}", tuple(above), repeats=repeats)

    def _cells(self, row: Any, above: list[PaperCell]) -> Iterator[PaperCell]:
        skipped = row.find(f"{_W}trPr/{_W}gridBefore")
        column = 0
        for _ in range(min(_WIDEST, _number(skipped))):
            column += 1
            yield PaperCell()
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is not row:
                continue
            properties = cell.find(f"{_W}tcPr")
            span = max(1, min(_WIDEST, _number(_child(properties, "gridSpan")) or 1))
            merge = _child(properties, "vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val", "continue") != "restart"
            if goes_on and column < len(above):
                read = replace(above[column], part_of="above")
            else:
                text = self._text(list(cell.iter(f"{_W}p")))
                read = PaperCell(text.text, text.bold, text.indent, notes=text.notes)
            yield read
            yield from (replace(read, part_of=read.part_of or _LEFT) for _ in range(span - 1))
            column += span

    def _text(self, paragraphs: list[Any]) -> _Text:
        """The paragraphs of a cell, a line each."""
        from docx.text.paragraph import Paragraph  # noqa: PLC0415

        lines: list[str] = []
        notes: list[str] = []
        bold: bool | None = None
        indent = -1
        for element in paragraphs:
            paragraph = Paragraph(element, self.document)
            text, old = as_seen(self._runs(paragraph))
            self.encodings |= {old} - {""}
            notes += [self._notes[key] for key in _note_keys(element) if key in self._notes]
            if not text and not self._is_numbered(paragraph):
                continue
            number = self._number_of(paragraph)
            lines.append(f"{number} {text}".strip() if number else text)
            if text and bold is None:
                bold = self._is_bold(paragraph)
            if indent < 0:
                indent = _indent(paragraph)
        return _Text("\n".join(lines).strip(), bool(bold), max(0, indent), tuple(notes))

    def _runs(self, paragraph: "Paragraph") -> Iterator[tuple[str, str]]:
        """The pieces of a paragraph with their fonts; links count, deleted text does not."""
        usual = self._style(paragraph).font
        for run in paragraph._p.iter(f"{_W}r"):
            if any(each.tag in _UNSEEN for each in run.iterancestors()):
                continue
            fonts = run.find(f"{_W}rPr/{_W}rFonts")
            font = usual if fonts is None else fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or usual
            text = "".join(_shown(each) for each in run)
            if text:
                yield text, font

    def _style(self, paragraph: "Paragraph") -> _Style:
        """The paragraph's style, each looked up once: python-docx goes through all of them every time."""
        key = paragraph._p.style
        if key not in self._styles:
            self._styles[key] = _style_of(paragraph.style)
        return self._styles[key]

    def _is_bold(self, paragraph: "Paragraph") -> bool:
        """True where most of the letters are bold."""
        by_style = self._style(paragraph).bold
        heavy = sum(len(run.text) for run in paragraph.runs if (by_style if run.bold is None else run.bold))
        return 2 * heavy > sum(len(run.text) for run in paragraph.runs)

    def _is_numbered(self, paragraph: "Paragraph") -> bool:
        return self._list_of(paragraph) is not None

    def _list_of(self, paragraph: "Paragraph") -> tuple[str, int] | None:
        """The list that numbers the paragraph, by itself or by its style, and the depth in it."""
        own = _numbering(paragraph._p)
        own = self._style(paragraph).numbering if own is None else own
        key = _value(_child(own, "numId"))
        return (key, _number(_child(own, "ilvl"))) if key and key != "0" else None

    def _number_of(self, paragraph: "Paragraph") -> str:
        found = self._list_of(paragraph)
        if found is None:
            return ""
        key, depth = found
        if key not in self._counters:
            self._counters[key] = self._counter(key)
        return self._counters[key].next(depth)

    def _counter(self, key: str) -> ListCounter:
        """The counter of a list: lists that share their definition and restart nothing count on together."""
        numbering = self._part("numbering")
        listed = _with(numbering, "num", "numId", key)
        abstract = _value(_child(listed, "abstractNumId"))
        shared = _with(numbering, "abstractNum", "abstractNumId", abstract)
        if listed is None or shared is None:
            return ListCounter({0: ListLevel(text="%1.")})
        levels = {int(each.get(f"{_W}ilvl", "0")): _level(each) for each in shared.iter(f"{_W}lvl")}
        overrides = listed.findall(f"{_W}lvlOverride")
        for each in overrides:
            depth = int(each.get(f"{_W}ilvl", "0"))
            inner = each.find(f"{_W}lvl")
            levels[depth] = _level(inner) if inner is not None else levels.get(depth, ListLevel())
            if (start := each.find(f"{_W}startOverride")) is not None:
                levels[depth] = replace(levels[depth], start=_number(start))
        if overrides:
            return ListCounter(levels)
        return self._counters.setdefault(f"abstract {abstract}", ListCounter(levels))

    def _part(self, kind: str) -> Any:
        """The root of a part that the document is related to, None where it has none."""
        for relation in self.document.part.rels.values():
            if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
                part = relation.target_part
                element = getattr(part, "element", None)
                return element if element is not None else _parsed(part.blob)
        return None

    def _footnotes(self) -> Iterator[tuple[str, str]]:
        for kind, mark in (("footnotes", "f"), ("endnotes", "e")):
            root = self._part(kind)
            for note in () if root is None else root:
                text, _ = as_seen((each.text or "", "") for each in note.iter(f"{_W}t"))
                if text:
                    yield mark + note.get(f"{_W}id", ""), text


def _parsed(blob: bytes) -> Any:
    from docx.oxml.parser import parse_xml  # noqa: PLC0415

    return parse_xml(blob)


def _child(element: Any, name: str) -> Any:
    return None if element is None else element.find(f"{_W}{name}")


def _with(root: Any, name: str, key: str, value: str) -> Any:
    """The element of a part that has this value under a key, None where there is none."""
    found = () if root is None else root.iter(f"{_W}{name}")
    return next((each for each in found if each.get(f"{_W}{key}") == value), None)


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _number(element: Any) -> int:
    value = _value(element)
    return int(value) if value.isdecimal() else 0


def _level(element: Any) -> ListLevel:
    return ListLevel(
        kind=_value(element.find(f"{_W}numFmt")) or "decimal",
        text=_value(element.find(f"{_W}lvlText")),
        start=_number(element.find(f"{_W}start")),
        legal=element.find(f"{_W}isLgl") is not None,
    )


def _shown(element: Any) -> str:
    return element.text or "" if element.tag == f"{_W}t" else _BREAKS.get(element.tag, "")


def _note_keys(paragraph: Any) -> Iterator[str]:
    for name, mark in (("footnoteReference", "f"), ("endnoteReference", "e")):
        yield from (mark + each.get(f"{_W}id", "") for each in paragraph.iter(f"{_W}{name}"))


def _style_of(style: Any) -> _Style:
    """What a style says, or the one that it is based on; the weight by itself alone."""
    bold, font, numbering = bool(style and style.font.bold), "", None
    while style is not None:
        font = font or str(style.font.name or "")
        numbering = _numbering(style.element) if numbering is None else numbering
        style = style.base_style
    return _Style(font, bold, numbering)


def _numbering(element: Any) -> Any:
    return element.find(f"{_W}pPr/{_W}numPr")


def _indent(paragraph: "Paragraph") -> int:
    """How far the first line stands in, in letters: the format's, and spaces that were typed."""
    left = paragraph.paragraph_format.left_indent or 0
    first = paragraph.paragraph_format.first_line_indent or 0
    typed = paragraph.text[: len(paragraph.text) - len(paragraph.text.lstrip())].replace("\t", "    ")
    return max(0, int((left + first) / 635) // _TWIPS_A_LETTER) + len(typed)
