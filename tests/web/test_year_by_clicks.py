"""The year with the mouse alone, with and without scripts: frozen as by commands, byte for byte."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.year import contents, judge_in, told
from scoring.pipeline.attach import attach
from scoring.pipeline.classes import decide_class
from scoring.pipeline.consolidation import consolidate
from scoring.pipeline.finalize import finalize
from scoring.pipeline.office import open_office
from scoring.pipeline.records import Voice, receive
from scoring.pipeline.verify import verify_export, verify_import
from scoring.register import Action
from scoring.web.pages.common import typed_day
from tests.intake.forms import sound, written
from tests.support.office_year import CODES, with_forms
from tests.web.server import Server, started
from tests.web.test_browser import Watched, as_official, chromium, context

__all__ = ["chromium"]  # the fixture

OFFICIAL = "Nguyễn Thị Lan"
NAMES = {
    "vhxh": "Phòng Văn hóa - Xã hội",
    "ktht": "Phòng Kinh tế, Hạ tầng và Đô thị",
    "tdp-1": "Tổ dân phố số 1",
}
ARRIVED = {"6-thang": "08/06/2026", "9-thang": "10/09/2026"}
ON_PAPER = "Theo sổ công văn"
PROOF = b"%PDF-1.4\n%%EOF\n"
CLASS, WHY, DOCUMENT = "kha", "Theo biên bản họp", "BB 12/BB-UBND"


class Year:
    """What the office and the units do, screen by screen."""

    def __init__(self, browser: Browser, server: Server, *, scripted: bool) -> None:
        self.browser, self.server, self.scripted = browser, server, scripted
        self.office = as_official(browser, server, scripted=scripted)
        self.page = self.office.page
        self.units: dict[str, Watched] = {}

    def come_in(self) -> None:
        self.office.goto("/truy-cap")
        self.page.get_by_role("button", name="Cấp cho các đơn vị chưa có").click()
        for code, name in NAMES.items():
            link = self.page.get_by_label(f"Đường dẫn của {name}", exact=True).input_value()
            window = context(self.browser, java_script_enabled=self.scripted)
            there = self.units[code] = Watched(window, self.server, scripted=self.scripted)
            there.page.goto(link)
            there.page.get_by_role("button", name="Mở trang của đơn vị").click()

    def hand_in(self, code: str, file: Path) -> None:
        there = self.units[code]
        there.goto("/don-vi/nop?ky=nam")
        there.page.get_by_label("Biểu Excel của đơn vị").set_input_files(file)
        there.page.get_by_role("button", name="Nộp biểu").click()
        told(there.page, "Biên nhận số")

    def send_back_and_mend(self, code: str) -> None:
        """The office answers, the unit sees what is wrong and mends it on the page."""
        self.office.goto("/phan-hoi?ky=nam")
        self.page.get_by_role("button", name="Tạo biểu phản hồi").click()
        told(self.page, "Đã tạo 1 biểu phản hồi")
        there = self.units[code]
        there.goto("/don-vi")
        told(there.page, "Chưa ghi họ tên thủ trưởng đơn vị")
        there.goto("/don-vi/cham?ky=nam")
        there.page.get_by_label("Thủ trưởng đơn vị").fill("Trần Văn Bình")
        there.page.get_by_role("button", name="Nộp", exact=True).click()
        told(there.page, "Biểu không có lỗi")

    def attach(self, code: str, file: Path) -> None:
        there = self.units[code]
        there.goto("/don-vi/tai-lieu")
        there.page.get_by_label("Tiêu chí").select_option("1.1.2")
        there.page.get_by_label("Tệp tài liệu").set_input_files(file)
        there.page.get_by_role("button", name="Gửi tài liệu").click()
        told(there.page, file.name)

    def receive_on_paper(self) -> None:
        for period, day in ARRIVED.items():
            self.office.goto(f"/nhan?ky={period}")
            for code in CODES:
                self.page.locator(f"input[name=don_vi][value={code}]").check()
            row = self.page.locator("form[action*='/nhan/ngay']")
            row.locator("input[name=ngay]").fill(day)
            row.locator("input[name=ly_do]").fill(ON_PAPER)
            row.get_by_role("button").last.click()
            self.page.wait_for_url("**/nhan?ky=*")

    def verify(self) -> None:
        for code in CODES:
            self.office.goto(f"/tham-dinh/don-vi/{code}")
            self.page.get_by_role("button", name="Đồng ý mọi mục chưa có điểm").first.click()
            told(self.page, "điểm thẩm định vào sổ theo dõi")
            self.page.get_by_label(f"Điểm, 3.2, {NAMES[code]}", exact=True).fill("3")
            self.page.get_by_role("button", name="Lưu").first.click()
            told(self.page, "đã thẩm định đủ")

    def decide(self) -> None:
        self.office.goto("/quyet-dinh")
        told(self.page, "Không còn việc nào")
        form = self.page.locator("form[action*='/quyet-dinh/ghi']")
        form.locator("select[name=viec]").select_option("xep-loai")
        form.locator("input[name=don_vi][value=vhxh]").check()
        form.locator("select[name=loai]").select_option(CLASS)
        form.locator("input[name=ly_do]").fill(WHY)
        form.locator("input[name=van_ban]").fill(DOCUMENT)
        form.get_by_role("button", name="Xem trước").click()
        told(self.page, "Sẽ ghi 1 dòng")
        self.page.get_by_role("button", name="Ghi quyết định").click()
        told(self.page, "Đã ghi vào sổ theo dõi")

    def close(self) -> None:
        self.office.goto("/chot")
        self.page.get_by_label("Ghi chữ CÔNG BỐ").fill("CÔNG BỐ")
        self.page.get_by_role("button", name="Chốt", exact=True).click()
        told(self.page, "Đã chốt lần 1")
        self.office.goto("/chot")
        self.page.get_by_role("button", name="Tính lại và so lần 1").click()
        told(self.page, "Khớp: ")
        for there in (self.office, *self.units.values()):
            there.check()


def by_commands(root: Path, clicked: Path) -> None:
    """The same year by the functions of the commands, on the files that the page kept."""
    shutil.copytree(clicked / "inputs", root / "inputs", dirs_exist_ok=True)
    consolidate(open_office(root), who=OFFICIAL)
    for period, day in ARRIVED.items():
        receive(open_office(root, period=period), CODES, typed_day(day), Voice(ON_PAPER, who=OFFICIAL))
    office = open_office(root)
    unit = office.roster.unit("tdp-1")
    assert unit
    attach(office, unit, "1.1.2", "kế hoạch.pdf", PROOF, unit.name)
    [book] = verify_export(office, who=OFFICIAL).files
    judge_in(book, open_office(clicked).register.ledger(2026).of(Action.VERIFIED))
    assert not verify_import(office, [book], who=OFFICIAL).errors
    decide_class(office, "vhxh", CLASS, Voice(WHY, DOCUMENT, OFFICIAL))
    finalize(office, who=OFFICIAL)


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
def test_the_year_by_clicks_is_the_year_by_commands(
    chromium: Browser, tmp_path: Path, scripted: bool
) -> None:
    root, proof = with_forms(tmp_path / "chuot"), tmp_path / "kế hoạch.pdf"
    forms = {code: tmp_path / f"{code}.xlsx" for code in CODES}
    for code, path in forms.items():
        path.write_bytes(written(sound(code, head="" if code == "ktht" else "Trần Văn Bình"), code))
        next((root / "inputs" / "2026" / "nam").glob(f"tu-cham-{code}.xlsx")).unlink()
    proof.write_bytes(PROOF)
    with started(root) as server:
        year = Year(chromium, server, scripted=scripted)
        year.come_in()
        for code, path in forms.items():
            year.hand_in(code, path)
        year.send_back_and_mend("ktht")
        year.attach("tdp-1", proof)
        year.receive_on_paper()
        year.verify()
        year.decide()
        year.close()
    twin = with_forms(tmp_path / "lenh")
    shutil.rmtree(twin / "inputs")
    by_commands(twin, root)
    one, two = contents(root), contents(twin)
    assert sorted(name for name in {*one, *two} if one.get(name) != two.get(name)) == []
    who = {line.who for line in open_office(root).register.ledger(2026).of(Action.VERIFIED, Action.FROZEN)}
    assert who == {OFFICIAL}
