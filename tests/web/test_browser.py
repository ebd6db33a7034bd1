"""In a real browser: the office opens the page and receives, a unit hands in and gets its receipt.

On every page axe finds nothing serious, the console stays empty and nothing off the host is asked for.
"""

import os
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from scoring.register import Action
from scoring.register.store import Register
from tests.web.conftest import form
from tests.web.server import Server, copied, started

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUIRED = os.environ.get("DANVAN_REQUIRE_CHROMIUM") == "1"
MISSING = "Chromium không có trên máy: phép thử này KHÔNG chạy (Chromium is missing, not run)"
if CHROMIUM is None and not REQUIRED:
    pytest.skip(MISSING, allow_module_level=True)
AXE = {"resultTypes": ["violations"]}
"""Every rule is tried; what is in order need not be described element by element."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    assert CHROMIUM, MISSING
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    root = copied(tmp_path / "phuong")
    with started(root) as there:
        yield there


class Watched:
    """A page on which nothing may go wrong unseen."""

    def __init__(self, context: BrowserContext, server: Server, *, scripted: bool = True) -> None:
        self.page: Page = context.new_page()
        self.address, self.scripted = server.address, scripted
        self.axe: dict[str, Any] = AXE
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda asked: self._seen(asked.url))

    def _seen(self, url: str) -> None:
        if not url.startswith((self.address, "data:")):
            self.wrong.append(url)

    def goto(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def open(self, path: str) -> None:
        self.goto(path)
        self.check()

    def check(self) -> None:
        """Nothing serious for axe, an empty console, no scrolling sideways."""
        if not self.scripted:  # axe is a script of the page
            assert self.wrong == []
            return
        found = Axe().run(self.page, options=self.axe).response["violations"]
        assert [f"{each['id']} {each['nodes'][0]['html']}" for each in found] == []
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, self.page.url
        assert self.wrong == []

    def words(self) -> str:
        return self.page.inner_text("main")


def context(chromium: Browser, width: int = 1200, **more: object) -> BrowserContext:
    """A window. 600 wide it is one of 1200 at a zoom of 200 %: half as much room, two dots for each."""
    zoom = 2 if width == 600 else 1
    size = {"width": width, "height": 900 // zoom}
    return chromium.new_context(viewport=size, device_scale_factor=zoom, locale="vi-VN", **more)  # type: ignore[arg-type]


def as_official(
    chromium: Browser, server: Server, width: int = 1200, *, scripted: bool = True, lands: str = "/"
) -> Watched:
    window = context(chromium, width, java_script_enabled=scripted)
    there = Watched(window, server, scripted=scripted)
    there.page.goto(server.launch)
    there.page.get_by_label("Họ tên của người làm việc").fill("Nguyễn Thị Lan")
    there.page.get_by_role("button", name="Mở trang").click()
    there.page.wait_for_url(f"{server.address}{lands}")
    return there


def link_of(office: Watched, unit: str) -> str:
    office.open("/truy-cap")
    office.page.get_by_role("button", name=f"Cấp đường dẫn cho {unit}", exact=True).click()
    return office.page.get_by_label(f"Đường dẫn của {unit}", exact=True).input_value()


def test_the_office_receives_and_a_unit_hands_in(chromium: Browser, server: Server, tmp_path: Path) -> None:
    office = as_official(chromium, server)
    assert "Bộ tiêu chí còn là mẫu" in office.words()
    office.open("/nhan?ky=nam")
    sound, broken = tmp_path / "công an.xlsx", tmp_path / "tdp 8.xlsx"
    sound.write_bytes(form("ca"))
    broken.write_bytes(form("tdp-08"))
    office.page.get_by_label("Biểu đơn vị gửi").set_input_files([sound, broken])
    office.page.get_by_role("button", name="Nhận biểu").click()
    office.page.wait_for_selector("text=Vừa gửi lên: 2 tệp")
    words = office.words()
    assert "Công an phường: đã nhận, số biên nhận" in words
    assert "Chưa ghi họ tên thủ trưởng đơn vị." in words and "ô B12" in words
    office.check()

    unit = Watched(context(chromium), server)
    unit.page.goto(link_of(office, "Tổ dân phố số 1"))
    unit.page.get_by_role("button", name="Mở trang của đơn vị").click()
    unit.page.get_by_role("link", name="Nộp biểu").first.click()
    mine = tmp_path / "biểu của tôi.xlsx"
    mine.write_bytes(form("tdp-01"))
    unit.open("/don-vi/nop?ky=nam")
    unit.page.get_by_label("Biểu Excel của đơn vị").set_input_files(mine)
    unit.page.get_by_role("button", name="Nộp biểu").click()
    unit.page.wait_for_url("**/don-vi/bien-nhan/*")
    words = unit.words()
    assert "Biên nhận số" in words and sha256(form("tdp-01")).hexdigest() in words
    unit.check()
    register = Register.beside(tmp_path / "phuong", "ubnd-phuong-viet-hoa").ledger(2026)
    received = {record.draft.unit: record.who for record in register.of(Action.RECEIVED)}
    assert received == {
        "ca": "Nguyễn Thị Lan",
        "tdp-08": "Nguyễn Thị Lan",
        "tdp-01": "Tổ dân phố số 1 (qua đường dẫn riêng)",
    }
    office.open("/?ky=nam")
    assert "Tổ dân phố số 1" in office.words()


def test_a_folder_comes_whole_without_what_is_no_form(
    chromium: Browser, server: Server, tmp_path: Path
) -> None:
    came = tmp_path / "đơn vị gửi" / "đợt 1"
    came.mkdir(parents=True)
    (came / "công an.xlsx").write_bytes(form("ca"))
    (came.parent / "tdp 1.xlsx").write_bytes(form("tdp-01"))
    (came / "~$công an.xlsx").write_bytes(b"lock")
    (came / "Thumbs.db").write_bytes(b"x")
    office = as_official(chromium, server)
    office.open("/nhan?ky=nam")
    with office.page.expect_file_chooser() as chooser:
        office.page.get_by_role("button", name="Chọn cả một thư mục").click()
    chooser.value.set_files(came.parent)
    office.page.get_by_text("2 tệp: ").wait_for()
    office.page.get_by_role("button", name="Nhận biểu").click()
    office.page.wait_for_selector("text=Vừa gửi lên: 2 tệp")
    assert "Công an phường: đã nhận" in office.words() and "Tổ dân phố số 1: đã nhận" in office.words()
    office.check()


def test_an_address_is_taken_whole_by_one_click(chromium: Browser, server: Server) -> None:
    office = as_official(chromium, server)
    link_of(office, "Công an phường")
    address = office.page.get_by_label("Đường dẫn của Công an phường", exact=True)
    address.click()
    chosen = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    assert address.evaluate(chosen) == address.input_value() != ""


def test_a_job_shows_its_progress_and_its_end(chromium: Browser, server: Server) -> None:
    office = as_official(chromium, server)
    office.open("/bieu?ky=nam")
    office.page.get_by_role("button", name="Tạo biểu cho các đơn vị").click()
    office.page.wait_for_url("**/viec/1")
    office.page.wait_for_selector("text=Đã tạo 28 biểu mẫu.", timeout=60_000)
    office.check()
    office.page.get_by_role("link", name="Đến Gửi biểu").click()
    with office.page.expect_download() as saved:
        office.page.get_by_role("link", name="Tải tất cả (.zip)").click()
    assert saved.value.suggested_filename == "bieu-mau-nam.zip"


def test_everything_works_without_scripts(chromium: Browser, server: Server, tmp_path: Path) -> None:
    there = context(chromium, java_script_enabled=False)
    page = there.new_page()
    page.goto(server.launch)
    page.get_by_label("Họ tên của người làm việc").fill("Lan")
    page.get_by_role("button", name="Mở trang").click()
    page.goto(f"{server.address}/nhan?ky=nam")
    mine = tmp_path / "ca.xlsx"
    mine.write_bytes(form("ca"))
    page.get_by_label("Biểu đơn vị gửi").set_input_files(mine)
    page.get_by_role("button", name="Nhận biểu").click()
    assert "số biên nhận" in page.inner_text("main")
    page.goto(f"{server.address}/xep-loai")
    page.get_by_role("button", name="Ghi bảng tổng hợp").click()
    page.wait_for_selector("text=Đã tổng hợp năm 2026", timeout=60_000)


def test_a_unit_fills_in_on_the_page_and_sees_its_points(chromium: Browser, server: Server) -> None:
    office = as_official(chromium, server)
    unit = Watched(context(chromium), server)
    unit.page.goto(link_of(office, "Tổ dân phố số 1"))
    unit.page.get_by_role("button", name="Mở trang của đơn vị").click()
    unit.open("/don-vi/cham?ky=nam")
    unit.page.get_by_label("Thủ trưởng đơn vị").fill("Trần Văn Bình")
    group = unit.page.get_by_role("group", name="3.1.1. Có mô hình")
    with unit.page.expect_response("**/don-vi/cham/tinh?ky=nam"):
        group.get_by_role("combobox").select_option("Có mô hình đã triển khai trong năm")
    group.get_by_text("Điểm tiêu chí này: 6,00/6,00").wait_for()
    assert "còn" in unit.page.get_by_role("status").inner_text()
    with unit.page.expect_response("**/don-vi/cham/tinh?ky=nam"):
        group.get_by_label("Ngày văn bản").fill("31/02/2026")
        group.get_by_label("Giải trình").focus()
    group.get_by_text("M04").wait_for()
    unit.check()
    unit.open("/don-vi/cham?ky=nam")
    assert unit.page.get_by_label("Thủ trưởng đơn vị").input_value() == "Trần Văn Bình"
    other = unit.page.context.new_page()
    other.goto(unit.page.url)
    for page, name in ((other, "Lê Thị Mai"), (unit.page, "Người khác")):
        with page.expect_response("**/don-vi/cham/tinh?ky=nam"):
            page.get_by_label("Người lập biểu").fill(name)
            page.get_by_role("textbox", name="Điện thoại").focus()
    unit.page.get_by_text("vừa được lưu ở một cửa sổ khác").wait_for()
    unit.wrong = [line for line in unit.wrong if "422" not in line and "/don-vi/cham/tinh" not in line]
    unit.open("/don-vi/cham?ky=nam")
    assert unit.page.get_by_label("Người lập biểu").input_value() == "Lê Thị Mai"
    unit.page.get_by_role("button", name="Nộp", exact=True).click()
    unit.page.wait_for_url("**/don-vi/bien-nhan/*")
    assert "Biên nhận số" in unit.words()


def test_a_change_that_does_not_get_through_is_not_called_saved(chromium: Browser, server: Server) -> None:
    office = as_official(chromium, server)
    there = context(chromium)
    unit = Watched(there, server)
    unit.page.goto(link_of(office, "Tổ dân phố số 1"))
    unit.page.get_by_role("button", name="Mở trang của đơn vị").click()
    unit.open("/don-vi/cham?ky=nam")
    field = unit.page.get_by_label("Thủ trưởng đơn vị")
    with unit.page.expect_response("**/don-vi/cham/tinh?ky=nam"):
        field.fill("Trần Văn Bình")
        field.blur()
    unit.page.get_by_text("Đã lưu bản đang điền").wait_for()
    there.set_offline(True)
    field.fill("Lê Văn Cường")
    field.blur()
    unit.page.get_by_text("Chưa lưu được").wait_for()
    assert "Đã lưu" not in unit.page.locator("#tinh-trang").inner_text()
    there.set_offline(False)
    with unit.page.expect_response("**/don-vi/cham/tinh?ky=nam"):
        field.fill("Lê Văn Cường A")
        field.blur()
    unit.page.get_by_text("Đã lưu bản đang điền").wait_for()
