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

PAPER = [
    ["TT", "Nội dung", "Điểm tối đa", "Cách chấm", "Tài liệu kiểm chứng"],
    ["I", "CÔNG TÁC LÃNH ĐẠO", "30", "", ""],
    ["1", "Ban hành kế hoạch", "10", "Có: 10 điểm, không: 0 điểm", "Kế hoạch"],
    ["2", "Báo cáo", "20", "", ""],
    ["2.1", "Báo cáo quý", "10", "Mỗi lần chậm trừ 0,5 điểm, tối đa 2 điểm", ""],
    ["2.2", "Báo cáo năm", "10", "", ""],
    ["", "- Đúng hạn", "10", "", ""],
    ["", "- Không đúng hạn", "0", "", ""],
    ["TT", "Nội dung", "Điểm tối đa", "Cách chấm", "Tài liệu kiểm chứng"],
    ["II", "KẾT QUẢ", "70", "", ""],
    ["1", "Tỷ lệ hồ sơ đúng hạn", "40", "Đạt 100%: 40 điểm; từ 80% đến dưới 100%: 30 điểm", ""],
    ["2", "Đối thoại với nhân dân", "30", "Chấm theo kết quả thực tế 3 mặt", ""],
    ["", "TỔNG CỘNG", "100", "", ""],
    ["III", "ĐIỂM THƯỞNG", "5", "", ""],
    ["1", "Mô hình mới", "5", "Mỗi mô hình 1 điểm", ""],
]
"""A paper with a bit of everything; the guide shows what comes of it."""


def table(rows: Sequence[Sequence[str]]) -> PaperTable:
    """The same as read, without a file."""
    read = (
        PaperRow(f"Bảng 1, dòng {number}", tuple(PaperCell(text) for text in texts))
        for number, texts in enumerate(rows, 1)
    )
    return PaperTable("Bảng 1", tuple(read))
