"""An empty folder: whoever has only a mouse begins there, with a shipped set or with the office's own."""

import errno
import re
import shutil
from collections.abc import Callable
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser as Chromium

from scoring import example
from scoring.errors import WorkspaceError
from scoring.pipeline.from_table import criteria_from_table
from scoring.web.roles import Role
from scoring.web.site import Site
from tests.annex.papers import PAPER, word
from tests.web.conftest import Browser, entered
from tests.web.server import started
from tests.web.test_browser import as_official, chromium
from tests.web.test_criteria_set import fields

__all__ = ["chromium"]  # the fixture

Start = Callable[[], Browser]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "phuong"
    folder.mkdir()
    return folder


def words(there: Browser, address: str) -> str:
    return unescape(there.get(address, follow_redirects=True).get_data(as_text=True))


def own_book(folder: Path) -> bytes:
    (folder / "a.docx").write_bytes(word(PAPER))
    criteria_from_table(folder, folder / "a.docx", date(2026, 3, 1))
    return (folder / "a-bo-tieu-chi.xlsx").read_bytes()


@pytest.mark.parametrize("address", ["/", "/nhan", "/bo-tieu-chi", "/chot"])
def test_every_page_of_the_office_leads_to_the_beginning(office: Browser, root: Path, address: str) -> None:
    assert office.get(address).headers["Location"] == "/bat-dau"
    page = words(office, address)
    assert str(root) in page and "viet-hoa-2026" in page and "nd-335-xa-2026" in page
    assert not (root / "criteria").exists(), "to look begins nothing"


@pytest.mark.parametrize("other", [True, False], ids=["somebody else is first", "the disk is full"])
def test_a_beginning_that_comes_to_nothing_leaves_nothing(
    root: Path, other: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copytree

    def copied(*words: Any, **options: Any) -> None:
        copy(*words, **options)
        if not other:
            raise OSError(errno.ENOSPC, "No space left on device")
        (root / "criteria" / "bo").mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(shutil, "copytree", copied)
    with pytest.raises(WorkspaceError if other else OSError):
        example.new_workspace(root)
    assert [path.name for path in root.iterdir()] == (["criteria"] if other else [])


def test_a_shipped_set_is_chosen_and_what_comes_next_is_said(site: Site, office: Browser, root: Path) -> None:
    office.get("/bat-dau")
    begun = office.post("/bat-dau/bo-kem-theo", {"bo": "nd-335-xa-2026"})
    assert begun.headers["Location"] == "/bo-tieu-chi?bat_dau=1"
    page = words(office, begun.headers["Location"])
    assert 'href="#don-vi"' in page and 'id="don-vi"' in page
    assert "Đã tạo thư mục làm việc. Việc tiếp theo:" in page
    assert "<details open><summary>Đọc bảng điểm của văn bản" in page
    assert site.office().workspace.set_folder().name == "nd-335-xa-2026"
    assert site.office("nam").inbox.is_dir()
    assert office.get("/bat-dau").headers["Location"] == "/bo-tieu-chi", "it is begun"
    again = office.post("/bat-dau/bo-kem-theo", {"bo": "viet-hoa-2026"})
    assert again.status_code == 422 and "đã là một thư mục làm việc" in unescape(again.get_data(as_text=True))
    assert office.post("/bat-dau/bo-kem-theo", {"bo": "../x"}).status_code == 404


def test_the_office_begins_with_its_own_set_and_doubts_are_not_forgotten(
    site: Site, office: Browser, tmp_path: Path
) -> None:
    office.get("/bat-dau")
    sent = {"tep": (BytesIO(own_book(tmp_path)), "bo.xlsx")}
    begun = office.post("/bat-dau/bo-cua-co-quan", sent, content_type="multipart/form-data")
    assert begun.headers["Location"] == "/bo-tieu-chi/thay-doi"
    page = words(office, "/bo-tieu-chi/thay-doi")
    assert "Còn 2 dòng chưa chắc giữ như công cụ đề nghị" in page and "F15, Bảng 1, dòng 12" in page
    assert "còn 2 dòng của văn bản chưa chắc" in words(office, "/bo-tieu-chi")
    assert "Ban hành kế hoạch" in words(office, "/bo-tieu-chi")
    assert site.office("nam").inbox.is_dir()


def test_a_wrong_workbook_begins_nothing_and_is_told_where_it_was_sent(office: Browser, root: Path) -> None:
    office.get("/bat-dau")
    sent = {"tep": (BytesIO(b"khong phai"), "bo.xlsx")}
    answer = office.post("/bat-dau/bo-cua-co-quan", sent, content_type="multipart/form-data")
    page = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422 and "Tạo thư mục làm việc</h1>" in page and "bo.xlsx" in page
    assert not (root / "criteria").exists()


@pytest.mark.parametrize("left", ["inputs", "so-theo-doi.sqlite"])
def test_where_a_year_lies_nothing_is_begun_anew(office: Browser, root: Path, left: str) -> None:
    """The sets were lost or the share is away: a new workspace would hide what is there."""
    (root / left).mkdir()
    assert office.get("/").status_code == 422
    assert "không có bộ tiêu chí" in words(office, "/")


def test_who_is_no_official_begins_nothing(site: Site, browser: Start) -> None:
    there = entered(site, browser(), Role.LEADER)
    assert there.get("/").status_code == 422 and there.get("/bat-dau").status_code == 403


def test_by_clicks_from_an_empty_folder_to_forms(chromium: Chromium, root: Path) -> None:
    with started(root) as server:
        office = as_official(chromium, server, lands="/bat-dau")
        for width in (360, 1200):
            office.page.set_viewport_size({"width": width, "height": 900})
            office.check()
        office.page.locator("[value=viet-hoa-2026]").check()
        office.page.get_by_role("button", name="Tạo thư mục làm việc").click()
        office.page.wait_for_url("**/bo-tieu-chi?bat_dau=1")
        office.check()
        office.open("/bieu?ky=nam")
        office.page.get_by_role("button", name="Tạo biểu cho các đơn vị").click()
        office.page.wait_for_selector("text=Đã tạo 28 biểu mẫu.", timeout=60_000)
    assert load_workbook(next((root / "outputs").glob("2026/nam/bieu-mau/*.xlsx")))


def test_a_row_that_was_edited_on_the_page_is_no_longer_in_doubt(office: Browser, tmp_path: Path) -> None:
    office.get("/bat-dau")
    sent = {"tep": (BytesIO(own_book(tmp_path)), "bo.xlsx")}
    office.post("/bat-dau/bo-cua-co-quan", sent, content_type="multipart/form-data")
    page = words(office, "/bo-tieu-chi/thay-doi")
    first, place = re.findall(r'Bảng 1[^<]+<a href="([^"]+)">Xem, sửa', page)
    assert f'class="button second" href="{first}">Sửa tiếp' in page
    row = place.rpartition("#dong-")[2]
    typed = fields(words(office, place))
    name = next(key for key, text in typed.items() if key.startswith(f"o:{row}:") and len(text) > 3)
    office.post(place.partition("#")[0], {**typed, name: typed[name] + " sửa", "luu": "1"})
    assert "Còn 1 dòng chưa chắc" in words(office, "/bo-tieu-chi/thay-doi")
