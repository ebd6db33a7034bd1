"""Năm mới, Cấp tỉnh, Hướng dẫn."""

import hashlib
import io
import json
import re
import zipfile
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest

from scoring.reports.final.frozen import MANIFEST
from scoring.web.serve import chosen
from scoring.web.site import Site
from scoring.workspace import FROZEN_RESULTS
from tests.reports.rollup.wards import put, results
from tests.web.conftest import Browser
from tests.web.test_escaping import clean


def page(browser: Browser, address: str) -> str:
    return unescape(browser.get(address).get_data(as_text=True))


def test_a_new_year_is_made_beside_the_old_one_and_chosen(office: Browser, site: Site) -> None:
    office.get("/nam-moi")
    made = office.post("/nam-moi/tao", {"nam": "2027"})
    assert made.headers["Location"] == "/nam-moi?bo=viet-hoa-2027"
    shown = page(office, "/nam-moi?bo=viet-hoa-2027")
    assert "Cần đọc lại" in shown and "Năm đánh giá" in shown
    assert "Năm 2026" in page(office, "/?ky=nam"), "the page goes on with the old year"
    assert office.post("/nam-moi/chon", {"bo": "viet-hoa-2027"}).status_code == 303
    assert "Năm 2027" in page(office, "/?ky=nam") and site.run("nam").criteria.year == 2027
    assert chosen(site.root, date(2026, 11, 29)) == "viet-hoa-2027", "kept for the next start"


def test_a_new_year_is_not_made_twice_nor_of_nonsense(office: Browser) -> None:
    office.get("/nam-moi")
    assert "bốn chữ số" in unescape(office.post("/nam-moi/tao", {"nam": "²⁰²⁷"}).get_data(as_text=True))
    office.post("/nam-moi/tao", {"nam": "2027"})
    assert "Chọn năm khác" in unescape(office.post("/nam-moi/tao", {"nam": "2027"}).get_data(as_text=True))
    assert office.post("/nam-moi/chon", {"bo": "../x"}).status_code == 404


@pytest.fixture
def frozen(tmp_path: Path) -> dict[str, bytes]:
    """The two files of a frozen edition."""
    put(tmp_path / "lan-1", results("UBND phường Việt Hoà"))
    return {name: (tmp_path / "lan-1" / name).read_bytes() for name in (FROZEN_RESULTS, MANIFEST)}


def archive(files: dict[str, bytes], folder: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, content in files.items():
            packed.writestr(f"{folder}{name}", content)
    return buffer.getvalue()


def of(frozen: dict[str, bytes], **changes: object) -> dict[str, bytes]:
    """The same results under another name, with a manifest that fits."""
    results = {**json.loads(frozen[FROZEN_RESULTS]), **changes}
    content = json.dumps(results).encode()
    manifest = json.loads(frozen[MANIFEST])
    manifest["outputs"][FROZEN_RESULTS] = hashlib.sha256(content).hexdigest()
    return {FROZEN_RESULTS: content, MANIFEST: json.dumps(manifest).encode()}


def send(office: Browser, *files: tuple[bytes, str]) -> str:
    office.get("/thanh-pho")
    sent = {"tep": [(BytesIO(content), name) for content, name in files]}
    answer = office.post("/thanh-pho/nhan", sent, content_type="multipart/form-data")
    return unescape(answer.get_data(as_text=True))


def test_wards_are_taken_by_name_and_rolled_up(office: Browser, site: Site, frozen: dict[str, bytes]) -> None:
    other = of(frozen, issuer="UBND phường Kim Giang")
    said = send(office, (archive(frozen), "a.zip"), (archive(other, "lan-1/"), "b.zip"))
    assert said.count("đã nhận") >= 2 and "UBND phường Kim Giang, lần chốt 1" in said
    office.get("/thanh-pho")
    names = BytesIO("Phường Việt Hoà\nPhường Kim Giang\nPhường Còn Thiếu\n".encode())
    office.post("/thanh-pho/danh-sach", {"tep": (names, "ds.txt")}, content_type="multipart/form-data")
    done = site.ask("nam", "roll_up_wards")
    assert [each.name for each in done.rollup.missing] == ["Phường Còn Thiếu"] and len(done.rollup.wards) == 2
    assert office.get("/thanh-pho/tai").data == done.workbook.read_bytes()
    folder = re.search(r'name="phuong" value="([^"]+)"', page(office, "/thanh-pho"))
    assert folder
    office.post("/thanh-pho/bo", {"phuong": folder[1]})
    assert "1 nơi đã gửi" in page(office, "/thanh-pho")


@pytest.mark.parametrize("what", ["touched", "older", "other year", "no zip", "nothing in it", "escaping"])
def test_what_does_not_count_is_told_and_not_kept(
    office: Browser, site: Site, frozen: dict[str, bytes], what: str
) -> None:
    if what == "older":
        send(office, (archive(of(frozen, edition=2)), "a.zip"))
    content, says = {
        "touched": (
            archive({**frozen, FROZEN_RESULTS: frozen[FROZEN_RESULTS] + b" "}),
            "bị sửa sau khi chốt",
        ),
        "older": (archive(frozen), "mới hơn"),
        "other year": (archive(of(frozen, year=2025)), "Là kết quả năm 2025"),
        "no zip": (b"PK\x03\x04 nonsense", "Không phải tệp .zip"),
        "nothing in it": (archive({"x.txt": b"x"}), "không có ket-qua.json"),
        "escaping": (archive({"../../x": b"x", "/etc/x": b"x"}), "không có ket-qua.json"),
    }[what]
    before = sorted(site.root.rglob("cac-phuong/**/*.json"))
    assert says in send(office, (content, "a.zip"))
    assert sorted(site.root.rglob("cac-phuong/**/*.json")) == before
    assert not list(site.root.parent.glob("x"))


def test_the_guide_is_read_on_the_page_by_everybody(office: Browser, unit: Browser) -> None:
    for there in (office, unit):
        shown = there.get("/huong-dan").get_data(as_text=True)
        assert "Đơn vị tự chấm điểm" in shown and "<table>" in shown and "style=" not in shown
        assert not re.search(r'href="(?!/|#|https?://)', shown), "no link leads to a file of the source"
        anchors = set(re.findall(r'href="#([^"]+)"', shown)) - {"noi-dung"}
        assert anchors and anchors <= set(re.findall(r'id="([^"]+)"', shown))
        picture = re.search(r'src="(/huong-dan/hinh/[^"]+)"', shown)
        assert picture and there.get(picture[1]).data.startswith(b"\x89PNG")
    assert office.get("/huong-dan/hinh/..%2Fchecks.md").status_code == 404
    clean(re.sub(r"<img [^>]*>", "", shown))


def test_the_guide_is_shipped_with_the_program() -> None:
    project = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert '"docs/huong-dan-su-dung.md" = "scoring/_docs/huong-dan-su-dung.md"' in project
    assert '"docs/the-don-vi.docx" = "scoring/_docs/the-don-vi.docx"' in project
    assert '"docs/images" = "scoring/_docs/images"' in project
