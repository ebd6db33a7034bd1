"""Bộ tiêu chí và đơn vị: read, edited in tables, seen before it is saved, locked once forms are out."""

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook

from scoring.criteria.excel.reader import read_set_book
from scoring.criteria.excel.texts import book_of, texts_of
from scoring.pipeline.forms import forms
from scoring.web.roles import Role
from scoring.web.site import Site
from tests.annex.papers import word
from tests.web.conftest import Browser, entered

EDIT = "/bo-tieu-chi/sua?trang="


def fields(page: str) -> dict[str, str]:
    """What a browser would send of the table: inputs, texts and choices by their names."""
    found = {
        name: unescape(value) for name, value in re.findall(r'<input name="(o:[^"]+)" value="([^"]*)"', page)
    }
    found |= {
        name: unescape(text)
        for name, text in re.findall(r'<textarea name="(o:[^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    }
    for name, inside in re.findall(r'<select name="(o:[^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected>', inside)
        found[name] = unescape(chosen[1]) if chosen else ""
    version = re.search(r'name="ban" value="(\d+)"', page)
    return {**found, "ban": version[1] if version else "0"}


def edit(office: Browser, address: str, old: str, new: str, **more: str) -> str:
    """Change one cell of a table that holds ``old``; the page that follows."""
    typed = fields(office.get(address).get_data(as_text=True))
    name = next(key for key, text in typed.items() if text == old)
    return office.post(address, {**typed, name: new, "luu": "1", **more}).headers["Location"]


def words(office: Browser, address: str = "/bo-tieu-chi/thay-doi") -> str:
    return unescape(office.get(address).get_data(as_text=True))


def save(office: Browser, **more: str) -> int:
    version = re.search(r'name="ban" value="(\d+)"', words(office))
    return office.post("/bo-tieu-chi/luu", {"ban": version[1] if version else "", **more}).status_code


def test_the_texts_of_a_set_read_back_as_the_set(site: Site) -> None:
    roster = site.office().roster
    assert read_set_book("x", book_of(texts_of(roster))) == roster


def test_the_set_is_read_by_group_with_every_unit(office: Browser, site: Site) -> None:
    page = words(office, "/bo-tieu-chi")
    roster = site.office().roster
    assert all(f'"code">{code}<' in page for code in roster.criteria.criteria)
    assert all(unit.name in page for unit in roster.units)
    assert "MẪU - chưa ban hành" in page and "mọi đơn vị" in page


def test_what_is_missing_in_a_row_names_its_column(office: Browser) -> None:
    edit(office, EDIT + "Đơn vị", "Phòng Văn hóa - Xã hội", "")
    assert "Đơn vị, dòng 1, cột “Tên đơn vị”</a>: thiếu giá trị bắt buộc này." in words(office)
    row = words(office, EDIT + "Đơn vị").partition('id="dong-1"')[2].partition("</tr>")[0]
    assert '<p class="wrong-line">thiếu' in row.split("<td>")[2], "below the name, the second cell"


def test_every_field_for_files_says_what_to_do(office: Browser) -> None:
    page = words(office, "/bo-tieu-chi")
    assert page.count('type="file"') == page.count("Bấm để chọn tệp") == 3


def test_a_unit_renamed_in_the_table_is_told_then_saved(office: Browser, site: Site) -> None:
    edit(office, EDIT + "Đơn vị", "Tổ dân phố số 1", "Tổ dân phố Hoà Bình")
    assert site.office().roster.unit("tdp-01").name == "Tổ dân phố số 1"  # type: ignore[union-attr]
    page = words(office)
    assert "“Tổ dân phố số 1” → “Tổ dân phố Hoà Bình”" in page and "vẫn dùng được" in page
    assert save(office) == 303
    assert site.office().roster.unit("tdp-01").name == "Tổ dân phố Hoà Bình"  # type: ignore[union-attr]
    assert any((site.root / "criteria").glob("*/units.yaml.bak"))
    assert "giống hệt" in words(office)


def test_points_that_do_not_add_up_are_kept_and_told_at_their_cell(office: Browser, site: Site) -> None:
    first = site.office().roster.criteria.main[0]
    typed = fields(words(office, EDIT + "Tiêu chí"))
    row = next(key for key, text in typed.items() if text == first.code).split(":")[1]
    points = next(k for k, v in typed.items() if k.split(":")[1] == row and v == str(first.max))
    live = office.post("/bo-tieu-chi/tinh?trang=Tiêu chí", {**typed, points: "93"}).get_data(as_text=True)
    assert "chỗ sai" in unescape(live) and "93" not in typed.values()
    office.post(EDIT + "Tiêu chí", {**typed, points: "nhiều", "luu": "1"})
    page = words(office, EDIT + "Tiêu chí")
    assert re.search(rf'name="{points}" value="nhiều"[^>]*aria-invalid="true"', page)
    assert "“nhiều” không phải là số" in page and f'#dong-{row}">Tiêu chí, dòng {row}, cột “Điểm”</a>' in page
    assert "Còn" in words(office) and "Lưu vào bộ tiêu chí" not in words(office)
    [wrong] = re.findall(r'<a href="([^"]+)">Tiêu chí, dòng \d+, cột “Điểm”', words(office))
    assert f'class="button second" href="{wrong}">Sửa tiếp' in words(office), "to the part with the fault"
    assert save(office) == 422


def test_a_row_is_added_and_taken_out(office: Browser, site: Site) -> None:
    count = len(site.office().roster.units)
    typed = fields(words(office, EDIT + "Đơn vị"))
    office.post(EDIT + "Đơn vị", {**typed, "them": "1"})
    typed = fields(words(office, EDIT + "Đơn vị"))
    assert typed["o:2:0"] == "" and len({key.split(":")[1] for key in typed if ":" in key}) == count + 1
    new = {"o:2:0": "tdp-99", "o:2:1": "Tổ dân phố mới", "o:2:2": "tdp"}
    kind = next(unit.kind for unit in site.office().roster.units if unit.code == "tdp-01")
    office.post(EDIT + "Đơn vị", {**typed, **new, "o:2:2": kind, "luu": "1"})
    assert "Tổ dân phố mới" in words(office) and save(office) == 303
    assert site.office().roster.units[1].code == "tdp-99"
    typed = fields(words(office, EDIT + "Đơn vị"))
    office.post(EDIT + "Đơn vị", {**typed, "bo_dong": "2", "luu": "1"})
    assert save(office) == 303 and len(site.office().roster.units) == count


def test_who_saves_on_stale_ground_is_told_and_keeps_what_was_typed(office: Browser) -> None:
    typed = fields(words(office, EDIT + "Đơn vị"))
    name = next(key for key, text in typed.items() if text == "Tổ dân phố số 1")
    office.post(EDIT + "Đơn vị", {**typed, name: "Tên của một người", "luu": "1"})
    page = unescape(
        office.post(EDIT + "Đơn vị", {**typed, name: "Tên của người kia", "luu": "1"}).get_data(as_text=True)
    )
    assert "vừa lưu bản đang sửa này" in page and fields(page)[name] == "Tên của người kia"
    office.post(EDIT + "Đơn vị", {**fields(page), "luu": "1"})
    assert "Tên của người kia" in words(office)


def test_excel_goes_out_and_comes_in(office: Browser, site: Site) -> None:
    answer = office.get("/bo-tieu-chi/excel")
    book = load_workbook(BytesIO(answer.data))
    cell = next(c for row in book["Đơn vị"] for c in row if c.value == "Tổ dân phố số 1")
    cell.value = "Tổ dân phố Một"
    buffer = BytesIO()
    book.save(buffer)
    office.get("/bo-tieu-chi")
    sent = {"tep": (BytesIO(buffer.getvalue()), "bo.xlsx")}
    came = office.post("/bo-tieu-chi/dua-vao", sent, content_type="multipart/form-data")
    assert came.headers["Location"] == "/bo-tieu-chi/thay-doi"
    assert "“Tổ dân phố Một”" in words(office) and save(office) == 303
    assert site.office().roster.unit("tdp-01").name == "Tổ dân phố Một"  # type: ignore[union-attr]


def test_a_paper_becomes_a_workbook_that_comes_in(office: Browser, site: Site) -> None:
    rows = [["TT", "Nội dung", "Điểm", "Cách chấm"], ["1", "Ban hành kế hoạch", "100", "Có: 100; không: 0"]]
    before = site.office().roster
    office.get("/bo-tieu-chi")
    sent = {"tep": (BytesIO(word(rows)), "phụ lục.docx")}
    answer = office.post("/bo-tieu-chi/tu-van-ban", sent, content_type="multipart/form-data")
    assert (
        answer.status_code == 200
        and load_workbook(BytesIO(answer.data))["Cần xem"]["D5"].value == "Chắc chắn"
    )
    office.get("/bo-tieu-chi")
    sent = {"tep": (BytesIO(answer.data), "bo.xlsx")}
    came = office.post("/bo-tieu-chi/dua-vao", sent, content_type="multipart/form-data")
    assert came.headers["Location"] == "/bo-tieu-chi/thay-doi"
    assert save(office, lam_lai="1") == 303
    after = site.office().roster
    assert [c.text for c in after.criteria.main] == ["Ban hành kế hoạch"]
    assert [unit.name for unit in after.units] == [unit.name for unit in before.units]


def test_a_paper_without_points_is_told(office: Browser) -> None:
    office.get("/bo-tieu-chi")
    sent = {"tep": (BytesIO(b"%PDF-1.4"), "phu-luc.pdf")}
    came = office.post("/bo-tieu-chi/tu-van-ban", sent, content_type="multipart/form-data")
    assert came.status_code == 422 and "không phải văn bản Word" in unescape(came.get_data(as_text=True))


def test_a_list_of_units_becomes_a_workbook_that_comes_in(office: Browser, site: Site) -> None:
    before = site.office().roster
    rows = [["TT", "Tên đơn vị"], ["1", "Trường Mầm non Hoa Sen"], ["2", before.units[0].name]]
    office.get("/bo-tieu-chi")
    sent = {"tep": (BytesIO(word(rows)), "danh sách.docx")}
    answer = office.post("/bo-tieu-chi/don-vi-tu-van-ban", sent, content_type="multipart/form-data")
    assert answer.status_code == 200
    assert load_workbook(BytesIO(answer.data))["Xem đơn vị"]["B4"].value == "1 | Trường Mầm non Hoa Sen"
    assert site.office().roster.units == before.units
    office.get("/bo-tieu-chi")
    sent = {"tep": (BytesIO(answer.data), "bo.xlsx")}
    came = office.post("/bo-tieu-chi/dua-vao", sent, content_type="multipart/form-data")
    assert came.headers["Location"] == "/bo-tieu-chi/thay-doi" and save(office) == 303
    after = site.office().roster
    assert {unit.name for unit in after.units} - {unit.name for unit in before.units} == {rows[1][1]}
    assert [c.text for c in after.criteria.main] == [c.text for c in before.criteria.main]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (word([["TT", "Nội dung"], ["1", "Ban hành kế hoạch"]]), "<b>.docx", "“Nơi nhận”"),
        (b"\xff\x00\xff", "nơi nhận.txt", "không phải văn bản Unicode"),
        (b"%PDF-1.4", "danh-sach.pdf", "không phải văn bản Word"),
    ],
)
def test_a_paper_without_units_is_told(office: Browser, content: bytes, name: str, says: str) -> None:
    office.get("/bo-tieu-chi")
    sent = {"tep": (BytesIO(content), name)}
    came = office.post("/bo-tieu-chi/don-vi-tu-van-ban", sent, content_type="multipart/form-data")
    assert came.status_code == 422 and says in unescape(came.get_data(as_text=True))
    assert "<b>.docx" not in came.get_data(as_text=True)


def test_a_wrong_workbook_is_told_by_cell(office: Browser) -> None:
    book = load_workbook(BytesIO(office.get("/bo-tieu-chi/excel").data))
    cell = next(c for row in book["Đơn vị"] for c in row if c.value == "tdp-01")
    cell.value = "mã có dấu cách"
    buffer = BytesIO()
    book.save(buffer)
    office.get("/bo-tieu-chi")
    sent = {"tep": (BytesIO(buffer.getvalue()), "bo.xlsx")}
    came = office.post("/bo-tieu-chi/dua-vao", sent, content_type="multipart/form-data")
    assert came.status_code == 422 and f"ô {cell.coordinate}" in unescape(came.get_data(as_text=True))


def test_the_set_is_issued_with_number_and_day(office: Browser, site: Site) -> None:
    office.get("/bo-tieu-chi")
    office.post("/bo-tieu-chi/ban-hanh", {"so_quyet_dinh": "12/QĐ-UBND", "ngay": "05/02/2026"})
    assert "Đã ban hành" in words(office) and save(office) == 303
    decision = site.office().roster.criteria.decision
    assert decision and (decision.number, f"{decision.date:%d/%m/%Y}") == ("12/QĐ-UBND", "05/02/2026")
    page = words(office, "/bo-tieu-chi")
    assert "ban hành theo 12/QĐ-UBND ngày 05/02/2026" in page and "chưa ban hành" not in page


def test_once_forms_are_out_what_they_ask_changes_only_with_new_forms(office: Browser, site: Site) -> None:
    first = site.office().roster.criteria.main[0]
    roster = site.office().roster
    unit = next(unit for unit in roster.evaluated if first in roster.asked(unit))
    forms(site.office("nam"), [unit.code])
    edit(office, EDIT + "Tiêu chí", first.text, "Nội dung khác hẳn")
    page = words(office)
    assert "sẽ không dùng được nữa" in page and unit.name in page
    assert save(office) == 422 and site.office().roster.criteria.main[0].text == first.text
    assert save(office, lam_lai="1") == 303
    assert site.office().roster.criteria.main[0].text == "Nội dung khác hẳn"
    assert "Thay cả biểu lập theo bản trước" in words(office, "/bieu?ky=nam")


def test_a_set_in_use_may_still_be_issued_as_it_is_and_then_no_more_changed(
    office: Browser, site: Site
) -> None:
    site.ask("nam", "consolidate")
    office.get("/bo-tieu-chi")
    office.post("/bo-tieu-chi/ban-hanh", {"so_quyet_dinh": "12/QĐ-UBND", "ngay": "05/02/2026"})
    assert "Lưu vào bộ tiêu chí" in words(office) and save(office) == 303
    site.ask("nam", "consolidate")
    first = site.office().roster.criteria.main[0]
    edit(office, EDIT + "Tiêu chí", first.text, "Nội dung khác hẳn")
    assert "không đổi được nữa" in words(office) and save(office, lam_lai="1") == 422
    office.post("/bo-tieu-chi/bo")
    edit(office, EDIT + "Đơn vị", "Tổ dân phố số 1", "Tổ dân phố Hoà Bình")
    assert "không đổi được nữa" not in words(office) and save(office) == 303


def test_another_set_than_that_of_the_page_is_refused(office: Browser) -> None:
    typed = fields(words(office, EDIT + "Chung"))
    assert "viet-hoa-2026" not in typed.values()
    office.post(EDIT + "Chung", {**typed, "o:1:1": "bo-khac", "luu": "1"})
    assert "không đổi trên trang này" in words(office)


def test_a_set_in_a_folder_of_another_name_does_not_become_two(office: Browser, site: Site) -> None:
    folder = site.root / "criteria" / "viet-hoa-2026"
    folder.rename(folder.with_name("ten-khac"))
    edit(office, EDIT + "Đơn vị", "Tổ dân phố số 1", "Tổ dân phố Hoà Bình")
    assert save(office) == 422 and not folder.exists()


@pytest.mark.parametrize("role", [Role.LEADER])
def test_a_leader_reads_the_set_and_edits_nothing(
    site: Site, browser: Callable[[], Browser], role: Role
) -> None:
    there = entered(site, browser(), role)
    page = words(there, "/bo-tieu-chi")
    assert "Tổ dân phố số 1" in page and "Sửa tiêu chí" not in page
    assert there.get("/bo-tieu-chi/sua").status_code == 403
