"""The year with the mouse alone: the same results as by commands, frozen, checked."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from scoring.pipeline.consolidation import consolidate
from scoring.pipeline.office import open_office
from scoring.register import Action
from tests.support.office_year import CODES, settled, with_forms
from tests.web.server import started
from tests.web.test_browser import as_official, chromium

__all__ = ["chromium"]  # the fixture

NAMES = {
    "vhxh": "Phòng Văn hóa - Xã hội",
    "ktht": "Phòng Kinh tế, Hạ tầng và Đô thị",
    "tdp-1": "Tổ dân phố số 1",
}


def told(page: Page, words: str) -> None:
    page.get_by_text(words).first.wait_for(timeout=60_000)


@pytest.fixture
def forms(tmp_path: Path) -> list[Path]:
    made = with_forms(tmp_path / "nguon")
    return sorted((made / "inputs" / "2026" / "nam").iterdir())


def test_the_year_by_clicks_is_the_year_by_commands(
    chromium: Browser, tmp_path: Path, forms: list[Path]
) -> None:
    root = with_forms(tmp_path / "phuong")
    for path in (root / "inputs" / "2026" / "nam").iterdir():
        path.unlink()
    with started(root) as server:
        office = as_official(chromium, server)
        page = office.page
        office.open("/nhan?ky=nam")
        page.get_by_label("Biểu đơn vị gửi").set_input_files(forms)
        page.locator("input[name=ngay]").first.fill("12/11/2026")
        page.get_by_role("button", name="Nhận biểu").click()
        told(page, "Vừa gửi lên: 3 tệp")
        for period in ("6-thang", "9-thang"):
            office.open(f"/nhan?ky={period}")
            for code in CODES:
                page.locator(f"input[name=don_vi][value={code}]").check()
            row = page.locator("form[action*='/nhan/ngay']")
            row.locator("input[name=ngay]").fill("08/06/2026" if period == "6-thang" else "10/09/2026")
            row.get_by_role("button").last.click()
            page.wait_for_url("**/nhan?ky=*")
        for code in CODES:
            office.open(f"/tham-dinh/don-vi/{code}")
            page.get_by_role("button", name="Đồng ý mọi mục chưa có điểm").first.click()
            told(page, "điểm thẩm định vào sổ theo dõi")
            page.get_by_label(f"Điểm, 3.2, {NAMES[code]}", exact=True).fill("3")
            page.get_by_role("button", name="Lưu").first.click()
            told(page, "đã thẩm định đủ")
        office.open("/quyet-dinh")
        told(page, "Không còn việc nào")
        office.open("/chot")
        page.get_by_label("Ghi chữ CÔNG BỐ").fill("CÔNG BỐ")
        page.get_by_role("button", name="Chốt", exact=True).click()
        told(page, "Đã chốt lần 1")
        office.open("/chot")
        page.get_by_role("button", name="Tính lại và so lần 1").click()
        told(page, "Khớp từng byte")
        office.check()
    twin = settled(tmp_path / "lenh")
    consolidate(open_office(twin))
    frozen = root / "outputs" / "2026" / "nam" / "chinh-thuc" / "lan-1" / "ket-qua.json"
    clicked = json.loads(frozen.read_text(encoding="utf-8"))["units"]
    typed = open_office(twin)
    results = consolidate(typed).consolidation.results
    assert {u["code"]: u["final"] for u in clicked if u["final"]} == {
        r.unit: f"{r.card.shown:f}" for r in results.units if r.ranked and r.card
    }
    assert {u["code"]: u["class_"]["code"] for u in clicked if u["class_"]} == {
        r.unit: r.standing.code for r in results.units if r.standing
    }
    who = {line.who for line in open_office(root).register.ledger(2026).of(Action.VERIFIED, Action.FROZEN)}
    assert who == {"Nguyễn Thị Lan"}
