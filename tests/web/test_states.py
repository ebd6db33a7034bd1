"""Each state says what is so now and what comes next: nothing that is over, nothing nobody waits for."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from scoring.web.site import Site
from tests.web.conftest import Browser, form
from tests.web.test_filling import fields
from tests.web.test_jobs import ended
from tests.web.test_verifying import Screen

Start = Callable[[], Browser]
ALL = "Đồng ý mọi mục chưa có điểm"


def words(there: Browser, address: str) -> str:
    return unescape(there.get(address).get_data(as_text=True))


def come_in(site: Site, browser: Start, unit: str) -> Browser:
    there = browser()
    there.enter(f"/l/{site.accounts.make_link(unit)}")
    return there


@pytest.mark.parametrize("address", ["/tham-dinh/don-vi/ca", "/tham-dinh/tieu-chi/3.1.1"])
def test_agreeing_with_all_that_is_left_goes_once_nothing_is(office: Browser, address: str) -> None:
    assert ALL in words(office, address)
    Screen(office, address).save(dong_y="tat-ca")
    assert ALL not in words(office, address) and ">Lưu</button>" in words(office, address)


def test_a_unit_hands_in_and_the_office_receives(site: Site, office: Browser, unit: Browser) -> None:
    unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx"))
    office.upload("/nhan?ky=nam", (form("tdp-11"), "b.xlsx"))
    assert "Tổ dân phố số 1 (qua đường dẫn riêng) nộp tệp" in words(unit, "/don-vi")
    for code, did in (("tdp-01", "nộp tệp"), ("tdp-11", "nhận tệp")):
        past = words(office, f"/xep-loai/{code}?ky=nam").partition("<h2>Lịch sử</h2>")[2]
        assert did in past and ({"nộp tệp", "nhận tệp"} - {did}).pop() not in past


def test_a_total_says_of_how_much_and_of_how_many_rows(unit: Browser) -> None:
    blank = fields(words(unit, "/don-vi/cham?ky=nam"))
    assert "Tổng điểm" not in words(unit, "/don-vi/cham?ky=nam")
    live = unescape(unit.post("/don-vi/cham/tinh?ky=nam", {**blank, "tra-loi:1.1.2:1": "1"}).text)
    [said] = re.findall(r"Tổng điểm: <strong[^>]*>[^<]+</strong> \(([^)]*)\)", live)
    assert re.fullmatch(r"theo thang 100; được [\d,]+/[\d,]+ điểm; đã điền 1/\d+ tiêu chí", said)


def test_notes_are_counted_alike_by_the_page_and_by_the_job(site: Site, office: Browser) -> None:
    (site.root / "inputs" / "2026" / "nam" / "tu-cham-2026-bchqs.xlsx").write_bytes(form("bchqs"))
    page = (
        words(office, "/phan-hoi?ky=nam")
        .partition("Ban Chỉ huy Quân sự phường")[2]
        .partition("</summary>")[0]
    )
    [counted] = re.findall(r": (\d lưu ý)", page)
    job = office.post("/phan-hoi?ky=nam").headers["Location"]
    ended(site.jobs.jobs[1])
    assert f"Ban Chỉ huy Quân sự phường: {counted}" in words(office, job)
