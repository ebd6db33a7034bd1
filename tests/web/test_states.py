"""Each state says what is so now and what comes next: nothing that is over, nothing nobody waits for."""

import json
import os
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from scoring.intake.model import Outcome, Receipt
from scoring.pipeline.consolidation import gather
from scoring.pipeline.office import open_office
from scoring.pipeline.records import Voice, adopt
from scoring.pipeline.refused import note_refused, refused_uploads
from scoring.pipeline.submit import HandedIn
from scoring.web.site import Site
from tests.support.office_year import NOW, say, superior, with_forms
from tests.web.conftest import Browser, ended, form, lines
from tests.web.test_filling import fields
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


def test_after_the_feedback_was_made_the_units_are_waited_for(
    site: Site, browser: Start, office: Browser
) -> None:
    office.get("/xep-loai")
    office.post("/xep-loai/tong-hop?ky=nam")
    ended(site.jobs.jobs[1])
    assert "1 đơn vị cần sửa biểu, chưa có biểu phản hồi" in words(office, "/?ky=nam")
    office.get("/phan-hoi?ky=nam")
    office.post("/phan-hoi?ky=nam")
    ended(site.jobs.jobs[2])
    assert "1 đơn vị đã có biểu phản hồi: gửi đơn vị, chờ nộp lại; 25 đơn vị chưa nộp" in words(
        office, "/?ky=nam"
    )
    [made] = (site.office("nam").out / "phan-hoi").glob("*.xlsx")
    assert "lập trước lần nộp mới nhất" not in words(office, "/phan-hoi?ky=nam")
    os.utime(made, (1_700_000_000, 1_700_000_000))
    assert "chưa có biểu phản hồi: tạo rồi gửi" in words(office, "/?ky=nam"), "it is of an earlier form"
    assert "lập trước lần nộp mới nhất" in words(office, "/phan-hoi?ky=nam")
    assert "đã gửi <a" not in words(come_in(site, browser, "tdp-08"), "/don-vi")


class TestThreeUnits:
    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        root = with_forms(tmp_path / "xa")
        say(root, *superior())
        gather(open_office(root), now=NOW)
        return root

    def test_days_of_receipt_are_asked_for_once_all_else_is_verified(
        self, site: Site, office: Browser
    ) -> None:
        assert "Thẩm định điểm các đơn vị tự chấm" in self.step(office)
        adopt(site.office(), [], [], Voice("Theo biên bản", who="Lan"), everybody=True)
        assert "Ghi ngày nhận Báo cáo 6 tháng: điểm của 3 đơn vị chờ ngày này" in self.step(office)
        assert 'href="/nhan?ky=6-thang">Nhận biểu</a>' in self.step(office)

    def step(self, office: Browser) -> str:
        return words(office, "/?ky=nam").partition("Việc tiếp theo")[2].partition("</section>")[0]


@pytest.mark.parametrize("at", ["hôm qua", None, "2026-11-14T08:00:00"])
def test_notes_that_somebody_changed_by_hand_are_none(site: Site, office: Browser, at: object) -> None:
    notes = site.root / "khong-nhan" / "2026" / "nam.json"
    notes.parent.mkdir(parents=True)
    note = {"unit": "ca", "file": "a.xlsx", "at": at, "who": "b", "why": ["c"]}
    for written in (note, {**note, "at": "2026-11-14T08:00:00+00:00", "unit": ["ca"]}):
        notes.write_text(json.dumps([written]), encoding="utf-8")
        assert office.get("/nhan?ky=nam").status_code == 200


def test_what_was_refused_is_remembered_until_a_form_is_taken(
    site: Site, office: Browser, unit: Browser
) -> None:
    before = lines(site)
    unit.upload("/don-vi/nop?ky=nam", (b"khong phai bieu", "biểu <b>.xlsx"))
    assert lines(site) == before and not list(site.office("nam").inbox.glob("*tdp-01*"))
    own = words(unit, "/don-vi")
    assert (
        "Tệp “biểu <b>.xlsx” gửi lúc" in own
        and "không được nhận</strong>, không tính là một lần nộp: " in own
    )
    line = words(office, "/?ky=nam").partition(">Tổ dân phố số 1</a>")[2].partition("</tr>")[0]
    assert "nhưng không nhận được</a>" in line and 'href="/nhan?ky=nam#khong-nhan"' in line
    told = words(office, "/nhan?ky=nam").partition('id="khong-nhan"')[2]
    assert (
        "<strong>Tổ dân phố số 1</strong>" in told and "(qua đường dẫn riêng) gửi “biểu <b>.xlsx”: " in told
    )
    for again in range(2):  # the same form once more writes no new line, and ends what was refused as well
        unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx"))
        assert "không được nhận" not in words(unit, "/don-vi"), again
        unit.upload("/don-vi/nop?ky=nam", (form("ca"), "nhầm.xlsx"))
        assert "không được nhận" in words(unit, "/don-vi"), again
    unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx"))
    assert "không được nhận" not in words(unit, "/don-vi")
    assert "không nhận được" not in words(office, "/?ky=nam")
    assert 'id="khong-nhan"' not in words(office, "/nhan?ky=nam")


def test_a_form_of_another_unit_is_remembered_of_whoever_sent_it(
    site: Site, browser: Start, office: Browser, unit: Browser
) -> None:
    unit.upload("/don-vi/nop?ky=nam", (form("tdp-11"), "a.xlsx"))
    assert "Biểu này của Tổ dân phố số 11" in words(unit, "/don-vi")
    assert "không được nhận" not in words(come_in(site, browser, "tdp-11"), "/don-vi")


def test_the_same_file_refused_again_is_one_note_and_few_are_kept(site: Site) -> None:
    place = site.office("nam")
    for number in range(30):
        sent = HandedIn(Receipt(f"{number // 2}.xlsx", "", Outcome.REJECTED), refusal="Không đọc được")
        note_refused(place, [sent], "Lan", unit="ca")
    told = refused_uploads(place, site.ledger())
    assert [each.file for each in told] == [f"{number}.xlsx" for number in range(14, -1, -1)]
    for number in range(15, 40):
        sent = HandedIn(Receipt(f"{number}.xlsx", "", Outcome.REJECTED), refusal="Không đọc được")
        note_refused(place, [sent], "Lan", unit="ca")
    assert len(refused_uploads(place, site.ledger())) == 20
