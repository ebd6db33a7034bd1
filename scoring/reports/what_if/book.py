"""thu-phuong-an.xlsx: a sheet a table, sentences first, charts beside the figures they show."""

from collections.abc import Mapping
from typing import IO, Any

from scoring.reports.what_if.tables import tables
from scoring.reports.what_if.tried import Tried
from scoring.reports.what_if.words import sentences
from scoring.sheets.look import DEEP_BLUE, ORANGE, RULE, TAB_FIGURES, TAB_SUMMARY, chart_font
from scoring.sheets.report import Imprint, ReportBook, ReportSheet
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
CHARTED = 40
"""Rows that a chart can show."""


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
    if table.rows and name in _CHARTS:
        rows = (_TOP, min(last, _TOP + CHARTED - 1))
        _chart(book, sheet, table, _CHARTS[name], rows)


_CHARTS: Mapping[str, tuple[str, str, tuple[tuple[str, str, str], ...]]] = {
    "classes": (
        "Số đơn vị theo loại",
        "class",
        (("before", "Hiện nay", DEEP_BLUE), ("after", "Phương án", ORANGE)),
    ),
    "stability": (
        "Khoảng hạng trong 90% lần thử",
        "name",
        (("low", "Hạng tốt", DEEP_BLUE), ("high", "Hạng kém", ORANGE)),
    ),
    "influence": (
        "Trọng số đã đặt và trọng số thực tế (%)",
        "code",
        (("nominal", "Đã đặt", DEEP_BLUE), ("effective", "Thực tế", ORANGE)),
    ),
}
"""Title, the column of names, the columns of figures with their names and colours."""


def _chart(
    book: ReportBook,
    sheet: ReportSheet,
    table: Table,
    wanted: tuple[str, str, tuple[tuple[str, str, str], ...]],
    rows: tuple[int, int],
) -> None:
    """Below the table, so that no column of it is hidden."""
    title, names, series = wanted
    chart = book.chart({"type": "bar" if names == "name" else "column"})
    chart.set_title({"name": title, "name_font": chart_font(13)})
    where = sheet.raw.name
    for key, label, colour in series:
        chart.add_series(
            {
                "name": label,
                "categories": [where, rows[0], table.place(names), rows[1], table.place(names)],
                "values": [where, rows[0], table.place(key), rows[1], table.place(key)],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    grid: dict[str, Any] = {
        "num_font": chart_font(9),
        "major_gridlines": {"visible": True, "line": {"color": RULE}},
    }
    plain: dict[str, Any] = {"num_font": chart_font(9), "reverse": names == "name"}
    chart.set_x_axis(grid if names == "name" else plain)
    chart.set_y_axis(plain if names == "name" else grid)
    chart.set_legend({"position": "bottom", "font": chart_font(10)})
    height = max(330, 24 * (rows[1] - rows[0] + 1)) if names == "name" else 330
    chart.set_size({"width": 1000, "height": height})
    sheet.raw.insert_chart(_TOP + len(table.rows) + 1, 0, chart, {"object_position": 2})
