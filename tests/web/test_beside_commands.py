"""A command beside the page, on one workspace: one register, and nobody saves on ground he has not seen."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scoring.pipeline.attach import attachment_files
from scoring.pipeline.office import open_office
from scoring.register import Action
from tests.support.commands import danvan
from tests.web.server import Server, copied, started
from tests.web.test_browser import Watched, as_official, chromium, context, link_of
from tests.web.test_evidence import PDF

__all__ = ["chromium"]  # the fixture

PLACE = "/tham-dinh/don-vi/ca"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path / "phuong", "ca")


@pytest.fixture
def server(root: Path) -> Iterator[Server]:
    with started(root) as there:
        yield there


def test_a_decision_by_command_is_on_the_page_and_stale_ground_is_told(
    chromium: Browser, root: Path, server: Server
) -> None:
    office = as_official(chromium, server)
    office.open(PLACE)
    field = office.page.get_by_label("Điểm, 4.3.2, Công an phường", exact=True)
    why = office.page.get_by_label("Lý do, 4.3.2, Công an phường", exact=True)
    field.fill("1")
    why.fill("Thiếu biên bản")
    decided = danvan(
        "decide", "adopt", "ca", "4.3.2", "-w", root, "--reason", "Theo biên bản", "--by", "Trần Bình"
    )
    assert decided.exit_code == 0, decided.output
    office.page.get_by_role("button", name="Lưu", exact=True).first.click()
    office.page.locator(".judged.wrong, .alert").first.wait_for()
    said = office.words()
    assert "Chưa ghi gì" in said or "V30" in said
    assert field.input_value() == "1" and why.input_value() == "Thiếu biên bản"
    ledger = open_office(root).register.ledger(2026)
    assert not list(ledger.of(Action.VERIFIED)), "nothing is overwritten unseen"
    [line] = ledger.of(Action.ADOPTED)
    office.goto("/so-theo-doi")
    row = office.page.locator("tbody tr").first.inner_text()
    assert str(line.seq) in row and "Trần Bình" in row and "Theo biên bản" in row
    office.goto("/quyet-dinh")
    assert "Trần Bình" in office.words().partition("Quyết định đang có hiệu lực")[2]
    shown = unescape(danvan("register", "log", "-w", root).output)
    assert "Trần Bình" in shown


@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_evidence_that_went_or_changed_under_the_page_is_told(
    chromium: Browser, root: Path, server: Server, tmp_path: Path, harm: str
) -> None:
    office = as_official(chromium, server)
    unit = Watched(context(chromium), server)
    unit.page.goto(link_of(office, "Công an phường"))
    unit.page.get_by_role("button", name="Mở trang của đơn vị").click()
    unit.open("/don-vi/tai-lieu?tieu_chi=3.1.1")
    paper = tmp_path / "ke-hoach.pdf"
    paper.write_bytes(PDF)
    unit.page.get_by_label("Tệp tài liệu").set_input_files(paper)
    unit.page.get_by_role("button", name="Gửi tài liệu").click()
    unit.page.get_by_text("Đã nhận 1 tài liệu").wait_for()
    office.open(PLACE)
    link = office.page.get_by_role("link", name="ke-hoach.pdf")
    with office.page.expect_download() as saved:
        link.click()
    assert saved.value.path().read_bytes() == PDF
    here = open_office(root)
    [path] = attachment_files(here, here.register.ledger(2026))
    path.unlink() if harm == "gone" else path.write_bytes(b"%PDF-khac")
    link.click()
    office.page.get_by_text("không còn như khi đơn vị gửi").wait_for()
    office.wrong = [line for line in office.wrong if "422" not in line]
    office.check()
    office.goto(PLACE)
    assert "ke-hoach.pdf" in office.words()
    row = office.page.locator("article", has_text="ke-hoach.pdf")
    assert "không còn như khi đơn vị gửi" in row.inner_text(), "told before anybody clicks"
