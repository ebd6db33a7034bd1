"""Words of others are shown as words: on every page, whoever wrote them."""

import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scoring.pipeline.records import Voice, receive
from scoring.web.roles import Role
from scoring.web.site import Site
from tests.web.conftest import Browser, entered

Start = Callable[[], Browser]
BAD = "<script>alert(1)</script>{{1234*4321}}<img src=x onerror=alert(1)>"
SHOWN = "&lt;script&gt;alert(1)"
PAGES = (
    "/?ky=nam", "/nhan?ky=nam", "/xep-loai", "/xep-loai/ca?ky=nam", "/xep-loai/ca/3.1.1", "/so-theo-doi",
    "/truy-cap", "/bieu?ky=nam", "/phan-hoi?ky=nam", "/tham-dinh", "/tham-dinh/don-vi/ca",
    "/quyet-dinh", "/chot", "/thu-phuong-an", "/thu-phuong-an?bo=4.3.2&don_vi=ca&do_vung=1",
    "/bo-tieu-chi", "/bo-tieu-chi/sua?trang=Đơn vị", "/bo-tieu-chi/thay-doi",
    "/nam-moi", "/thanh-pho", "/cac-nam", "/cac-nam?don_vi=ca",
)  # fmt: skip


@pytest.fixture
def root(root: Path) -> Path:
    units = next((root / "criteria").glob("*/units.yaml"))
    text = units.read_text(encoding="utf-8")
    assert "Công an phường" in text
    units.write_text(
        text.replace("name: Công an phường", f'name: "Công an phường {BAD}"', 1), encoding="utf-8"
    )
    return root


class Seen(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.scripts: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "script":
            self.scripts.append(dict(attrs).get("src"))


def clean(page: str) -> None:
    assert "<script>alert" not in page and "<img src=x" not in page and "5332114" not in page
    seen = Seen()
    seen.feed(page)
    assert seen.scripts == ["/tinh/htmx.min.js", "/tinh/danvan.js"]
    assert not {name for name in seen.attributes if name.startswith(("on", "style", "hx-on"))}
    assert not seen.tags & {"style", "img", "iframe"}


def test_no_page_of_the_office_runs_what_others_wrote(site: Site, office: Browser) -> None:
    voice = Voice(BAD, BAD, who=BAD)
    receive(site.office("nam"), ["ca"], date(2026, 11, 12), voice)
    site.accounts.set_password(BAD, frozenset({Role.LEADER}), "mật khẩu đủ dài")
    shown = 0
    for address in PAGES:
        answer = office.get(address)
        assert answer.status_code == 200, address
        clean(answer.get_data(as_text=True))
        shown += SHOWN in answer.get_data(as_text=True)
    assert shown >= 7
    for address in (f"/so-theo-doi?tim={BAD}", f"/xep-loai/{BAD}", f"/nhan?ky={BAD}", f"/xep-loai/ca/{BAD}"):
        clean(office.get(address).get_data(as_text=True))


def test_no_page_of_the_unit_runs_what_others_wrote(site: Site, browser: Start) -> None:
    there = browser()
    token = site.accounts.make_link("ca")
    clean(there.get(f"/l/{token}").get_data(as_text=True))
    there.enter(f"/l/{token}")
    for address in (
        "/don-vi", "/don-vi/nop", "/don-vi/kiem-tra", "/don-vi/ket-qua", "/don-vi/cham?ky=nam",
        "/don-vi/tai-lieu",
    ):  # fmt: skip
        page = there.get(address).get_data(as_text=True)
        clean(page)
        assert SHOWN in page
    answer = there.upload("/don-vi/nop?ky=nam", (b"<script>alert(1)</script>", f"{BAD}.xlsx"))
    clean(answer.get_data(as_text=True))


def test_a_wrong_login_is_shown_escaped(browser: Start) -> None:
    there = browser()
    there.get("/vao")
    page = there.post("/vao", {"ten": f'"{BAD}', "mat_khau": "x"}).get_data(as_text=True)
    clean(page)
    assert SHOWN in page


def test_a_leader_reads_and_writes_nothing(site: Site, browser: Start) -> None:
    there = entered(site, browser(), Role.LEADER)
    for address in ("/?ky=nam", "/xep-loai", "/xep-loai/ca?ky=nam", "/so-theo-doi"):
        page = there.get(address).get_data(as_text=True)
        assert re.findall(r'<form[^>]*method="post"[^>]*action="([^"]*)"', page) == ["/ra"], address
