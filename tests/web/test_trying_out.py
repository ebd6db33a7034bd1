"""Thử phương án on the page: the same answers as the command, and nothing but a saved scenario is written."""

import shutil
from io import BytesIO
from pathlib import Path

import openpyxl

from scoring.web.site import Site
from tests.support.commands import danvan
from tests.web.conftest import Browser

TRIED = "/thu-phuong-an?classes.xuat-sac=60&classes.tot=50&classes.kha=40&classes.trung-binh=30"


def test_the_page_says_what_the_command_says(office: Browser, root: Path) -> None:
    page = office.get(TRIED).get_data(as_text=True)
    bounds = ("xuat-sac=60", "tot=50", "kha=40", "trung-binh=30")
    words = [word for bound in bounds for word in ("--cut-off", bound)]
    told = danvan("what-if", "-w", root, *words, "--name", "Phương án đang thử").output
    [line] = [line for line in told.splitlines() if line.startswith("Phương án đang thử: ")]
    assert line.split(";")[0].rstrip(".") in page
    assert "Tải bảng chi tiết (Excel)" in page
    assert "Phương án đang thử gồm: loại “Xuất sắc” từ 60 điểm" in page


def test_one_scenario_is_not_named_in_every_row(office: Browser) -> None:
    page = office.get("/thu-phuong-an?classes.xuat-sac=100&classes.tot=99").get_data(as_text=True)
    for name in ("Số đơn vị theo loại", "Đổi loại, đổi hạng"):
        table = page.partition(f"<h2>{name}</h2>")[2].partition("</table>")[0]
        assert "<tr><t" in table and "<td>Phương án đang thử</td>" not in table
    assert '<th scope="row">Phòng Văn hóa - Xã hội</th>' in table


def test_units_and_places_are_counted_without_decimals(office: Browser) -> None:
    page = office.get(TRIED).get_data(as_text=True)
    counts = page.partition("<h2>Số đơn vị theo loại</h2>")[2].partition("</table>")[0]
    assert '<td class="num">0</td>' in counts
    assert ",00" not in counts


def test_what_stays_as_the_set_has_it_is_no_scenario(office: Browser) -> None:
    page = office.get("/thu-phuong-an?classes.tot=80&maxima.1=&bo=").get_data(as_text=True)
    assert "Kết quả thử" not in page
    assert "Đổi một con số ở trên" in page


def test_what_was_typed_wrong_is_said_in_words(office: Browser) -> None:
    page = office.get("/thu-phuong-an?classes.tot=abc&bo=9.9.9").get_data(as_text=True)
    assert "Phương án, mức điểm của loại “tot”: phải là số" in page
    page = office.get("/thu-phuong-an?bo=9.9.9").get_data(as_text=True)
    assert "Phương án, mục bỏ đi: không có tiêu chí hoặc nhóm “9.9.9”" in page


def test_the_workbook_holds_the_same_trial(office: Browser) -> None:
    answer = office.get(f"{TRIED.replace('an?', 'an/bang?')}&don_vi=ca")
    assert "thu-phuong-an.xlsx" in answer.headers["Content-Disposition"]
    names = openpyxl.load_workbook(BytesIO(answer.data)).sheetnames
    assert names == ["Tóm tắt", "Số đơn vị theo loại", "Đổi loại, đổi hạng", "Lên, xuống một loại"]


def test_a_scenario_is_kept_with_who_and_why(office: Browser, site: Site, root: Path) -> None:
    lines = len(site.ledger().records)
    office.get(TRIED)
    address = TRIED.replace("an?", "an/luu?")
    kept = office.post(address, {"ten": "Hạ mức", "ly_do": "Đề nghị của khối trường"})
    assert kept.status_code == 303
    text = (root / "phuong-an" / "ha-muc.yaml").read_text(encoding="utf-8")
    assert "Phương án thử, " in text
    assert "why: Đề nghị của khối trường" in text
    assert len(site.ledger().records) == lines
    assert "Hạ mức: " in office.get("/thu-phuong-an?luu=ha-muc.yaml").get_data(as_text=True)
    again = office.post(address, {"ten": "Hạ mức", "ly_do": "Lần nữa"})
    assert again.status_code == 422 and "Đã có phương án" in again.get_data(as_text=True)


def test_final_scores_and_another_set_are_chosen_on_the_page(office: Browser, root: Path, site: Site) -> None:
    shown = office.get("/thu-phuong-an").get_data(as_text=True)
    assert "Điểm chính thức, kể cả quyết định xếp loại" in shown
    assert "So với bộ tiêu chí" not in shown
    page = office.get(f"{TRIED}&diem=final").get_data(as_text=True)
    assert "Chưa có đơn vị nào được xếp hạng (điểm đã thẩm định)" in page
    [own] = (root / "criteria").glob("*/criteria.yaml")
    shutil.copytree(own.parent, root / "criteria" / "bo-khac")
    site.choose(own.parent.name)
    page = office.get("/thu-phuong-an?so_voi=bo-khac").get_data(as_text=True)
    assert "Theo bộ “" in page and "không đơn vị nào đổi loại hay đổi hạng" in page


def test_a_quota_that_the_set_does_not_have_is_tried(office: Browser) -> None:
    page = office.get(f"{TRIED}&quota.xuat-sac=0").get_data(as_text=True)
    assert "vượt hạn mức loại “Xuất sắc”: " in page and "cho phép 0" in page
    assert "Các câu nhận xét" in page
