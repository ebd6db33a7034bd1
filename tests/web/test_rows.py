"""Rows of long lists are written once, and never show what does not hold any more."""

from collections.abc import Callable

import pytest

from scoring.engine.memory import Memory
from scoring.web.roles import Role
from scoring.web.rows import rows
from scoring.web.site import Site
from tests.web.conftest import Browser, entered, form
from tests.web.test_next_steps import words

NAME = "Công an phường"


def test_a_row_is_written_again_only_where_what_it_shows_has_changed() -> None:
    row, written = rows(Memory(), "home"), list[str]()

    def as_said(text: str) -> str:
        written.append(text)
        return text

    for said in ("hợp lệ", "hợp lệ", "cần sửa"):
        assert row("ca", said, caller=lambda said=said: as_said(said)) == said
    assert written == ["hợp lệ", "cần sửa"]


def test_who_may_not_open_a_unit_gets_no_link_from_another_ones_row(
    site: Site, office: Browser, browser: Callable[[], Browser]
) -> None:
    verifier = entered(site, browser(), Role.VERIFIER)
    for _ in range(2):
        assert f">{NAME}</a>" in words(office, "/?ky=nam")
        assert f'<th scope="row">{NAME}</th>' in words(verifier, "/?ky=nam")


@pytest.mark.parametrize("page", ["/?ky=nam", "/nhan?ky=nam", "/xep-loai"])
def test_a_form_that_was_just_handed_in_is_in_its_row(office: Browser, unit: Browser, page: str) -> None:
    name = "Tổ dân phố số 1"
    before = words(office, page)
    assert unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "bieu.xlsx")).status_code == 303
    assert words(office, page) != before
    row = words(office, "/nhan?ky=nam").partition(f">{name}</a>")[2].partition("</tr>")[0]
    assert "Biên nhận số" in row


def test_a_changed_day_of_receipt_is_in_every_list(office: Browser) -> None:
    for page in ("/?ky=nam", "/nhan?ky=nam"):
        assert "09/12/2026" not in words(office, page)
    office.get("/nhan?ky=nam")
    sent = {"don_vi": "ca", "ngay": "09/11/2026", "ly_do": "Sổ công văn", "so_den": ""}
    assert office.post("/nhan/ngay?ky=nam", sent).status_code == 303
    for page in ("/?ky=nam", "/nhan?ky=nam"):
        row = words(office, page).partition(f">{NAME}</a>")[2].partition("</tr>")[0]
        assert "09/11/2026" in row
