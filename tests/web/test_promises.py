"""What each screen promises and no other test looks at."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest

from scoring.web.site import Site
from scoring.web.words import days_left
from tests.web.conftest import Browser, ended, form
from tests.web.test_verifying import Screen

TODAY = date(2026, 11, 12)


def words(there: Browser, address: str) -> str:
    return unescape(there.get(address).get_data(as_text=True))


@pytest.mark.parametrize(
    ("left", "said"), [(2, "còn 2 ngày"), (0, "hôm nay là ngày cuối"), (-1, "quá hạn 1 ngày")]
)
def test_days_left_are_whole_days(left: int, said: str) -> None:
    assert days_left(TODAY + timedelta(days=left), TODAY) == said


def test_superseded_versions_are_folded_away(office: Browser, unit: Browser) -> None:
    unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx"))
    again = unit.get("/don-vi/cham/excel?ky=nam").data
    assert unit.upload("/don-vi/nop?ky=nam", (again, "b.xlsx")).status_code == 303
    row = words(office, "/nhan?ky=nam").partition(">Tổ dân phố số 1</a>")[2].partition("</tr>")[0]
    assert "<details><summary>1 tệp khác, không tính</summary>" in row and row.count("Biên nhận số") == 2


def test_feedback_comes_in_one_archive_and_the_silent_are_reminded(site: Site, office: Browser) -> None:
    office.get("/phan-hoi?ky=nam")
    office.post("/phan-hoi?ky=nam")
    assert ended(site.jobs.jobs[1]).state == "xong"
    shown = words(office, "/phan-hoi?ky=nam")
    assert 'href="/tai/phan-hoi?ky=nam">Tải tất cả (.zip)</a>' in shown
    names = zipfile.ZipFile(io.BytesIO(office.get("/tai/phan-hoi?ky=nam").data)).namelist()
    assert [name for name in names if name.endswith(".xlsx")] and [n for n in names if n.endswith(".txt")]
    reminder = shown.partition("<h2>Chưa nộp (25)</h2>")[2]
    assert "Kính gửi: " in reminder and "Tổ dân phố số 1;" in reminder and "Công an phường" not in reminder


def test_the_book_goes_out_and_the_next_unit_is_a_click_away(site: Site, office: Browser) -> None:
    assert "đơn vị sau còn việc: <a href=" in words(office, "/tham-dinh/don-vi/ca")
    office.get("/tham-dinh")
    office.post("/tham-dinh/so")
    assert ended(site.jobs.jobs[1]).state == "xong"
    assert 'href="/tai/tham-dinh?ky=nam">Tải các sổ (.zip)</a>' in words(office, "/tham-dinh")
    books = zipfile.ZipFile(io.BytesIO(office.get("/tai/tham-dinh?ky=nam").data)).namelist()
    assert books == ["tham-dinh-2026.xlsx"]


def test_a_second_round_stands_beside_the_first(
    site: Site, office: Browser, browser: Callable[[], Browser]
) -> None:
    change = (("3.1.1", "diem1", "2"), ("3.1.1", "ly_do1", "Thiếu ảnh"))
    Screen(office, "/tham-dinh/don-vi/ca").save(*change)
    there = browser()
    there.enter(f"/l/{site.accounts.make_link('ca')}")
    there.get("/don-vi/ket-qua")
    there.post("/don-vi/ket-qua", {"giai-trinh:3.1.1": "Đã bổ sung ảnh"})
    shown = words(office, "/tham-dinh/don-vi/ca").partition(">3.1.1. ")[2].partition("</article>")[0]
    assert "đơn vị giải trình" in shown and "<details open>" in shown, "the second round is unfolded"
