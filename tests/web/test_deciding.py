"""Decisions and closing on the page: seen before they are taken, as by command, nothing by mistake."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from scoring.example import example
from scoring.pipeline.consolidation import gather
from scoring.register import Action
from scoring.reports.documents import WHOLE
from scoring.web.pages.closing import PAPERS
from scoring.web.roles import Role
from scoring.web.site import Site
from tests.support.office_year import settled
from tests.web.conftest import Browser, ended, entered, lines

ADDRESS = "/quyet-dinh"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small office of three units whose points are all settled."""
    return settled(tmp_path / "phuong")


def decide(office: Browser, **more: object) -> str:
    office.get(ADDRESS)
    sent = {"ly_do": "Theo biên bản", "van_ban": "BB 12/BB-UBND", **more}
    answer = office.post(f"{ADDRESS}/ghi", sent)
    if answer.status_code == 303:
        answer = office.get(answer.headers["Location"])
    return answer.data.decode()


def test_a_decision_is_seen_before_it_is_taken(site: Site, office: Browser) -> None:
    before = lines(site)
    said = decide(office, viec="xep-loai", don_vi="vhxh", loai="kha")
    assert "Xem trước, chưa ghi gì" in said and "Khá" in said and "Sẽ ghi 1 dòng" in said
    assert lines(site) == before
    assert "Đã ghi vào sổ" in decide(office, viec="xep-loai", don_vi="vhxh", loai="kha", ghi="1")
    [line] = site.ledger().of(Action.CLASSED)
    assert (line.draft.unit, line.draft.document, line.who) == (
        "vhxh",
        "BB 12/BB-UBND",
        "Người ADMIN, OFFICE",
    )
    assert "Quyết định xếp loại" in office.get("/xep-loai").data.decode()


def test_the_preview_says_of_how_many_points_with_equal_decimals(office: Browser) -> None:
    said = decide(office, viec="de-ngoai", don_vi="vhxh", ca_da_tham_dinh="1")
    shown = re.findall(r"; ([\d,]+)/(\d+) điểm", said)
    assert shown and {top for _, top in shown} == {"100"}
    assert len({len(points.partition(",")[2]) for points, _ in shown}) == 1, shown


def test_a_refused_decision_stays_as_it_was_typed(site: Site, office: Browser) -> None:
    before = lines(site)
    said = decide(office, viec="dieu-kien-co", don_vi=["vhxh", "ktht"], dieu_kien="DK1", van_ban="")
    assert "cần ghi số, ngày văn bản" in said
    assert 'value="Theo biên bản"' in said
    assert 'value="ktht" checked>' in said and '<option value="DK1" selected>' in said
    assert lines(site) == before


KINDS = [
    ({"viec": "cong-nhan", "don_vi": ["vhxh", "ktht"]}, Action.ADOPTED),
    ({"viec": "mien-tieu-chi", "don_vi": ["vhxh"], "tieu_chi": "1.1"}, Action.EXEMPTED),
    ({"viec": "khong-du-dieu-kien", "don_vi": "vhxh"}, Action.DISQUALIFIED),
    ({"viec": "dieu-kien-co", "don_vi": ["vhxh", "ktht"], "dieu_kien": "DK1"}, Action.CONDITION_DECIDED),
    ({"viec": "de-ngoai", "don_vi": "vhxh", "ca_da_tham_dinh": "1"}, Action.LEFT_OUT),
    ({"viec": "tra-bieu", "don_vi": "vhxh"}, Action.REOPENED),
]


@pytest.mark.parametrize(("sent", "action"), KINDS)
def test_each_kind_is_recorded_and_taken_back(
    site: Site, office: Browser, sent: dict[str, object], action: Action
) -> None:
    decide(office, ghi="1", **sent)
    made = list(site.ledger().of(action))
    assert made, action
    line = made[-1]
    office.get(ADDRESS)
    assert office.post(f"{ADDRESS}/huy", {"so": str(line.seq)}).status_code == 422
    office.get(ADDRESS)
    assert office.post(f"{ADDRESS}/huy", {"so": str(line.seq), "ly_do": "Ghi nhầm"}).status_code == 303
    assert line not in list(site.ledger().of(action))


INCOMPLETE = [
    ({}, "Chưa chọn loại quyết định"),
    ({"viec": "khong-du-dieu-kien"}, "Chưa chọn đơn vị"),
    ({"viec": "mien-tieu-chi", "don_vi": "vhxh"}, "cần ghi tiêu chí"),
    ({"viec": "khong-du-dieu-kien", "don_vi": "vhxh", "van_ban": ""}, "cần ghi số, ngày văn bản"),
    ({"viec": "dieu-kien-khong", "don_vi": "vhxh"}, "cần ghi điều kiện"),
    ({"viec": "xep-loai", "don_vi": ["vhxh", "ktht"], "loai": "tot"}, "cho từng đơn vị"),
    ({"viec": "cong-nhan", "don_vi": "vhxh", "ly_do": " "}, "Chưa ghi lý do"),
    ({"viec": "cong-nhan", "don_vi": "la"}, "Không có đơn vị"),
]


@pytest.mark.parametrize(("sent", "words"), INCOMPLETE)
def test_what_is_incomplete_is_told_and_not_taken(
    site: Site, office: Browser, sent: dict[str, object], words: str
) -> None:
    before = lines(site)
    assert words in decide(office, ghi="1", **sent)
    assert lines(site) == before


def test_the_year_is_frozen_by_a_word_and_checked(
    site: Site, browser: Callable[[], Browser], office: Browser
) -> None:
    assert "chốt được" in office.get("/chot").data.decode()
    for wrong in ("có", "công bố", "CONG BO"):
        refused = office.post("/chot/ghi", {"tu": wrong})
        assert refused.status_code == 422 and "chữ in hoa, có dấu" in refused.data.decode()
    assert not list(site.ledger().of(Action.FROZEN))
    office.get("/chot")
    answer = office.post("/chot/ghi", {"tu": " CÔNG BỐ "})
    assert answer.status_code == 303
    job = ended(site.jobs.jobs[1])
    assert job.state == "xong", job.failure
    assert "Đã chốt lần 1" in office.get(answer.headers["Location"]).data.decode()
    assert "Năm đã chốt" in unescape(office.get("/?ky=nam").data.decode())
    there = browser()
    there.enter(f"/l/{site.accounts.make_link('vhxh')}")
    told = unescape(there.get("/don-vi").data.decode())
    assert "Bước tiếp theo: Năm đã chốt: xem điểm, xếp loại và thứ hạng ở trang Kết quả." in told
    for address in ("/tham-dinh", "/nhan?ky=nam", ADDRESS):
        assert "không đổi kết quả đã chốt" in office.get(address).data.decode()
    packed = zipfile.ZipFile(io.BytesIO(office.get("/chot/tai/1").data))
    assert {"quyet-dinh.docx", "xep-loai.xlsx", "manifest.json"} <= {*packed.namelist()}
    assert office.get("/chot/tai/2").status_code == 404
    shown = unescape(office.get("/chot").data.decode())
    assert "đã chốt. Tải văn bản ở dưới" in shown and "<summary>Chốt lại khi có thay đổi" in shown
    assert shown.index("<summary>Chốt lại khi có thay đổi") < shown.index("Lập văn bản xem trước")
    for name, words in (("quyet-dinh.docx", "Quyết định"), ("thong-bao-vhxh.docx", "Thông báo: Phòng Văn")):
        assert f'href="/chot/tai/1/{name}">{words}' in shown
        at = name.replace("thong-bao-", "thong-bao/")
        assert office.get(f"/chot/tai/1/{name}").data == packed.read(at)
    assert office.get("/chot/tai/1/manifest.json").status_code == 404
    office.get("/chot")
    office.post("/chot/kiem-tra", {"lan": "1"})
    assert "Khớp: " in ended(site.jobs.jobs[2]).result[0]
    office.get("/chot")
    assert "cần ghi lý do" in office.post("/chot/ghi", {"tu": "CÔNG BỐ"}).data.decode()
    office.get("/chot")
    assert office.post("/chot/sao-luu").status_code == 303
    assert list((site.root / "sao-luu").glob("*.sqlite")) or list(site.root.rglob("so-theo-doi-*.sqlite"))


def test_papers_are_read_before_the_year_is_frozen(
    site: Site, browser: Callable[[], Browser], office: Browser
) -> None:
    assert office.get("/chot/xem-truoc/tai").status_code == 404
    assert "Lập văn bản xem trước" in office.get("/chot").data.decode()
    before = lines(site)
    job = office.post("/chot/xem-truoc").headers["Location"]
    assert ended(site.jobs.jobs[1]).state == "xong"
    assert "văn bản xem trước; chưa chốt gì" in unescape(office.get(job).data.decode())
    leader = entered(site, browser(), Role.LEADER)
    assert "Tải văn bản xem trước (.zip)" in leader.get("/chot").data.decode()
    seen = zipfile.ZipFile(io.BytesIO(leader.get("/chot/xem-truoc/tai").data))
    assert {"quyet-dinh.docx", "xep-loai.xlsx", "thong-bao/vhxh.docx"} <= {*seen.namelist()}
    assert lines(site) == before and not site.office().workspace.editions(2026), "nothing is frozen"
    office.get("/chot")
    office.post("/chot/ghi", {"tu": "CÔNG BỐ"})
    assert ended(site.jobs.jobs[2]).state == "xong"
    frozen = zipfile.ZipFile(io.BytesIO(office.get("/chot/tai/1").data))
    assert [name for name in seen.namelist() if seen.read(name) != frozen.read(name)] == []


STALE = "đã có thay đổi sau khi lập"


@pytest.mark.parametrize("change", ["a decision", "a form", "a template"])
def test_papers_made_before_something_changed_are_told_as_such(
    site: Site, office: Browser, change: str
) -> None:
    office.get("/chot")
    office.post("/chot/xem-truoc")
    assert ended(site.jobs.jobs[1]).state == "xong" and STALE not in unescape(office.get("/chot").text)
    match change:
        case "a decision":
            seq = next(line.seq for line in site.ledger().of(Action.ADOPTED, unit="vhxh"))
            office.get(ADDRESS)
            office.post(f"{ADDRESS}/huy", {"so": str(seq), "ly_do": "Xem lại"})
        case "a form":
            shutil.copy2(next(site.office().inbox.glob("*.xlsx")), site.office().inbox / "ban-sao.xlsx")
        case _:
            template = site.office().workspace.templates / "quyet-dinh.docx"
            template.parent.mkdir(exist_ok=True)
            template.write_bytes(example().templates.joinpath("quyet-dinh.docx").read_bytes())
    assert STALE in unescape(office.get("/chot").text)


def test_no_paper_is_previewed_while_something_is_open(site: Site, office: Browser) -> None:
    seq = next(line.seq for line in site.ledger().of(Action.ADOPTED, unit="vhxh"))
    office.get(ADDRESS)
    office.post(f"{ADDRESS}/huy", {"so": str(seq), "ly_do": "Xem lại"})
    assert "Lập văn bản xem trước" not in office.get("/chot").data.decode()
    office.post("/chot/xem-truoc")
    assert "còn" in ended(site.jobs.jobs[1]).failure[0]


def test_the_first_page_leads_on_to_the_end_of_the_year(site: Site, office: Browser) -> None:
    gather(site.office())
    assert "quyết định rồi chốt năm" in office.get("/?ky=nam").data.decode()
    seq = next(line.seq for line in site.ledger().of(Action.ADOPTED, unit="vhxh"))
    office.get(ADDRESS)
    office.post(f"{ADDRESS}/huy", {"so": str(seq), "ly_do": "Xem lại"})
    assert "Thẩm định điểm các đơn vị" in office.get("/?ky=nam").data.decode()


@pytest.mark.parametrize("address", [ADDRESS, "/chot"])
def test_what_is_open_is_one_line_a_unit_with_its_buttons(site: Site, office: Browser, address: str) -> None:
    seq = next(line.seq for line in site.ledger().of(Action.ADOPTED, unit="vhxh"))
    office.get(ADDRESS)
    office.post(f"{ADDRESS}/huy", {"so": str(seq), "ly_do": "Xem lại"})
    page = unescape(office.get(address).data.decode())
    assert "(vhxh)" not in page and 'href="/tham-dinh/don-vi/vhxh"' in page
    begun = re.search(r'href="([^"]+)" aria-label="Công nhận điểm tự chấm: Phòng Văn hóa - Xã hội"', page)
    assert begun
    form = unescape(office.get(begun[1]).data.decode()).partition('id="ghi-quyet-dinh"')[2]
    assert '<option value="cong-nhan" selected>' in form
    boxes = re.findall(r'name="don_vi" value="([^"]+)"( checked)?', form)
    assert boxes[0] == ("vhxh", " checked") and not any(checked for _, checked in boxes[1:])


def test_a_leader_sees_and_decides_nothing(site: Site, browser, office: Browser) -> None:  # type: ignore[no-untyped-def]
    there = entered(site, browser(), Role.LEADER)
    for address in (ADDRESS, "/chot"):
        page = there.get(address)
        assert page.status_code == 200
    assert there.post(f"{ADDRESS}/ghi", {"viec": "cong-nhan"}).status_code == 403
    assert there.post("/chot/ghi", {"tu": "CÔNG BỐ"}).status_code == 403


def test_every_paper_that_is_made_has_a_name_on_the_page() -> None:
    assert {*WHOLE} <= PAPERS.keys()
