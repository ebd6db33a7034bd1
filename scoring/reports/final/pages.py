"""Where a signed table is cut into pages: nobody signs a page that holds little else."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.sheets.look import SIGNED_MARGINS
from scoring.sheets.measure import LINE_POINTS
from scoring.sheets.report import ReportSheet

WIDTH, HEIGHT = 77.0, 727.0  # an upright page that is not shrunk: characters across, points down
LEAST_SCALE = 91  # percent: letters of 11 points are printed in 10
LEAST = 3  # rows that stand above the signatures on their page


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the parts of a sheet begin: the titles that pages repeat, the lists below the table, the notes.

    Where there are no lists, they begin where the notes do. Signatures stand below the notes; ``end`` is
    the row below all.
    """

    head: int
    lists: int
    notes: int
    end: int


def print_signed(sheet: ReportSheet, rows: Rows) -> None:
    """Fit the sheet to the width of the page, its closing part kept together."""
    sheet.raw.set_margins(**SIGNED_MARGINS)
    scale = min(100, int(WIDTH * 100 / sum(sheet.widths)))
    whole = sum(_height(sheet.heights, row) for row in range(1, rows.end))
    single = whole <= HEIGHT * 100 / LEAST_SCALE
    sheet.paged_apart(single=single)
    if single:
        sheet.raw.fit_to_pages(1, 1)
        return
    room = HEIGHT * 100 / scale
    if sum(_height(sheet.heights, row) for row in range(1, rows.lists)) > room:
        sheet.raw.repeat_rows(rows.head)  # not above lists that are no part of the table
    cut = page_break(sheet.heights, room, rows)
    if cut is None:
        sheet.raw.fit_to_pages(1, 0)
    else:  # Excel heeds no break of fitted pages
        sheet.raw.set_print_scale(scale)
        sheet.raw.set_h_pagebreaks([cut])


def page_break(heights: Mapping[int, float], room: float, rows: Rows) -> int | None:
    """The row before which a page has to end; None where the pages end well by themselves."""
    start = _last_page(heights, room, rows)
    below = sum(_height(heights, row) for row in (rows.head, *range(rows.lists, rows.end)))
    if rows.lists < min(start, rows.notes) and below <= room:
        return rows.lists
    kept = rows.notes - 1 - LEAST  # an empty row stands above the notes
    return kept if start > kept else None


def _last_page(heights: Mapping[int, float], room: float, rows: Rows) -> int:
    """The first row of the last page, were the pages cut where they are full."""
    start, used = 1, 0.0
    for row in range(1, rows.end):
        height = _height(heights, row)
        if used + height > room:
            start, used = row, _height(heights, rows.head)
        used += height
    return start


def _height(heights: Mapping[int, float], row: int) -> float:
    return heights.get(row, LINE_POINTS)
