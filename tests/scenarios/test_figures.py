"""One figure, one way to compute it: whatever prints a figure of an edition prints the same."""

import json

import pytest

from tests.scenarios.figures import Figures, edition
from tests.scenarios.the_year import KEPT, YEAR, Year

RANKED = KEPT[:-1]
SHEETS = {f"tong-hop.xlsx {name}" for name in ("Xếp loại", "Tự chấm và thẩm định", "Tổng quan")}
RANKINGS = {"xep-loai.xlsx Xếp loại chung", "quyet-dinh.docx", "thong-bao"}


@pytest.fixture(scope="module")
def figures(year: Year) -> Figures:
    return edition(year.root / YEAR / "chinh-thuc" / "lan-1", year.root / YEAR / "tong-hop.json")


def test_no_two_papers_print_another_figure(figures: Figures) -> None:
    assert figures.contradictions() == []


@pytest.mark.parametrize("unit", RANKED)
def test_every_paper_was_asked_for_the_figures_of_a_unit(figures: Figures, unit: str) -> None:
    """Else a paper that calls its column otherwise would be compared no longer."""
    data = {"tong-hop.json", "ket-qua.json"}
    assert figures.sources(unit, "self") >= {*data, "tong-hop.xlsx Tự chấm và thẩm định"}
    assert figures.sources(unit, "own share") >= RANKINGS
    assert figures.sources(unit, "shown") >= {
        *RANKINGS, *SHEETS, *data, "xep-loai.xlsx So với năm trước", "tong-hop.xlsx Điểm theo nhóm",
    }  # fmt: skip
    assert figures.sources(unit, "overall") >= {*RANKINGS, *SHEETS, *data}
    assert figures.sources(unit, "class") >= {*RANKINGS, *SHEETS, *data}
    for what in ("main", "applicable"):
        assert figures.sources(unit, what) >= {"thong-bao", "tong-hop.xlsx Xếp loại", "tong-hop.json"}
    assert figures.sources(unit, "percent") >= {*RANKINGS, "tong-hop.xlsx Xếp loại", "tong-hop.json"}
    assert sum(1 for whose, _ in figures.held if whose == unit) > 30


def test_every_criterion_has_one_share_of_its_maximum(figures: Figures, year: Year) -> None:
    data = json.loads((year.root / YEAR / "tong-hop.json").read_text(encoding="utf-8"))
    marks = [mark for unit in data["units"] if unit["ranked"] for mark in unit["points"]]
    scored = {mark["criterion"] for mark in marks if mark["status"] == "chấm"}
    assert len(scored) > 50
    sheet = {"tong-hop.xlsx Thống kê tiêu chí", "tính lại từ tong-hop.json"}
    reports = {"bao-cao-ubnd-phuong.docx", "bao-cao-ubnd-thanh-pho.docx"}
    for code in scored:
        extra = code.startswith("T")  # bonus and penalty are in no group of the reports
        assert figures.sources(code, "share") == (sheet if extra else sheet | reports), code
        assert figures.sources(code, "units") == figures.sources(code, "share")


def test_the_classes_are_counted_alike(figures: Figures) -> None:
    counts = [what for whose, what in figures.held if whose == "all"]
    assert len(counts) == 4  # three classes that are held, and those without a class
    for name in ("Xuất sắc", "Tốt", "Khá"):
        printed = figures.sources("all", f"class {name}")
        assert printed >= {"tong-hop.xlsx Tổng quan", "bao-cao-ubnd-phuong.docx", "tính lại từ tong-hop.json"}
