"""What of a signed table stays together: nobody signs a page that holds little else."""

from dataclasses import dataclass

from scoring.sheets.look import SIGNED_MARGINS
from scoring.sheets.measure import LINE_POINTS
from scoring.sheets.report import ReportSheet

WIDTH, HEIGHT = 77.0, 727.0  # an upright page that is not shrunk: characters across, points down
LEAST_SCALE = 91  # percent: letters of 11 points are printed in 10


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the parts of a sheet begin: the titles that pages repeat, and what stands below the table.

    Lists of units, notes and signatures do; ``end`` is the row below them all.
    """

    head: int
    lists: int
    end: int


def print_signed(sheet: ReportSheet, rows: Rows) -> None:
    """Fit the sheet to the width of the page, its closing part kept together."""
    sheet.raw.set_margins(**SIGNED_MARGINS)
    whole = _height(sheet, range(1, rows.end))
    single = whole <= HEIGHT * 100 / LEAST_SCALE
    sheet.paged_apart(single=single)
    if single:
        sheet.raw.fit_to_pages(1, 1)
        return
    sheet.smallest = LEAST_SCALE
    sheet.raw.fit_to_pages(1, 0)
    room = HEIGHT * sum(sheet.widths) / WIDTH
    if _height(sheet, range(1, rows.lists)) > room:
        sheet.raw.repeat_rows(rows.head)  # not above lists that are no part of the table
    if _height(sheet, range(rows.lists, rows.end)) + sheet.heights[rows.head] <= room:
        sheet.keep(rows.lists, rows.end)


def _height(sheet: ReportSheet, rows: range) -> float:
    return sum(sheet.heights.get(row, LINE_POINTS) for row in rows)
