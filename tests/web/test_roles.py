"""Every route for every role, from the table of pages: a page without a rule cannot be opened."""

from collections.abc import Callable

import pytest

from scoring.web.app import create_app
from scoring.web.roles import ANYBODY, PAGES, Page, Role, may
from scoring.web.site import Site
from tests.web.conftest import Browser, entered

Start = Callable[[], Browser]
FILLED = {
    "<unit>": "ca",
    "<criterion>": "3.1.1",
    "<kind>": "bieu-mau",
    "<name>": "danvan.css",
    "<int:number>": "1",
    "<token>": "khong-co",
}
ROLES = [None, *Role]
WAYS = [(each, method) for each in PAGES for method in each.methods]


def address(page: Page) -> str:
    found = page.rule
    for slot, word in FILLED.items():
        found = found.replace(slot, word)
    assert "<" not in found, f"{page.rule}: say in FILLED what stands in its slots"
    return found


def test_every_route_has_a_rule(site: Site) -> None:
    rules = {rule.rule for rule in create_app(site).url_map.iter_rules()}
    assert rules == {page.rule for page in PAGES}
    assert len({page.endpoint for page in PAGES}) == len(PAGES)


def test_only_coming_in_is_open_to_anybody() -> None:
    assert {page.rule for page in PAGES if page.roles == ANYBODY} == {
        "/vao",
        "/l/<token>",
        "/tinh/<name>",
        "/favicon.ico",
    }


@pytest.fixture
def as_role(site: Site, browser: Start) -> Callable[[Role | None], Browser]:
    def come(role: Role | None) -> Browser:
        there = browser()
        if role is Role.UNIT:
            there.enter(f"/l/{site.accounts.make_link('ca')}")
        elif role:
            entered(site, there, role)
        there.get("/vao" if role is None else "/khong-co")
        return there

    return come


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name if role else "nobody")
def test_each_role_opens_what_its_rule_says(
    role: Role | None, as_role: Callable[[Role | None], Browser]
) -> None:
    there = as_role(role)
    roles = frozenset({role} if role else ())
    for page, method in WAYS:
        if page.endpoint == "logout":
            continue
        answer = there.get(address(page)) if method == "GET" else there.post(address(page))
        said = (role, method, page.rule, answer.status_code)
        assert answer.status_code != 500, said
        if may(roles, page):
            assert answer.status_code not in (401, 403) or page.rule == "/vao", said
        elif role is None and method == "GET":
            assert answer.headers["Location"] == "/vao", said
        else:
            assert answer.status_code == 403, said


def test_a_unit_sees_no_receipt_of_another(site: Site, browser: Start, unit: Browser) -> None:
    from tests.web.conftest import form

    given = unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx")).headers["Location"]
    assert unit.get(given).status_code == 200
    other = browser()
    other.enter(f"/l/{site.accounts.make_link('ca')}")
    assert other.get(given).status_code == 404
    assert other.get("/don-vi/bien-nhan/999999").status_code == 404


def test_the_administrator_makes_no_office_by_himself(site: Site, browser: Start) -> None:
    there = entered(site, browser(), Role.ADMIN)
    assert there.get("/truy-cap").status_code == 200
    assert there.get("/nhan").status_code == 403
