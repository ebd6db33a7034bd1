"""The consolidated workbook as LibreOffice prints it, page by page."""

from pathlib import Path

import pytest

from scoring.criteria.units import Roster
from scoring.reports.consolidated.plan import SOURCES
from tests.reports.runs import consolidate, form, judged, larger, receipt
from tests.reports.workbooks import written
from tests.support.printed import printed
from tools.libreoffice import LibreOffice

Page = list[str]
TITLES = ("Chưa nộp", "Cần sửa", "Hợp lệ")
"""States whose names stand on one line beside the bars."""


@pytest.fixture(scope="module")
def pages(mini: Roster, libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    """A team at work on a ward with many tổ dân phố, one unit left out."""
    path = tmp_path_factory.mktemp("printed") / "tong-hop.xlsx"
    return printed([written(judged(mini), path)], libreoffice)[0]


def test_conditions_and_results_are_printed_together(
    mini: Roster, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    """A block on one page, and one of two pages across."""
    roster = larger(mini, tdp=21)
    run = consolidate(roster, tuple(receipt(form(roster, unit, 3)) for unit in roster.evaluated))
    [found] = printed([written(run, tmp_path / "long.xlsx")], libreoffice)
    ends = [page for page in found if "KẾT QUẢ" in page]
    assert len(ends) == 3  # one of the offices, two of the tổ dân phố
    for page in ends:
        assert "ĐIỀU KIỆN XẾP LOẠI" in page
        assert any(line.startswith("Hạng chung") for line in page)


def test_a_table_that_is_looked_up_on_a_screen_takes_no_page(pages: list[Page]) -> None:
    assert not [page for page in pages if SOURCES in page]


def test_a_chart_is_printed_with_rows_of_its_table(pages: list[Page]) -> None:
    [page] = [page for page in pages if any("Chênh lệch điểm tự chấm so" in line for line in page)]
    numbers = [line.split()[0] for line in page if line.split()[0].isdigit()]
    assert len(numbers) >= 3


def test_every_state_is_named_beside_its_bar(pages: list[Page]) -> None:
    [page] = [page for page in pages if any("Tình trạng nộp biểu (số" in line for line in page)]
    words = "".join("".join(page).split())  # letters of a chart stand apart
    found = {name: words.count(name.replace(" ", "")) for name in TITLES}
    assert found == dict.fromkeys(TITLES, 2)  # in table and chart


def test_what_waits_for_the_verifiers_is_said_in_full_on_the_first_page(pages: list[Page]) -> None:
    """In few words: the list of units is long, and who prints it types no commands."""
    words = " ".join(pages[0])
    assert "Chưa thẩm định xong 11 đơn vị." in words
    assert "Từng đơn vị ở cột Ghi chú, trang Tự chấm và thẩm định." in words
    assert "danvan" not in words
