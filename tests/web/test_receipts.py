"""Biên nhận: what comes next, whether it was in time, the kept file itself, and paper."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html import unescape

import pytest

from scoring.pipeline.records import Voice, receive
from scoring.web.site import Site
from tests.web.conftest import Browser, form

Start = Callable[[], Browser]


def handed_in(unit: Browser, code: str = "tdp-01") -> str:
    return unit.upload("/don-vi/nop?ky=nam", (form(code), "bieu.xlsx")).headers["Location"]


@pytest.fixture
def wrong(site: Site, browser: Start) -> Browser:
    """The unit whose form of the example has errors."""
    there = browser()
    there.enter(f"/l/{site.accounts.make_link('tdp-11')}")
    return there


def test_a_form_with_errors_leads_back_to_mending(wrong: Browser) -> None:
    page = unescape(wrong.get(handed_in(wrong, "tdp-11")).get_data(as_text=True))
    assert "lần nộp này vẫn được tính ngày" in page and "Lần gửi" not in page.partition("Lỗi và lưu ý")[0]
    assert 'href="/don-vi/cham?ky=nam">Sửa trên trang' in page
    assert 'href="/don-vi/nop?ky=nam">Nộp lại biểu Excel' in page


def test_the_unit_saves_the_very_file_that_was_kept(site: Site, browser: Start, unit: Browser) -> None:
    there = handed_in(unit)
    assert f'href="{there}/tep"' in unit.get(there).get_data(as_text=True)
    saved = unit.get(f"{there}/tep")
    assert sha256(saved.data).hexdigest() in unit.get(there).get_data(as_text=True)
    assert saved.data == form("tdp-01")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    other = browser()
    other.enter(f"/l/{site.accounts.make_link('ca')}")
    assert other.get(f"{there}/tep").status_code == 404


def test_of_a_file_that_changed_since_nothing_is_given_out(site: Site, unit: Browser) -> None:
    there = handed_in(unit)
    [path] = site.office("nam").inbox.glob("*-tdp-01-*")
    path.write_bytes(form("tdp-02"))
    page = unescape(unit.get(there).get_data(as_text=True))
    assert "không còn trong thư mục nhận biểu" in page and "/tep" not in page
    assert unit.get(f"{there}/tep").status_code == 404


@pytest.mark.parametrize(("after", "says"), [(0, "đúng hạn"), (3, "nộp chậm 3 ngày")])
def test_the_receipt_says_whether_the_day_was_in_time(
    site: Site, unit: Browser, after: int, says: str
) -> None:
    there = handed_in(unit)
    office = site.office("nam")
    last = next(each.last for each in office.roster.criteria.reports if each.code == "nam")
    year_end = datetime(last.year, 12, 31, tzinfo=UTC)
    receive(office, ["tdp-01"], last + timedelta(days=after), Voice("giấy đến", who="Bà Hai", now=year_end))
    page = unescape(unit.get(there).get_data(as_text=True))
    [said] = re.findall(r"Ngày nộp được tính</dt><dd>(.*?)</dd>", page)
    assert says in said and f"{last + timedelta(days=after):%d/%m/%Y}" in said


def test_a_receipt_is_printed_by_a_button_that_scripts_show(unit: Browser) -> None:
    page = unit.get(handed_in(unit)).get_data(as_text=True)
    assert "data-in hidden>In biên nhận" in page
