"""The warm processes, with lines to nobody in their place."""

import os
import subprocess
import sys
from multiprocessing import Pipe, active_children
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

import pytest

from scoring.errors import UserError
from scoring.web import desk
from scoring.web.desk import READERS, Readers, Where
from tests.web.conftest import ROOT
from tests.web.server import copied


def below(pid: int) -> list[int]:
    """The processes that a process has begun."""
    told = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(each) for line in told for each in line.split()]


@pytest.mark.skipif(desk.METHOD != "fork", reason="elsewhere each process opens the office by itself")
def test_the_readers_come_from_one_that_has_opened_the_office(tmp_path: Path) -> None:
    """What the units of a ward take is in memory once; the others live on without the first."""
    before = {child.pid for child in active_children()}
    readers, where = Readers(), Where(copied(tmp_path / "phuong"), None, "nam")
    try:
        assert readers.ask(where, "check", []) == ()
        [bearer] = [child for child in active_children() if child.pid not in before]
        assert len(below(bearer.pid or 0)) == READERS - 1
        bearer.kill()
        bearer.join()
        assert [readers.ask(where, "check", []) for _ in range(READERS)] == [()] * READERS
    finally:
        readers.close()


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="Windows has priorities of another kind")
def test_the_readers_give_way_to_the_pages_of_the_server(tmp_path: Path) -> None:
    """On the last day units send by the dozen while the office looks on."""
    readers, where = Readers(), Where(copied(tmp_path / "phuong"), None, "nam")
    try:
        readers.ask(where, "check", [])
        ours = os.getpriority(os.PRIO_PROCESS, 0)
        [bearer] = [child.pid or 0 for child in active_children() if below(child.pid or 0)]
        assert all(os.getpriority(os.PRIO_PROCESS, pid) > ours for pid in (bearer, *below(bearer)))
    finally:
        readers.close()


def test_an_office_that_cannot_be_opened_is_told_to_whoever_asks(tmp_path: Path) -> None:
    readers = Readers()
    try:
        with pytest.raises(UserError, match="criteria"):
            readers.ask(Where(tmp_path, None, "nam"), "check", [])
    finally:
        readers.close()


def test_the_processes_of_the_page_do_not_load_what_only_a_trial_counts_with() -> None:
    """numpy takes 5 MB of each process that has it."""
    loads = "import sys, scoring.web.serve, scoring.web.desk; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loads], cwd=ROOT, check=False).returncode == 0


def dead() -> Connection:
    ours, theirs = Pipe()
    theirs.close()
    return ours


def alive() -> Connection:
    ours, theirs = Pipe()

    def answer() -> None:
        theirs.recv()
        theirs.send((False, "đã đọc"))

    Thread(target=answer, daemon=True).start()
    return ours


def refused() -> Connection:
    raise EOFError


def test_a_reader_that_could_not_be_replaced_is_replaced_by_the_next_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = iter([*[dead] * READERS, refused, alive])

    def begun() -> Connection:
        return next(lines)()

    monkeypatch.setattr(desk, "_begun", begun)
    monkeypatch.setattr(desk, "METHOD", "spawn")
    readers, where = Readers(), Where(Path(), None, "nam")
    with pytest.raises(EOFError):
        readers.ask(where, "read_files")
    assert readers.ask(where, "read_files") == "đã đọc"
