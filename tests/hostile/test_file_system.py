"""Entries of a folder that are no honest files, or no files at all: each is named once and told."""

import os
import socket
import unicodedata
from pathlib import Path

import pytest

from scoring.inputs import opening
from scoring.inputs.folder import receive, receive_one
from scoring.inputs.model import Outcome, Receipt
from scoring.inputs.opening import open_workbook
from tests.hostile.base import form
from tests.inputs.forms import codes, desk, mini, mini_hash

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

    monkeypatch.setattr(opening.os, "fstat", then_somebody_writes)
    receipt = receive_one(path, desk())
    assert codes(receipt) == ["T08"]
    assert "đang được ghi" in receipt.findings[0].message


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    (tmp_path / "kín.xlsx").write_bytes(form())
    (tmp_path / "kín.xlsx").chmod(0)
    assert codes(take(tmp_path)["kín.xlsx"]) == ["T08"]


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
