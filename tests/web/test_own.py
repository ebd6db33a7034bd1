"""Đơn vị của tôi and the pages from it: no dead end, what comes next, words of the unit's own world."""

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO

import pytest

from scoring.register import Action
from scoring.register.actions import EditionFrozen, FormSent
from scoring.web.site import Site
from tests.web.conftest import Browser, form
from tests.web.test_evidence import PDF, send
from tests.web.test_verifying import Screen

Start = Callable[[], Browser]


def words(there: Browser, address: str) -> str:
    return unescape(there.get(address).get_data(as_text=True))


@pytest.fixture
def ca(site: Site, browser: Start) -> Browser:
    there = browser()
    there.enter(f"/l/{site.accounts.make_link('ca')}")
    return there


def written(site: Site, content: EditionFrozen | FormSent, unit: str = "", reason: str = "") -> None:
    office = site.office()
    draft = content.draft(office.roster.criteria.year, "nam", unit, reason=reason)
    office.register.append(office.roster.criteria.year, lambda _: [draft], "Bà Hai")


@pytest.mark.parametrize("address", ["/don-vi/nop?ky=nam", "/don-vi/kiem-tra?ky=nam"])
def test_pages_of_excel_lead_to_the_page_and_to_a_form(unit: Browser, address: str) -> None:
    shown = words(unit, address)
    assert 'href="/don-vi/cham?ky=nam">Điền trên trang</a>' in shown
    [blank] = re.findall(r'href="([^"]+)">tải biểu của đơn vị', shown)
    assert unit.get(blank).data.startswith(b"PK"), "the office made no forms: the page gives one"


def test_the_next_step_follows_the_verification_and_the_closing(
    site: Site, office: Browser, ca: Browser
) -> None:
    assert "Bước tiếp theo: Chờ thẩm định." in words(ca, "/don-vi?ky=nam") and "Xem kết quả" not in words(
        ca, "/don-vi"
    )
    Screen(office, "/tham-dinh/don-vi/ca").save(dong_y="ca|4.3.2")
    begun = words(ca, "/don-vi")
    assert "Đang thẩm định, còn" in begun and 'href="/don-vi/ket-qua">Xem kết quả</a>' in begun
    Screen(office, "/tham-dinh/don-vi/ca").save(dong_y="tat-ca")
    left = words(ca, "/don-vi")
    awaited = "ghi ngày nhận báo cáo 6 tháng, 9 tháng, năm"
    assert f"Đã thẩm định các tiêu chí; BC.1 chờ cơ quan {awaited}" in left and "Đang thẩm định" not in left
    assert f'<span class="note">chờ cơ quan {awaited}</span>' in left, "on the way of the form as well"
    written(site, EditionFrozen(1, "0" * 64))
    closed = words(ca, "/don-vi")
    assert "Năm đã chốt: xem điểm, xếp loại và thứ hạng" in closed and "Chờ công bố" not in closed


def test_the_way_a_form_was_sent_is_no_reason(site: Site, ca: Browser) -> None:
    written(site, FormSent("0" * 64), "ca", reason="Zalo")
    assert "gửi biểu cho đơn vị (năm), cách gửi: Zalo" in words(ca, "/don-vi")


def test_on_a_telephone_a_form_that_is_not_made_keeps_its_heading(ca: Browser) -> None:
    assert 'data-label="Biểu mẫu">cơ quan chưa tạo</td>' in words(ca, "/don-vi")


def test_what_the_office_has_still_to_score_keeps_its_maximum(ca: Browser) -> None:
    row = words(ca, "/don-vi/ket-qua").partition('<td class="code">BC.1</td>')[2].partition("</tr>")[0]
    assert 'data-label="Tối đa">8,00<' in row and "chờ chấm" in row
    void = words(ca, "/don-vi/ket-qua").partition('<td class="code">II.7</td>')[2].partition("</tr>")[0]
    assert 'data-label="Tối đa">không tính<' in void, "it did not arise"
    assert "cơ quan chưa ghi ngày nhận nên chưa tính" in row and "chưa rõ" not in row


def test_evidence_says_what_came_and_leads_back_to_its_row(site: Site, ca: Browser) -> None:
    there = send(ca, PDF).headers["Location"]
    shown = words(ca, there)
    assert "Đã nhận 1 tài liệu của tiêu chí 3.1.1" in shown
    assert '<option value="3.1.1" selected>' in shown
    assert 'href="/don-vi/cham?ky=nam#muc-3.1.1"' in shown
    assert 'id="muc-3.1.1"' in words(ca, "/don-vi/cham?ky=nam")
    [line] = site.ledger().of(Action.ATTACHED)
    gone = ca.post("/don-vi/tai-lieu/bo", {"so": str(line.seq), "tieu_chi": "3.1.1"}).headers["Location"]
    assert "Đã bỏ một tài liệu của tiêu chí 3.1.1" in words(ca, gone)


def test_a_strange_criterion_in_the_address_is_not_shown(ca: Browser) -> None:
    assert "la-gi" not in words(ca, "/don-vi/tai-lieu?tieu_chi=la-gi")


def test_the_count_of_errors_leads_to_the_first(site: Site, browser: Start) -> None:
    there = browser()
    there.enter(f"/l/{site.accounts.make_link('tdp-11')}")
    assert "lỗi, đến lỗi đầu tiên" not in words(there, "/don-vi/cham?ky=nam")
    sent = {"tep": (BytesIO(form("tdp-11")), "a.xlsx")}
    there.post("/don-vi/cham/excel?ky=nam", sent, content_type="multipart/form-data")
    shown = words(there, "/don-vi/cham?ky=nam")
    [first] = re.findall(r'href="#([^"]+)">còn \d+ lỗi, đến lỗi đầu tiên', shown)
    between = shown[shown.index(f'id="{first}"') + 1 : shown.index('class="wrong-line"')]
    assert 'id="muc-' not in between, "no other row stands between the place and its fault"


def test_what_is_not_kept_is_named_and_nothing_else(ca: Browser) -> None:
    refused = words(ca, "/don-vi/tai-lieu") and send(ca, b"MZ", "a.pdf").get_data(as_text=True)
    assert "Tệp không được giữ trên trang" in unescape(refused) and "Mật khẩu" not in unescape(refused)
