"""Evidence files: kept by hash, recorded before they are acknowledged, seen by nobody who may not."""

import os
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from scoring.errors import WorkspaceError
from scoring.opening.files import sha256_of
from scoring.pipeline import attach
from scoring.pipeline.attach import LARGEST, MOST, attachment_files
from scoring.pipeline.consolidation import check, gather, with_attachments
from scoring.pipeline.feedback import feedback
from scoring.pipeline.restore import register_restore
from scoring.pipeline.trail import trail
from scoring.pipeline.upkeep import register_backup
from scoring.register import Action
from scoring.standing.attachments import attachments
from scoring.web.accounts import TEAM
from scoring.web.roles import Role
from scoring.web.site import Site
from tests.web.conftest import PASSWORD, Browser, lines

Start = Callable[[], Browser]
PDF = b"%PDF-1.4\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n0000"
ADDRESS = "/don-vi/tai-lieu"


def packed(*names: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def notes(form: bytes) -> list[str]:
    """The notes of "Tự chấm điểm", as Excel shows them."""
    sheet = load_workbook(BytesIO(form))["Tự chấm điểm"]
    return [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment]


@pytest.fixture
def ca(site: Site, browser: Start) -> Browser:
    there = browser()
    there.enter(f"/l/{site.accounts.make_link('ca')}")
    return there


def send(unit: Browser, content: bytes, name: str = "kế hoạch.pdf", criterion: str = "3.1.1") -> TestResponse:
    return unit.upload(ADDRESS, (content, name), tieu_chi=criterion)


@pytest.mark.parametrize(
    ("content", "suffix"),
    [(PDF, ".pdf"), (PNG, ".png"), (b"\xff\xd8\xff\xe0", ".jpg"), (packed("word/document.xml"), ".docx")],
)
def test_a_file_lies_by_its_hash_and_has_its_line(
    site: Site, ca: Browser, content: bytes, suffix: str
) -> None:
    assert send(ca, content, "../../kế hoạch<b>.exe").status_code == 303
    [each] = attachments(site.ledger(), "ca")
    [path] = attachment_files(site.office(), site.ledger())
    assert path.read_bytes() == content
    assert path.name == f"{each.sha256}{suffix}"
    assert path.parent == site.root / "tai-lieu" / "2026" / "ca"
    assert "kế hoạch&lt;b&gt;.exe" in ca.get(ADDRESS).data.decode()
    saved = ca.get(f"/tai-lieu/{each.seq}")
    assert saved.data == content
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert saved.mimetype == "application/octet-stream"


@pytest.mark.parametrize("content", [b"", b"MZ\x90", b"<script>", packed("a.txt"), b"PK\x03\x04torn"])
def test_of_another_kind_nothing_is_kept(site: Site, ca: Browser, content: bytes) -> None:
    before = lines(site)
    answer = send(ca, content, "a.pdf")
    assert answer.status_code == 422
    assert "không phải loại tệp được nhận" in answer.data.decode()
    assert lines(site) == before
    assert not (site.root / "tai-lieu" / "2026").exists()


def test_too_large_and_too_many_are_told(site: Site, ca: Browser) -> None:
    assert "lớn hơn 10 MB" in send(ca, PDF + b"0" * LARGEST).data.decode()
    for number in range(MOST):
        assert send(ca, PDF + bytes([number])).status_code == 303
    assert "không gửi thêm được" in send(ca, PDF + b"one more").data.decode()
    assert len(list(attachments(site.ledger(), "ca"))) == MOST
    assert len(list((site.root / "tai-lieu" / "2026" / "ca").iterdir())) == MOST


def test_the_same_file_twice_is_one_line(site: Site, ca: Browser) -> None:
    send(ca, PDF)
    send(ca, PDF, "tên khác.pdf")
    assert len(list(site.ledger().of(Action.ATTACHED))) == 1
    send(ca, PDF, criterion="3.1.2")
    assert len(list(site.ledger().of(Action.ATTACHED))) == 2
    assert len(attachment_files(site.office(), site.ledger())) == 1


def test_only_its_unit_and_who_verifies_it_sees_a_file(site: Site, browser: Start, ca: Browser) -> None:
    send(ca, PDF)
    [each] = attachments(site.ledger(), "ca")
    address = f"/tai-lieu/{each.seq}"
    other = browser()
    other.enter(f"/l/{site.accounts.make_link('tdp-08')}")
    assert other.get(address).status_code == 404
    other.get(ADDRESS)
    assert other.post(f"{ADDRESS}/bo", {"so": str(each.seq)}).status_code == 422
    assert list(attachments(site.ledger(), "ca")) == [each]
    roster = site.office().roster
    of_vhxh = roster.verifier(roster.unit("vhxh"))  # type: ignore[arg-type]
    assert of_vhxh
    for name, scope, status in (("Một", TEAM, 200), ("Hai", of_vhxh.code, 404)):
        site.accounts.set_password(name, frozenset({Role.VERIFIER}), PASSWORD, scope)
        there = browser()
        there.get("/vao")
        there.post("/vao", {"ten": name, "mat_khau": PASSWORD})
        assert there.get(address).status_code == status
        if status == 200:
            assert address in there.get("/tham-dinh/don-vi/ca").data.decode()


def test_what_is_taken_back_stands_for_nothing_but_stays(site: Site, ca: Browser) -> None:
    send(ca, PDF)
    [each] = attachments(site.ledger(), "ca")
    path = site.root / each.place(2026)
    ca.get(ADDRESS)
    assert ca.post(f"{ADDRESS}/bo", {"so": str(each.seq)}).status_code == 303
    assert not list(attachments(site.ledger()))
    assert path.is_file()
    assert ca.get(f"/tai-lieu/{each.seq}").status_code == 404


def test_a_backup_takes_the_files_along_and_brings_them_back(site: Site, ca: Browser) -> None:
    """By the page and by the command: what is gone or another is the unit's file again."""
    send(ca, PDF)
    send(ca, PNG, "ảnh.png")
    gone, changed = attachment_files(site.office(), site.ledger())
    done = register_backup(site.office())
    assert (done.files, done.damaged) == (2, 0)
    assert {path.name for path in done.place.parent.glob("tai-lieu/2026/ca/*")} == {gone.name, changed.name}
    gone.unlink()
    changed.write_bytes(b"other")
    assert register_backup(site.office()).damaged == 1
    done = register_restore(site.office())
    assert (done.files, done.changed) == (2, False)
    assert (gone.read_bytes(), changed.read_bytes()) == (PDF, PNG)
    assert changed.with_name(f"bi-thay-{changed.name}").read_bytes() == b"other"
    assert not [f for f in gather(site.office()).findings if f.code in ("T14", "T15")]


def test_the_files_come_back_also_where_the_register_goes_on(site: Site, ca: Browser) -> None:
    send(ca, PDF)
    register_backup(site.office())
    send(ca, PNG, "ảnh.png")
    gone, _ = attachment_files(site.office(), site.ledger())
    gone.unlink()
    with pytest.raises(WorkspaceError, match="1 tệp tài liệu kiểm chứng đã được chép lại"):
        register_restore(site.office())
    assert gone.read_bytes() == PDF
    assert len(list(attachments(site.ledger(), "ca"))) == 2


def test_a_unit_none_of_whose_forms_counts_hears_of_a_lost_file_too(site: Site, ca: Browser) -> None:
    send(ca, PDF)
    [path] = attachment_files(site.office(), site.ledger())
    path.unlink()
    came = check(site.office(), [site.office().inbox])
    first, last = (tuple(replace(each, counted=False) for each in came) for _ in range(2))
    told = with_attachments(site.office(), (*first, *last), site.ledger())
    assert [any(f.code == "T14" for f in each.findings) for each in told] == [
        *(False for _ in first),
        *(each.unit == "ca" for each in last),
    ]


def test_a_link_in_place_of_a_file_is_a_lost_file(site: Site, ca: Browser, tmp_path: Path) -> None:
    send(ca, PDF)
    [path] = attachment_files(site.office(), site.ledger())
    other = tmp_path / "other.pdf"
    path.rename(other)
    path.symlink_to(other)
    assert [f.code for f in gather(site.office()).findings if f.code[0] == "T"] == ["T14"]
    assert register_backup(site.office()).files == 0


def test_the_form_names_the_files_at_their_criterion(site: Site, ca: Browser, tmp_path: Path) -> None:
    """And the note does not make it an odd file."""
    send(ca, PDF)
    send(ca, PNG, "ảnh=1.png")
    ca.get("/don-vi/cham?ky=nam")
    content = ca.get("/don-vi/cham/excel?ky=nam").data
    assert notes(content) == ["Tệp đơn vị đã gửi kèm: kế hoạch.pdf, ảnh=1.png"]
    (tmp_path / "ca.xlsx").write_bytes(content)
    [receipt] = check(site.office(), [tmp_path / "ca.xlsx"])
    assert receipt.form
    assert [f.code for f in receipt.findings if f.code[0] in "TBC"] == []


def test_the_feedback_form_names_them_too(site: Site, browser: Start) -> None:
    there = browser()
    there.enter(f"/l/{site.accounts.make_link('tdp-08')}")
    send(there, PDF)
    done = feedback(site.office(), ["tdp-08"])
    assert "Tệp đơn vị đã gửi kèm: kế hoạch.pdf" in notes(done.returned[0].form.read_bytes())


@pytest.mark.parametrize(("harm", "code"), [("gone", "T14"), ("changed", "T15")])
def test_a_file_that_is_gone_or_changed_is_a_finding(site: Site, ca: Browser, harm: str, code: str) -> None:
    send(ca, PDF)
    [each] = attachments(site.ledger(), "ca")
    path = site.root / each.place(2026)
    before = [f.code for f in gather(site.office()).findings]
    assert code not in before
    path.unlink() if harm == "gone" else path.write_bytes(b"%PDF-other")
    [found] = [f for f in gather(site.office()).findings if f.code == code]
    assert (found.unit, found.criterion, found.found) == ("ca", "3.1.1", "kế hoạch.pdf")
    answer = ca.get(f"/tai-lieu/{each.seq}")
    assert answer.status_code == 422 and "không còn như khi đơn vị gửi" in answer.get_data(as_text=True)
    assert "không còn như khi gửi" in ca.get(ADDRESS).get_data(as_text=True)


def test_a_file_swapped_under_its_name_and_size_is_told_in_the_lists(
    site: Site, office: Browser, ca: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(ca, PDF)
    [path] = attachment_files(site.office(), site.ledger())
    path.write_bytes(PDF.replace(b"1.4", b"1.7"))
    os.utime(path, (later := time.time() + 3600, later))
    read: list[Path] = []
    monkeypatch.setattr(attach, "sha256_of", lambda at: read.append(at) or sha256_of(at))
    times = []
    for _ in range(3):
        times.append(len(read))
        assert "không còn như khi gửi" in unescape(ca.get(ADDRESS).text)
        assert "không còn như khi đơn vị gửi" in unescape(office.get("/tham-dinh/don-vi/ca").text)
    assert 0 == times[0] < times[1] == times[2] == len(read), "not at every view"


def test_a_file_is_read_once_to_be_checked_and_sent(
    site: Site, ca: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(ca, PDF)
    [line] = attachments(site.ledger(), "ca")
    monkeypatch.setattr(attach, "sha256_of", lambda _: pytest.fail("a second time"))
    assert ca.get(f"/tai-lieu/{line.seq}").data == PDF


def test_what_the_page_keeps_is_no_input(site: Site, ca: Browser) -> None:
    send(ca, PDF)
    ca.get("/don-vi/cham?ky=nam")
    ca.post("/don-vi/cham/tinh?ky=nam", {"ky:head": "An"})
    assert (site.root / "dang-dien" / "2026" / "nam" / "ca.json").is_file()
    below = check(site.office(), [site.root / "inputs" / "2026"])
    assert {receipt.file.rpartition(".")[2] for receipt in below} == {"xlsx"}


def test_its_name_stands_in_the_trail_and_the_book(site: Site, ca: Browser) -> None:
    send(ca, PDF)
    _, path = trail(site.office(), "ca", "3.1.1")
    assert path.answer.evidence.endswith("tệp kế hoạch.pdf")
