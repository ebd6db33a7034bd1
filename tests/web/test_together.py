"""Two officials at once in their browsers, one of them at another machine of the ward."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scoring.pipeline.office import open_office
from scoring.register import Action
from scoring.register.actions import Verified
from scoring.web.accounts import Accounts
from scoring.web.roles import Role
from scoring.web.serve import lan_addresses
from tests.web.client import Client
from tests.web.conftest import PASSWORD, form
from tests.web.server import Server, copied, started
from tests.web.test_browser import Watched, as_official, chromium, context

__all__ = ["chromium"]  # the fixture

PLACE, SAVE = "/tham-dinh/don-vi/ca", "Lưu"
POINTS, WHY = "Điểm, 3.1.1, Công an phường", "Lý do, 3.1.1, Công an phường"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path / "phuong", "ca")


@pytest.fixture
def server(root: Path) -> Iterator[Server]:
    with started(root, "--lan") as there:
        yield there


@pytest.fixture
def in_the_lan(root: Path, server: Server) -> Server:
    """The same server by the address that another machine types."""
    Accounts(root).set_password("Trần Văn Bình", frozenset({Role.OFFICE}), PASSWORD, "")
    [address, *_] = lan_addresses()
    return Server(server.process, f"http://{address}:{server.port}/l/")


def test_two_officials_at_once__the_second_is_told_and_loses_nothing(
    chromium: Browser, root: Path, server: Server, in_the_lan: Server
) -> None:
    lan = as_official(chromium, server)
    binh = Watched(context(chromium), in_the_lan)
    binh.open("/vao")
    binh.page.get_by_label("Họ tên").fill("Trần Văn Bình")
    binh.page.get_by_label("Mật khẩu").fill(PASSWORD)
    binh.page.get_by_role("button", name="Đăng nhập").click()
    binh.page.wait_for_url(f"{in_the_lan.address}/")
    for there, points, why in ((lan, "5", "Thiếu ảnh"), (binh, "4", "Thiếu ảnh và biên bản")):
        there.open(PLACE)
        there.page.get_by_label(POINTS, exact=True).fill(points)
        there.page.get_by_label(WHY, exact=True).fill(why)
    lan.page.get_by_role("button", name=SAVE).first.click()
    lan.page.get_by_text("Đã ghi 1 điểm thẩm định").wait_for()
    binh.page.get_by_role("button", name=SAVE).first.click()
    binh.page.get_by_text("V30").first.wait_for()
    assert binh.page.get_by_label(POINTS, exact=True).input_value() == "4"
    assert binh.page.get_by_label(WHY, exact=True).input_value() == "Thiếu ảnh và biên bản"
    assert scored(root) == ["5"], "nothing is overwritten unseen"
    binh.check()
    binh.page.get_by_role("button", name=SAVE).first.click()
    binh.page.get_by_text("Đã ghi 1 điểm thẩm định").wait_for()
    assert scored(root) == ["5", "4"]


def scored(root: Path) -> list[str]:
    lines = open_office(root).register.ledger(2026).of(Action.VERIFIED)
    return [f"{Verified.of(line).points:f}" for line in lines]


def test_through_the_address_of_the_lan_only_that_is_served(root: Path, in_the_lan: Server) -> None:
    there = Client(in_the_lan.address)
    there.enter("/vao", ten="Trần Văn Bình", mat_khau=PASSWORD)
    assert there.get("/").status == 200
    assert there.upload("/nhan?ky=nam", form("tdp-01"), ngay="12/11/2026", so_den="").status == 200
    received = open_office(root).register.ledger(2026).of(Action.RECEIVED)
    assert [(line.draft.unit, line.who) for line in received] == [("tdp-01", "Trần Văn Bình")]
    own = f"GET /vao HTTP/1.1\r\nHost: evil.vn:{in_the_lan.port}\r\nConnection: close\r\n\r\n".encode()
    assert b" 400 " in in_the_lan.raw(own).partition(b"\r\n")[0]
