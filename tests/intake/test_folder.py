"""Every entry of a folder gets one receipt, and of several forms the latest valid one counts."""

import os
import pickle
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scoring.catalogue import Severity
from scoring.intake.folder import Desk
from scoring.intake.layout import INFO_UNIT
from scoring.intake.model import Outcome, Receipt
from scoring.opening import files
from scoring.standing.which_form import open_errors
from tests.intake.forms import (
    changed,
    codes,
    desk,
    mini,
    mini_hash,
    sound,
    with_row,
    written,
)
from tests.support.receiving import receive, receive_one
from tests.workbooks.should_fail import info, stamped

FIRST, SECOND = date(2026, 11, 5), date(2026, 11, 9)


def take(folder: Path) -> dict[str, Receipt]:
    return {r.file: r for r in receive(folder, mini(), mini_hash(), "nam")}


def counted(receipts: dict[str, Receipt]) -> list[str]:
    return [name for name, receipt in receipts.items() if receipt.counted]


def version(folder: Path, name: str, *, broken: bool = False, note: str = "", **signed: object) -> None:
    filled = sound(**{"day": FIRST, **signed})
    if broken:
        filled = replace(filled, rows={code: row for code, row in filled.rows.items() if code != "2.5"})
    if note:
        filled = with_row(filled, "2.3", explanation=note)
    (folder / name).write_bytes(written(filled))


def test_everything_in_the_folder_has_one_receipt_and_the_counts_add_up(tmp_path: Path) -> None:
    for name in (
        "a.xlsx",
        "~$a.xlsx",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "README.md",
        "b.pdf",
        "c.docx",
    ):
        (tmp_path / name).write_bytes(b"%PDF-1.7")
    (tmp_path / "tốt.xlsx").write_bytes(written())
    (tmp_path / "thư mục.xlsx").mkdir()
    below = tmp_path / "Tổ dân phố" / "đợt 2"
    below.mkdir(parents=True)
    (below / "tdp.xlsx").write_bytes(written(code="tdp-1"))
    os.mkfifo(tmp_path / "ống.xlsx")
    (tmp_path / "lối tắt.xlsx").symlink_to(tmp_path / "tốt.xlsx")
    receipts = take(tmp_path)
    by_outcome = {o: sorted(n for n, r in receipts.items() if r.outcome is o) for o in Outcome}
    assert by_outcome[Outcome.READ] == ["Tổ dân phố/đợt 2/tdp.xlsx", "tốt.xlsx"]
    assert by_outcome[Outcome.REJECTED] == ["a.xlsx", "b.pdf", "c.docx"]
    assert len(by_outcome[Outcome.SKIPPED]) == 8
    assert len(receipts) == 13
    for receipt in receipts.values():
        assert (receipt.outcome is Outcome.READ) == (receipt.form is not None)
        assert receipt.outcome is Outcome.READ or receipt.findings
        assert all(found.file == receipt.file for found in receipt.findings)
        assert receipt.outcome is not Outcome.SKIPPED or codes(receipt) == ["T06"]


def test_a_file_that_vanished_is_rejected_by_name(tmp_path: Path) -> None:
    [receipt] = receive([tmp_path / "mất.xlsx"], mini(), mini_hash(), "nam")
    assert (receipt.file, receipt.outcome, codes(receipt)) == ("mất.xlsx", Outcome.REJECTED, ["T08"])


def test_a_folder_that_cannot_be_listed_is_rejected_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = Path.iterdir

    def denied(path: Path) -> object:
        if path.name == "kín":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    (tmp_path / "kín").mkdir()
    version(tmp_path, "a.xlsx")
    monkeypatch.setattr(Path, "iterdir", denied)
    receipts = take(tmp_path)
    assert counted(receipts) == ["a.xlsx"]
    assert codes(receipts["kín"]) == ["T08"]


def test_a_name_that_is_not_utf8_is_shown(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/x\xff.xlsx")).write_bytes(b"")
    [name] = take(tmp_path)
    assert name == "x\ufffd.xlsx"


def test_a_file_given_twice_is_taken_once(tmp_path: Path) -> None:
    version(tmp_path, "a.xlsx")
    receipts = receive([tmp_path, tmp_path / "a.xlsx"], mini(), mini_hash(), "nam")
    assert [receipt.file for receipt in receipts] == ["a.xlsx"]


def test_two_folders_with_the_same_file_name_keep_both(tmp_path: Path) -> None:
    for folder, code in (("một", "ktht"), ("hai", "vp")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "biểu.xlsx").write_bytes(written(code=code))
    receipts = receive([tmp_path / "một", tmp_path / "hai"], mini(), mini_hash(), "nam")
    assert {(r.unit, r.counted, r.outcome) for r in receipts} == {
        ("ktht", True, Outcome.READ),
        ("vp", True, Outcome.READ),
    }


def test_progress_is_told(tmp_path: Path) -> None:
    version(tmp_path, "a.xlsx")
    version(tmp_path, "b.xlsx")
    told: list[tuple[int, int]] = []
    receive(tmp_path, mini(), mini_hash(), "nam", lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_the_higher_sending_counts(tmp_path: Path) -> None:
    version(tmp_path, "a.xlsx", sending=2, day=FIRST)
    version(tmp_path, "b.xlsx", sending=1, day=SECOND, note="khác")
    receipts = take(tmp_path)
    assert counted(receipts) == ["a.xlsx"]
    assert codes(receipts["b.xlsx"]) == ["D04"]
    assert "a.xlsx" in receipts["b.xlsx"].findings[0].message


def test_of_the_same_sending_the_later_day_counts(tmp_path: Path) -> None:
    version(tmp_path, "a.xlsx", day=FIRST, note="khác")
    version(tmp_path, "b.xlsx", day=SECOND)
    assert counted(take(tmp_path)) == ["b.xlsx"]


def test_the_latest_valid_one_counts_where_a_later_one_has_errors(tmp_path: Path) -> None:
    version(tmp_path, "a.xlsx", sending=1)
    version(tmp_path, "b.xlsx", sending=2, broken=True)
    receipts = take(tmp_path)
    assert counted(receipts) == ["a.xlsx"]
    assert "D08" in codes(receipts["b.xlsx"])
    assert "a.xlsx" in receipts["b.xlsx"].findings[-1].message


def test_where_none_is_valid_the_latest_counts_provisionally(tmp_path: Path) -> None:
    version(tmp_path, "a.xlsx", sending=1, broken=True)
    version(tmp_path, "b.xlsx", sending=2, broken=True, note="khác")
    receipts = take(tmp_path)
    assert counted(receipts) == ["b.xlsx"]
    assert any(found.is_error for found in receipts["b.xlsx"].findings)


def test_the_same_answers_twice_count_once(tmp_path: Path) -> None:
    version(tmp_path, "a.xlsx")
    version(tmp_path, "b.xlsx")
    receipts = take(tmp_path)
    assert counted(receipts) == ["a.xlsx"]
    assert codes(receipts["b.xlsx"]) == ["D06"]


def test_two_that_differ_and_neither_is_later_count_for_nobody(tmp_path: Path) -> None:
    version(tmp_path, "a.xlsx")
    version(tmp_path, "b.xlsx", note="khác")
    version(tmp_path, "c.xlsx", day=date(2026, 11, 1), note="cũ hơn")
    receipts = take(tmp_path)
    assert counted(receipts) == []
    assert [codes(receipts[name]) for name in ("a.xlsx", "b.xlsx", "c.xlsx")] == [["D05"], ["D05"], ["D04"]]
    assert "b.xlsx" in receipts["a.xlsx"].findings[0].message


def test_errors_of_a_form_that_a_valid_one_replaced_need_no_mending(tmp_path: Path) -> None:
    version(tmp_path, "1.xlsx", broken=True)
    assert open_errors(take(tmp_path).values()) == 1
    version(tmp_path, "2.xlsx", sending=2)
    assert open_errors(take(tmp_path).values()) == 0
    (tmp_path / "ai gửi.xlsx").write_bytes(b"%PDF-1.7")
    assert open_errors(take(tmp_path).values()) == 1


def test_a_rejected_form_counts_for_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(changed(stamped("set_hash", "cũ")))
    version(tmp_path, "b.xlsx", sending=1)
    receipts = take(tmp_path)
    assert receipts["a.xlsx"].outcome is Outcome.REJECTED
    assert receipts["a.xlsx"].unit == "ktht"
    assert counted(receipts) == ["b.xlsx"]
    assert codes(receipts["b.xlsx"]) == []


def test_a_form_with_two_names_is_nobody_s(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(changed(info(INFO_UNIT, "Phòng VHXH")))
    receipt = take(tmp_path)["a.xlsx"]
    assert (receipt.outcome, receipt.unit, codes(receipt)) == (Outcome.REJECTED, "", ["D02"])


def test_the_order_of_files_never_matters(tmp_path: Path) -> None:
    for number in range(4):
        version(tmp_path, f"{number}.xlsx", sending=number % 2 + 1, note=f"bản {number}")
    files = sorted(tmp_path.iterdir())
    wanted = receive(files, mini(), mini_hash(), "nam")
    for seed in range(3):
        random.Random(seed).shuffle(files)
        assert receive(files, mini(), mini_hash(), "nam") == wanted


def test_the_set_may_weigh_a_code_differently(tmp_path: Path) -> None:
    version(tmp_path, "a.xlsx")
    version(tmp_path, "b.xlsx", day=date(2026, 11, 20), note="muộn")
    strict = mini().criteria.model_copy(update={"severities": {"K04": Severity.ERROR}})
    roster = replace(mini(), criteria=strict)
    receipts = receive(tmp_path, roster, mini_hash(), "nam")
    assert [r.counted for r in receipts] == [True, False]
    assert [f.severity for r in receipts for f in r.findings if f.code == "K04"] == [Severity.ERROR]


def test_one_file_can_be_received_elsewhere(tmp_path: Path) -> None:
    """A desk travels to a worker process and a receipt travels back."""
    version(tmp_path, "a.xlsx")
    there: Desk = pickle.loads(pickle.dumps(desk()))
    receipt = receive_one(tmp_path / "a.xlsx", there)
    assert pickle.loads(pickle.dumps(receipt)) == receipt
    assert len(receipt.sha256) == 64


def test_a_file_without_permission_is_rejected_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    version(tmp_path, "a.xlsx")
    monkeypatch.setattr(files, "read_regular", denied)
    receipt = receive_one(tmp_path / "a.xlsx", desk())
    assert codes(receipt) == ["T08"]
    assert "quyền đọc" in receipt.findings[0].message
