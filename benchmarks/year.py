"""The whole year of the example by clicks in Chromium, and by commands: the frozen bytes are compared.

    python -m benchmarks.year            # takes minutes; wants Chromium and the extra web-tests

All 28 units come in by their links and hand in: twenty sound forms, five that are sent back and mended (one
of them on the page itself), two late ones; one is left out by a decision. One unit attaches a file. Every
unit is verified, one point is changed with a reason, the year is frozen and held against its sources. The
commands then do the same with the files that the page kept.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, sync_playwright

from scoring.engine.model import State
from scoring.example import RECEIVED
from scoring.forms import FormMaker
from scoring.pipeline.attach import attach
from scoring.pipeline.consolidation import standing
from scoring.pipeline.office import open_office
from scoring.register import Action
from scoring.register.actions import Verified
from scoring.register.record import Record
from scoring.reports.final.frozen import MANIFEST
from scoring.rules import NO, YES
from tests.verification.books import filled
from tests.web.conftest import ROOT
from tests.web.server import Server, copied, started
from tests.web.test_browser import CHROMIUM, Watched, as_official, context
from tools.example.answers import prefill
from tools.example.units import STORIES

OFFICIAL = "Nguyễn Thị Lan"
ON_PAGE, LEFT_OUT = "tdp-08", "tdp-14"
CHANGED, WHY = ("ca", "3.1.1", "5"), "Thiếu ảnh mô hình"
WAY = re.compile(r"[0-9/]{10} [0-9:]{5}, dòng [0-9]+|dòng [0-9]+|-[0-9a-f]{12}[.]xlsx")
WORKBOOK = "tong-hop.xlsx"
PATIENCE = 240_000
PDF = b"%PDF-1.4\n%%EOF\n"
OUT = "Mới thành lập tháng 10"


def mended(root: Path, folder: Path) -> dict[str, Path]:
    """A sound form of every unit."""
    roster, found = open_office(root).roster, {}
    for number, unit in enumerate(roster.evaluated):
        content = FormMaker(roster, filled=prefill(roster, unit, STORIES[number % 3])).form(unit)
        found[unit.code] = folder / f"sua-{unit.code}.xlsx"
        found[unit.code].write_bytes(content)
    return found


def told(page: Page, words: str) -> None:
    page.get_by_text(words).first.wait_for(timeout=PATIENCE)


class Year:
    """The year of one server, by its clicks."""

    def __init__(self, office: Watched, browser: Browser, server: Server, root: Path) -> None:
        self.office, self.page, self.root = office, office.page, root
        self.page.set_default_timeout(PATIENCE)
        self.browser, self.server = browser, server
        self.roster = open_office(root).roster
        self.links: dict[str, str] = {}
        self.units: dict[str, Watched] = {}

    def give_links(self) -> None:
        self.office.open("/truy-cap")
        self.page.get_by_role("button", name="Cấp cho các đơn vị chưa có").click()
        for unit in self.roster.evaluated:
            field = self.page.get_by_label(f"Đường dẫn của {unit.name}", exact=True)
            self.links[unit.code] = field.input_value()

    def make_forms(self) -> None:
        self.office.open("/bieu?ky=nam")
        self.page.get_by_role("button", name="Tạo biểu cho các đơn vị").click()
        told(self.page, "Đã tạo 28 biểu mẫu")

    def receive(self, period: str, day: str) -> None:
        """What came to the office for an earlier report, with the day on which it came."""
        self.office.open(f"/nhan?ky={period}")
        files = sorted((ROOT / "inputs" / "2026" / period).iterdir())
        self.page.get_by_label("Biểu đơn vị gửi").set_input_files(files)
        self.page.locator("input[name=ngay]").first.fill(day)
        self.page.get_by_role("button", name="Nhận biểu").click()
        told(self.page, f"Vừa gửi lên: {len(files)} tệp")

    def come_in(self, code: str) -> Watched:
        if code not in self.units:
            window = context(self.browser)
            window.set_default_timeout(PATIENCE)
            there = self.units[code] = Watched(window, self.server)
            there.page.goto(self.links[code])
            there.page.get_by_role("button", name="Mở trang của đơn vị").click()
            there.page.wait_for_url("**/don-vi")
        return self.units[code]

    def hand_in(self, code: str, file: Path) -> bool:
        """By its link; False where the page refuses the file and keeps nothing."""
        page = self.come_in(code).page
        page.goto(f"{self.office.address}/don-vi/nop?ky=nam")
        page.get_by_label("Biểu Excel của đơn vị").set_input_files(file)
        page.get_by_role("button", name="Nộp biểu").click()
        page.wait_for_load_state()
        return "/don-vi/bien-nhan/" in page.url

    def send_back(self) -> None:
        self.office.open("/phan-hoi?ky=nam")
        self.page.locator("form:has(input[name=han]) button").click()
        told(self.page, "biểu phản hồi và lời gửi kèm")

    def mend_on_the_page(self, file: Path) -> None:
        """The unit sees what is wrong, takes its Excel form over to the page and hands in there."""
        page = self.come_in(ON_PAGE).page
        page.goto(f"{self.office.address}/don-vi")
        told(page, "biểu phản hồi")
        page.goto(f"{self.office.address}/don-vi/cham?ky=nam")
        form = page.locator("form[action*='/cham/excel']")
        form.locator("input[type=file]").set_input_files(file)
        form.get_by_role("button", name="Đưa vào trang này").click()
        page.wait_for_load_state()
        page.get_by_role("button", name="Nộp", exact=True).click()
        page.wait_for_url("**/don-vi/bien-nhan/*")

    def attach(self, file: Path) -> None:
        there = self.come_in(CHANGED[0])
        there.open("/don-vi/tai-lieu")
        there.page.get_by_label("Tiêu chí").select_option(CHANGED[1])
        there.page.get_by_label("Tệp tài liệu").set_input_files(file)
        there.page.get_by_role("button", name="Gửi tài liệu").click()
        told(there.page, file.name)

    def leave_out(self) -> None:
        self.office.open("/quyet-dinh")
        self.page.locator("select[name=viec]").select_option("de-ngoai")
        self.page.locator(f"#ghi-quyet-dinh input[name=don_vi][value={LEFT_OUT}]").check()
        self.page.locator("form[action*='/quyet-dinh/ghi'] input[name=ly_do]").fill(OUT)
        self.page.get_by_role("button", name="Xem trước").click()
        told(self.page, "Sẽ ghi 1 dòng")
        self.page.get_by_role("button", name="Ghi quyết định").click()
        told(self.page, "Đã ghi vào sổ theo dõi")

    def verify(self) -> None:
        unit, criterion, points = CHANGED
        name = next(each.name for each in self.roster.units if each.code == unit)
        self.office.open(f"/tham-dinh/don-vi/{unit}")
        self.page.get_by_label(f"Điểm, {criterion}, {name}", exact=True).fill(points)
        self.page.get_by_label(f"Lý do, {criterion}, {name}", exact=True).fill(WHY)
        self.page.get_by_role("button", name="Lưu").first.click()
        told(self.page, "Đã ghi 1 điểm thẩm định")
        for each in self.roster.evaluated:
            if each.code != LEFT_OUT:
                self.office.open(f"/tham-dinh/don-vi/{each.code}")
                self.page.get_by_role("button", name="Đồng ý mọi mục chưa có điểm").first.click()
                told(self.page, "đã thẩm định đủ")

    def close(self) -> None:
        self.office.open("/quyet-dinh")
        told(self.page, "Không còn việc nào")
        self.office.open("/chot")
        self.page.get_by_label("Ghi chữ CÔNG BỐ").fill("CÔNG BỐ")
        self.page.get_by_role("button", name="Chốt", exact=True).click()
        told(self.page, "Đã chốt lần 1")
        self.office.open("/chot")
        self.page.get_by_role("button", name="Tính lại và so lần 1").click()
        told(self.page, "Khớp: ")
        self.office.check()


def by_clicks(root: Path, folder: Path) -> None:
    """The year with the mouse alone."""
    sound = mended(root, folder)
    proof = folder / "kế hoạch.pdf"
    proof.write_bytes(PDF)
    with started(root) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        year = Year(as_official(browser, server), browser, server, root)
        step("đường dẫn, biểu mẫu", year.give_links, year.make_forms)
        for period in ("6-thang", "9-thang"):
            step(f"nhận {period}", lambda p=period: year.receive(p, f"{RECEIVED[p]:%d/%m/%Y}"))
        refused = []
        for unit in year.roster.evaluated:
            forms = list((ROOT / "inputs" / "2026" / "nam").glob(f"*2026-{unit.code}-[a-z]*.xlsx"))
            if not forms or not year.hand_in(unit.code, forms[0]):
                refused.append(unit.code)
        print(f"  chưa nộp được hoặc bị từ chối: {', '.join(refused)}", flush=True)
        step("phản hồi", year.send_back)
        bad = units_to_mend(root)
        print(f"  cần sửa: {', '.join(bad)}", flush=True)
        step("sửa trên trang", lambda: year.mend_on_the_page(sound[ON_PAGE]))
        for code in {*bad, *refused} - {ON_PAGE, LEFT_OUT}:
            assert year.hand_in(code, sound[code]), code
        step("tài liệu", lambda: year.attach(proof))
        step("để ngoài", year.leave_out)
        step("thẩm định", year.verify)
        step("chốt", year.close)
        for there in year.units.values():
            assert [line for line in there.wrong if "422" not in line] == []  # what was refused in words
        browser.close()


def units_to_mend(root: Path) -> list[str]:
    run = standing(open_office(root))
    return [each.unit for each in run.results.units if each.state is State.TO_MEND]


def step(what: str, *works: Callable[[], None]) -> None:
    print(f"  {what}", flush=True)
    for work in works:
        work()


def command(root: Path, *words: str, codes: tuple[int, ...] = (0,)) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scoring", *words, "-w", str(root)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in codes, (words, done.stdout[-2000:], done.stderr[-2000:])


def by_commands(root: Path, clicked: Path) -> None:
    """The same year typed, on the files that the page kept."""
    shutil.copytree(clicked / "inputs", root / "inputs", dirs_exist_ok=True)
    for period in ("6-thang", "9-thang", "nam"):
        command(root, "consolidate", "-k", period, codes=(0, 1))
    ledger = open_office(clicked).register.ledger(2026)
    for period in ("6-thang", "9-thang"):
        lines = list(ledger.of(Action.ARRIVED, period=period))
        units, [reason] = [line.draft.unit for line in lines], {line.draft.reason for line in lines}
        command(root, "receive", *units, "-k", period, "--on", f"{RECEIVED[period]:%d/%m/%Y}",
                "--reason", reason, "--by", OFFICIAL)  # fmt: skip
    office = open_office(root)
    unit = office.roster.unit(CHANGED[0])
    assert unit
    attach(office, unit, CHANGED[1], "kế hoạch.pdf", PDF, f"{unit.name} (qua đường dẫn riêng)")
    command(root, "decide", "leave-out", LEFT_OUT, "--reason", OUT, "--by", OFFICIAL)
    command(root, "verify", "export", "--by", OFFICIAL)
    [book] = (root / "outputs" / "2026" / "nam" / "tham-dinh").glob("*.xlsx")
    judge_in(book, ledger.of(Action.VERIFIED))
    command(root, "verify", "import", str(book), "--by", OFFICIAL)
    command(root, "finalize", "--by", OFFICIAL)


def judge_in(book: Path, lines: Iterable[Record]) -> None:
    """What was judged on the page, typed into the book."""
    cells: dict[tuple[str, str, str], Any] = {}
    for line in lines:
        key, reason = (line.draft.unit, line.draft.criterion), line.draft.reason
        said = Verified.of(line)
        cells[*key, "points1"] = (YES if said.points else NO) if said.condition else said.points
        if reason:
            cells[*key, "reason1"] = reason
    book.write_bytes(filled(book.read_bytes(), cells))


def contents(root: Path) -> dict[str, Any]:
    """The frozen files by name: their bytes, but of two of them what is left without the names of the way.

    The way is named by moment and number of a line (trail, manifest) and by the first of a unit's two files.
    """
    folder = root / "outputs" / "2026" / "nam" / "chinh-thuc" / "lan-1"
    found: dict[str, Any] = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    manifest = json.loads(found.pop(MANIFEST))
    del manifest["register"], manifest["outputs"][WORKBOOK]
    del found[WORKBOOK]
    book = load_workbook(folder / WORKBOOK, read_only=True)
    cells = {
        f"{WORKBOOK}, {sheet.title}": [
            tuple(WAY.sub("", cell) if isinstance(cell, str) else cell for cell in row)
            for row in sheet.iter_rows(values_only=True)
        ]
        for sheet in book.worksheets
    }
    return {**found, **cells, MANIFEST: manifest}


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="danvan-year-"))
    clicked, typed = copied(home / "chuot"), copied(home / "lenh")
    (home / "tep").mkdir()
    print("bằng chuột", flush=True)
    by_clicks(clicked, home / "tep")
    print("bằng lệnh", flush=True)
    by_commands(typed, clicked)
    one, two = contents(clicked), contents(typed)
    different = sorted(name for name in {*one, *two} if one.get(name) != two.get(name))
    assert not different, (home, different)
    print(f"{len(one)} tệp và trang tính giống nhau, trừ chỗ ghi ai làm cách nào, lúc nào")
    shutil.rmtree(home)


if __name__ == "__main__":
    main()
