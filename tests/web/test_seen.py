"""Every page of a workspace with two forms in, as it is seen: widths, darkness, a telephone, the keyboard.

One server serves all of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, FilePayload, StorageState

from scoring.web.accounts import TEAM, Accounts
from scoring.web.roles import PAGES, Role
from tests.web.conftest import PASSWORD, ROOT, form
from tests.web.server import Server, copied, started
from tests.web.test_browser import AXE, Watched, as_official, chromium, context, link_of
from tests.web.test_roles import address

__all__ = ["chromium"]  # the fixture

OFFICE = (
    "/?ky=nam",
    "/bieu?ky=nam",
    "/nhan?ky=nam",
    "/phan-hoi?ky=nam",
    "/tham-dinh",
    "/xep-loai",
    "/thu-phuong-an?classes.tot=75&do_vung=1",
    "/quyet-dinh",
    "/chot",
    "/so-theo-doi",
    "/truy-cap",
    "/bo-tieu-chi",
    "/bo-tieu-chi/sua",
    "/bo-tieu-chi/sua?trang=Đơn vị",
    "/bo-tieu-chi/sua?trang=Chung",
    "/bo-tieu-chi/thay-doi",
    "/cac-nam",
    "/nam-moi",
    "/thanh-pho",
    "/huong-dan",
)
JUDGED = ("/tham-dinh/don-vi/ca", "/tham-dinh/tieu-chi/3.1.1")
UNIT = ("/don-vi", "/don-vi/cham?ky=nam", "/don-vi/kiem-tra?ky=nam", "/don-vi/nop?ky=nam", "/don-vi/ket-qua")

SAME_COLOURS = {**AXE, "rules": {"color-contrast": {"enabled": False}}}
"""At 600 a page looks as at 360, where the contrast is measured, which is more than half of axe's work."""


@dataclass(frozen=True)
class Ward:
    """A server with two forms in, for tests that look: whoever comes with ``session`` is the official."""

    root: Path
    server: Server
    session: StorageState
    link: str

    def official(self, chromium: Browser, width: int = 1200) -> Watched:
        return Watched(context(chromium, width, storage_state=self.session), self.server)


@pytest.fixture(scope="module")
def ward(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    home = tmp_path_factory.mktemp("nhin")
    files = [home / f"{code}.xlsx" for code in ("ca", "tdp-08")]
    for path in files:
        path.write_bytes(form(path.stem))
    root = copied(home / "phuong")
    with started(root) as server:
        office = as_official(chromium, server)
        office.open("/nhan?ky=nam")
        office.page.get_by_label("Biểu đơn vị gửi").set_input_files(files)
        office.page.get_by_role("button", name="Nhận biểu").click()
        office.page.wait_for_selector("text=Vừa gửi lên")
        yield Ward(root, server, office.page.context.storage_state(), link_of(office, "Công an phường"))


@pytest.mark.parametrize("width", [360, 600, 1200])
def test_no_page_has_a_fault_at_any_width(chromium: Browser, ward: Ward, width: int) -> None:
    office = ward.official(chromium, width)
    office.axe = SAME_COLOURS if width == 600 else AXE
    for path in (*OFFICE, "/xep-loai/tdp-08?ky=nam", "/xep-loai/ca/3.1.1", "/xep-loai/ca?ky=nam", *JUDGED):
        office.open(path)
    unit = Watched(context(chromium, width), ward.server)
    unit.axe = office.axe
    unit.page.goto(ward.link)
    unit.check()
    unit.page.get_by_role("button", name="Mở trang của đơn vị").click()
    for path in UNIT:
        unit.open(path)
    stranger = Watched(context(chromium, width), ward.server)
    stranger.open("/vao")


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.LEADER, Role.ADMIN])
def test_no_page_has_a_fault_for_any_other_role(chromium: Browser, ward: Ward, role: Role) -> None:
    """From the table of pages: what a role may open is looked at, a new page too."""
    scope = TEAM if role is Role.VERIFIER else ""
    Accounts(ward.root).set_password(role.name, frozenset({role}), PASSWORD, scope)
    there = Watched(context(chromium), ward.server)
    there.goto("/vao")
    there.page.get_by_label("Họ tên").fill(role.name)
    there.page.get_by_label("Mật khẩu").fill(PASSWORD)
    there.page.get_by_role("button", name="Đăng nhập").click()
    there.page.wait_for_url(f"{ward.server.address}/")
    shown = 0
    for each in (page for page in PAGES if role in page.roles and "GET" in page.methods):
        asked = there.page.request.get(f"{ward.server.address}{address(each)}")
        if asked.ok and asked.headers["content-type"].startswith("text/html"):
            there.open(address(each))
            shown += 1
    assert shown >= (2 if role is Role.ADMIN else 4)


def test_no_rule_of_a_width_begins_between_360_and_600() -> None:
    style = (ROOT / "scoring" / "web" / "static" / "danvan.css").read_text(encoding="utf-8")
    begins = re.findall(r"(?:width|inline-size)\s*[:<>=]+\s*(\d+)px\s*\)", style)
    assert begins and not [each for each in begins if 360 <= int(each) < 600]


WIDER = "Array.from(document.querySelectorAll('.wide')).filter((e) => e.scrollWidth > e.clientWidth).length"


def test_on_a_telephone_the_menu_is_one_row_and_no_figure_is_out_of_sight(
    chromium: Browser, ward: Ward
) -> None:
    office = ward.official(chromium, 360)
    for path in ("/?ky=nam", "/nhan?ky=nam"):
        office.open(path)
        assert office.page.locator("h1").bounding_box()["y"] < 160  # type: ignore[index]
        assert office.page.evaluate(WIDER) == 0, path
    office.page.locator("summary", has_text="Các trang: Nhận biểu").click()
    office.check()
    office.page.get_by_role("link", name="Cấp tỉnh").click()
    office.page.wait_for_url("**/thanh-pho")
    unit = Watched(context(chromium, 360), ward.server)
    unit.page.goto(ward.link)
    unit.page.get_by_role("button", name="Mở trang của đơn vị").click()
    for path in ("/don-vi", "/don-vi/ket-qua"):
        unit.open(path)
        assert unit.page.evaluate(WIDER) == 0, path


@pytest.mark.parametrize("scripted", [True, False])
def test_choosing_files_speaks_vietnamese(chromium: Browser, ward: Ward, scripted: bool) -> None:
    window = context(chromium, storage_state=ward.session, java_script_enabled=scripted)
    page = window.new_page()
    page.goto(f"{ward.server.address}/nhan?ky=nam")
    words = page.locator(".choose")
    assert words.inner_text() == "Bấm để chọn tệp, hoặc kéo tệp thả vào đây"
    file = FilePayload(name="biểu.xlsx", mimeType="application/zip", buffer=b"PK")
    page.get_by_label("Biểu đơn vị gửi").set_input_files([file, file])
    if scripted:
        assert words.inner_text() == "2 tệp: biểu.xlsx, biểu.xlsx"
    else:
        assert not words.is_visible()


def test_a_refused_form_is_seen_where_it_was_sent(chromium: Browser, ward: Ward) -> None:
    """At the foot of a long page: the browser goes to the form, whose field has the focus."""
    office = ward.official(chromium)
    office.open("/nhan?ky=nam")
    form = office.page.locator("form[action*='/nhan/ngay']")
    office.page.get_by_label("Chọn Công an phường").check()
    form.locator("input[name=ly_do]").fill("Theo sổ công văn")
    form.locator("input[name=ngay]").fill("31/02/2026")
    form.get_by_role("button").last.click()
    said = office.page.get_by_text("lịch không có ngày ấy")
    said.wait_for()
    assert office.page.get_by_label("Chọn Công an phường").is_checked()
    assert form.locator("input[name=ly_do]").input_value() == "Theo sổ công văn"
    assert said.bounding_box()["y"] < 900  # type: ignore[index]
    office.wrong = [line for line in office.wrong if "422" not in line]
    office.check()


def test_in_the_dark_the_contrast_holds(chromium: Browser, ward: Ward) -> None:
    office = ward.official(chromium)
    office.page.emulate_media(color_scheme="dark")
    office.axe = {**AXE, "runOnly": {"type": "rule", "values": ["color-contrast"]}}  # all else is as by day
    for path in OFFICE:
        office.open(path)


def test_a_unit_is_verified_by_keyboard_alone(chromium: Browser, ward: Ward) -> None:
    office = ward.official(chromium)
    office.open("/tham-dinh/don-vi/ca")
    keys = office.page.keyboard

    def to(label: str) -> None:
        wanted = office.page.get_by_label(label, exact=True)
        for _ in range(200):
            keys.press("Tab")
            if wanted.evaluate("field => field === document.activeElement"):
                return
        raise AssertionError(f"{label} is not reached by Tab")

    to("Điểm, 3.1.1, Công an phường")
    keys.type("5")
    to("Lý do, 3.1.1, Công an phường")
    keys.type("Thiếu ảnh mô hình")
    keys.press("Enter")
    office.page.wait_for_selector("text=Đã ghi 1 điểm thẩm định")
    office.check()
    for _ in range(200):  # typing went on in the next row: the buttons below come first
        keys.press("Tab")
        if office.page.evaluate("document.activeElement.value") == "tat-ca":
            break
    keys.press("Enter")
    office.page.wait_for_selector("text=đã thẩm định đủ")
    office.check()
    office.open("/tham-dinh")
    assert "Công an phường" in office.words()


def test_typed_points_are_not_left_without_a_word(chromium: Browser, ward: Ward) -> None:
    office = ward.official(chromium)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    office.page.on("dialog", stay)
    office.open("/tham-dinh/don-vi/ca")
    points = office.page.get_by_label("Điểm, 3.1.1, Công an phường", exact=True)
    before = points.input_value()
    points.press("End")
    points.press_sequentially("5")
    office.page.get_by_role("link", name="Xếp loại").click()
    office.page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert points.input_value() == f"{before}5"
