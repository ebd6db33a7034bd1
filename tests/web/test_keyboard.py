"""By keyboard alone: Tab comes to everything that can be used, in the order of the page, always seen."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page

from tests.web.conftest import form
from tests.web.server import Server
from tests.web.test_browser import Watched, as_official, chromium, context, link_of, server

__all__ = ["chromium", "server"]  # the fixtures

OFFICE = (
    "/", "/nhan?ky=nam", "/phan-hoi?ky=nam", "/tham-dinh", "/tham-dinh/don-vi/ca", "/xep-loai",
    "/quyet-dinh", "/chot", "/truy-cap", "/bo-tieu-chi",
)  # fmt: skip
UNIT = ("/don-vi", "/don-vi/cham?ky=nam", "/don-vi/nop?ky=nam", "/don-vi/kiem-tra?ky=nam")
MOST = 400
USABLE = """() => {
  const all = [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]')];
  const groups = new Set();
  return all.filter(each => {
    if (each.disabled || each.type === 'hidden' || each.tabIndex < 0 || !each.checkVisibility()) return false;
    if (each.type !== 'radio') return true;
    const group = each.form && each.form.querySelector(`[name="${each.name}"]:checked`);
    const first = group ? group === each : !groups.has(each.name);
    groups.add(each.name);
    return first;
  }).map((each, n) => { each.dataset.at = n; return each.outerHTML.slice(0, 120); });
}"""
FOCUSED = """() => {
  const it = document.activeElement, style = getComputedStyle(it);
  const box = it.getBoundingClientRect();
  return {at: it === document.body ? -1 : Number(it.dataset.at ?? -2), html: it.outerHTML.slice(0, 120),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0};
}"""


def walk(page: Page) -> None:
    """Tab from the first thing to the last, without a mouse."""
    page.evaluate("document.activeElement.blur()")
    usable = page.evaluate(USABLE)
    reached: list[int] = []
    for _ in range(min(MOST, len(usable))):
        page.keyboard.press("Tab")
        there = page.evaluate(FOCUSED)
        assert there["at"] >= 0, (page.url, there, usable[len(reached)])
        assert there["ring"] and there["seen"], (page.url, there)
        reached.append(there["at"])
    assert reached == list(range(len(reached))), (
        page.url,
        [usable[n] for n in {*range(len(reached))} - {*reached}],
    )


@pytest.fixture
def root(tmp_path: Path, server: Server) -> Path:
    (tmp_path / "phuong" / "inputs" / "2026" / "nam" / "tu-cham-2026-ca.xlsx").write_bytes(form("ca"))
    return tmp_path / "phuong"


def test_tab_comes_to_everything_and_is_seen(chromium: Browser, server: Server, root: Path) -> None:
    office = as_official(chromium, server)
    for path in OFFICE:
        office.goto(path)
        walk(office.page)
    unit = Watched(context(chromium), server)
    unit.page.goto(link_of(office, "Công an phường"))
    unit.page.get_by_role("button", name="Mở trang của đơn vị").focus()
    unit.page.keyboard.press("Enter")
    unit.page.wait_for_url("**/don-vi*")
    for path in UNIT:
        unit.goto(path)
        walk(unit.page)


def test_enter_unfolds_and_sends(chromium: Browser, server: Server, root: Path) -> None:
    office = as_official(chromium, server)
    office.goto("/tham-dinh/don-vi/ca")
    for summary in office.page.locator("main summary:visible").all()[:3]:
        summary.focus()
        was = summary.evaluate("it => it.parentElement.open")
        office.page.keyboard.press("Enter")
        assert summary.evaluate("it => it.parentElement.open") is not was
    field = office.page.get_by_label("Điểm, 3.1.1, Công an phường", exact=True)
    field.focus()
    office.page.keyboard.type("0")
    office.page.get_by_label("Lý do, 3.1.1, Công an phường", exact=True).focus()
    office.page.keyboard.type("Chưa có kế hoạch")
    office.page.get_by_role("button", name="Lưu", exact=True).first.focus()
    with office.page.expect_navigation():
        office.page.keyboard.press("Enter")
    office.goto("/so-theo-doi")
    assert "Chưa có kế hoạch" in office.words()


def test_after_saving_the_next_row_is_ready_to_type(chromium: Browser, server: Server, root: Path) -> None:
    office = as_official(chromium, server)
    office.goto("/tham-dinh/don-vi/ca")
    agree = office.page.get_by_role("button", name="Đồng ý điểm tự chấm, 3.1.1, Công an phường", exact=True)
    row = agree.locator("xpath=ancestor::article")
    wanted = row.locator("xpath=following-sibling::article").first.locator("[name=diem1]")
    label = wanted.get_attribute("aria-label")
    agree.focus()
    with office.page.expect_navigation():
        office.page.keyboard.press("Enter")
    focused = office.page.locator(f'[aria-label="{label}"]:focus')
    focused.wait_for()
    assert "đã ghi 1 điểm" in office.page.locator(".stay").first.inner_text()
    office.page.keyboard.type("0")
    with office.page.expect_navigation():
        office.page.keyboard.press("Enter")
    focused.wait_for()
    assert "V09" in office.page.locator(".judged.wrong").inner_text()


def test_what_a_field_misses_is_said_in_vietnamese(chromium: Browser, server: Server) -> None:
    office = as_official(chromium, server)
    office.goto("/truy-cap")
    save, name = office.page.get_by_role("button", name="Lưu", exact=True), office.page.locator("[name=ten]")
    says = "each => each.validationMessage"
    save.click()
    assert name.evaluate(says) == "Chưa ghi hoặc chưa chọn ô này."
    name.fill("Bà Hai")
    assert name.evaluate(says) == ""
    password = office.page.locator("[name=mat_khau]")
    password.press_sequentially("ngắn")
    save.click()
    assert password.evaluate(says) == "Ghi ít nhất 10 ký tự."
    password.press_sequentially(" mà dài ra")
    assert password.evaluate(says) == ""


def test_esc_folds_what_was_unfolded_and_loses_nothing(chromium: Browser, server: Server, root: Path) -> None:
    office = as_official(chromium, server, 360)
    office.goto("/tham-dinh/don-vi/ca")
    keys = office.page.keyboard
    menu = office.page.locator("details.pages")
    menu.locator("summary").focus()
    keys.press("Enter")
    keys.press("Tab")
    assert menu.evaluate("it => it.open && it.contains(document.activeElement)")
    keys.press("Escape")
    assert menu.evaluate("it => !it.open && it.querySelector('summary') === document.activeElement")
    second = office.page.locator("details", has_text="Giải trình của đơn vị, lần 2").first
    second.locator("summary").focus()
    keys.press("Enter")
    typed = second.locator("[name=ly_do2]")
    typed.fill("Đã bổ sung")
    keys.press("Escape")
    assert not second.evaluate("it => it.open") and typed.input_value() == "Đã bổ sung"
    field = office.page.get_by_label("Điểm, 3.1.1, Công an phường", exact=True)
    field.fill("4")
    keys.press("Escape")
    assert field.input_value() == "4"


def test_a_question_is_answered_by_keyboard(chromium: Browser, server: Server) -> None:
    """Esc is what dismisses the browser's own question: nothing is done, and one stands where one was."""
    office = as_official(chromium, server)
    link_of(office, "Công an phường")
    office.goto("/truy-cap")
    asked: list[str] = []

    def answer(*, yes: bool) -> Locator:
        def told(dialog: Dialog) -> None:
            asked.append(dialog.message)
            dialog.accept() if yes else dialog.dismiss()

        office.page.once("dialog", told)
        button = office.page.get_by_role("button", name="Thu hồi đường dẫn của Công an phường", exact=True)
        button.focus()
        office.page.keyboard.press("Enter")
        return button

    button = answer(yes=False)
    assert button.evaluate("it => it === document.activeElement") and "da_thu_hoi" not in office.page.url
    answer(yes=True)
    office.page.wait_for_url("**/truy-cap?da_thu_hoi=1")
    assert len(asked) == 2 and "Công an phường không mở được trang nữa" in asked[0]
    assert not office.page.get_by_role("button", name="Thu hồi đường dẫn của Công an phường").count()
