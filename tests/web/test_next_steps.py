"""What comes next is said where somebody stands, and can be done there with the mouse."""

from collections.abc import Callable
from hashlib import sha256
from html import unescape

from scoring.pipeline.forms import forms
from scoring.web.roles import Role
from scoring.web.site import Site
from tests.web.conftest import Browser, ended, entered, form
from tests.web.test_verifying import Screen


def words(there: Browser, address: str) -> str:
    return unescape(there.get(address).get_data(as_text=True))


def test_why_self_scores_stand_is_said_without_commands(site: Site, office: Browser) -> None:
    Screen(office, "/tham-dinh/don-vi/ca").save(dong_y="ca|4.3.2")
    shown = words(office, "/xep-loai")
    assert "Xếp hạng vẫn theo điểm tự chấm, vì:" in shown and "Chưa rõ ngày nhận Báo cáo 6 tháng" in shown
    assert "danvan" not in shown.partition("<main")[2]
    assert '<a href="/quyet-dinh">Quyết định</a>' in shown
    open_matters = words(office, "/quyet-dinh").partition("Chưa rõ ngày nhận Báo cáo 6 tháng")[2]
    assert 'href="/nhan?ky=6-thang"' in open_matters
    office.get("/xep-loai")
    job = office.post("/xep-loai/tong-hop?ky=nam").headers["Location"]
    ended(site.jobs.jobs[1])
    said = words(office, job).partition("<main")[2]
    assert "Xếp hạng vẫn theo điểm tự chấm, vì:" in said and "danvan" not in said


def test_a_unit_whose_points_are_all_there_waits_for_the_others(site: Site, office: Browser) -> None:
    def of_ca() -> str:
        return words(office, "/?ky=nam").partition(">Công an phường</a>")[2].partition("</tr>")[0]

    assert ">Chờ thẩm định</td>" in of_ca()
    Screen(office, "/tham-dinh/don-vi/ca").save(dong_y="ca|4.3.2")
    assert ">Đang thẩm định</td>" in of_ca()
    Screen(office, "/tham-dinh/don-vi/ca").save(dong_y="tat-ca")
    waits = "Chờ ghi ngày nhận báo cáo 6 tháng, 9 tháng, năm"
    assert f'<a href="/nhan?ky=6-thang">{waits}</a></td>' in of_ca(), "nobody has recorded when they came"
    for period in ("6-thang", "9-thang", "nam"):
        office.get(f"/nhan?ky={period}")
        office.post(f"/nhan/ngay?ky={period}", {"ngay": "01/06/2026", "don_vi": "ca", "ly_do": "Sổ đến"})
    assert ">Đã thẩm định; chờ các đơn vị khác</td>" in of_ca()


def test_a_set_without_steps_of_approval_says_where_they_are_set(office: Browser) -> None:
    assert "không đặt bước phê duyệt nào" in words(office, "/quyet-dinh")


def test_a_receipt_leads_on_and_gives_the_file_back(
    site: Site, browser: Callable[[], Browser], unit: Browser
) -> None:
    there = browser()
    there.enter(f"/l/{site.accounts.make_link('tdp-11')}")
    sent = there.upload("/don-vi/nop?ky=nam", (form("tdp-11"), "bieu.xlsx")).headers["Location"]
    shown = words(there, sent)
    assert '<a class="button" href="/don-vi/cham?ky=nam">Sửa trên trang</a>' in shown
    assert f'href="{sent}/tep"' in shown
    assert there.get(f"{sent}/tep").data == form("tdp-11")
    assert unit.get(f"{sent}/tep").status_code == 404, "another unit's"
    kept = next(site.office("nam").inbox.glob(f"*{sha256(form('tdp-11')).hexdigest()[:12]}*"))
    kept.write_bytes(form("tdp-01"))
    assert there.get(f"{sent}/tep").status_code == 404, "no longer what was sent"
    assert f'href="{sent}/tep"' not in words(there, sent)


def test_the_office_knows_a_file_by_its_receipt_and_opens_it(
    site: Site, browser: Callable[[], Browser], office: Browser, unit: Browser
) -> None:
    sent = unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "bieu.xlsx")).headers["Location"]
    number, sha256_begins = sent.rpartition("/")[2], sha256(form("tdp-01")).hexdigest()[:12]
    for address in ("/nhan?ky=nam", "/xep-loai/tdp-01?ky=nam"):
        shown = words(office, address)
        assert f'<a href="/nhan/tep/{number}">Biên nhận số {number}</a>' in shown
        assert sha256_begins not in shown
    assert "tu-cham-2026-ca.xlsx" in words(office, "/nhan?ky=nam"), "copied by hand: its own name"
    leader = entered(site, browser(), Role.LEADER)
    assert leader.get(f"/nhan/tep/{number}").data == form("tdp-01")
    assert leader.get("/nhan/tep/999999").status_code == 404
    assert unit.get(f"/nhan/tep/{number}").status_code == 403


def test_a_receipt_of_a_late_form_says_so(site: Site, unit: Browser) -> None:
    sent = unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "bieu.xlsx")).headers["Location"]
    last = next(each.last for each in site.office().roster.criteria.reports if each.code == "nam")
    arrival = site.ledger().arrival("tdp-01", "nam")
    assert arrival and ("nộp chậm" in words(unit, sent)) is (arrival.day > last)
    assert "Sửa trên trang" not in words(unit, sent), "nothing to mend"


def test_a_unit_is_led_from_excel_to_the_page_and_on_to_its_result(
    site: Site, browser: Callable[[], Browser], office: Browser
) -> None:
    ca = browser()
    ca.enter(f"/l/{site.accounts.make_link('ca')}")
    for address in ("/don-vi/nop?ky=nam", "/don-vi/kiem-tra?ky=nam"):
        assert 'href="/don-vi/cham?ky=nam"' in words(ca, address).partition("<main")[2]
    assert "Xem kết quả</a>" not in words(ca, "/don-vi?ky=nam")
    Screen(office, "/tham-dinh/don-vi/ca").save(("3.1.1", "diem1", "2"), ("3.1.1", "ly_do1", "Thiếu ảnh"))
    shown = words(ca, "/don-vi?ky=nam")
    assert "Xem kết quả</a>" in shown and "có điều chưa đồng ý thì giải trình ở đó" in shown


def test_a_sample_set_is_looked_at_before_forms_are_made(site: Site, office: Browser) -> None:
    for path in site.office("nam").inbox.iterdir():
        path.unlink()
    shown = words(office, "/?ky=nam")
    assert "Bộ tiêu chí còn là mẫu" in shown and '<a class="button" href="/bo-tieu-chi">' in shown


def test_what_was_refused_comes_first_and_is_counted(office: Browser) -> None:
    files = ((form("tdp-01"), "a.xlsx"), (b"khong phai bieu", "b.xlsx"), (form("tdp-11"), "c.xlsx"))
    shown = unescape(office.upload("/nhan?ky=nam", *files).get_data(as_text=True))
    assert "Đã nhận 2 tệp, không nhận 1 tệp (ở ngay dưới đây)." in shown
    assert shown.index("<h3>b.xlsx") < shown.index("<h3>a.xlsx") < shown.index("<h3>c.xlsx")


def test_a_day_is_recorded_for_all_that_have_none(site: Site, office: Browser) -> None:
    office.get("/nhan?ky=6-thang")
    office.post("/nhan/ngay?ky=6-thang", {"ngay": "05/06/2026", "don_vi": "ca", "ly_do": "Sổ đến"})
    answer = office.post("/nhan/ngay?ky=6-thang", {"ngay": "12/06/2026", "con_lai": "1", "ly_do": "a"})
    assert "Đã ghi ngày nhận cho 27 đơn vị." in words(office, answer.headers["Location"])
    days = [site.ledger().arrival(unit.code, "6-thang") for unit in site.office().roster.evaluated]
    assert sum(day is not None and f"{day.day:%d/%m}" == "12/06" for day in days) == 27
    assert f"{site.ledger().arrival('ca', '6-thang').day:%d/%m}" == "05/06"  # type: ignore[union-attr]


def test_links_not_yet_given_lead_to_where_they_are_given(office: Browser) -> None:
    assert '<a href="/truy-cap">chưa cấp</a>' in words(office, "/bieu?ky=nam")


def test_what_a_unit_or_the_office_sent_is_confirmed(site: Site, office: Browser, unit: Browser) -> None:
    forms(site.office("nam"), ["ca"])
    office.get("/bieu?ky=nam")
    marked = office.post("/bieu/da-gui?ky=nam", {"don_vi": "ca", "cach": "Zalo"})
    if marked.status_code == 303:
        assert "Đã ghi vào sổ theo dõi." in words(office, marked.headers["Location"])
    sent = unit.upload("/don-vi/tai-lieu", (b"%PDF-1.4\n%%EOF\n", "bien-ban.pdf"), tieu_chi="3.1.1")
    shown = words(unit, sent.headers["Location"])
    assert "Đã nhận 1 tài liệu của tiêu chí 3.1.1, đã ghi sổ." in shown
    assert '<option value="3.1.1" selected>' in shown and 'href="/don-vi/cham?ky=nam#muc-3.1.1"' in shown


def test_a_criterion_that_is_awaited_has_its_maximum_and_says_so(
    site: Site, browser: Callable[[], Browser]
) -> None:
    ca = browser()
    ca.enter(f"/l/{site.accounts.make_link('ca')}")
    row = words(ca, "/don-vi/ket-qua").partition(">BC.1<")[2].partition("</tr>")[0]
    assert 'data-label="Tối đa">8,00<' in row and "chờ chấm" in row, "nobody knows yet when its reports came"
