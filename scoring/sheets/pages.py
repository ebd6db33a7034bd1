"""Where printed pages end: no heading alone at a foot, no row or two alone on a last page.

Rows keep the pages that Excel gives them as long as those are sound. Where they are not, the sheet first gets
a slightly smaller print that saves the last page, else breaks of its own. Excel heeds no break of pages that
are fitted to a width: such a sheet then has the scale that the fit would give.

It rests on names that xlsxwriter documents nowhere: ``row_sizes``, ``col_info``, ``hbreaks``, ``fit_page``,
``fit_width``, ``fit_height``, ``print_scale``, ``orientation``, ``paper_size``, ``margin_left`` and so on,
``print_area_range``, ``repeat_row_range``, ``dim_rowmax``; tests/sheets/test_pages.py reads them back.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

LEAST = 3  # rows on a last page
SMALLER = 0.95  # of the scale: letters of 11 points lose half a point at most
SMALLEST = 73  # percent: letters of 11 points are printed in 8
ROOMS = (1.0, 0.985)  # of a page: every printer takes a little more or less for the same row
MOST_BREAKS = 1_000  # Excel takes 1,026 of them
_PAPER = {9: (8.27, 11.69), 8: (11.69, 16.54)}  # inches of A4 and A3, by their number in the format
_POINTS, _POINTS_A_PIXEL = 72.0, 0.75
_LIBREOFFICE = 1.05  # it takes a digit of the default font for 7.33 pixels, where Excel takes 7


@dataclass(frozen=True, slots=True)
class Flow:
    """The rows that are printed, from ``first`` on; their heights in points.

    Attributes:
        kept: rows that stay on the page of the row below them.
        titles: the rows that every page repeats.
        breaks: rows before which a page ends in any case.
    """

    first: int
    heights: Sequence[float]
    kept: Collection[int] = frozenset()
    titles: range = range(0)
    breaks: Collection[int] = frozenset()

    @property
    def end(self) -> int:
        """The row below the last."""
        return self.first + len(self.heights)

    def pages(self, room: float, *, sound: bool) -> list[range]:
        """The rows of each page; ``sound``: ended as they ought to, else where they are full."""
        ends = sorted(each for each in self.breaks if self.first < each < self.end)
        parts = (range(*part) for part in pairwise((self.first, *ends, self.end)))
        return [page for part in parts for page in self._cut(part, room, sound)]

    def _cut(self, part: range, room: float, sound: bool) -> list[range]:
        start, used, pages = part.start, 0.0, list[range]()
        for row in part:
            height = self.heights[row - self.first]
            if used and used + height > room:
                cut = self._above(row, start) if sound else row
                pages.append(range(start, cut))
                start, used = cut, self._repeated(cut) + self._height(range(cut, row))
            used += height
        if sound and pages and part.stop - start < LEAST:
            before = pages[-1].start
            cut = max(self._above(part.stop - LEAST, before), before + 1)
            pages[-1], start = range(before, cut), cut
        return [*pages, range(start, part.stop)]

    def _above(self, row: int, start: int) -> int:
        """The row itself, or the first of the headings that stand right above it."""
        cut = row
        while cut - 1 in self.kept:
            cut -= 1
        return cut if cut > start else row

    def _repeated(self, row: int) -> float:
        return self._height(self.titles) if row >= self.titles.stop else 0.0

    def _height(self, rows: range) -> float:
        return sum(self.heights[row - self.first] for row in rows if self.first <= row < self.end)

    def is_sound(self, pages: Sequence[range]) -> bool:
        """No page but one of a kept group ends with a heading, and no part ends with a row or two."""
        for page, following in pairwise(pages):
            if self._above(page.stop, page.start) != page.stop and page.stop not in self.breaks:
                return False
            is_last = following.stop == self.end or following.stop in self.breaks
            if is_last and len(following) < LEAST and following.start not in self.breaks:
                return False
        return True


def settle(
    sheet: Worksheet, kept: Collection[int], heights: Mapping[int, float], smallest: int = SMALLEST
) -> None:
    """Give a sheet whose pages would end badly another scale or breaks.

    Args:
        sheet: written, its print set up.
        kept: rows that stay on the page of the row below them.
        heights: of rows that the sheet itself does not remember, in points.
        smallest: the scale in percent that it may be shrunk to.
    """
    if sheet.fit_page and sheet.fit_height:
        return  # one page
    flow, scale, room = _flow(sheet, kept, heights), _scale(sheet), _room(sheet) * 100
    unheeded = bool(sheet.fit_page and flow.breaks)
    if not unheeded and all(flow.is_sound(flow.pages(room * share / scale, sound=False)) for share in ROOMS):
        return
    least = max(smallest, int(scale * SMALLER)) if sheet.fit_page else scale  # a scale that was set stays
    scale, pages = _settled(flow, scale, least, room * min(ROOMS))
    breaks = [page.start for page in pages[1:]]
    if len(breaks) <= MOST_BREAKS:
        sheet.set_print_scale(scale)
        sheet.set_h_pagebreaks(breaks)


def _settled(flow: Flow, scale: int, least: int, room: float) -> tuple[int, list[range]]:
    """The scale and the pages: smaller letters where they save a page."""
    wanted = flow.pages(room / scale, sound=True)
    for smaller in range(scale - 1, least - 1, -1):
        pages = flow.pages(room / smaller, sound=True)
        if len(pages) < len(wanted):
            return smaller, pages
    return scale, wanted


def _flow(sheet: Worksheet, kept: Collection[int], heights: Mapping[int, float]) -> Flow:
    rows = _area(sheet)[0]
    title_rows = _numbers(sheet.repeat_row_range)
    titles = range(title_rows[0] - 1, title_rows[-1]) if title_rows else range(0)
    printed = [_height(sheet, row, heights) for row in rows]
    return Flow(rows.start, printed, kept, titles, frozenset(sheet.hbreaks))


def _height(sheet: Worksheet, row: int, heights: Mapping[int, float]) -> float:
    if row in heights:
        return heights[row]
    pixels, is_hidden = sheet.row_sizes.get(row, (sheet.default_row_height, False))
    return 0.0 if is_hidden else pixels * _POINTS_A_PIXEL


def _scale(sheet: Worksheet) -> int:
    """The scale in percent; of a sheet that is fitted to the width of a page the one that this gives."""
    if not sheet.fit_page:
        return int(sheet.print_scale)
    columns = (sheet.col_info.get(column) for column in _area(sheet)[1])
    pixels = sum(
        sheet.default_col_width if each is None else 0 if each.hidden else each.width or 0 for each in columns
    )
    wide = _paper(sheet)[0] - (sheet.margin_left + sheet.margin_right) * _POINTS
    return min(100, int(wide * 100 / (max(1, pixels) * _POINTS_A_PIXEL * _LIBREOFFICE)))


def _room(sheet: Worksheet) -> float:
    """How much stands on a page that is not shrunk, in points."""
    return _paper(sheet)[1] - (sheet.margin_top + sheet.margin_bottom) * _POINTS


def _paper(sheet: Worksheet) -> tuple[float, float]:
    """Width and height in points; the orientation is 1 where the page is upright."""
    across, down = (inches * _POINTS for inches in _PAPER[sheet.paper_size])
    return (across, down) if sheet.orientation else (down, across)


def _area(sheet: Worksheet) -> tuple[range, range]:
    """The rows and columns that are printed."""
    if not sheet.print_area_range:
        return range((sheet.dim_rowmax or 0) + 1), range((sheet.dim_colmax or 0) + 1)
    first, last = sheet.print_area_range.rpartition("!")[2].split(":")
    top, left = xl_cell_to_rowcol(first)
    bottom, right = xl_cell_to_rowcol(last)
    return range(top, bottom + 1), range(left, right + 1)


def _numbers(area: str) -> list[int]:
    return [int(number) for number in re.findall(r"\$(\d+)", area.rpartition("!")[2])]
