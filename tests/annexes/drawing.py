"""Draws an annex as a Word document and as a workbook, the way offices make them."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from tests.annexes.old_fonts import typed_in
from tests.annexes.told import MERGED, Annex, ToldRow, ToldTable

_NUMBERING = 41
"""The number of the list that Word counts the rows with."""
_FIGURE = re.compile(r"[0-9]+(?:[.,]([0-9]+))?")
_LINE = Border(*[Side(style="thin")] * 4)

Drawn = tuple[ToldRow | None, Sequence[str]]
"""A row and its cells; None for a row of headings."""


def _pages(table: ToldTable) -> Iterator[list[Drawn]]:
    """The table as it stands on each page: its headings first, unless they are left out."""
    page = _headings(table)
    for row in table.rows:
        if row.kind == "page":
            yield page
            page = _headings(table) if row.said["page"] == "header" else []
        elif not row.aside:
            page.append((row, [_cell(pattern, row) for _, pattern in table.columns]))
    yield page


def _headings(table: ToldTable) -> list[Drawn]:
    titles = [title for title, _ in table.columns]
    if not table.over:
        return [(None, titles)]
    upper = list(titles)
    for title, columns in table.over.items():
        first, last = map(int, columns.split("-"))
        upper[first : last + 1] = [title] * (last + 1 - first)
    lower = [MERGED if title == above else title for title, above in zip(titles, upper, strict=True)]
    return [(None, upper), (None, lower)]


def _cell(pattern: str, row: ToldRow) -> str:
    if row.said.get("span") and "{t}" in pattern:
        return row.cells["t"]
    if row.said.get("span"):
        return ""
    return pattern.format(**row.cells).strip(" ") if pattern else ""


def _bold(annex: Annex, row: ToldRow | None) -> bool:
    return not annex.flag("plain") and (
        row is None or row.kind in ("group", "block") or row.said.get("s") == "sum"
    )


def draw_word(annex: Annex, path: Path) -> Path:
    """The annex as .docx."""
    document = Document()
    _count_rows(document)
    font = annex.said.get("font", "")
    for n, line in enumerate(annex.said["above"]):
        _write(document.add_paragraph(), line, n < 2, font).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for table in annex.tables:
        for line in table.above:
            _write(document.add_paragraph(), line, True, table.font)
        for page in _pages(table):
            _word_table(document, annex, table, page)
            document.add_paragraph()
    for line in annex.below:
        _write(document.add_paragraph(), line, False, font)
    document.save(str(path))
    return path


def _word_table(document: Word, annex: Annex, table: ToldTable, page: Sequence[Drawn]) -> None:
    drawn = document.add_table(rows=len(page), cols=len(table.columns), style="Table Grid")
    for line, (row, texts) in zip(drawn.rows, page, strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            if text != MERGED and text:
                _in_cell(annex, table, row, cell, _unnumbered(annex, row, text))
    for y, (row, texts) in enumerate(page):
        _merge_word(drawn, page, y, row, texts)


def _in_cell(annex: Annex, table: ToldTable, row: ToldRow | None, cell: _Cell, text: str) -> None:
    paragraph = _write(cell.paragraphs[0], text, _bold(annex, row), table.font)
    if row is None or not row.depth or text.strip() != row.cells["t"]:
        return
    if annex.flag("automatic"):
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{row.depth - 1}"/>'
                f'<w:numId w:val="{_NUMBERING}"/></w:numPr>'
            )
        )
    if annex.flag("indent"):
        paragraph.paragraph_format.left_indent = Cm(0.5 * (row.depth - 1))


def _unnumbered(annex: Annex, row: ToldRow | None, text: str) -> str:
    """Where Word numbers the rows, the number is no text."""
    if row is not None and annex.flag("automatic") and row.depth:
        return text.removeprefix(row.cells["n"]).strip()
    return text


def _merge_word(
    drawn: Table, page: Sequence[Drawn], y: int, row: ToldRow | None, texts: Sequence[str]
) -> None:
    for x, text in enumerate(texts):
        if text != MERGED and y + 1 < len(page) and page[y + 1][1][x] == MERGED:
            last = y + 1
            while last + 1 < len(page) and page[last + 1][1][x] == MERGED:
                last += 1
            drawn.cell(y, x).merge(drawn.cell(last, x))
    for first, last in _runs(texts) if row is None else ():
        for x in range(first + 1, last + 1):
            drawn.cell(y, x).paragraphs[0].clear()
        drawn.cell(y, first).merge(drawn.cell(y, last))
    if row is not None and row.said.get("span"):
        drawn.cell(y, 0).merge(drawn.cell(y, len(texts) - 1))


def _runs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and last column of each heading that stands over several."""
    for text, columns in groupby(range(len(texts)), texts.__getitem__):
        first, *others = columns
        if others and text != MERGED:
            yield first, others[-1]


def _write(paragraph: Paragraph, text: str, bold: bool, font: str) -> Paragraph:
    old = typed_in(font, text)
    for n, line in enumerate(old.text.split("\n")):
        run = paragraph.add_run(line)
        run.bold = bold
        if old.font:
            run.font.name = old.font
        if n:
            run._r.insert(1 if run._r.rPr is not None else 0, OxmlElement("w:br"))
    return paragraph


def _count_rows(document: Word) -> None:
    """A list of three levels: 1., 1.1., 1.1.1."""
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{"".join(f"%{k + 1}." for k in range(n + 1))}"/></w:lvl>'
        for n in range(3)
    )
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING}"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
    )
    numbering.insert(0, abstract)
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{_NUMBERING}"><w:abstractNumId w:val="{_NUMBERING}"/></w:num>'
        )
    )


def draw_excel(annex: Annex, path: Path) -> Path:
    """The annex as .xlsx: all of it on one sheet, as an office copies it from Word."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Phụ lục"
    for column, title in zip("ABCDEF", annex.tables[0].columns, strict=False):
        sheet.column_dimensions[column].width = 8 if title[1] in ("{n}", "{m}") else 36
    at, font = 1, annex.said.get("font", "")
    for line in annex.said["above"]:
        at = _excel_line(sheet, at, line, True, font)
    for table in annex.tables:
        at += 1
        for line in table.above:
            at = _excel_line(sheet, at, line, True, table.font)
        for page in _pages(table):
            at = _excel_table(sheet, at, annex, table, page) + 1
    for line in annex.below:
        at = _excel_line(sheet, at, line, False, font)
    book.save(path)
    return path


def _excel_line(sheet: Worksheet, at: int, line: str, bold: bool, font: str) -> int:
    old = typed_in(font, line)
    cell = sheet.cell(at, 1, old.text)
    cell.font = Font(name=old.font or "Times New Roman", bold=bold)
    sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=4)
    return at + 1


def _excel_table(sheet: Worksheet, top: int, annex: Annex, table: ToldTable, page: Sequence[Drawn]) -> int:
    for y, (row, texts) in enumerate(page, top):
        spanned = row is not None and bool(row.said.get("span"))
        for x, text in enumerate(texts, 1):
            sheet.cell(y, x).border = _LINE
            if text == MERGED or not text:
                continue
            old = typed_in(table.font, text)
            cell = sheet.cell(y, 1 if spanned else x)
            cell.font = Font(name=old.font or "Times New Roman", bold=_bold(annex, row))
            indent = row.depth - 1 if row and row.depth and annex.flag("indent") else 0
            cell.alignment = Alignment(wrap_text=True, vertical="center", indent=indent)
            _excel_value(cell, annex, row, table.columns[x - 1][1], old.text)
        if spanned:
            sheet.merge_cells(start_row=y, end_row=y, start_column=1, end_column=len(texts))
    for y, (row, texts) in enumerate(page):
        _merge_excel(sheet, top, page, y, row, texts)
    return top + len(page)


def _excel_value(cell: Cell, annex: Annex, row: ToldRow | None, pattern: str, text: str) -> None:
    """Points are figures; numbers of rows become figures and days where Excel was left to it."""
    numbered = pattern == "{n}" and annex.flag("numbers")
    found = _FIGURE.fullmatch(text)
    if row is not None and found and (pattern in ("{m}", "{p}", "{b}") or numbered or text.isdigit()):
        figure = float(text.replace(",", "."))
        cell.value = int(figure) if figure.is_integer() else figure
        if found[1] and not numbered:
            cell.number_format = "0." + "0" * len(found[1])
    elif numbered and "/" in text and row is not None:
        day, month = map(int, text.split("/"))
        cell.value = date(2026, month, day)
        cell.number_format = "d/m"
    else:
        cell.value = text
        cell.data_type = "s"  # "= 100%: 6 điểm" is no formula


def _merge_excel(
    sheet: Worksheet, top: int, page: Sequence[Drawn], y: int, row: ToldRow | None, texts: Sequence[str]
) -> None:
    for x, text in enumerate(texts):
        last = y
        while text != MERGED and last + 1 < len(page) and page[last + 1][1][x] == MERGED:
            last += 1
        if last > y:
            sheet.merge_cells(start_row=top + y, end_row=top + last, start_column=x + 1, end_column=x + 1)
    for first, after in _runs(texts) if row is None else ():
        for x in range(first + 1, after + 1):
            sheet.cell(top + y, x + 1).value = None
        sheet.merge_cells(start_row=top + y, end_row=top + y, start_column=first + 1, end_column=after + 1)
