"""A form that somebody is just writing is read once it is whole, or told as being written."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scoring import regular
from scoring.intake.model import Outcome
from scoring.opening import files
from tests.intake.forms import codes, desk, written
from tests.support.receiving import receive_one

FORM = written()
HALF = len(FORM) // 2


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "biểu.xlsx"


def meanwhile(monkeypatch: pytest.MonkeyPatch, *steps: Callable[[], object]) -> list[float]:
    """What happens to the file during each pause; the pauses that were made."""
    pauses: list[float] = []
    waiting: Iterator[Callable[[], object]] = iter(steps)

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        next(waiting, lambda: None)()

    monkeypatch.setattr(files.time, "sleep", sleep)
    return pauses


@pytest.mark.parametrize(
    "begun", [b"", FORM[:4], FORM[:HALF], FORM[:-1], bytes(len(FORM)), FORM[:HALF] + bytes(HALF)]
)
def test_a_copy_that_is_soon_whole_is_read(begun: bytes, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(begun)
    pauses = meanwhile(monkeypatch, lambda: None, lambda: path.write_bytes(FORM))
    receipt = receive_one(path, desk())
    assert (receipt.outcome, codes(receipt)) == (Outcome.READ, [])
    assert len(pauses) == 2


def test_a_copy_that_goes_on_is_told_as_being_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(FORM[:HALF])
    meanwhile(monkeypatch, *(lambda n=n: path.write_bytes(FORM[: HALF + n]) for n in (1, 2, 3)))
    receipt = receive_one(path, desk())
    assert codes(receipt) == ["T11"]
    assert receipt.sha256 == "", "nothing of it is recorded or kept"
    assert "đang được ghi" in receipt.findings[0].message


def test_what_came_cut_off_stays_damaged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(FORM[:HALF])
    pauses = meanwhile(monkeypatch)
    assert codes(receive_one(path, desk())) == ["T02"]
    assert sum(pauses) <= 1


def test_nobody_waits_for_a_damaged_file_of_yesterday(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(FORM[:HALF])
    os.utime(path, (1_700_000_000, 1_700_000_000))
    pauses = meanwhile(monkeypatch)
    assert codes(receive_one(path, desk())) == ["T02"]
    assert pauses == []


def test_nobody_waits_for_a_whole_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(FORM)
    pauses = meanwhile(monkeypatch)
    assert codes(receive_one(path, desk())) == []
    assert pauses == []


def test_a_file_that_excel_is_just_replacing_is_waited_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: path.write_bytes(FORM))
    assert codes(receive_one(path, desk())) == []
    path.unlink()
    assert codes(receive_one(path, desk())) == ["T08"]


def test_of_a_file_replaced_while_it_is_read_the_new_one_counts(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(written(code="vp"))
    path.with_name("mới").write_bytes(FORM)
    true, looks = os.fstat, []

    def then_it_is_replaced(number: int) -> os.stat_result:
        found = true(number)
        looks.append(number)
        if len(looks) == 1:
            path.with_name("mới").replace(path)
        return found

    monkeypatch.setattr(regular.os, "fstat", then_it_is_replaced)
    meanwhile(monkeypatch)
    assert receive_one(path, desk()).unit == "ktht"
