"""Papers made in code: tables in Word and Excel as offices write them."""

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO

from docx import Document
from docx.document import Document as Word
from openpyxl import Workbook

from scoring.annex.paper import PaperCell, PaperRow, PaperTable

Rows = Sequence[Sequence[str | float | None]]


def word(*tables: Rows, around: Sequence[str] = (), change: Callable[[Word], None] | None = None) -> bytes:
    """A Word file with these tables; ``around`` are the paragraphs before each and after the last."""
    document = Document()
    lines = [*around, *[""] * (len(tables) + 1 - len(around))]
    for line, rows in zip(lines, tables, strict=False):
        for text in line.split("\n"):
            document.add_paragraph(text)
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = str(text or "")
    document.add_paragraph(lines[len(tables)])
    if change:
        change(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def excel(rows: Rows, *, title: str = "Sheet1", change: Callable[[Workbook], None] | None = None) -> bytes:
    """An Excel file with one sheet."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    if change:
        change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


DAY = date(2026, 3, 1)


def table(rows: Sequence[Sequence[str]]) -> PaperTable:
    """The same as read, without a file."""
    read = (
        PaperRow(f"Bảng 1, dòng {number}", tuple(PaperCell(text) for text in texts))
        for number, texts in enumerate(rows, 1)
    )
    return PaperTable("Bảng 1", tuple(read))
