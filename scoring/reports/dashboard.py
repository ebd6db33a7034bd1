"""Charts beside the tables whose figures they show: one look on a screen, and legible on A4."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from scoring.sheets.report import ReportSheet

GAP = 2.0  # the width of the column between tables and charts
_COLUMN = 9.5  # width of the columns below the charts
_LETTER, _SIDES, _ROW, _PIXELS_A_POINT = 7, 5, 20, 4 / 3
_WIDE = 1_290  # pixels across an A4 page on its side, printed at 74 percent: letters of 11 points in 8
_WIDEST, _NARROWEST, _LOWEST = 640, 400, 240  # pixels of a chart
_OFF = 3  # pixels: the frame of a chart that touches the next row or column is printed on another page
_SCALE = 74  # percent
_NARROW_FROM, _NARROW, _USUAL = 6, 9.0, 12.0  # columns of figures: how many are many, and their widths


def table_widths(label: float, columns: int) -> list[float]:
    """Widths of a column of names and so many columns of figures."""
    return [label, *[_NARROW if columns >= _NARROW_FROM else _USUAL] * columns]


def _across(widths: Sequence[float]) -> int:
    """Columns side by side in pixels."""
    return sum(int(width * _LETTER + 0.5) + _SIDES for width in widths)


class Dashboard:
    """The right half of a sheet. Charts stand on the page of their table, or where the tables leave no room
    for them on pages of their own."""

    def __init__(self, sheet: ReportSheet) -> None:
        room = _WIDE - _across((*sheet.widths, GAP))
        self._is_apart = room < _NARROWEST
        widest = _WIDEST if self._is_apart else min(_WIDEST, room)
        self._column = len(sheet.widths) + 1
        whole, rest = divmod(widest, _COLUMN * _LETTER + _SIDES)
        below = [*[_COLUMN] * int(whole), max(1.0, (rest - _SIDES) // _LETTER)]
        self._width = _across(below) - _OFF
        sheet.set_widths([*sheet.widths, GAP, *below])
        self._sheet, self._end = sheet, self._column + len(below) - 1

    def place(self, chart: Any, first: int, last: int) -> int:
        """Put a chart beside the rows from ``first`` to ``last``; the row from which more may follow."""
        beside = sum(self._pixels(row) for row in range(first, last + 1))
        height = max(_LOWEST, beside)
        chart.set_size({"width": self._width, "height": height - _OFF})
        self._sheet.raw.insert_chart(first, self._column, chart, {"object_position": 2, "y_offset": _OFF})
        end = last + ceil((height - beside) / _ROW)
        self._sheet.keep(first, end)
        return end + 2

    def _pixels(self, row: int) -> int:
        height = self._sheet.heights.get(row)
        return _ROW if height is None else int(height * _PIXELS_A_POINT + 0.5)

    def settle(self, last: int) -> None:
        """Print set-up, down to row ``last``."""
        raw = self._sheet.raw
        self._sheet.print_to(last, self._end)
        if self._is_apart:
            raw.set_print_scale(_SCALE)
            raw.set_v_pagebreaks([self._column - 1])
        else:
            raw.fit_to_pages(1, 0)
