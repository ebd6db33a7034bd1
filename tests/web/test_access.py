"""Truy cập: links to send on, what is said of them, and that nobody locks the office out."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path

from scoring.register.record import Action
from scoring.web.roles import Role
from scoring.web.site import Site
from tests.web.conftest import PASSWORD, Browser, ended, entered, form

ADDRESS = "/truy-cap"
Start = Callable[[], Browser]


def words(there: Browser, address: str = ADDRESS) -> str:
    return unescape(there.get(address).get_data(as_text=True))


def test_links_of_all_units_are_copied_at_once(site: Site, office: Browser) -> None:
    office.get(ADDRESS)
    shown = unescape(office.post(f"{ADDRESS}/lien-ket").get_data(as_text=True))
    listed = shown.partition("<textarea readonly")[2].partition("</textarea>")[0].strip().splitlines()
    assert len(listed) == len(site.office().roster.evaluated) == 28
    assert listed[5].partition("Công an phường: ")[2] in shown.partition("<textarea")[0]
    assert "Cấp cho các đơn vị chưa có" not in words(office), "every unit has one"


def test_a_page_of_this_machine_alone_says_that_links_do_not_open(site: Site, office: Browser) -> None:
    assert "chỉ mở được trên máy này" in words(office)
    site.served = replace(site.served, hosts=site.served.hosts | {"192.168.1.20:8765"})
    assert "chỉ mở được trên máy này" not in words(office)


def test_the_administrator_is_not_locked_out_by_his_own_hand(
    site: Site, office: Browser, browser: Start
) -> None:
    [me] = site.accounts.people()
    shown = words(office)
    assert f'name="nguoi" value="{me.id}"' not in shown and "đang dùng trang" in shown
    answer = office.post(f"{ADDRESS}/thu-hoi", {"nguoi": str(me.id)})
    assert answer.status_code == 422 and "người đang dùng trang" in unescape(answer.get_data(as_text=True))
    assert office.get(ADDRESS).status_code == 200
    entered(site, browser(), Role.LEADER)
    other = next(each for each in site.accounts.people() if each.id != me.id)
    office.get(ADDRESS)
    answer = office.post(f"{ADDRESS}/thu-hoi", {"nguoi": str(other.id)})
    assert "Đã thu hồi" in words(office, answer.headers["Location"])
    assert site.accounts.people() == [me]


def test_what_was_done_is_said_and_what_ends_access_is_asked(site: Site, office: Browser) -> None:
    office.get(ADDRESS)
    sent = {"ten": "Bà Hai", "mat_khau": PASSWORD, "vai": "LEADER"}
    answer = office.post(f"{ADDRESS}/tai-khoan", sent)
    assert "Đã lưu tài khoản." in words(office, answer.headers["Location"])
    site.accounts.make_link("ca")
    shown = words(office)
    assert 'data-hoi="Công an phường không mở được trang nữa.' in shown
    assert 'data-hoi="Đường dẫn cũ của Công an phường' in shown
    assert 'data-hoi="Đường dẫn cũ của Phòng Văn hóa' not in shown, "a first link ends nothing"


def test_a_broken_register_is_mended_with_the_mouse(site: Site, office: Browser, unit: Browser) -> None:
    unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx"))
    office.get("/chot")
    assert office.post("/chot/sao-luu").status_code == 303
    before = site.ledger().digest
    assert "cần khôi phục" not in words(office)
    assert office.post(f"{ADDRESS}/khoi-phuc").status_code == 422, "it is whole"
    Path(site.office().register.name).write_bytes(b"khong phai so theo doi" * 100)
    home = office.get("/")
    assert home.status_code == 422 and "danvan register" not in home.text
    assert "Khôi phục bản sao lưu gần nhất ở trang Truy cập" in unescape(home.text)
    assert "Sổ theo dõi cần khôi phục" in words(office)
    answer = office.post(f"{ADDRESS}/khoi-phuc")
    assert "Đã khôi phục sổ theo dõi, " in words(office, answer.headers["Location"])
    assert site.ledger().digest == before and office.get("/").status_code == 200


def test_a_lost_register_is_told_on_every_page_and_none_is_begun_in_silence(
    site: Site, office: Browser, unit: Browser
) -> None:
    unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx"))
    results = site.office().out
    results.mkdir(parents=True, exist_ok=True)
    (results / "tong-hop.json").write_text("{}", encoding="utf-8")
    office.get("/chot")
    assert office.post("/chot/sao-luu").status_code == 303
    before = site.ledger().digest
    register = Path(site.office().register.name)
    register.unlink()
    for path in ("/", "/chot", "/quyet-dinh", "/nhan?ky=nam"):
        answer = office.get(path)
        assert answer.status_code == 422 and "Không thấy sổ theo dõi" in unescape(answer.text), path
    own = unit.get("/don-vi")
    assert own.status_code == 422 and "báo cơ quan phụ trách" in unescape(own.text)
    assert register.name not in own.text and "Truy cập" not in unescape(own.text)
    sent = {"tep": (BytesIO(form("tdp-01")), "a.xlsx")}
    assert unit.post("/don-vi/nop?ky=nam", sent, content_type="multipart/form-data").status_code == 422
    office.get(ADDRESS)
    assert (
        office.post("/nhan/ngay?ky=nam", {"don_vi": "ca", "ngay": "09/11/2026", "ly_do": "a"}).status_code
        == 422
    )
    old_page = office.post("/xep-loai/tong-hop?ky=nam")
    assert old_page.status_code == 422 and "Không thấy sổ theo dõi" in unescape(old_page.text)
    assert not register.exists()
    told = words(office)
    assert "Sổ theo dõi cần khôi phục" in told and "Lập sổ mới" in told
    assert office.post(f"{ADDRESS}/khoi-phuc").status_code == 303
    assert site.ledger().digest == before and office.get("/").status_code == 200


def test_a_new_register_is_begun_where_it_is_asked_for(site: Site, office: Browser) -> None:
    results = site.office().out
    results.mkdir(parents=True, exist_ok=True)
    (results / "tong-hop.json").write_text("{}", encoding="utf-8")
    shown = words(office)
    begin = shown[shown.index('action="/xep-loai/tong-hop"') : shown.index("Lập sổ mới</button>")]
    asked = dict(re.findall(r'name="(so_moi)" value="(\d)"', begin))
    job = office.post("/xep-loai/tong-hop", asked)
    assert job.status_code == 303
    [made] = site.jobs.of("consolidate", period="nam")
    assert ended(made).failure == ()
    assert {record.draft.action for record in site.ledger().records} == {Action.SET_USED, Action.RECEIVED}


def test_without_a_backup_the_page_says_where_to_put_one(site: Site, office: Browser, unit: Browser) -> None:
    unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx"))
    Path(site.office().register.name).write_bytes(b"khong phai so theo doi" * 100)
    office.get(ADDRESS)
    refused = office.post(f"{ADDRESS}/khoi-phuc")
    assert refused.status_code == 422 and "chép vào thư mục ấy, giữ nguyên tên tệp" in unescape(refused.text)


def test_the_text_to_send_has_the_link_that_was_just_made(site: Site, office: Browser) -> None:
    office.get(ADDRESS)
    shown = unescape(office.post(f"{ADDRESS}/lien-ket", {"don_vi": "ca"}).text)
    [link] = re.findall(r'readonly value="([^"]+)"', shown)
    [letter] = re.findall(r"<p>(Kính gửi Công an phường, .*?)</p>", shown)
    assert f"qua đường dẫn riêng của đơn vị: {link} (điền ngay trên trang" in letter
    told = words(office, "/bieu?ky=nam")
    assert link not in told and "lời gửi của từng đơn vị đã có sẵn đường dẫn" in told
    of_ca = told.partition("Lời gửi Công an phường")[2].partition("</details>")[0]
    assert "qua đường dẫn riêng của đơn vị." in of_ca
    other = told.partition("Lời gửi Tổ dân phố số 1")[2].partition("</details>")[0]
    assert "đường dẫn riêng" not in other, "it has none yet"
