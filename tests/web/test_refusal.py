"""A refused post: back on its own screen, what is wrong beside the form, nothing typed is lost."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import request

from scoring.errors import UserError
from scoring.pipeline.forms import forms
from scoring.register import Action
from scoring.web import app as application
from scoring.web.guard import FIELD
from scoring.web.refill import CHOSEN, refilled
from scoring.web.roles import PAGES, Page, Role
from scoring.web.site import Site
from tests.web.conftest import Browser, entered, lines
from tests.web.test_verifying import Screen

Start = Callable[[], Browser]
POSTS = [page for page in PAGES if "POST" in page.methods]
WHY = "Lý do thử <b> của phép thử."


class Forms(HTMLParser):
    """The posting forms of a page: each one's address, its fields with what stands in them, its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self._area = ""
        self._within = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._within = told.get("method") == "post"
            if self._within:
                self.forms.append({"to": told.get("action", ""), "fields": [], "words": ""})
        if not self._within:
            return
        name, kind = told.get("name", ""), told.get("type", "text")
        if tag == "input" and kind not in ("file", "submit"):
            on = "checked" in told if kind in ("checkbox", "radio") else None
            self._add(name, kind, told.get("value", ""), on)
        elif tag == "select":
            self._add(name, "list", "", None)
        elif tag == "option":
            field = self.forms[-1]["fields"][-1]
            field["options"].append(told.get("value"))
            if "selected" in told:
                field["chosen"].append(told.get("value"))
        elif tag == "textarea":
            self._area = name
            self._add(name, "area", "", None)

    def _add(self, name: str, kind: str, value: str, on: bool | None) -> None:
        field: dict[str, Any] = {
            "name": name,
            "kind": kind,
            "value": value,
            "on": on,
            "options": [],
            "chosen": [],
        }
        self.forms[-1]["fields"].append(field)

    def handle_data(self, data: str) -> None:
        if self._within:
            self.forms[-1]["words"] += data
            if self._area:
                self.forms[-1]["fields"][-1]["value"] += data

    def handle_endtag(self, tag: str) -> None:
        self._within = self._within and tag != "form"
        self._area = "" if tag == "textarea" else self._area


def form_to(page: str, path: str) -> dict[str, Any] | None:
    return next((f for f in Forms(page).forms if urlsplit(f["to"]).path in ("", path)), None)


def typed_into(form: dict[str, Any]) -> list[tuple[str, str]]:
    """Every field filled as a person would: a text of its own, a tick, the last choice of a list."""
    sent = []
    for number, field in enumerate(form["fields"]):
        match field["kind"]:
            case "hidden":
                sent.append((field["name"], field["value"]))
            case "checkbox":
                sent.append((field["name"], field["value"]))
            case "list":
                sent.append((field["name"], field["options"][-1] or ""))
            case _:
                sent.append((field["name"], f"chữ “thứ” {number} <&>"))
    return sent


def holds(form: dict[str, Any], sent: list[tuple[str, str]]) -> Iterator[str]:
    """The fields that no longer hold what was sent."""
    for field, (name, value) in zip(form["fields"], sent, strict=True):
        kept = {"checkbox": field["on"], "list": value in field["chosen"]}
        if field["kind"] not in ("hidden", "password") and not kept.get(
            field["kind"], field["value"].strip("\n") == value
        ):
            yield name


SCREENS = {
    "make_links": "/truy-cap", "revoke_access": "/truy-cap", "set_password": "/truy-cap",
    "everything": "/truy-cap", "register_restored": "/truy-cap",
    "previewing": "/chot", "frozen": "/chot", "frozen_checked": "/chot", "backed_up": "/chot",
    "criteria_editing": "/bo-tieu-chi/sua", "criteria_taken_in": "/bo-tieu-chi",
    "criteria_issued": "/bo-tieu-chi", "criteria_from_paper": "/bo-tieu-chi",
    "units_from_paper": "/bo-tieu-chi",
    "criteria_dropped": "/bo-tieu-chi/thay-doi",
    "criteria_saved": "/bo-tieu-chi/thay-doi",
    "decided": "/quyet-dinh", "taken_back": "/quyet-dinh", "approving": "/quyet-dinh",
    "evidence": "/don-vi/tai-lieu", "evidence_removed": "/don-vi/tai-lieu",
    "filling": "/don-vi/cham?ky=nam", "filling_excel": "/don-vi/cham?ky=nam",
    "new_year_made": "/nam-moi", "set_chosen": "/nam-moi?bo=viet-hoa-2027",
    "consolidating": "/xep-loai", "receiving": "/nhan?ky=nam", "day_of_receipt": "/nhan?ky=nam",
    "sending": "/bieu?ky=nam", "sent": "/bieu?ky=nam", "answering": "/phan-hoi?ky=nam",
    "save_tried": "/thu-phuong-an?classes.tot=75", "exporting": "/tham-dinh", "verifying": "/tham-dinh",
    "verifying_unit": "/tham-dinh/don-vi/ca", "verifying_criterion": "/tham-dinh/tieu-chi/3.1.1",
    "trying": "/don-vi/kiem-tra?ky=nam", "submitting": "/don-vi/nop?ky=nam", "own_result": "/don-vi/ket-qua",
    "earlier_taken": "/cac-nam",
    "wards_taken": "/thanh-pho", "wards_listed": "/thanh-pho", "ward_dropped": "/thanh-pho",
    "wards_rolled_up": "/thanh-pho", "login": "/vao",
}  # fmt: skip
"""Where each form is found, with what has to be asked for; those without a screen of their own are below."""
ELSEWHERE = {
    "criteria_live": "asked by htmx only",
    "filling_live": "asked by htmx only",
    "begun_with_shipped": "in an empty folder only: tests/web/test_begin.py",
    "begun_with_book": "in an empty folder only: tests/web/test_begin.py",
    "logout": "a button without fields on every page",
    "link": "a button, or the name of who starts the page: tested below",
}
NOT_SHOWN_HERE = {
    "register_restored",
    "previewing",
    "frozen",
    "frozen_checked",
    "approving",
    "ward_dropped",
    "wards_rolled_up",
}
"""Forms that this workspace has no reason to show: what was sent is told on the screen all the same."""


def test_every_posting_route_is_tried_here() -> None:
    assert {page.endpoint for page in POSTS} == {*SCREENS, *ELSEWHERE}
    endpoints = {page.endpoint: page for page in PAGES}
    assert all("GET" in endpoints[page.screen or page.endpoint].methods for page in POSTS)


@pytest.fixture
def refusing(site: Site, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Browsers of a page whose every post is refused deep inside."""

    def refused(page: Page) -> Page:
        def view(**words: Any) -> Any:
            if request.method == "POST" and page.endpoint not in ("login", "link"):
                raise UserError(WHY)
            return page.view(**words)

        view.__name__ = page.endpoint
        return replace(page, view=view)

    monkeypatch.setattr(application, "PAGES", [refused(page) for page in PAGES])
    app = application.create_app(site)
    return lambda: Browser(app.test_client())


def ready(site: Site, office: Browser, unit: Browser) -> None:
    """Something to show on every screen."""
    forms(site.office("nam"), ["ca"])
    office.get("/quyet-dinh")
    office.post("/quyet-dinh/ghi", {"viec": "cong-nhan", "don_vi": "ca", "ly_do": "Đúng", "ghi": "1"})
    office.get("/quyet-dinh")
    seq = next(line.seq for line in site.ledger().of(Action.ADOPTED))
    office.post("/quyet-dinh/huy", {"so": str(seq), "ly_do": "Để thẩm định"})
    Screen(office, "/tham-dinh/don-vi/ca").save(("3.1.1", "diem1", "2"), ("3.1.1", "ly_do1", "Thiếu ảnh"))
    office.post("/quyet-dinh/ghi",
                {"viec": "mien-tieu-chi", "don_vi": "vhxh", "tieu_chi": "1.1.1", "van_ban": "BB 1",
                 "ly_do": "Có", "ghi": "1"})  # fmt: skip
    office.get("/nam-moi")
    office.post("/nam-moi/tao", {"nam": "2027"})
    office.get("/bo-tieu-chi")
    office.post("/bo-tieu-chi/ban-hanh", {"so_quyet_dinh": "12/QĐ-UBND", "ngay": "12/01/2026"})
    unit.upload("/don-vi/tai-lieu", (b"%PDF-1.4 a", "anh.pdf"), tieu_chi="3.1.1")


def test_a_refused_post_comes_back_as_it_was_typed(
    site: Site, office: Browser, browser: Start, refusing: Start
) -> None:
    ca = browser()
    ca.enter(f"/l/{site.accounts.make_link('ca')}")
    ready(site, office, ca)
    of_unit = refusing()
    of_unit.enter(f"/l/{site.accounts.make_link('ca')}")
    people = {Role.UNIT: of_unit, Role.OFFICE: entered(site, refusing(), Role.OFFICE, Role.ADMIN)}
    shown = set()
    for page in POSTS:
        if page.endpoint not in SCREENS or page.endpoint == "login":
            continue
        there = people[Role.UNIT if Role.UNIT in page.roles else Role.OFFICE]
        screen = SCREENS[page.endpoint]
        before = there.get(screen).get_data(as_text=True)
        path = page.rule.replace("<unit>", "ca").replace("<criterion>", "3.1.1")
        form = form_to(before, path)
        title = re.search("<h1>.*?</h1>", before)
        query = urlsplit(form["to"]).query if form else ""
        sent = typed_into(form) if form else [("ly_do", "chữ lẻ loi")]
        data: dict[str, Any] = {}
        for name, value in sent:
            if name != FIELD:
                data.setdefault(name, []).append(value)
        answer = there.post(f"{path}{'?' * bool(query)}{query}", data)
        after = answer.get_data(as_text=True)
        assert answer.status_code == 422, page.rule
        assert title and title[0] in after and "Lý do thử &lt;b&gt;" in after, page.rule
        if form is None:
            assert page.endpoint in NOT_SHOWN_HERE and "chữ lẻ loi" in after, page.rule
            continue
        shown.add(page.endpoint)
        again = form_to(after, path)
        assert again and WHY in again["words"], page.rule
        assert not list(holds(again, sent)), page.rule
        assert after.count(" autofocus") == 1, page.rule
    assert shown == {*SCREENS} - NOT_SHOWN_HERE - {"login"}


def test_the_name_of_who_starts_the_page_is_asked_again(site: Site, browser: Start) -> None:
    there = browser()
    there.get(f"/l/{site.launch_token}")
    answer = there.post(f"/l/{site.launch_token}", {"ten": " "})
    assert answer.status_code == 422 and "Mở trang của cơ quan" in answer.get_data(as_text=True)


def test_of_several_forms_that_one_is_filled_which_was_sent(site: Site, office: Browser) -> None:
    for unit in ("ca", "vhxh"):
        office.get("/quyet-dinh")
        office.post("/quyet-dinh/ghi", {"viec": "de-ngoai", "don_vi": unit, "ly_do": "Sáp nhập", "ghi": "1"})
    seqs = [line.seq for line in site.ledger().of(Action.LEFT_OUT)]
    office.get("/quyet-dinh")
    answer = office.post("/quyet-dinh/huy", {"so": str(seqs[0]), "ly_do": " "})
    [form] = [f for f in Forms(answer.get_data(as_text=True)).forms if "Chưa ghi lý do hủy" in f["words"]]
    assert str(seqs[0]) in [field["value"] for field in form["fields"]]


def test_what_was_typed_outlives_the_session(site: Site, browser: Start) -> None:
    before, there = lines(site), entered(site, browser(), Role.OFFICE)
    there.get("/quyet-dinh")
    site.accounts.set_password("Người OFFICE", frozenset({Role.OFFICE}), "mật khẩu khác hẳn")
    answer = there.post("/quyet-dinh/ghi", {"viec": "khong-du-dieu-kien", "ly_do": "Vi phạm quy chế <i>"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 403 and lines(site) == before
    assert "<li>Vi phạm quy chế &lt;i&gt;</li>" in page and "khong-du-dieu-kien" not in page
    assert 'href="/quyet-dinh"' in page


def test_a_stale_form_of_one_who_came_in_again_stays(site: Site, office: Browser) -> None:
    office.get("/quyet-dinh")
    office.token = "0" * 64
    answer = office.post("/quyet-dinh/ghi", {"viec": "cong-nhan", "ly_do": "Theo biên bản"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 403 and 'value="Theo biên bản"' in page and "Phiên làm việc đã đổi" in page


def test_to_a_page_of_others_nothing_is_told(office: Browser) -> None:
    office.get("/quyet-dinh")
    answer = office.post("/quyet-dinh/ghi", {"ly_do": "chữ của kẻ khác"}, headers={"Origin": "http://xau.vn"})
    assert answer.status_code == 403 and "chữ của kẻ khác" not in answer.get_data(as_text=True)


def test_points_are_put_beside_no_other_row() -> None:
    row = '<input type="hidden" name="muc" value="{0}"><input name="diem1" value="">'
    page = f'<main><form method="post" action="/a">{row.format("x")}{row.format("y")}</form></main>'
    sent = {"muc": ["x", "y"], "diem1": ["1", "2"]}
    assert 'value="2"' in refilled(page, "/a", sent, "")
    gone = refilled(page, "/a", {"muc": ["z", "x"], "diem1": ["2", "1"]}, "").replace(" autofocus", "")
    assert 'value="2"' not in gone and "<li>2</li>" in gone
    assert '"muc" value="x"><input name="diem1" value="1">' in gone
    assert '"muc" value="y"><input name="diem1" value="">' in gone


def test_lines_that_come_back_as_a_browser_ends_them_are_the_same_lines() -> None:
    page = (
        '<html><body><main><form method="post" action="/a"><details><summary>Lý do</summary>'
        "<textarea name=ly_do>dòng một\ndòng hai</textarea></details></form></main></body></html>"
    )
    for typed, unfolded in (("dòng một\r\ndòng hai", False), ("dòng một\r\ndòng ba", True)):
        again = refilled(page, "/a", {"ly_do": [typed]}, "")
        assert ("<details open" in again) is unfolded
        assert typed.replace("\r\n", "\n") in again


def test_control_characters_of_a_pasted_text_are_left_out() -> None:
    page = '<main><form method="post" action="/a"><textarea name="ly_do"></textarea></form></main>'
    again = refilled(page, "/a", {"ly_do": ["dòng một\x0bdòng\x00 hai\ufffe"]}, "")
    assert ">dòng mộtdòng hai</textarea>" in again


def test_a_fault_that_meets_the_screen_too_is_told_in_words(
    site: Site, office: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.get("/quyet-dinh")

    def locked(_: Site) -> None:
        raise RuntimeError("database is locked")

    monkeypatch.setattr(Site, "verified_run", locked)
    answer = office.post("/quyet-dinh/ghi", {"viec": "cong-nhan", "don_vi": "ca", "ly_do": "Theo biên bản"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 500 and "<li>Theo biên bản</li>" in page and "locked" not in page


class Pieces(HTMLParser):
    """What a page consists of, however it is spelled."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Any] = []
        self.feed(page)

    def handle_decl(self, decl: str) -> None:
        self.found.append(decl)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.found += data.split()


def test_a_page_without_the_form_is_otherwise_left_as_it_is(office: Browser) -> None:
    for address in ("/quyet-dinh", "/bo-tieu-chi/sua?trang=Chung", "/thu-phuong-an", "/huong-dan"):
        page = office.get(address).get_data(as_text=True)
        assert Pieces(refilled(page, "/khong-co", {}, "")).found == Pieces(page).found


def test_fields_of_words_are_told_from_the_others() -> None:
    templates = Path(application.__file__).parent.joinpath("templates").rglob("*.html")
    asking = re.compile(r'<form[^>]* method="get">.*?</form>', re.S)  # nothing is sent by these
    texts = [asking.sub("", path.read_text(encoding="utf-8")) for path in templates]
    tags = [tag for text in texts for tag in re.findall(r"<(?:input|textarea|select|button)\b[^>]*>", text)]
    named = [(tag, found[1]) for tag in tags if (found := re.search(r' name="(\w+)"', tag))]
    assert len(named) > 40
    for tag, name in named:
        words = re.match(r'<textarea|<input (?!.*type="(hidden|checkbox|radio|file|password)")', tag)
        if 'type="file"' not in tag:
            assert bool(words) != (name in CHOSEN), tag
