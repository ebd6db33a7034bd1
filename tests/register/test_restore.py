"""Restoring beside commands that write: every line that was acknowledged is there, and it is told where."""

import os
import shutil
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from scoring.errors import UserError, WorkspaceError
from scoring.pipeline.office import Office, open_office
from scoring.pipeline.restore import BACKUPS, register_restore
from scoring.pipeline.upkeep import register_backup
from scoring.register.replacing import held
from scoring.register.store import FILE, Register
from tests.conftest import SETS
from tests.register.appender import BATCH
from tests.register.lines import YEAR, draft, say
from tests.register.restorer import restore_again_and_again
from tests.register.test_processes import POSIX, acknowledged, start, started

OWNER = "phuong"  # of the processes that append


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.delenv("DANVAN_REGISTER", raising=False)
    shutil.copytree(SETS / "mini", tmp_path / "criteria" / "mini")
    path = tmp_path / "criteria" / "mini" / "criteria.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    named = [f"issuer: {OWNER}" if line.startswith("issuer:") else line for line in lines]
    path.write_text("\n".join(named), encoding="utf-8")
    made = open_office(tmp_path)
    assert made.register.owner == OWNER
    return made


def kept(office: Office) -> list[Path]:
    return sorted((office.workspace.root / BACKUPS).glob("so-theo-doi-truoc-khoi-phuc-*.sqlite"))


def reasons(*registers: Register) -> set[str]:
    return {line.draft.reason for each in registers for line in each.ledger(YEAR).records}


def appenders(office: Office, *names: str) -> list[tuple[BaseProcess, Connection]]:
    return [start(f"sqlite:///{office.register.name}", name) for name in names]


EACH = 60 // (3 * BATCH) + 1
"""Batches of each of three processes that make more than 60 lines, however slow the machine is."""


def heard_of(told: Connection) -> object:
    assert told.poll(60), "whoever appends has his turn"
    return told.recv()


def kill(process: BaseProcess) -> None:
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()


@pytest.mark.skipif(not POSIX, reason="kill -9 does not exist here")
def test_every_acknowledged_line_is_in_the_register_or_a_former_one(office: Office) -> None:
    """Three processes append, two restore an early backup again and again; then all are killed."""
    say(office.register, draft(reason="đầu"))
    register_backup(office)
    running = appenders(office, "a", "b", "c")
    restoring = [started(restore_again_and_again, str(office.workspace.root)) for _ in range(2)]
    only_formers: Counter[int] = Counter()
    for _, told in restoring * 3:
        assert told.poll(60), "whoever restores has his turn"
        only_formers.update(number for number in [told.recv()] if number != "start")
    heard = [[heard_of(told) for _ in range(EACH)] for _, told in running]
    for process, _ in (*restoring, *running):
        kill(process)
    promised = {
        f"{name}/{number}/{part}"
        for (_, told), name, before in zip(running, "abc", heard, strict=True)
        for number, _ in enumerate((*before, *acknowledged(told)))
        for part in range(BATCH)
    }
    only_formers.update(number for _, told in restoring for number in acknowledged(told))
    assert len(promised) > 60, "it means something only where both went on"
    formers = [Register.at(path, OWNER) for path in kept(office)]
    assert all(each.check().whole for each in (office.register, *formers))
    assert promised <= reasons(office.register, *formers)
    assert only_formers <= Counter(each.check().lines - 1 for each in formers), "and the user is told"


@pytest.mark.skipif(not POSIX, reason="kill -9 does not exist here")
def test_a_restore_killed_at_any_moment_leaves_the_old_or_the_new_register(office: Office) -> None:
    say(office.register, draft(reason="đầu"))
    register_backup(office)
    say(office.register, *(draft(reason=f"sau {number}") for number in range(400)))
    content, seen = (office.workspace.root / FILE).read_bytes(), set()
    process, told = started(restore_again_and_again, str(office.workspace.root))
    told.recv()  # it is about to begin
    begun = time.monotonic()
    told.recv()
    whole = time.monotonic() - begun
    kill(process)
    for number in count():
        (office.workspace.root / FILE).write_bytes(content)
        process, told = started(restore_again_and_again, str(office.workspace.root))
        told.recv()
        time.sleep(whole * number / 10)
        kill(process)
        assert office.register.check().whole
        lines = office.register.check().lines
        assert lines in (1, 401)
        if lines == 1:
            assert any(Register.at(path, OWNER).check().lines == 401 for path in kept(office))
        seen.add(lines)
        if number > 10 and lines == 1:  # later ones would all find it done; a busy machine takes longer
            break
    assert seen == {1, 401}


def test_a_sound_register_with_more_lines_is_only_replaced_on_demand(office: Office) -> None:
    say(office.register, draft(reason="một"))
    register_backup(office)
    say(office.register, draft(reason="hai"), draft(reason="ba"))
    with pytest.raises(WorkspaceError, match=r"2 dòng \(số 2 đến 3\).*--replace"):
        register_restore(office)
    assert reasons(office.register) == {"một", "hai", "ba"}
    assert not kept(office)
    done = register_restore(office, replace=True)
    assert done.only_former == (2, 2, 3)
    assert reasons(office.register) == {"một"}
    assert done.former and reasons(Register.at(done.former, OWNER)) == {"một", "hai", "ba"}


def test_lines_of_another_office_in_the_same_file_count_as_well(office: Office) -> None:
    say(office.register, draft(reason="một"))
    register_backup(office)
    other = Register(office.register.place, "phuong-khac")
    say(other, draft(reason="của phường khác"))
    with pytest.raises(WorkspaceError, match="1 dòng"):
        register_restore(office)
    assert other.check().lines == 1


def test_a_damaged_register_is_replaced_and_kept_as_it_lies(office: Office) -> None:
    say(office.register, *(draft(reason=f"lý do {number} " * 9) for number in range(90)))
    register_backup(office)
    file = office.workspace.root / FILE
    pages = bytearray(file.read_bytes())
    pages[4096:-4096] = b"\xff" * (len(pages) - 8192)
    for content in (bytes(pages), b"x" * 70_000, b"SQLite format 3\0 and nothing"):
        file.write_bytes(content)
        done = register_restore(office)
        assert done.only_former is None
        assert done.former and done.former.read_bytes()[4096:-4096] == content[4096:-4096]
        assert office.register.check().lines == 90


def test_a_register_in_another_journal_mode_is_replaced_with_its_log(office: Office) -> None:
    say(office.register, draft(reason="một"))
    register_backup(office)
    file = office.workspace.root / FILE
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
    say(office.register, draft(reason="hai"))
    done = register_restore(office, replace=True)
    assert done.former and reasons(Register.at(done.former, OWNER)) == {"một", "hai"}
    assert reasons(office.register) == {"một"}
    assert [path.name for path in office.workspace.root.glob(f"{FILE}*")] == [FILE]


@pytest.mark.parametrize(
    "name",
    ["so-theo-doi-12a-b.sqlite", "so-theo-doi-2027-cu.sqlite", "so-theo-doi-9-9-9-9.sqlite", "ghi chú.txt"],
)
def test_files_that_it_did_not_name_do_not_matter(office: Office, name: str) -> None:
    say(office.register, draft(reason="một"))
    copy = register_backup(office).place
    copy.with_name(name).write_bytes(b"khong phai so")
    copy.with_name("so-theo-doi-999999-00000000.sqlite").mkdir()
    copy.with_name("so-theo-doi-999998-00000000.sqlite").write_bytes(copy.read_bytes())
    copy.with_name("so-theo-doi-999997-00000000.sqlite").write_bytes(b"hong")
    (office.workspace.root / FILE).unlink()
    assert register_restore(office).source == copy
    assert reasons(office.register) == {"một"}


def test_a_backup_is_no_backup_by_its_name(office: Office) -> None:
    say(office.register, draft(reason="một"))
    copy = register_backup(office)
    assert copy.made
    copy.place.write_bytes(b"")
    with pytest.raises(UserError, match="mang tên bản sao lưu"):
        register_backup(office)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a matter of POSIX")
def test_a_pipe_is_neither_register_nor_backup(office: Office, tmp_path: Path) -> None:
    say(office.register, draft(reason="một"))
    os.mkfifo(tmp_path / "ong.sqlite")
    with pytest.raises(WorkspaceError, match="không phải bản sao lưu"):
        register_restore(office, tmp_path / "ong.sqlite")
    register_backup(office)
    (office.workspace.root / FILE).unlink()
    os.mkfifo(office.workspace.root / FILE)
    for use in (
        office.register.check,
        lambda: say(office.register, draft()),
        lambda: register_restore(office),
    ):
        with pytest.raises(UserError, match="không phải"):
            use()


def test_a_register_is_no_backup_of_itself(office: Office) -> None:
    say(office.register, draft(reason="một"))
    with pytest.raises(WorkspaceError, match="chính là sổ đang dùng"):
        register_restore(office, office.workspace.root / FILE)


def test_who_holds_the_register_keeps_it_between_transactions(office: Office) -> None:
    say(office.register, draft(reason="một"))
    file = office.workspace.root / FILE
    with held(file) as live, closing(sqlite3.connect(file, timeout=0.05)) as other:
        for _ in range(2):
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("SELECT count(*) FROM danvan_register")
            assert live.execute("SELECT count(*) FROM danvan_register").fetchone() == (1,)
    assert say(office.register, draft())[0].seq == 2
