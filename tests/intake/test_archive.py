"""A .zip of forms is read as a folder is: a receipt for each member, and nothing is written to disk."""

import io
import stat
import unicodedata
import zipfile
from pathlib import Path

import pytest

from scoring.intake import folder
from scoring.intake.archive import _listed
from scoring.intake.folder import receive
from scoring.intake.model import Outcome, Receipt
from scoring.opening import limits as disk_limits
from scoring.xlsx import limits
from tests.hostile.zips import Entry, pack, zeros
from tests.intake.forms import (
    codes,
    desk,
    mini,
    mini_hash,
    said,
    written,
)
from tests.support.receiving import receive_one

OTHER = "Tổ dân phố/biểu 2.xlsx"


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    _listed.cache_clear()


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def take(inbox: Path, **more: object) -> dict[str, Receipt]:
    receipts = receive(inbox, mini(), mini_hash(), "nam", **more)  # type: ignore[arg-type]
    assert len({r.file for r in receipts}) == len(receipts), "a name twice"
    return {r.file: r for r in receipts}


def taken(content: bytes, inbox: Path, name: str = "biểu.zip") -> dict[str, list[str]]:
    (inbox / name).write_bytes(content)
    before = sorted(inbox.rglob("*"))
    told = {name: codes(receipt) for name, receipt in take(inbox).items()}
    assert sorted(inbox.rglob("*")) == before, "something was unpacked"
    return told


def test_members_are_files_with_receipts_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "tốt.xlsx").write_bytes(written(code="tdp-1"))
    content = zipped(("biểu.xlsx", written()), ("Tổ dân phố/", b""), (OTHER, written(code="vp")))
    (tmp_path / "gửi.zip").write_bytes(content)
    receipts = take(tmp_path)
    assert list(receipts) == ["gửi.zip > Tổ dân phố/biểu 2.xlsx", "gửi.zip > biểu.xlsx", "tốt.xlsx"]
    assert {r.outcome for r in receipts.values()} == {Outcome.READ}
    assert [r.unit for r in receipts.values()] == ["vp", "ktht", "tdp-1"]
    (tmp_path / "riêng.xlsx").write_bytes(written())
    alone = receive_one(tmp_path / "riêng.xlsx", desk())
    assert said(receipts["gửi.zip > biểu.xlsx"]) == said(alone)
    assert receipts["gửi.zip > biểu.xlsx"].sha256 == alone.sha256
    assert all(f.file == r.file for r in receipts.values() for f in r.findings)


@pytest.mark.parametrize("name", ["biểu.zip", "biểu.xlsx", "biểu"])
def test_content_and_not_the_suffix_says_what_is_an_archive(name: str, tmp_path: Path) -> None:
    assert taken(zipped(("a.xlsx", written())), tmp_path, name) == {f"{name} > a.xlsx": []}


def test_a_form_called_zip_is_a_form(tmp_path: Path) -> None:
    assert taken(written(), tmp_path) == {"biểu.zip": []}


def test_members_stored_as_they_are_count_once(tmp_path: Path) -> None:
    """The lists of the workbooks inside are not that of the archive, however many there are."""
    form = written()
    stored = [(f"{number}.xlsx", form) for number in range(150)]
    assert len(taken(zipped(*stored, method=zipfile.ZIP_STORED), tmp_path)) == 150


def test_what_is_no_form_is_told_member_by_member(tmp_path: Path) -> None:
    content = zipped(
        ("__MACOSX/._biểu.xlsx", b"x"),
        ("~$biểu.xlsx", b"x"),
        ("Thumbs.db", b"x"),
        ("ảnh.jpg", b"\xff\xd8\xff"),
        ("rỗng.xlsx", b""),
        ("trong.zip", zipped(("biểu.xlsx", written()))),
        ("biểu.xlsx", written()),
    )
    assert {name.removeprefix("biểu.zip > "): told for name, told in taken(content, tmp_path).items()} == {
        "Thumbs.db": ["T06"],
        "__MACOSX/._biểu.xlsx": ["T06"],
        "biểu.xlsx": [],
        "rỗng.xlsx": ["T02"],
        "trong.zip": ["T12"],
        "~$biểu.xlsx": ["T06"],
        "ảnh.jpg": ["T01"],
    }


def test_a_link_in_an_archive_is_skipped(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("lối tắt.xlsx")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert taken(buffer.getvalue(), tmp_path) == {"biểu.zip > lối tắt.xlsx": ["T06"]}


@pytest.mark.parametrize(
    ("raw", "flags", "shown"),
    [
        ("Biểu tổ 1.xlsx".encode(), 0x800, "Biểu tổ 1.xlsx"),
        ("Biểu tổ 1.xlsx".encode(), 0, "Biểu tổ 1.xlsx"),
        (unicodedata.normalize("NFD", "Biểu tổ 1.xlsx").encode(), 0, "Biểu tổ 1.xlsx"),
        ("Bi\xe9u.xlsx".encode("cp437"), 0, "Biéu.xlsx"),
        (b"tdp\\01\\bieu.xlsx", 0, "tdp/01/bieu.xlsx"),
        (b"../../../etc/bieu.xlsx", 0, "../../../etc/bieu.xlsx"),
        (b"/etc/bieu.xlsx", 0, "/etc/bieu.xlsx"),
        (b"bi\x1b[31meu.xlsx", 0, "bi\ufffd[31meu.xlsx"),
        ("\u202exslx.ueib".encode(), 0x800, "\ufffdxslx.ueib"),
        (b"a" * 3000 + b".xlsx", 0, "…" + "a" * 95 + ".xlsx"),
    ],
)
def test_names_of_members_are_shown_and_never_used(
    raw: bytes, flags: int, shown: str, tmp_path: Path
) -> None:
    inbox = tmp_path / "a" / "b" / "c"
    inbox.mkdir(parents=True)
    content = pack(Entry(raw, written(), flags=flags))
    assert taken(content, inbox) == {f"biểu.zip > {shown}": []}
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["biểu.zip"]


def test_members_of_one_name_are_numbered_and_differ_from_files_beside(tmp_path: Path) -> None:
    (tmp_path / "biểu.zip > a.xlsx").write_bytes(b"")
    told = taken(pack(Entry(b"a.xlsx", b""), Entry(b"a.xlsx", b""), Entry(b"A.xlsx", b"")), tmp_path)
    assert set(told) == {
        "biểu.zip > a.xlsx",
        *(f"biểu.zip > {n}" for n in ("a.xlsx [2]", "a.xlsx [3]", "A.xlsx")),
    }


def test_a_password_and_a_damaged_member_cost_themselves(tmp_path: Path) -> None:
    content = pack(
        Entry(b"khoa.xlsx", written(), flags=0x801),
        Entry(b"hong.xlsx", written(), crc=1),
        Entry(b"la.xlsx", written(), method=9),
        Entry(b"tot.xlsx", written()),
    )
    told = taken(content, tmp_path)
    assert list(told.values()) == [["T02"], ["T13"], ["T12"], []]
    (tmp_path / "tốt.xlsx").write_bytes(written())
    assert all(len(r.sha256) == 64 for r in take(tmp_path).values()), "known again at the next run"


def test_an_archive_without_files_is_told(tmp_path: Path) -> None:
    assert taken(zipped(), tmp_path) == {"biểu.zip": ["T12"]}
    assert taken(zipped(("thư mục/", b"")), tmp_path) == {"biểu.zip": ["T12"]}


def test_a_bomb_costs_itself(tmp_path: Path) -> None:
    bomb = Entry(b"bom.xlsx", packed=zeros(1024), size=1 << 30, crc=0)
    liar = Entry(b"doi.xlsx", packed=zeros(1024), size=10, crc=0)
    told = taken(pack(bomb, liar, Entry(b"tot.xlsx", written())), tmp_path)
    assert list(told.values()) == [["T12"], ["T12"], []]


def test_all_members_together_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form = written()
    monkeypatch.setattr(disk_limits, "ARCHIVE_INFLATED", 2 * len(form) + 10)
    told = taken(zipped(*((f"{n}.xlsx", form) for n in range(4))), tmp_path)
    assert [sorted({"T12"} & set(codes)) for codes in told.values()] == [[], [], ["T12"], ["T12"]]


def test_too_many_members_are_one_refusal(tmp_path: Path) -> None:
    content = zipped(*((f"{n}.txt", b"x") for n in range(limits.ARCHIVE_MEMBERS + 1)))
    assert taken(content, tmp_path) == {"biểu.zip": ["T05"]}


def test_a_thousand_members_are_a_thousand_lines(tmp_path: Path) -> None:
    told = taken(zipped(*((f"{n}.txt", b"x") for n in range(1000))), tmp_path)
    assert len(told) == 1000
    assert set(map(tuple, told.values())) == {("T01",)}


def test_members_that_overlap_are_one_refusal(tmp_path: Path) -> None:
    form = written()
    content = pack(Entry(b"a.xlsx", form), *(Entry(b"%d.xlsx" % n, form, at=0) for n in range(50)))
    assert taken(content, tmp_path) == {"biểu.zip": ["T02"]}


def test_an_archive_larger_than_a_file_may_be_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", len(written()) + 100)
    content = zipped(*((f"{n}.xlsx", written()) for n in range(3)))
    assert len(taken(content, tmp_path)) == 3
    monkeypatch.setattr(disk_limits, "ARCHIVE_BYTES", len(content) - 1)
    assert taken(content, tmp_path) == {"biểu.zip": ["T05"]}


def test_an_archive_that_changes_between_list_and_members_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "biểu.zip"
    path.write_bytes(zipped(("a.xlsx", written()), ("b.xlsx", written(code="vp"))))
    true = folder.called

    def then_somebody_writes(*told: object) -> object:
        path.write_bytes(zipped(("a.xlsx", written(code="tdp-1")), ("b.xlsx", written(code="vp"))))
        return true(*told)  # type: ignore[arg-type]

    monkeypatch.setattr(folder, "called", then_somebody_writes)
    receipts = take(tmp_path)
    assert [codes(r) for r in receipts.values()] == [["T11"], []]


def test_a_member_is_recalled_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "biểu.zip").write_bytes(zipped(("a.xlsx", written()), ("b.xlsx", b"%PDF")))
    (inbox / "c.xlsx").write_bytes(written(code="vp"))
    fresh = take(inbox, cache=tmp_path / "cache")
    read: list[str] = []
    true = folder.each

    def each(work: object, items: list[tuple[str, object]], *rest: object, **more: object) -> object:
        read.extend(name for name, _ in items)
        return true(work, items, *rest, **more)  # type: ignore[arg-type, type-var]

    monkeypatch.setattr(folder, "each", each)
    assert take(inbox, cache=tmp_path / "cache") == fresh
    assert read == ["biểu.zip"], "of an archive only the list is made again"
    (inbox / "biểu.zip").rename(inbox / "khác.zip")
    again = take(inbox, cache=tmp_path / "cache")
    assert {r.sha256 for r in again.values()} == {r.sha256 for r in fresh.values()}
    assert sorted(again) == ["c.xlsx", "khác.zip > a.xlsx", "khác.zip > b.xlsx"]
