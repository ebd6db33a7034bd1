"""Tổng quan on paper: legible, every chart beside its table."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.criteria.loader import load_roster
from scoring.reports.consolidated import write_consolidated
from scoring.reports.consolidated.plan import OVERVIEW
from scoring.reports.dashboard import table_widths
from scoring.reports.period import write_period
from scoring.sheets.look import SIZE
from tests.reports.period.runs import run as nine_months
from tests.reports.runs import consolidate, form, receipt
from tests.support.printed import printed
from tools.libreoffice import LibreOffice

VIET_HOA = Path(__file__).parents[2] / "criteria" / "viet-hoa-2026"
LEGIBLE = 8  # points


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The year and nine months of the shipped set."""
    roster, folder = load_roster(VIET_HOA), tmp_path_factory.mktemp("tong-quan")
    year = consolidate(roster, tuple(receipt(form(roster, unit, 5)) for unit in roster.evaluated))
    for name, write, run in (
        ("nam", write_consolidated, year),
        ("9-thang", write_period, nine_months(roster)),
    ):
        buffer = BytesIO()
        write(buffer, run)
        (folder / f"{name}.xlsx").write_bytes(buffer.getvalue())
    return [folder / "nam.xlsx", folder / "9-thang.xlsx"]


def overview(path: Path) -> Worksheet:
    return load_workbook(path)[OVERVIEW]


def test_letters_are_8_points_or_more_in_tables_and_charts(paths: list[Path]) -> None:
    for path in paths:
        sheet = overview(path)
        scale = (sheet.page_setup.scale or 100) / 100
        assert not sheet.sheet_properties.pageSetUpPr.fitToPage
        sizes = [
            cell.font.size for row in sheet[sheet.print_area.rpartition("!")[2]] for cell in row if cell.value
        ]
        assert sizes and min(sizes) * scale >= LEGIBLE
        assert SIZE * scale >= LEGIBLE  # what the charts are written in


def test_a_page_of_a_chart_holds_the_title_of_its_table(paths: list[Path], libreoffice: LibreOffice) -> None:
    year, nine = [["\n".join(page) for page in pages] for pages in printed(paths, libreoffice)]
    for pages, pairs in (
        (
            year,
            {
                "Số đơn vị theo xếp loại và khối": "Xếp loại theo khối",
                "Tình trạng nộp biểu (số đơn vị)": "Tình trạng nộp theo khối",
                "Đơn vị điểm xếp loại cao nhất": "10 đơn vị điểm cao nhất",
            },
        ),
        (nine, {"Thời hạn nộp báo cáo (số đơn vị)": "Thời hạn nộp theo khối"}),
    ):
        for chart, table in pairs.items():
            [page] = [page for page in pages[:3] if chart in page]
            assert table in page, chart


def test_every_chart_is_beside_tables_and_within_what_is_printed(paths: list[Path]) -> None:
    for path in paths:
        sheet = overview(path)
        columns = len([each for each in sheet[7] if each.value is not None])
        assert columns
        bottom = int(sheet.print_area.rpartition("$")[2])
        for chart in sheet._charts:
            assert chart.anchor._from.col > 4 and chart.anchor.to.row <= bottom


def test_no_name_is_left_out_and_no_axis_counts_halves_of_units(paths: list[Path]) -> None:
    """LibreOffice leaves every other name out where they stand close, and steps by 0.5 below five units."""
    year, nine = (overview(path)._charts for path in paths)  # type: ignore[attr-defined]
    lying = [chart for chart in (*year, *nine) if chart.barDir == "bar"]
    assert [chart.x_axis.tickLblSkip for chart in lying] == [1] * 4
    assert len(nine) == 2 and all(chart.y_axis.delete for chart in nine)


def test_many_blocks_get_narrow_columns() -> None:
    assert table_widths(30, 5) == [30, 12, 12, 12, 12, 12]
    assert table_widths(30, 8) == [30, *[9] * 8]
