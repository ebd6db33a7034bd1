"""The pictures of the page: real servers of the example, opened in Chromium as the office and as a unit."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.web.conftest import form
from tests.web.server import copied, started

SHOTS = (
    "trang-chu",
    "trang-tham-dinh",
    "trang-thu-phuong-an",
    "trang-nhan-bieu",
    "trang-cua-don-vi",
    "trang-cham",
    "trang-bien-nhan",
    "trang-chot",
    "trang-cac-nam",
)
"""The names, in the order of the functions below."""

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_WIDTH, _HEIGHT = 1000, 720
_SMALL = (
    "-trim",
    "-bordercolor",
    "white",
    "-border",
    "14",
    "+dither",
    "-colors",
    "64",
    "-strip",
    "-define",
    "png:exclude-chunks=date,time",
)


def screens(example: Path, year: Path, home: Path) -> dict[str, bytes]:
    """The pictures by name. ``example``: the workspace of the example, ``year``: one whose year is closed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        made = [
            *_of_example(browser, example),
            *_of_receiving(browser, copied(home / "nhan")),
            *_of_closed_year(browser, year),
        ]
        browser.close()
    return dict(zip(SHOTS, map(_smaller, made), strict=True))


def _of_example(browser: Browser, root: Path) -> Iterator[bytes]:
    with _as_official(browser, root) as (page, address):
        for path in ("/?ky=nam", "/tham-dinh/don-vi/ca"):
            page.goto(f"{address}{path}")
            yield page.screenshot()
        page.goto(f"{address}/thu-phuong-an?classes.tot=85")
        page.get_by_role("heading", name="Kết quả thử").wait_for()
        yield page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": _WIDTH, "height": 1250})


def _of_receiving(browser: Browser, root: Path) -> Iterator[bytes]:
    """The office receives two forms; a unit fills in on the page and hands in."""
    files = {code: root.parent / f"{code}.xlsx" for code in ("ca", "tdp-08", "tdp-01")}
    for code, path in files.items():
        path.write_bytes(form(code))
    with _as_official(browser, root) as (page, address):
        page.goto(f"{address}/nhan?ky=nam")
        page.get_by_label("Biểu đơn vị gửi").set_input_files([files["ca"], files["tdp-08"]])
        page.get_by_role("button", name="Nhận biểu").click()
        page.get_by_text("Vừa gửi lên: 2 tệp").wait_for()
        yield page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": _WIDTH, "height": 900})
        page.goto(f"{address}/truy-cap")
        page.get_by_role("button", name="Cấp đường dẫn cho Tổ dân phố số 1", exact=True).click()
        link = page.get_by_label("Đường dẫn của Tổ dân phố số 1", exact=True).input_value()
        yield from _of_unit(_page(browser), link, address, files["tdp-01"])


def _of_unit(page: Page, link: str, address: str, mine: Path) -> Iterator[bytes]:
    page.goto(link)
    page.get_by_role("button", name="Mở trang của đơn vị").click()
    page.wait_for_url("**/don-vi")
    yield page.screenshot()
    page.goto(f"{address}/don-vi/nop?ky=nam")
    page.get_by_label("Biểu Excel của đơn vị").set_input_files(mine)
    page.get_by_role("button", name="Nộp biểu").click()
    page.wait_for_url("**/don-vi/bien-nhan/*")
    receipt = page.screenshot()
    page.goto(f"{address}/don-vi/cham?ky=nam")
    page.get_by_role("heading", name="Tự chấm điểm").evaluate("heading => heading.scrollIntoView()")
    yield page.screenshot()
    yield receipt


def _of_closed_year(browser: Browser, root: Path) -> Iterator[bytes]:
    with _as_official(browser, root) as (page, address):
        page.goto(f"{address}/chot")
        yield page.screenshot()
        page.goto(f"{address}/cac-nam?don_vi=vp")
        yield page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": _WIDTH, "height": 1250})


@contextmanager
def _as_official(browser: Browser, root: Path) -> Iterator[tuple[Page, str]]:
    with started(root) as server:
        page = _page(browser)
        page.goto(server.launch)
        page.get_by_label("Họ tên của người làm việc").fill("Nguyễn Thị Lan")
        page.get_by_role("button", name="Mở trang").click()
        page.wait_for_url(f"{server.address}/")
        yield page, server.address


def _page(browser: Browser) -> Page:
    there = browser.new_context(viewport={"width": _WIDTH, "height": _HEIGHT}, locale="vi-VN")
    return there.new_page()


def _smaller(picture: bytes) -> bytes:
    words = ["convert", "png:-", *_SMALL, "png:-"]
    return subprocess.run(words, input=picture, check=True, capture_output=True).stdout
