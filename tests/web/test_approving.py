"""Approval step by step, in a real browser: each rests on the one before, a change cancels it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.closing.test_approvals import STEPS
from tests.support.office_year import settled
from tests.web.server import Server, started
from tests.web.test_browser import Watched, as_official, chromium

__all__ = ["chromium"]  # the fixture

FIRST, SECOND = "Tổ thẩm định", "Chủ tịch"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with started(settled(tmp_path / "phuong", STEPS)) as there:
        yield there


def steps(there: Watched, words: str) -> int:
    """How many lines of the table of approval say so."""
    there.goto("/quyet-dinh")
    return there.page.locator("div.wide[aria-label='Phê duyệt'] tbody tr", has_text=words).count()


def press(there: Watched, step: str, *, back: str = "") -> None:
    """The first block that waits for the step is approved, or sent back."""
    there.goto("/quyet-dinh")
    row = there.page.locator("div.wide[aria-label='Phê duyệt'] tbody tr", has_text=step)
    row = row.filter(has=there.page.locator("form")).first
    if back:
        row.locator("summary").click()
        row.get_by_label("Lý do trả lại").fill(back)
        row.get_by_role("button", name="Trả lại").click()
    else:
        row.get_by_role("button", name="Phê duyệt").click()
    there.page.wait_for_url("**/quyet-dinh?da_ghi=1*")


def test_each_step_rests_on_the_one_before_and_a_change_cancels(chromium: Browser, server: Server) -> None:
    office = as_official(chromium, server)
    office.open("/quyet-dinh")
    blocks = steps(office, "chưa đến bước này")
    assert blocks > 1 and steps(office, "đã phê duyệt") == 0, "nobody approves before the first step has"
    for _ in range(blocks):
        press(office, FIRST)
    assert steps(office, "đã phê duyệt (Nguyễn Thị Lan") == blocks and steps(office, "chưa đến") == 0
    press(office, SECOND)
    press(office, SECOND, back="Xem lại điểm thưởng")
    assert steps(office, "bị trả lại: Xem lại điểm thưởng") == 1
    office.goto("/chot")
    assert office.page.get_by_label("Ghi chữ CÔNG BỐ").count() == 0, "not frozen before the last step"
    press(office, FIRST)
    for _ in range(blocks - 1):
        press(office, SECOND)
    assert steps(office, "đã phê duyệt") == 2 * blocks
    office.goto("/chot")
    assert office.page.get_by_label("Ghi chữ CÔNG BỐ").count() == 1
    office.goto("/quyet-dinh")
    office.page.locator("tr", has_text="công nhận điểm tự chấm").first.get_by_label("Lý do hủy").fill("Nhầm")
    office.page.locator("tr", has_text="công nhận điểm tự chấm").first.get_by_role(
        "button", name="Hủy"
    ).click()
    office.page.wait_for_url("**/quyet-dinh?da_ghi=1*")
    assert steps(office, "đã phê duyệt") == 2 * (blocks - 1), (
        "what rests on points that are gone holds no more"
    )
    office.check()
