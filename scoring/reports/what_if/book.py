"""thu-phuong-an.xlsx: a sheet a table, sentences first, charts beside the figures they show."""

from typing import IO

from scoring.reports.what_if.charts import put_chart
from scoring.reports.what_if.tables import tables
from scoring.reports.what_if.tried import Tried
from scoring.reports.what_if.words import sentences
from scoring.sheets.look import TAB_FIGURES, TAB_SUMMARY
from scoring.sheets.report import Imprint, ReportBook
from scoring.sheets.table import Table

SAID = "Tóm tắt"
NAMES = {
    "classes": "Số đơn vị theo loại",
    "moved": "Đổi loại, đổi hạng",
    "reach": "Lên, xuống một loại",
    "stability": "Độ vững thứ hạng",
    "influence": "Ảnh hưởng tiêu chí",
    "one_step_less": "Hạ một mức",
}
EMPTY = "Không có đơn vị nào."
_TOP = 4


def write_book(target: IO[bytes], tried: Tried) -> None:
    """The same trial, the same bytes."""
    run = tried.run
    criteria = run.criteria
    imprint = Imprint(
        title=f"Thử phương án {run.period_words}",
        author=criteria.office,
        company=criteria.issuer,
        version=run.version,
        day=criteria.period.end,
        banner=criteria.banner,
        footer=f"{criteria.issuer} · {tried.words} · Số liệu thử, không phải kết quả xếp loại",
    )
    with ReportBook(target, imprint) as book:
        _said(book, tried)
        for name, table in tables(tried).items():
            _sheet(book, tried, name, table)


def _said(book: ReportBook, tried: Tried) -> None:
    sheet = book.sheet(SAID, [125.0], landscape=True, tab=TAB_SUMMARY)
    sheet.heading("Thử phương án", "Số liệu thử để cân nhắc, không phải kết quả xếp loại.")
    for row, words in enumerate(sentences(tried), _TOP):
        sheet.merged(row, 0, 0, words, "text")
    sheet.raw.fit_to_pages(1, 0)


def _sheet(book: ReportBook, tried: Tried, name: str, table: Table) -> None:
    sheet = book.sheet(NAMES[name], table.widths, landscape=True, tab=TAB_FIGURES)
    sheet.heading(NAMES[name], f"{tried.run.criteria.name} · {tried.words}")
    last = table.write(sheet, _TOP, EMPTY)
    table.settle(sheet, _TOP, last, kept=1, filtered=bool(table.rows))
    put_chart(book, sheet, table, name, _TOP)
