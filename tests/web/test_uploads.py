"""What is handed in: whatever it is, a sentence comes back; what is acknowledged is kept and recorded."""

import errno
import io
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256

import pytest

from scoring.errors import WorkspaceError
from scoring.pipeline import submit
from scoring.pipeline.consolidation import consolidate
from scoring.pipeline.records import Voice, adopt
from scoring.pipeline.submit import hand_in
from scoring.register import Action, Draft
from scoring.web.site import Site
from tests.hostile.everything import HOSTILE
from tests.hostile.known import reading_once
from tests.web.conftest import FORMS, HOST, Browser, form, lines

Start = Callable[[], Browser]
XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def inbox(site: Site) -> set[str]:
    return {path.name for path in site.office("nam").inbox.iterdir()}


def received(site: Site) -> list[dict[str, str]]:
    return [dict(r.draft.values, unit=r.draft.unit, who=r.who) for r in site.ledger().of(Action.RECEIVED)]


def test_a_unit_gets_a_receipt_for_what_lies_on_the_disk(site: Site, unit: Browser) -> None:
    answer = unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "bieu.xlsx"))
    assert answer.status_code == 303
    page = unit.get(answer.headers["Location"]).get_data(as_text=True)
    known = sha256(form("tdp-01")).hexdigest()
    (line,) = received(site)
    assert known in page and line["file"] in page and "Tổ dân phố số 1" in page
    assert line["sha256"] == known
    assert line["who"] == "Tổ dân phố số 1 (qua đường dẫn riêng)"
    assert (site.office("nam").inbox / line["file"]).read_bytes() == form("tdp-01")
    assert line["file"] == f"tu-cham-2026-tdp-01-to-dan-pho-so-1-{known[:12]}.xlsx"


def test_a_form_with_errors_is_kept_and_told(site: Site, browser: Start) -> None:
    there = browser()
    there.enter(f"/l/{site.accounts.make_link('tdp-11')}")
    answer = there.upload("/don-vi/nop?ky=nam", (form("tdp-11"), "bieu.xlsx"))
    page = there.get(answer.headers["Location"]).get_data(as_text=True)
    assert "Đã nhận. Biểu còn" in page
    assert received(site)[0]["readable"] == "1"


def test_the_same_form_twice_is_one_line_and_one_file(site: Site, unit: Browser) -> None:
    first = unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "bieu.xlsx")).headers["Location"]
    files, count = inbox(site), lines(site)
    assert unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "khac.xlsx")).headers["Location"] == first
    assert (inbox(site), lines(site)) == (files, count)


def test_a_report_without_scores_goes_the_same_way(site: Site, unit: Browser, office: Browser) -> None:
    report = next((FORMS.parent / "6-thang").glob("*-tdp-01-*")).read_bytes()
    there = unit.upload("/don-vi/nop?ky=6-thang", (report, "bao-cao.xlsx")).headers["Location"]
    assert "6 tháng 2026" in unit.get(there).get_data(as_text=True)
    (path,) = site.office("6-thang").inbox.iterdir()
    assert path.read_bytes() == report
    assert site.ledger().arrival("tdp-01", "6-thang")
    for page in ("/", "/nhan", "/bieu", "/phan-hoi", "/xep-loai/tdp-01"):
        assert office.get(f"{page}?ky=6-thang").status_code == 200
    wrong = unit.upload("/don-vi/nop?ky=6-thang", (form("tdp-01"), "bieu.xlsx")).get_data(as_text=True)
    assert "Chưa có gì được lưu" in wrong


def test_another_units_form_is_refused_and_both_are_named(site: Site, unit: Browser) -> None:
    before = inbox(site), lines(site)
    page = unit.upload("/don-vi/nop?ky=nam", (form("tdp-02"), "bieu.xlsx")).get_data(as_text=True)
    assert "Biểu này của Tổ dân phố số 2" in page and "Tổ dân phố số 1" in page
    assert (inbox(site), lines(site)) == before
    tried = unit.upload("/don-vi/kiem-tra?ky=nam", (form("tdp-02"), "bieu.xlsx")).get_data(as_text=True)
    assert "không phải của Tổ dân phố số 1" in tried and "Điểm tính lại" not in tried


def test_trying_keeps_nothing(site: Site, unit: Browser) -> None:
    before = inbox(site), lines(site)
    page = unit.upload("/don-vi/kiem-tra?ky=nam", (form("tdp-01"), "bieu.xlsx")).get_data(as_text=True)
    assert "Đạt: không có lỗi. Có thể nộp." in page and "Điểm tính lại" in page
    assert (inbox(site), lines(site)) == before


def test_a_refused_file_is_not_stored(site: Site, unit: Browser, office: Browser) -> None:
    before = inbox(site), lines(site)
    for content in (b"", b"khong phai Excel", XLS):
        own = unit.upload("/don-vi/nop?ky=nam", (content, "bieu.xlsx")).get_data(as_text=True)
        assert "Chưa có gì được lưu" in own
        page = office.upload("/nhan?ky=nam", (content, "bieu.xlsx"), ngay="12/11/2026")
        assert "không nhận" in page.get_data(as_text=True)
    assert (inbox(site), lines(site)) == before


def test_the_office_takes_files_and_archives_together(site: Site, office: Browser) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("tổ 2/biểu.xlsx", form("tdp-02"))
        archive.writestr("ghi chú.txt", "không phải biểu")
    page = office.upload(
        "/nhan?ky=nam",
        (form("tdp-01"), "TDP 1 bản cuối.xlsx"),
        (packed.getvalue(), "zalo.zip"),
        ngay="12/11/2026",
        so_den="45/CV",
    ).get_data(as_text=True)
    assert "TDP 1 bản cuối.xlsx" in page and "zalo.zip &gt; tổ 2" in page
    assert {line["unit"] for line in received(site)} == {"tdp-01", "tdp-02"}
    arrived = list(site.ledger().of(Action.ARRIVED))
    assert {(r.draft.unit, r.draft.values["day"], r.draft.document) for r in arrived} == {
        ("tdp-01", "2026-11-12", "45/CV"),
        ("tdp-02", "2026-11-12", "45/CV"),
    }
    assert all(r.who == "Người ADMIN, OFFICE" for r in arrived)


def test_a_name_of_another_unit_is_asked_about(site: Site, office: Browser) -> None:
    page = office.upload("/nhan?ky=nam", (form("tdp-01"), "Tổ dân phố số 2.xlsx"), ngay="12/11/2026")
    assert "D09" in page.get_data(as_text=True)
    assert received(site) == []


@pytest.mark.parametrize("day", ["31/02/2026", "hôm nay", "01/01/2030", "12/11/2020"])
def test_a_day_that_cannot_be_stores_nothing(site: Site, office: Browser, day: str) -> None:
    before = inbox(site), lines(site)
    answer = office.upload("/nhan?ky=nam", (form("tdp-01"), "a.xlsx"), ngay=day)
    assert answer.status_code == 422
    assert (inbox(site), lines(site)) == before


def test_a_set_that_changed_keeps_no_file(site: Site, unit: Browser) -> None:
    consolidate(site.office("nam"))
    adopt(site.office("nam"), ["ca"], [], Voice("thử"))
    path = site.root / "criteria" / "viet-hoa-2026" / "criteria.yaml"
    verdict = Draft(Action.VERIFIED, 2026, "nam", "ca", "3.1.1", {"points": "1"}, "thử")
    site.office("nam").register.append(2026, lambda _: [verdict])
    path.write_text(
        path.read_text(encoding="utf-8").replace("at_least: 90", "at_least: 91", 1), encoding="utf-8"
    )
    before = inbox(site), lines(site)
    office = site.office("nam")
    staged = site.root / "bieu.xlsx"
    staged.write_bytes(form("tdp-01"))
    done: list[object] = []
    with pytest.raises(WorkspaceError, match="đã đổi sau khi dùng"):
        done += hand_in(office, [staged], "Lan", unit="tdp-01")
    assert (inbox(site), lines(site)) == before


NAMES = (
    "../../x.xlsx", "C:\\x.xlsx", "CON.xlsx", "a\0b.xlsx", "\u202exslx.exe", "x" * 300 + ".xlsx",
    "<b>x</b>.xlsx", ".xlsx", "...", "/etc/passwd", "a/b\\c.xlsx", "aux", "{{7*7}}.xlsx",
    "=cmd|' /C calc'!A0.xlsx",
    "  .xlsx ",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_stored_under_our_own(site: Site, office: Browser, name: str) -> None:
    answer = office.upload("/nhan?ky=nam", (form("tdp-01"), name), ngay="12/11/2026")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    for raw in ("\u202e", "<b>x", "\0"):
        assert raw not in page
    names = inbox(site) - {f"tu-cham-2026-{code}.xlsx" for code in ("ca", "vhxh", "tdp-08")}
    assert names == {f"tu-cham-2026-tdp-01-to-dan-pho-so-1-{sha256(form('tdp-01')).hexdigest()[:12]}.xlsx"}
    assert not list(site.root.parent.glob("x*"))


def _batches() -> Iterator[list[tuple[bytes, str]]]:
    batch: list[tuple[bytes, str]] = []
    for name, make in HOSTILE.items():
        content = make()
        if batch and (len(batch) >= 150 or sum(len(each) for each, _ in batch) + len(content) > 60_000_000):
            yield batch
            batch = []
        batch.append((content, f"{name}.xlsx"))
    yield batch


def test_a_full_disk_stores_nothing_and_acknowledges_nothing(
    site: Site, unit: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = inbox(site), lines(site)
    monkeypatch.setattr(submit, "write_whole", full)
    answer = unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "bieu.xlsx"))
    assert answer.status_code == 500 and "Kiểm tra chỗ trống trên đĩa" in answer.get_data(as_text=True)
    assert "<h1>Nộp biểu" in answer.get_data(as_text=True)
    assert (inbox(site), lines(site)) == before


def test_every_hostile_file_gets_a_sentence(site: Site, office: Browser) -> None:
    for batch in _batches():
        with reading_once():
            answer = office.upload("/nhan?ky=nam", *batch, ngay="12/11/2026")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert "Traceback" not in page
        for _, name in batch:
            assert name in page


def test_what_is_no_upload_gets_a_sentence(
    site: Site, unit: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit.get("/don-vi/nop")
    before = inbox(site), lines(site)

    def two() -> list[tuple[io.BytesIO, str]]:
        return [(io.BytesIO(form("tdp-01")), "a.xlsx"), (io.BytesIO(form("tdp-01")), "b.xlsx")]

    torn = b'--x\r\nContent-Disposition: form-data; name="tep"; filename="a.xlsx"\r\n\r\nPK'
    answers = [
        unit.post("/don-vi/nop?ky=nam", {}),
        unit.post("/don-vi/nop?ky=nam", {"tep": "chữ, không phải tệp"}),
        unit.post("/don-vi/nop?ky=nam", {"tep": two()}, content_type="multipart/form-data"),
        unit.post(
            "/don-vi/nop?ky=nam", {f"x{n}": "1" for n in range(1000)}, content_type="multipart/form-data"
        ),
        unit.client.post(
            "/don-vi/nop?ky=nam",
            base_url=f"http://{HOST}",
            data=torn,
            content_type="multipart/form-data; boundary=x",
            headers={"Origin": f"http://{HOST}", "X-Ma-Bieu": unit.token},
        ),
    ]
    monkeypatch.setitem(unit.client.application.config, "MAX_CONTENT_LENGTH", 10_000)
    answers.append(unit.post("/don-vi/nop?ky=nam", {"tep": two()[:1]}, content_type="multipart/form-data"))
    assert [answer.status_code for answer in answers] == [422, 422, 422, 413, 422, 413]
    for answer in answers:
        assert "Traceback" not in answer.get_data(as_text=True)
    assert "Tệp quá lớn" in answers[-1].get_data(as_text=True)
    assert (inbox(site), lines(site)) == before
