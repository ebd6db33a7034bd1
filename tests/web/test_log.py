"""Sổ theo dõi: filtered on the page, the same lines as a workbook."""

from io import BytesIO

from openpyxl import load_workbook

from scoring.pipeline.records import Voice, leave_out
from scoring.web.site import Site
from tests.web.conftest import Browser


def rows(content: bytes) -> list[tuple[object, ...]]:
    return list(load_workbook(BytesIO(content))["Sổ theo dõi"].iter_rows(min_row=5, values_only=True))


def test_the_lines_that_are_shown_are_those_of_the_workbook(office: Browser, site: Site) -> None:
    leave_out(site.office("nam"), ["tdp-01"], Voice("=Giải thể", "QĐ 5", "Lan"))
    leave_out(site.office("nam"), ["tdp-02"], Voice("Sáp nhập", "", "Hoa"))
    page = office.get("/so-theo-doi?don_vi=tdp-01").get_data(as_text=True)
    assert "=Giải thể" in page and "Sáp nhập" not in page and "don_vi=tdp-01" in page
    [line] = rows(office.get("/so-theo-doi/excel?don_vi=tdp-01").data)
    assert line[2:4] == ("Lan", "không xếp loại") and line[8:] == ("=Giải thể", "QĐ 5")
    assert '<option value="khong-xep-loai">không xếp loại' in page
    assert len(rows(office.get("/so-theo-doi/excel?viec=khong-xep-loai").data)) == 2
    assert office.get("/so-theo-doi?viec=LEFT_OUT").status_code == 404, "no English in an address"
    both = rows(office.get("/so-theo-doi/excel").data)
    assert [line[2] for line in both] == ["Hoa", "Lan"], "the newest first"
    assert not rows(office.get("/so-theo-doi/excel?tim=không có chữ này").data)
    assert len(rows(office.get("/so-theo-doi/excel?tu=25/11/2020").data)) == 2
    assert not rows(office.get("/so-theo-doi/excel?den=25/11/2020").data)
    wrong = office.get("/so-theo-doi?tu=11/20/2026")
    assert wrong.status_code == 422 and "đọc là ngày 11 tháng 20" in wrong.get_data(as_text=True)
