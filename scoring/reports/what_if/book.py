"""thu-phuong-an.xlsx: a sheet a table, sentences first, charts beside the figures they show."""

from typing import IO

from scoring.reports.sheets_of_tables import TOP, imprint_of, summary_sheet, table_sheet
from scoring.reports.what_if.charts import put_chart
from scoring.reports.what_if.tables import tables
from scoring.reports.what_if.tried import Tried
from scoring.reports.what_if.words import sentences
from scoring.sheets.report import ReportBook

NAMES = {
    "classes": "Số đơn vị theo loại",
    "moved": "Đổi loại, đổi hạng",
    "reach": "Lên, xuống một loại",
    "stability": "Độ vững thứ hạng",
    "influence": "Ảnh hưởng tiêu chí",
    "one_step_less": "Hạ một mức",
}


def write_book(target: IO[bytes], tried: Tried) -> None:
    """The same trial, the same bytes."""
    run = tried.run
    criteria = run.criteria
    title = f"Thử phương án {run.period_words}"
    says = f"{tried.words} · Số liệu thử, không phải kết quả xếp loại"
    with ReportBook(target, imprint_of(criteria, run.version, title, says)) as book:
        only_tried = "Số liệu thử để cân nhắc, không phải kết quả xếp loại."
        summary_sheet(book, "Thử phương án", only_tried, sentences(tried))
        for name, table in tables(tried).items():
            subtitle = f"{criteria.name} · {tried.words}"
            sheet = table_sheet(book, NAMES[name], subtitle, table, "Không có đơn vị nào.")
            put_chart(book, sheet, table, name, TOP)
