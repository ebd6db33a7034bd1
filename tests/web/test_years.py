"""Các năm on the page: the same years as the command, one unit drawn with its numbers beside."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.support.commands import danvan
from tests.web.conftest import Browser


@pytest.fixture
def last_year(root: Path) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (
        ("Đơn vị", "Điểm", "Xếp loại", "Hạng"),
        ("Công an phường", 88, "Tốt", 1),
        ("Đội chợ", 60, "Khá", 2),
    ):
        book.active.append(row)
    path = root / "inputs" / "2025" / "ket-qua.xlsx"
    path.parent.mkdir()
    book.save(path)
    return root


def test_the_page_says_what_the_command_says(office: Browser, last_year: Path) -> None:
    page = office.get("/cac-nam").get_data(as_text=True)
    said = danvan("years", "-w", last_year, "--text").stdout.splitlines()
    assert len(said) > 2
    assert all(line in page for line in said)
    assert "Chép vào báo cáo" in page
    assert "Đội chợ" in page


def test_a_unit_is_drawn_with_its_numbers_beside(office: Browser, last_year: Path) -> None:
    page = office.get("/cac-nam?don_vi=ca").get_data(as_text=True)
    drawn = page.partition('<svg class="lines"')[2].partition("</svg>")[0]
    assert "<polyline" in drawn and ">2025<" in drawn and ">2026<" in drawn
    numbers = page.partition("Số liệu của Công an phường")[2].partition("</table>")[0]
    assert "88,00" in numbers


def test_the_workbook_of_the_years_is_saved(office: Browser, last_year: Path) -> None:
    answer = office.get("/cac-nam/bang")
    assert "qua-cac-nam.xlsx" in answer.headers["Content-Disposition"]
    assert "Từng đơn vị" in openpyxl.load_workbook(BytesIO(answer.data)).sheetnames


def test_a_list_with_errors_is_said_by_cell(office: Browser, last_year: Path) -> None:
    path = last_year / "inputs" / "2025" / "ket-qua.xlsx"
    book = openpyxl.load_workbook(path)
    book.active["B2"] = "nhiều"  # type: ignore[index]
    book.save(path)
    page = office.get("/cac-nam").get_data(as_text=True)
    assert "ô B2" in page
