"""The three charts of Tổng quan; their words are Vietnamese and their figures the sheet's own cells."""

from typing import Any

from scoring.dataclass import dataclass
from scoring.engine.model import State
from scoring.reports.consolidated.plan import COMPARED, OVERVIEW
from scoring.reports.run_book import RunBook
from scoring.reports.tables import evaluated_states
from scoring.sheets.look import (
    CRIMSON,
    DEEP_BLUE,
    FAINT,
    FIXED_FORMAT,
    FRAME,
    GOLD,
    LEAF,
    LINE,
    NAVY,
    ORANGE,
    RULE,
    SERIES,
    chart_font,
)
from scoring.sheets.report import ReportSheet

STATE_COLOURS = {
    State.NOT_SUBMITTED: CRIMSON,
    State.NO_FORM: ORANGE,
    State.TO_MEND: GOLD,
    State.VALID: LEAF,
    State.VERIFIED: DEEP_BLUE,
    State.INELIGIBLE: FAINT,
    State.NOTHING_ASKED: LINE,
    State.LEFT_OUT: FRAME,
}
WIDTH, HEIGHT = 1040, 330  # pixels, of the chart below a table


@dataclass(frozen=True, slots=True)
class CountTable:
    """Where a table of counts stands: its first row of figures, number of rows, number of blocks."""

    top: int
    rows: int
    blocks: int

    @property
    def total_column(self) -> int:
        """The column of the sums."""
        return 1 + self.blocks


def new_chart(book: RunBook, options: dict[str, Any], title: str) -> Any:
    """A chart with its title in the house's look."""
    chart = book.chart(options)
    chart.set_title({"name": title, "name_font": chart_font(13, bold=True, color=NAVY), "overlay": False})
    chart.set_chartarea({"border": {"color": FRAME}})
    return chart


def classes(book: RunBook, table: CountTable) -> Any:
    """Units of each class, by block."""
    name = OVERVIEW
    chart = new_chart(book, {"type": "column"}, "Số đơn vị theo xếp loại và khối")
    last = table.top + table.rows - 1
    for n in range(table.blocks):
        colour = SERIES[n % len(SERIES)]
        chart.add_series(
            {
                "name": [name, table.top - 1, 1 + n],
                "categories": [name, table.top, 0, last, 0],
                "values": [name, table.top, 1 + n, last, 1 + n],
                "fill": {"color": colour},
                "gap": 80,
                "data_labels": {"value": True, "font": chart_font(11), "num_format": "0;;"},
            }
        )
    chart.set_x_axis({"num_font": chart_font(11)})
    chart.set_y_axis(
        {
            "num_font": chart_font(11),
            "major_gridlines": {"visible": True, "line": {"color": RULE}},
            "name": "Số đơn vị",
            "name_font": chart_font(11, bold=False),
            "num_format": "0",
            "min": 0,
        }
    )
    chart.set_legend({"position": "bottom", "font": chart_font(11)})
    return chart


def states(book: RunBook, table: CountTable) -> Any:
    """Units in each state."""
    name, last = OVERVIEW, table.top + table.rows - 1
    chart = new_chart(book, {"type": "bar"}, "Tình trạng nộp biểu (số đơn vị)")
    chart.add_series(
        {
            "name": "Số đơn vị",
            "categories": [name, table.top, 0, last, 0],
            "values": [name, table.top, table.total_column, last, table.total_column],
            "points": [{"fill": {"color": STATE_COLOURS[state]}} for state in evaluated_states(book.run)],
            "data_labels": {"value": True, "font": chart_font(11)},
            "gap": 50,
        }
    )
    _bars(chart)
    return chart


def best(book: RunBook, top: int, count: int) -> Any:
    """The highest scores, whose table begins at row ``top``."""
    name, last = OVERVIEW, top + count - 1
    chart = new_chart(book, {"type": "bar"}, "Đơn vị điểm xếp loại cao nhất")
    chart.add_series(
        {
            "name": "Điểm xếp loại",
            "categories": [name, top, 0, last, 0],
            "values": [name, top, 1, last, 1],
            "fill": {"color": SERIES[0]},
            "gap": 40,
            "data_labels": {"value": True, "font": chart_font(11), "num_format": FIXED_FORMAT},
        }
    )
    _bars(chart)
    return chart


def gaps(
    book: RunBook, sheet: ReportSheet, rows: tuple[int, int], columns: tuple[int, int], below: int
) -> None:
    """The gap of each unit, self less verified: ``rows`` is first and count, ``columns`` name and gap."""
    (top, count), (names, values), name = rows, columns, COMPARED
    chart = new_chart(book, {"type": "bar"}, "Chênh lệch điểm tự chấm so với thẩm định, theo đơn vị")
    chart.add_series(
        {
            "name": "Chênh lệch",
            "categories": [name, top, names, top + count - 1, names],
            "values": [name, top, values, top + count - 1, values],
            "fill": {"color": SERIES[0]},
            "invert_if_negative": True,
            "invert_if_negative_color": SERIES[1],
            "gap": 40,
            "data_labels": {"value": True, "font": chart_font(9), "num_format": "0.##"},
        }
    )
    chart.set_y_axis(
        {"reverse": True, "num_font": chart_font(9), "label_position": "low", "interval_unit": 1}
    )
    chart.set_x_axis({"num_font": chart_font(9), "major_gridlines": {"visible": False}, "visible": False})
    chart.set_legend({"none": True})
    chart.set_size({"width": WIDTH, "height": max(HEIGHT, 60 + 26 * count)})
    sheet.place_chart(below, 1, chart, {"object_position": 2})


def _bars(chart: Any) -> None:
    """First row on top, no legend for one series."""
    chart.set_y_axis({"reverse": True, "num_font": chart_font(11), "interval_unit": 1})
    chart.set_x_axis(
        {"num_font": chart_font(11), "major_gridlines": {"visible": False}, "min": 0, "visible": False}
    )
    chart.set_legend({"none": True})
