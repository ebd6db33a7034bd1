"""The office's own workbooks: small ones are read at once, others by a worker that may die or hang."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from scoring.criteria.units import Roster
from scoring.errors import UserError
from scoring.intake.criteria_book import open_set_and_doubts
from scoring.intake.history import read_history
from scoring.intake.own_cells import first_sheet
from scoring.opening.opened import Opened, open_bytes
from scoring.pipeline.ward_list import ward_list
from scoring.workers import limits, own
from scoring.workers.own import open_own, open_own_bytes
from scoring.xlsx.limits import MEGABYTE, OWN
from tests.workers.test_supervised import only_where_it_forks


def book(path: Path, rows: int = 3) -> Path:
    made = Workbook()
    for row in range(rows):
        made.worksheets[0].append([f"mã {row}", row])
    made.save(path)
    return path


def worker(*_: object, **__: object) -> list[Opened]:
    raise AssertionError("a worker was started")


def test_a_small_one_starts_no_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "each", worker)
    assert open_own(book(tmp_path / "a.xlsx")).workbook
    assert open_own_bytes(b"").findings[0].code == "T02"
    with pytest.raises(AssertionError, match="worker"):
        open_own(book(tmp_path / "b.xlsx", rows=30_000))


def test_what_claims_to_be_small_and_is_not_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = book(tmp_path / "a.xlsx", rows=20_000).read_bytes()
    size = max(member for member in sizes(data) if member > MEGABYTE // 4)
    lying = data.replace(size.to_bytes(4, "little"), (9).to_bytes(4, "little"))
    monkeypatch.setattr(limits, "SMALL_BYTES", len(lying))
    monkeypatch.setattr(own, "each", worker)
    assert [found.code for found in open_own_bytes(lying).findings] == ["T02"]


def sizes(data: bytes) -> list[int]:
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(data)) as archive:
        return [member.file_size for member in archive.infolist()]


def test_a_worker_gives_what_reading_at_once_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "a.xlsx", rows=200)
    monkeypatch.setattr(limits, "SMALL_BYTES", 0)
    assert open_own(path) == open_bytes(path.read_bytes(), OWN)
    assert load_workbook(path).worksheets[0].max_row == 200


def hangs(data: bytes) -> Opened:
    time.sleep(600)
    raise AssertionError


def dies(data: bytes) -> Opened:
    os.abort()


def eats(data: bytes) -> Opened:
    raise MemoryError(len(data))


@only_where_it_forks
@pytest.mark.parametrize(
    ("behaves", "says"), [(hangs, "đọc quá"), (dies, "bị dừng đột ngột"), (eats, "quá nhiều bộ nhớ")]
)
def test_one_that_kills_or_hangs_its_reader_is_told_in_words(
    behaves: Callable[[bytes], Opened], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own, "_open", behaves)
    monkeypatch.setattr(limits, "OWN_SECONDS", 0.3 if behaves is hangs else 60)
    monkeypatch.setattr(limits, "SMALL_BYTES", 0)
    [found] = open_own(book(tmp_path / "a.xlsx")).findings
    assert (found.code, says in found.message) == ("T09", True)
    assert found.remedy.startswith("Mở bằng Excel, lưu lại kiểu .xlsx")


def told(read: Callable[[], object]) -> str:
    try:
        return str(read())
    except UserError as error:
        return "\n".join(error.messages)


@only_where_it_forks
def test_every_workbook_of_the_office_is_read_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mini: Roster
) -> None:
    monkeypatch.setattr(own, "_open", eats)
    monkeypatch.setattr(limits, "SMALL_BYTES", 0)
    path = book(tmp_path / "a.xlsx")
    for read in (
        lambda: first_sheet(path.name, path.read_bytes()),
        lambda: open_set_and_doubts(path)[0],
        lambda: read_history(path, 2025, mini).findings,
        lambda: ward_list(path),
    ):
        assert "cần quá nhiều bộ nhớ" in told(read)
