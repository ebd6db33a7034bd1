"""The copy of the process that writes one of two results."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.workers import aside as module
from scoring.workers.aside import aside
from scoring.workers.supervised import METHOD

needs_copies = pytest.mark.skipif(METHOD != "fork", reason="no process is copied here")


def writing(target: Path) -> Callable[[], object]:
    return lambda: target.write_text(str(os.getpid()), encoding="ascii")


@needs_copies
def test_two_processes_write_at_once(tmp_path: Path) -> None:
    with aside(writing(tmp_path / "a"), processes=2):
        writing(tmp_path / "b")()
    assert (tmp_path / "b").read_text() == str(os.getpid()) != (tmp_path / "a").read_text()


def test_one_process_writes_one_after_the_other(tmp_path: Path) -> None:
    with aside(writing(tmp_path / "a"), processes=1):
        assert (tmp_path / "a").read_text() == str(os.getpid())


def test_where_no_process_can_be_copied_this_one_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "METHOD", "spawn")
    with aside(writing(tmp_path / "a"), processes=2):
        assert (tmp_path / "a").read_text() == str(os.getpid())


@pytest.mark.parametrize("processes", [1, 2])
def test_a_full_disk_is_met_here(tmp_path: Path, processes: int) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device", "a")

    with pytest.raises(OSError, match="No space left on device") as met, aside(full, processes):
        writing(tmp_path / "b")()
    assert met.value.filename == "a"
    assert (tmp_path / "b").exists() == (processes == 2 and METHOD == "fork")


@needs_copies
def test_a_copy_that_is_killed_costs_nothing(tmp_path: Path) -> None:
    here = os.getpid()

    def work() -> None:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        writing(tmp_path / "a")()

    with aside(work, processes=2):
        pass
    assert (tmp_path / "a").read_text() == str(here)


@needs_copies
def test_a_fault_of_ours_is_met_here_and_silent_there(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), aside(work, processes=2):
        pass
    assert capfd.readouterr().err == ""
