"""Các năm on the page: the same years as the command, one unit drawn with its numbers beside."""

import errno
from html import unescape
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from werkzeug.test import TestResponse

from scoring import exchange, workspace
from tests.annex.papers import word
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


def table(*rows: tuple[object, ...]) -> bytes:
    book, stream = openpyxl.Workbook(), BytesIO()
    assert book.active is not None
    for row in (("Đơn vị", "Điểm", "Xếp loại", "Hạng"), *rows):
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def put(office: Browser, content: bytes, name: str = "kết quả.xlsx", **more: str) -> TestResponse:
    office.get("/cac-nam")
    sent = {"tep": (BytesIO(content), name), "nam": "2025", **more}
    return office.post("/cac-nam/dua-vao", sent, content_type="multipart/form-data")


def test_results_of_a_year_before_come_in_by_the_page(office: Browser, root: Path) -> None:
    alone = office.get("/cac-nam").get_data(as_text=True)
    assert "<details open><summary>Đưa kết quả" in alone and "ket-qua.xlsx" not in alone
    came = put(office, table(("Công an phường", 88, "Tốt", 1)))
    assert "của 1 đơn vị" in office.get(came.headers["Location"]).get_data(as_text=True)
    assert "88,00" in office.get("/cac-nam?don_vi=ca").get_data(as_text=True)
    again = put(office, table(("Công an phường", 90, "Tốt", 1)))
    assert again.status_code == 422 and "đã có danh sách" in again.get_data(as_text=True)
    assert put(office, table(("Công an phường", 90, "Tốt", 1)), thay_cu="1").status_code == 303
    assert "90,00" in office.get("/cac-nam?don_vi=ca").get_data(as_text=True)
    assert len(list((root / "inputs" / "2025").iterdir())) == 2, "the earlier list is kept beside"


@pytest.mark.parametrize("name", ["kết quả.xlsx", "kết quả.docx"])
def test_a_full_disk_leaves_the_list_that_was_there(
    office: Browser, root: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    put(office, table(("Công an phường", 88, "Tốt", 1)))
    rows = [["Đơn vị", "Điểm", "Xếp loại", "Hạng"], ["Công an phường", "90", "Tốt", "1"]]
    other = word(rows) if name.endswith(".docx") else table(*rows[1:])
    with monkeypatch.context() as disk:
        disk.setattr(workspace, "write_draft", full)
        disk.setattr(exchange, "write_draft", full)
        assert put(office, other, name, thay_cu="1").status_code >= 400
    assert "88,00" in office.get("/cac-nam?don_vi=ca").get_data(as_text=True)
    assert put(office, other, name, thay_cu="1").status_code == 303
    assert "90,00" in office.get("/cac-nam?don_vi=ca").get_data(as_text=True)
    assert len(list((root / "inputs" / "2025").iterdir())) == 2, "the earlier list is kept beside"


@pytest.mark.parametrize(
    ("content", "more", "says"),
    [
        (table(("Công an phường", "nhiều", "Tốt", 1)), {}, "ô B2"),
        (table(("Công an phường", 88, "Tốt", 1)), {"nam": "2026"}, "phải trước năm 2026"),
        (table(("Công an phường", 88, "Tốt", 1)), {"name": "a.pdf"}, "bảng Excel (.xlsx) hoặc Word"),
    ],
)
def test_a_list_that_does_not_hold_is_not_kept(
    office: Browser, root: Path, content: bytes, more: dict[str, str], says: str
) -> None:
    refused = put(office, content, **more)
    assert refused.status_code == 422 and says in unescape(refused.get_data(as_text=True))
    assert not (root / "inputs" / "2025").exists()
    assert office.get("/cac-nam").status_code == 200


def test_a_list_with_errors_is_said_by_cell(office: Browser, last_year: Path) -> None:
    path = last_year / "inputs" / "2025" / "ket-qua.xlsx"
    book = openpyxl.load_workbook(path)
    book.active["B2"] = "nhiều"  # type: ignore[index]
    book.save(path)
    page = office.get("/cac-nam").get_data(as_text=True)
    assert "ô B2" in page
