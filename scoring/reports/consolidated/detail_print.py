"""How a Chi tiết sheet is printed: on one page where that stays readable, else across and down."""

from scoring.reports.consolidated.plan import DETAIL_LEFT, DETAIL_NAMES, DETAIL_TOP, Detail
from scoring.sheets.report import FULL_SIZE_WIDTH, ReportSheet

CODE, TOP = 0, 2  # columns that are repeated on every page, and what stands between them
ONE_PAGE = 900.0  # points of height that stay readable when shrunk to one page
LARGEST_SCALE = 80  # percent; larger print only takes more pages


def set_up(sheet: ReportSheet, detail: Detail, pages: int, per_page: int) -> None:
    """Panes, print area, scale and breaks; ``per_page`` units stand side by side on each of the ``pages``."""
    raw, units = sheet.raw, len(detail.units)
    end = (detail.row("heading", "helpers") or DETAIL_TOP) - 1
    raw.freeze_panes(DETAIL_TOP, DETAIL_LEFT)
    raw.repeat_rows(DETAIL_NAMES, DETAIL_TOP - 1)
    raw.repeat_columns(CODE, TOP)
    sheet.print_to(end, DETAIL_LEFT + units - 1)
    if pages == 1:
        height = sum(points for row, points in sheet.heights.items() if row <= end)
        if height <= ONE_PAGE:
            raw.fit_to_pages(1, 1)
            return
    across = sum(sheet.widths[:DETAIL_LEFT]) + per_page * sheet.widths[-1]
    raw.set_print_scale(min(LARGEST_SCALE, int(FULL_SIZE_WIDTH * 100 / across)))
    sheet.keep(_conclusion(detail), end)  # conditions and results stay together
    raw.set_v_pagebreaks([DETAIL_LEFT + per_page * page for page in range(1, pages)])


def _conclusion(detail: Detail) -> int:
    """The row where conditions begin, or results where the set has no conditions."""
    row = detail.row("heading", "conditions") or detail.row("heading", "results")
    assert row, "every detail sheet has results"
    return row
