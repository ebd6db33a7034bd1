"""Entries of a folder that are no honest files, or no files at all: each is named once and told."""

import contextlib
import os
import socket
import stat
import subprocess
import unicodedata
from pathlib import Path
from typing import cast

import pytest

from scoring import regular
from scoring.intake.entries import (
    DEEPEST,
    files,
    readable_files,
    why_skipped,
)
from scoring.intake.folder import receive
from scoring.intake.model import Outcome, Receipt
from scoring.opening.opened import open_workbook
from tests.hostile.base import form
from tests.hostile.powerless import powerless
from tests.intake.forms import (
    codes,
    desk,
    mini,
    mini_hash,
)
from tests.support.receiving import receive_one

posix = pytest.mark.skipif(os.name != "posix", reason="names and files that only POSIX systems have")


def take(folder: Path) -> dict[str, Receipt]:
    receipts = receive(folder, mini(), mini_hash(), "nam")
    assert len({r.file for r in receipts}) == len(receipts), "a name twice"
    return {r.file: r for r in receipts}


@posix
def test_what_is_no_plain_file_is_skipped_and_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "ngoài.xlsx").write_bytes(form())
    (inbox / "lối tắt.xlsx").symlink_to(tmp_path / "ngoài.xlsx")
    (inbox / "lối tắt hỏng.xlsx").symlink_to(tmp_path / "không có")
    (inbox / "vòng.xlsx").symlink_to(inbox / "vòng.xlsx")
    (inbox / "thư mục trên").symlink_to(tmp_path)
    (inbox / "thiết bị.xlsx").symlink_to("/dev/zero")
    os.mkfifo(inbox / "ống.xlsx")
    with socket.socket(socket.AF_UNIX) as listening:
        monkeypatch.chdir(inbox)  # the name of a socket must be short
        listening.bind("ổ.xlsx")
        (inbox / "thư mục.xlsx").mkdir()
        (inbox / "~$biểu.xlsx").write_bytes(form())
        (inbox / ".biểu.xlsx").write_bytes(form())
        receipts = take(inbox)
    assert {(r.outcome, *codes(r)) for r in receipts.values()} == {(Outcome.SKIPPED, "T06")}
    assert len(receipts) == 10


@posix
def test_a_pipe_or_a_link_put_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    """Between the look at the folder and the opening of the file anything may happen."""
    os.mkfifo(tmp_path / "ống.xlsx")
    (tmp_path / "tốt.xlsx").write_bytes(form())
    (tmp_path / "lối tắt.xlsx").symlink_to(tmp_path / "tốt.xlsx")
    for name in ("ống.xlsx", "lối tắt.xlsx"):
        [found] = open_workbook(tmp_path / name).findings
        assert found.code == "T08"


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "biểu.xlsx"
    path.write_bytes(form())
    looked = os.fstat

    def then_somebody_writes(number: int) -> os.stat_result:
        found = looked(number)
        with path.open("ab") as file:
            file.write(b"x")
        return found

    monkeypatch.setattr(regular.os, "fstat", then_somebody_writes)
    receipt = receive_one(path, desk())
    assert codes(receipt) == ["T11"]
    assert "đang được ghi" in receipt.findings[0].message


@posix
def test_no_permission(tmp_path: Path) -> None:
    for folder, mode in (("kín", 0), ("chỉ xem tên", 0o444), ("chỉ vào", 0o111)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.xlsx").write_bytes(form())
        (tmp_path / folder / "b.xlsx").write_bytes(form())
        (tmp_path / folder).chmod(mode)
    (tmp_path / "kín.xlsx").write_bytes(form())
    (tmp_path / "kín.xlsx").chmod(0)
    (tmp_path / "tốt.xlsx").write_bytes(form())
    try:
        with powerless():
            receipts = take(tmp_path)
    finally:
        for folder in ("kín", "chỉ xem tên", "chỉ vào"):
            (tmp_path / folder).chmod(0o755)
    told = {name: codes(receipt) for name, receipt in receipts.items()}
    refused = ("kín", "chỉ xem tên", "chỉ vào", "kín.xlsx")
    assert told == {**{name: ["T08"] for name in refused}, "tốt.xlsx": []}
    assert "không vào được thư mục" in receipts["chỉ xem tên"].findings[0].message


@posix
def test_folders_nested_without_end_are_one_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tốt.xlsx").write_bytes(form())
    with contextlib.ExitStack() as stack:
        monkeypatch.chdir(tmp_path)
        stack.callback(emptied, tmp_path / "sâu")
        Path("sâu").mkdir()
        os.chdir("sâu")
        for _ in range(1_100):
            Path("a").mkdir()
            os.chdir("a")
        Path("x.xlsx").write_bytes(form())
        monkeypatch.undo()
        receipts = take(tmp_path)
        assert list(files(tmp_path)) == list(receipts)
    deep = "/".join(["sâu", *"a" * DEEPEST])
    assert {name: codes(receipt) for name, receipt in receipts.items()} == {deep: ["T08"], "tốt.xlsx": []}
    assert f"sâu quá {DEEPEST} tầng" in receipts[deep].findings[0].message


@posix
def test_a_path_longer_than_the_system_takes_is_one_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each folder is entered from the one above, as a program that unpacks an archive does."""
    (tmp_path / "tốt.xlsx").write_bytes(form())
    with contextlib.ExitStack() as stack:
        monkeypatch.chdir(tmp_path)
        stack.callback(emptied, tmp_path / ("b" * 250))
        for _ in range(20):
            Path("b" * 250).mkdir()
            os.chdir("b" * 250)
        Path("x.xlsx").write_bytes(form())
        monkeypatch.undo()
        receipts = take(tmp_path)
        assert readable_files(tmp_path) == [tmp_path / "tốt.xlsx"]
    assert len(receipts) == 2
    assert codes(receipts.pop("tốt.xlsx")) == []
    [receipt] = receipts.values()
    assert codes(receipt) == ["T08"]


def emptied(folder: Path) -> None:
    """Pytest itself gives up on what is nested so deep."""
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_a_junction_of_windows_is_a_link() -> None:
    class Told:
        st_mode = stat.S_IFDIR | 0o755
        st_reparse_tag = 0xA0000003

    class Folder:
        name, suffix = "vòng", ""

        def lstat(self) -> Told:
            return Told()

    assert why_skipped(cast("Path", Folder())) == "liên kết, không phải tệp"


def test_a_number_is_given_to_no_file_that_bears_it_already(tmp_path: Path) -> None:
    composed, apart = (unicodedata.normalize(way, "Biểu.xlsx") for way in ("NFC", "NFD"))
    for name in (composed, apart, f"{composed} [2]"):
        (tmp_path / name).write_bytes(name.encode())
    if len(list(tmp_path.iterdir())) < 3:
        return  # a file system that composes names itself
    assert set(take(tmp_path)) == {composed, f"{composed} [2]", f"{composed} [3]"}
    assert files(tmp_path)[f"{composed} [2]"].name == f"{composed} [2]"


@posix
def test_names_of_every_kind_stay_apart_and_harmless(tmp_path: Path) -> None:
    names = [
        unicodedata.normalize("NFC", "Biểu tổ dân phố.xlsx").encode(),
        unicodedata.normalize("NFD", "Biểu tổ dân phố.xlsx").encode(),
        b"x\xff.xlsx",
        b"x\xfe.xlsx",
        b"\x1b[31mdo\x07.xlsx",
        b"hai\ndong.xlsx",
        "\u202excod.xlsx".encode(),
        b"=1+1.xlsx",
        b"a" * 245 + b".xlsx",
        b"'; DROP TABLE x --.xlsx",
        b" .xlsx",
        b"khong-duoi",
    ]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"")
    receipts = take(tmp_path)
    assert len(receipts) == len(names)
    assert "Biểu tổ dân phố.xlsx" in receipts
    assert "Biểu tổ dân phố.xlsx [2]" in receipts
    for shown, receipt in receipts.items():
        shown.encode()
        assert shown.isprintable()
        assert codes(receipt) == ["T02"]
