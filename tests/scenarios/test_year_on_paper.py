"""The frozen year of the guide as LibreOffice prints it: what somebody signs, files and hands round."""

from pathlib import Path

import pytest

from tests.scenarios.the_year import YEAR, Year
from tests.support.printed import printed
from tools.libreoffice import LibreOffice

Page = list[str]
FROZEN = YEAR / "chinh-thuc" / "lan-1"
FURNITURE = ("MẪU - chưa ban hành", "UBND phường Việt Hoà ·")


@pytest.fixture(scope="module")
def papers(
    year: Year, libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Page]]:
    """By name of the file, page by page, without what the margins of every page say."""
    frozen = sorted(path for path in (year.root / FROZEN).glob("*.*x"))
    home = tmp_path_factory.mktemp("papers")
    copies = [Path(home, path.name) for path in frozen]
    for path, copy in zip(frozen, copies, strict=True):
        copy.write_bytes(path.read_bytes())
    found = zip(frozen, printed(copies, libreoffice), strict=True)
    return {path.name: [_said(page) for page in pages] for path, pages in found}


def _said(page: Page) -> Page:
    return [line for line in page if not line.startswith(FURNITURE) and not line.isdigit()]


def test_no_page_holds_a_heading_and_nothing_else(papers: dict[str, list[Page]]) -> None:
    thin = [(name, page) for name, pages in papers.items() for page in pages if len(page) < 5]
    assert not thin


def test_conditions_and_results_follow_the_rows_above_where_there_is_room(
    papers: dict[str, list[Page]],
) -> None:
    ends = [page for page in papers["tong-hop.xlsx"] if "KẾT QUẢ" in page]
    assert len(ends) == 4
    assert sum(any(line.startswith("TR2") for line in page) for page in ends) == 3
    assert all("ĐIỀU KIỆN XẾP LOẠI" in page for page in ends)


def test_the_class_stands_on_one_line(papers: dict[str, list[Page]]) -> None:
    rows = [line for page in papers["xep-loai.xlsx"] for line in page]
    assert sum("Xuất sắc" in line for line in rows) > 8
    assert "sắc" not in rows


def test_nobody_signs_a_page_that_holds_little_else(papers: dict[str, list[Page]]) -> None:
    signed = [
        page
        for pages in papers.values()
        for page in pages
        if any("(Ký, ghi rõ họ tên)" in each for each in page)
    ]
    assert len(signed) == 1 + 5  # the consolidated ranking, the overall one and four blocks
    assert min(map(len, signed)) > 9
