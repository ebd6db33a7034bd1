"""Where everything stands in a city's workbook, settled before anything is written."""

from dataclasses import dataclass

from scoring.reports.headings import short_block
from scoring.reports.rollup.model import Rollup, Ward
from scoring.sheets.address import fixed, quoted
from scoring.sheets.report import ReportSheet
from scoring.sheets.safe import sheet_name

OVERVIEW, WARDS, SOURCES, REFUSED = "Tổng quan", "Theo phường, xã", "Nguồn", "Không nhận, còn thiếu"
NAME = 1  # the column of wards and units on Tổng quan and Theo phường, xã
BLOCKS_TOP = 10  # first row of the table by block on Tổng quan
CHART_ROWS = 18
WARDS_TOP = 4


@dataclass(frozen=True)
class RollupPlan:
    """The addresses: sheets of the ranking by block, rows of wards and units by the ward's folder."""

    rollup: Rollup
    rankings: dict[str, str]
    overview: dict[str, int]
    sections: dict[str, int]

    @property
    def overview_top(self) -> int:
        """The first row of the table by ward on Tổng quan."""
        return min(self.overview.values())

    def ward_away(self, ward: Ward) -> str:
        """The ward's section, as another sheet writes it."""
        return f"{quoted(WARDS)}!{fixed(self.sections[ward.folder], NAME)}"

    def unit_away(self, ward: Ward, number: int) -> str:
        """The row of the ward's unit with this number from 0."""
        return f"{quoted(WARDS)}!{fixed(self.sections[ward.folder] + 1 + number, NAME)}"

    def overview_away(self, ward: Ward) -> str:
        """The ward's row on Tổng quan."""
        return f"{quoted(OVERVIEW)}!{fixed(self.overview[ward.folder], NAME)}"


def make_plan(rollup: Rollup) -> RollupPlan:
    """Settle sheets and rows."""
    taken = {name.casefold() for name in (OVERVIEW, WARDS, SOURCES, REFUSED)}
    rankings = {
        block.code: sheet_name(f"Xếp hạng {short_block(block.name)}", taken)
        for block in rollup.blocks
        if rollup.ranking[block.code]
    }
    top = BLOCKS_TOP + len(rollup.blocks) + 1 + CHART_ROWS + 3
    sections, row = {}, WARDS_TOP
    for ward in rollup.wards:
        sections[ward.folder] = row
        row += 1 + len(ward.results.units)
    overview = {ward.folder: top + n for n, ward in enumerate(rollup.wards)}
    return RollupPlan(rollup, rankings, overview, sections)


def finish(sheet: ReportSheet, last: tuple[int, int], *, titles: int, held: int) -> None:
    """Print set-up of a list: the row of the ``titles``, the columns ``held`` in view."""
    raw, (row, column) = sheet.raw, last
    raw.freeze_panes(titles + 1, held)
    raw.repeat_rows(titles)
    sheet.print_to(row, column)
    raw.fit_to_pages(1, 0)
