"""The charts of a trial: class counts, rank shifts, intervals of places, weights on paper and in effect."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from scoring.sheets.look import DEEP_BLUE, ORANGE, RULE, chart_font
from scoring.sheets.report import COMPANY, ReportBook, ReportSheet
from scoring.sheets.table import Table

CHARTED = 60
"""Rows that a chart can show."""
_WIDTH, _HEIGHT, _TALLEST = 1000, 330, 600
_AROUND = 80  # pixels of title and legend
_SHORT = 10
"""Rows that leave room for the chart on the same page."""
_A_ROW, _LEAST_ROW = 24, 16
"""Pixels of a row where names stand beside the bars, and those that a name needs."""


@dataclass(frozen=True, slots=True)
class Charted:
    """A chart of a table: columns from ``names`` on say whose the figures are.

    ``kind``: ``column``; ``bar``, names beside; ``span``, a line from the first figure to the last one.
    ``figures``: the columns of figures with their names and colours.
    """

    title: str
    kind: Literal["column", "bar", "span"]
    names: tuple[str, ...]
    figures: tuple[tuple[str, str, str], ...]


CHARTS: Mapping[str, Charted] = {
    "classes": Charted(
        "Số đơn vị theo loại",
        "column",
        ("scenario", "class"),
        (("before", "Hiện nay", DEEP_BLUE), ("after", "Phương án", ORANGE)),
    ),
    "moved": Charted(
        "Lên (+), xuống (-) bậc hạng", "bar", ("scenario", "name"), (("rise", "Bậc hạng", DEEP_BLUE),)
    ),
    "stability": Charted(
        "Khoảng hạng trong 90% lần thử",
        "span",
        ("name",),
        (("low", "Hạng tốt", DEEP_BLUE), ("place", "Hạng hiện nay", RULE), ("high", "Hạng kém", ORANGE)),
    ),
    "influence": Charted(
        "Trọng số đã đặt và trọng số thực tế (%)",
        "column",
        ("code",),
        (("nominal", "Đã đặt", DEEP_BLUE), ("effective", "Thực tế", ORANGE)),
    ),
}


def put_chart(book: ReportBook, sheet: ReportSheet, table: Table, name: str, top: int) -> None:
    """Below the table, on the page of its last rows; none where every figure is 0 or absent."""
    wanted = CHARTS.get(name)
    keys = [key for key, _, _ in wanted.figures] if wanted else []
    if wanted is None or not any(row[key] for row in table for key in keys):
        return
    most = (_TALLEST - _AROUND) // _LEAST_ROW if wanted.kind == "bar" else CHARTED
    shown = min(len(table.rows), most)
    chart = book.chart({"type": "line" if wanted.kind == "span" else wanted.kind})
    cut = f" ({shown} dòng đầu)" if shown < len(table.rows) else ""
    chart.set_title({"name": wanted.title + cut, "name_font": chart_font(13)})
    where, last = sheet.raw.name, top + shown - 1
    first, end = table.place(wanted.names[0]), table.place(wanted.names[-1])
    for key, label, colour in wanted.figures:
        column = table.place(key)
        series = {
            "name": label,
            "categories": [where, top, first, last, end],
            "values": [where, top, column, last, column],
            **_look(wanted, colour),
        }
        chart.add_series(series)
    _dress(chart, wanted)
    tall = max(_HEIGHT, min(_TALLEST, _A_ROW * shown + _AROUND))
    chart.set_size({"width": _WIDTH, "height": tall if wanted.kind == "bar" else _HEIGHT + 90})
    below = top + len(table.rows) + 1
    if len(table.rows) <= _SHORT:
        sheet.raw.fit_to_pages(1, 1)  # no page ends in the middle of the chart
    # Off the edge of its page: LibreOffice draws a frame that lies on it on the page before as well.
    sheet.place_chart(below, 0, chart, {"object_position": 2, "y_offset": 6}, company=COMPANY)


def _look(wanted: Charted, colour: str) -> dict[str, Any]:
    if wanted.kind != "span":
        return {"fill": {"color": colour}, "gap": 60}
    marker = {"type": "diamond", "size": 7, "fill": {"color": colour}, "border": {"color": colour}}
    return {"line": {"none": True}, "marker": marker}


def _dress(chart: Any, wanted: Charted) -> None:
    grid: dict[str, Any] = {
        "num_font": chart_font(9),
        "major_gridlines": {"visible": True, "line": {"color": RULE}},
    }
    names: dict[str, Any] = {"num_font": chart_font(9)}
    if wanted.kind == "bar":
        names |= {"reverse": True, "label_position": "low"}
    if wanted.kind == "span":  # the first place on top
        grid |= {"reverse": True, "min": 1, "crossing": "max", "num_format": "0"}
        names["num_font"] = {**chart_font(9), "rotation": -60}
        chart.set_high_low_lines({"line": {"color": DEEP_BLUE, "width": 1.5}})
    chart.set_x_axis(grid if wanted.kind == "bar" else names)
    chart.set_y_axis(names if wanted.kind == "bar" else grid)
    chart.set_legend({"position": "bottom", "font": chart_font(10)})
