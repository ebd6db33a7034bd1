"""Pages, paragraphs and tables as NĐ 30/2020/NĐ-CP, Phụ lục I, wants them, for python-docx."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
CENTRE, LEFT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
FIXED = datetime(2026, 1, 1)  # noqa: DTZ001 - core properties are written without a zone
ACROSS, DOWN = 165, 257  # millimetres that text has on an upright page


def new(title: str) -> Word:
    """An empty A4 page with the margins, the font and the page number of the decree."""
    word = Document()
    style: Any = word.styles["Normal"]
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(14), RGBColor(0, 0, 0)
    for attribute in ("w:eastAsia", "w:cs", "w:ascii", "w:hAnsi"):
        style.element.rPr.rFonts.set(qn(attribute), FONT)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    properties = word.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = FIXED
    properties.last_modified_by, properties.language = "", "vi-VN"
    section = word.sections[0]
    _page(section, 210, 297)
    section.different_first_page_header_footer = True  # no number on it, nor on the first of an appendix
    _header(section)
    _banner(section.first_page_header.paragraphs[0])
    return word


def _page(section: Section, width: int, height: int) -> None:
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)


def _header(section: Section) -> None:
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    run = number.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "2"), ("end", "")):
        if kind in ("", "text"):
            element = OxmlElement("w:instrText" if kind == "" else "w:t")
            element.text = text
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
    _banner(section.header.add_paragraph())


def _banner(paragraph: Paragraph) -> None:
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_after = Pt(4)  # the text below does not touch it
    run = paragraph.add_run("{{ mau }}")
    run.bold, run.font.size = True, Pt(12)


def landscape(word: Word) -> Section:
    """A new page lying on its side; its pages are numbered from 1, the first one shows no number."""
    section = word.add_section(WD_SECTION.NEW_PAGE)
    flat(word.paragraphs[-1], 1)  # below a signature it would ask for a page
    section.orientation = WD_ORIENT.LANDSCAPE
    _page(section, 297, 210)
    section.left_margin = section.right_margin = Mm(20)
    section.different_first_page_header_footer = True
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    shape: Any = section._sectPr
    for each in shape.findall(qn("w:pgNumType")):
        shape.remove(each)
    shape.insert_element_before(numbers, "w:cols", "w:docGrid")
    return section


def flat(paragraph: Paragraph, points: float) -> None:
    """Give an empty paragraph a height of its own: without text it is as high as the text of the page."""
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)


def line(into: Any, text: str = "", size: float = 14, **look: Any) -> Paragraph:
    """A paragraph; ``**words**`` are bold. ``look``: bold, italic, align, before, after, indent, keep."""
    first = into.paragraphs[0] if isinstance(into, _Cell) and not into.paragraphs[0].runs else None
    paragraph: Paragraph = first if first is not None else into.add_paragraph()
    paragraph.alignment = look.get("align", CENTRE)
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(look.get("before", 0)), Pt(look.get("after", 0))
    shape.first_line_indent = Mm(look.get("indent", 0))
    shape.keep_with_next = look.get("keep")
    for n, part in enumerate(text.split("**")):
        if part:
            run = paragraph.add_run(part)
            run.bold, run.italic = look.get("bold", False) or n % 2 == 1, look.get("italic", False)
            run.font.size = Pt(size)
    return paragraph


def body(word: Any, text: str, size: float = 14, **look: Any) -> Paragraph:
    """A paragraph of the text: justified, first line indented by 12.7 mm."""
    return line(word, text, size, **{"align": JUSTIFY, "indent": 12.7, "before": 3, "after": 3, **look})


def title(word: Any, text: str) -> Paragraph:
    """A bold heading within the text, never left alone at the foot of a page."""
    return body(word, text, bold=True, keep=True, align=LEFT)


def tag(word: Any, text: str) -> None:
    """A paragraph that holds one command and leaves nothing behind."""
    line(word, f"{{%p {text} %}}", size=8)


def rule(into: Any, wide: float, inset: float) -> None:
    """A thin line in the middle of ``wide`` millimetres, ``inset`` away from either side."""
    paragraph = line(into, size=2)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(3)
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(
        min(inset, wide / 2)
    )
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    properties: Any = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def columns(word: Any, widths: Sequence[float], rows: int = 1, style: str | None = None) -> Table:
    """A table of fixed column widths in millimetres."""
    table: Table = word.add_table(rows, len(widths))
    table.style, table.autofit = style, False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def grid(word: Any, heads: Sequence[str], widths: Sequence[float], size: float = 12) -> Table:
    """A ruled table with narrow cell margins and a header row that is repeated on every page."""
    table = columns(word, widths, style="Table Grid")
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    shape: Any = table._tbl.tblPr
    shape.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")
    put(table, 0, heads, size, bold=True)
    properties: Any = table.rows[0]._tr.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader"):
        properties.append(OxmlElement(name))
    return table


def whole(table: Table) -> Table:
    """The same table with rows that no page end cuts in two."""
    for row in table.rows:
        properties: Any = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
    return table


def put(table: Table, row: int, texts: Sequence[str], size: float = 12, **look: Any) -> None:
    """The texts of a row; those that begin with ``<`` stand at the left, the others in the middle."""
    for cell, text in zip(table.rows[row].cells, texts, strict=True):
        cell.vertical_alignment = 1
        at = LEFT if text.startswith("<") else CENTRE
        line(cell, text.removeprefix("<"), size, **{"align": at, "before": 1, "after": 1, **look})


def add(table: Table, texts: Sequence[str], size: float = 12, **look: Any) -> None:
    """One more row, which no page end cuts in two."""
    row: Any = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width
    put(table, len(table.rows) - 1, texts, size, **look)


def wide(table: Table, text: str, size: float = 12, **look: Any) -> None:
    """One more row of a single cell."""
    cells = table.add_row().cells
    cell = cells[0].merge(cells[-1])
    line(cell, text, size, **{"align": LEFT, "before": 1, "after": 1, "keep": True, **look})


def command(table: Table, text: str) -> None:
    """One more row that holds one command and leaves nothing behind."""
    line(table.add_row().cells[0], f"{{%tr {text} %}}", 8)
