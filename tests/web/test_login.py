"""Coming in: the launch address works once, links are not spent by looking, passwords are throttled."""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from hashlib import scrypt
from pathlib import Path

import pytest

from scoring.errors import UserError
from scoring.web.accounts import FILE, Accounts
from scoring.web.roles import Role
from scoring.web.site import Site
from tests.web.conftest import PASSWORD, Browser

Start = Callable[[], Browser]
STAFF = frozenset({Role.OFFICE})


def test_the_launch_address_works_once(site: Site, browser: Start) -> None:
    link = f"/l/{site.launch_token}"
    assert browser().get(link).status_code == 200
    assert browser().get(link).status_code == 200
    there = browser()
    assert there.enter(link, ten="Nguyễn Thị Lan").headers["Location"] == "/"
    assert "Nguyễn Thị Lan" in there.get("/").get_data(as_text=True)
    assert browser().get(link).status_code == 404


def test_the_launch_asks_for_a_name_before_it_is_spent(site: Site, browser: Start) -> None:
    assert browser().enter(f"/l/{site.launch_token}", ten="  ").status_code == 422
    assert site.launch_token


def test_tokens_stand_in_no_log(site: Site, browser: Start, caplog: pytest.LogCaptureFixture) -> None:
    token = site.launch_token
    with caplog.at_level(logging.DEBUG):
        browser().enter(f"/l/{token}", ten="Lan")
    assert token not in caplog.text


def test_looking_at_a_link_spends_nothing(site: Site, browser: Start) -> None:
    token = site.accounts.make_link("ca")
    for _ in range(3):
        assert "Công an phường" in browser().get(f"/l/{token}").get_data(as_text=True)
        assert browser().client.head(f"/l/{token}", base_url="http://127.0.0.1:8765").status_code == 200
    assert site.accounts.links()["ca"].used is None
    assert browser().enter(f"/l/{token}").headers["Location"] == "/don-vi"
    assert site.accounts.links()["ca"].used


def test_a_new_link_ends_the_former_one(site: Site, browser: Start) -> None:
    former = site.accounts.make_link("ca")
    site.accounts.make_link("ca")
    assert browser().get(f"/l/{former}").status_code == 404


def test_the_sixth_wrong_password_in_a_minute_waits(site: Site, browser: Start) -> None:
    site.accounts.set_password("Lan", STAFF, PASSWORD)
    there = browser()
    there.get("/vao")
    codes = [there.post("/vao", {"ten": "Lan", "mat_khau": "sai"}).status_code for _ in range(6)]
    assert codes == [401] * 5 + [429]
    assert there.post("/vao", {"ten": "Lan", "mat_khau": PASSWORD}).status_code == 429


def test_behind_a_proxy_others_are_not_locked_out(site: Site, browser: Start) -> None:
    """There every sender has the proxy's address: only the name counts."""
    site.served = replace(site.served, forwarded=True)
    site.accounts.set_password("Lan", STAFF, PASSWORD)
    there = browser()
    there.get("/vao")
    assert [there.post("/vao", {"ten": "Ai", "mat_khau": "sai"}).status_code for _ in range(6)][-1] == 429
    assert there.post("/vao", {"ten": "Lan", "mat_khau": PASSWORD}).status_code == 303


def test_a_right_password_forgets_the_wrong_ones(site: Site, browser: Start) -> None:
    site.accounts.set_password("Lan", STAFF, PASSWORD)
    there = browser()
    there.get("/vao")
    for _ in range(3):
        there.post("/vao", {"ten": "Lan", "mat_khau": "sai"})
    assert there.post("/vao", {"ten": "Lan", "mat_khau": PASSWORD}).status_code == 303
    again = browser()
    again.get("/vao")
    assert again.post("/vao", {"ten": "Lan", "mat_khau": "sai"}).status_code == 401


def test_an_unknown_name_costs_the_same_work(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from scoring.web import accounts as room

    there = Accounts(root)
    there.set_password("Lan", STAFF, PASSWORD)
    worked: list[str] = []
    work = room._scrypt

    def counted(password: str, salt: bytes) -> bytes:
        worked.append(password)
        return work(password, salt)

    monkeypatch.setattr(room, "_scrypt", counted)
    assert there.enter_by_password("Lan", "sai") is None
    assert there.enter_by_password("Không có", "sai") is None
    assert there.enter_by_password("Lan", "") is None
    assert len(worked) == 3


def test_a_guess_costs_what_it_should(root: Path) -> None:
    """Where there is no ``site``, which has the other tests log in with less work."""
    Accounts(root).set_password("Lan", STAFF, PASSWORD)
    with closing(sqlite3.connect(root / FILE)) as base:
        [(salt, secret)] = base.execute("SELECT salt, secret FROM people").fetchall()
    assert len(salt) == 16
    assert secret == scrypt(PASSWORD.encode(), salt=salt, n=16384, r=8, p=1, maxmem=1 << 26, dklen=64)


def test_no_secret_lies_in_the_file(root: Path) -> None:
    there = Accounts(root)
    token = there.make_link("ca")
    session = there.enter_by_link(token)
    there.set_password("Lan", STAFF, PASSWORD)
    content = (root / FILE).read_bytes()
    assert session
    for secret in (token, session, PASSWORD):
        assert secret.encode() not in content


def test_a_short_password_is_refused(root: Path) -> None:
    with pytest.raises(UserError, match="ít nhất 10 ký tự"):
        Accounts(root).set_password("Lan", STAFF, "ngắn")


def test_a_session_ends_after_its_hours(site: Site, unit: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import timedelta

    from scoring.web import accounts

    assert unit.get("/don-vi").status_code == 200
    monkeypatch.setattr(accounts, "LASTS", timedelta(0))
    assert unit.get("/don-vi").headers["Location"] == "/vao"
