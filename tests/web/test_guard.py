"""Who may ask, from where, with which form: what the page refuses before it looks at anything."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.web.guard import COOKIE, FIELD
from scoring.web.site import Site
from tests.web.conftest import HOST, PASSWORD, ROOT, Browser, form, lines

Start = Callable[[], Browser]


@pytest.mark.parametrize(
    "host",
    ["", "evil.vn", "localhost.evil.vn:8765", "127.0.0.1", "127.0.0.1:8766", f"{HOST},{HOST}", "[::1]:8765"],
)
def test_a_host_that_is_not_served_is_refused(browser: Start, host: str) -> None:
    answer = browser().client.get("/vao", headers={"Host": host})
    assert answer.status_code == 400
    assert b"<form" not in answer.data


def test_a_served_host_is_answered(browser: Start) -> None:
    assert browser().get("/vao").status_code == 200
    assert browser().client.get("/vao", headers={"Host": "localhost:8765"}).status_code == 200


@pytest.mark.parametrize(
    "origin",
    ["null", "http://127.0.0.1:9999", "http://evil.vn", "https://127.0.0.1:8765", f"http://{HOST}.evil.vn"],
)
def test_a_form_of_another_origin_writes_nothing(site: Site, office: Browser, origin: str) -> None:
    office.get("/nhan?ky=nam")
    before = lines(site)
    data = {"don_vi": "tdp-01", "ngay": "12/11/2026", "ly_do": "thử"}
    assert office.post("/nhan/ngay?ky=nam", data, headers={"Origin": origin}).status_code == 403
    assert lines(site) == before
    assert office.post("/nhan/ngay?ky=nam", data).status_code == 303
    assert lines(site) == before + 1


@pytest.mark.parametrize("token", ["", "0" * 64, "Ä", "x" * 10_000])
def test_a_form_without_its_token_writes_nothing(site: Site, office: Browser, token: str) -> None:
    office.get("/nhan?ky=nam")
    before = lines(site)
    data = {FIELD: token, "don_vi": "tdp-01", "ngay": "12/11/2026", "ly_do": "thử"}
    assert office.post("/nhan/ngay?ky=nam", data).status_code == 403
    assert lines(site) == before


def test_a_token_of_another_session_is_refused(office: Browser, unit: Browser) -> None:
    office.get("/nhan?ky=nam")
    unit.get("/don-vi")
    data = {FIELD: office.token}
    assert unit.client.post("/ra", base_url=f"http://{HOST}", data=data).status_code == 403


def test_the_cookie_is_hidden_and_new_at_login(site: Site, browser: Start) -> None:
    site.accounts.set_password("Lan", frozenset(), PASSWORD)
    there = browser()
    first = there.get("/vao").headers["Set-Cookie"]
    assert "HttpOnly" in first and "SameSite=Lax" in first
    entered = there.enter(f"/l/{site.accounts.make_link('ca')}").headers["Set-Cookie"]
    assert "HttpOnly" in entered and "SameSite=Lax" in entered
    assert entered.split(";")[0] != first.split(";")[0]


def _cookie(there: Browser) -> str:
    cookie = there.client.get_cookie(COOKIE, "127.0.0.1")
    assert cookie
    return str(cookie.value)


def test_logout_ends_the_session_at_once(browser: Start, office: Browser) -> None:
    office.get("/")
    stolen = _cookie(office)
    assert office.post("/ra").status_code == 303
    assert office.get("/").headers["Location"] == "/vao"
    other = browser()
    other.client.set_cookie(COOKIE, stolen, domain="127.0.0.1")
    assert other.get("/").headers["Location"] == "/vao"


def test_a_revoked_link_ends_its_sessions(site: Site, unit: Browser) -> None:
    assert unit.get("/don-vi").status_code == 200
    site.accounts.revoke_link("tdp-01")
    assert unit.get("/don-vi").headers["Location"] == "/vao"


def test_a_new_password_ends_the_sessions_before(site: Site, office: Browser) -> None:
    (person,) = site.accounts.people()
    site.accounts.set_password(person.name, person.roles, PASSWORD + "!")
    assert office.get("/").headers["Location"] == "/vao"


def test_a_person_whose_access_ended_is_out(site: Site, office: Browser) -> None:
    (person,) = site.accounts.people()
    site.accounts.revoke_person(person.id)
    assert office.get("/").headers["Location"] == "/vao"


def test_every_answer_bears_the_guarding_headers(office: Browser, browser: Start) -> None:
    for answer in (
        office.get("/"),
        office.get("/khong-co"),
        browser().get("/vao"),
        office.get("/tinh/danvan.css"),
    ):
        policy = answer.headers["Content-Security-Policy"]
        for part in ("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"):
            assert part in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Server" not in answer.headers


def test_downloads_are_listed_names_only(site: Site, office: Browser) -> None:
    folder = site.office("nam").out / "bieu-mau"
    folder.mkdir(parents=True)
    (folder / "tổ dân phố.xlsx").write_bytes(form("ca"))
    (folder / "lien-ket.xlsx").symlink_to(site.root / "criteria" / "viet-hoa-2026" / "criteria.yaml")
    found = office.get("/tai/bieu-mau/tổ dân phố.xlsx?ky=nam")
    assert found.data == form("ca")
    assert "filename*=UTF-8''t%E1%BB%95%20d%C3%A2n%20ph%E1%BB%91.xlsx" in found.headers["Content-Disposition"]
    names = ("lien-ket.xlsx", "..%2Ftong-hop.xlsx", "%2e%2e", "../../../../so-theo-doi.sqlite", "C:%5Cx.xlsx")
    for name in names:
        assert office.get(f"/tai/bieu-mau/{name}?ky=nam").status_code == 404, name
    for address in ("/tai/criteria?ky=nam", "/tinh/app.py", "/tinh/..%2fapp.py", "/tai/bieu-mau?ky=../.."):
        assert office.get(address).status_code == 404, address


def test_every_attack_that_the_document_lists_has_its_test() -> None:
    rows = re.findall(r"^\| (\d+) \| [^|]+ \| ([^|]+) \|$", (ROOT / "SECURITY.md").read_text("utf-8"), re.M)
    assert [int(number) for number, _ in rows] == list(range(1, 16))
    for _, where in rows:
        for file, named in re.findall(r"`(test_\w+\.py)`(?: \(([^)]*)\))?", where):
            text = (Path(__file__).parent / file).read_text(encoding="utf-8")
            for part in re.findall(r"`…(\w+?)…?`", named):
                assert re.search(rf"def test\w*{part}", text), (file, part)
