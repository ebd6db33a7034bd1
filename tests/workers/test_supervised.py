"""Supervised workers: what dies, hangs or eats memory costs its own item, with T09 and its name."""

import gc
import multiprocessing
import multiprocessing.spawn
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from scoring.errors import WorkspaceError
from scoring.intake import folder
from scoring.intake.folder import receive
from scoring.intake.model import Outcome
from scoring.opening.opened import Opened, open_workbook
from scoring.workers import limits, supervised
from scoring.workers.supervised import Loss, each
from tests.intake.forms import (
    codes,
    mini,
    mini_hash,
    written,
)

FORKS = supervised.METHOD == "fork"
only_where_it_forks = pytest.mark.skipif(not FORKS, reason="a patched reader reaches forked workers only")


def behave(item: str) -> str:
    """Does as it is told."""
    if item == "die":
        os.abort()
    if item == "exit":
        os._exit(0)
    if item == "hang":
        time.sleep(600)
    if item == "eat":
        raise MemoryError
    if item == "fault":
        raise KeyError(item)
    if item == "shout":
        sys.stderr.write("panicked")
        os.write(2, b"panicked")
    return item.upper()


def told(item: str, loss: Loss) -> str:
    return f"{item}: {loss.name}"


METHODS = ["spawn", *(["fork"] if FORKS else [])]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patient enough for the end of a process on a machine with other work."""
    monkeypatch.setattr(limits, "READ_SECONDS", 2)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("method", METHODS)
def test_each_costs_its_own_item(method: str) -> None:
    """Spawned workers are what Windows and macOS have."""
    items = ["a", "die", "b", "hang", "c", "eat", "fault", "exit", "d"]
    expected = ["A", "die: DIED", "B", "hang: HUNG", "C", "eat: MEMORY", "fault: FAULT", "exit: DIED", "D"]
    assert each(behave, items, told, method=method) == expected


def who_reads(word: str, item: str) -> tuple[str, int]:
    """The process that is at work."""
    return behave(item), os.getpid() if word else 0


@pytest.fixture
def keeping() -> Iterator[None]:
    supervised.keep_worker()
    yield
    supervised.dismiss_worker()
    supervised._STANDING.kept = False


def read_by(word: str, *items: str, method: str) -> list[tuple[str, int]]:
    return each(partial(who_reads, word), items, lambda item, loss: (told(item, loss), 0), method=method)


@pytest.mark.usefixtures("keeping", "impatient")
@pytest.mark.parametrize("method", METHODS)
def test_a_worker_that_is_kept_reads_on_and_other_work_gets_another(method: str) -> None:
    [(_, first)] = read_by("một", "a", method=method)
    assert read_by("một", "b", method=method) == [("B", first)]
    [(_, other)] = read_by("hai", "a", method=method)
    assert other not in (first, os.getpid())
    assert read_by("hai", "hang", method=method) == [("hang: HUNG", 0)]
    [(_, third)] = read_by("hai", "a", method=method)
    os.kill(third, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    [(read, fourth)] = read_by("hai", "c", method=method)
    assert (read, fourth not in (0, other, third)) == ("C", True)
    supervised.dismiss_worker()
    [(_, last)] = read_by("hai", "d", method=method)
    assert last != fourth


@pytest.mark.parametrize("method", METHODS)
def test_no_worker_outlives_its_call_where_none_is_kept(method: str) -> None:
    [(_, pid)] = read_by("một", "a", method=method)
    [(_, other)] = read_by("một", "a", method=method)
    assert pid != other


@pytest.fixture
def a_minute_at_most() -> Iterator[None]:
    """A run that hangs fails its test instead of holding all of them, where the system has an alarm."""

    def ring(*_: object) -> None:
        raise TimeoutError

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def short_of_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "START_SECONDS", 1.0)


@pytest.mark.usefixtures("a_minute_at_most")
def test_spawned_workers_that_die_while_they_take_large_work_stop_the_run() -> None:
    """The work is more than a pipe holds, and the module that it needs ends its process."""
    from tests.workers import dies_at_import

    work = partial(dies_at_import.work, b"x" * 98_000)
    with pytest.raises(WorkspaceError, match="Không khởi động được tiến trình đọc biểu"):
        each(work, ["a", "b"], told, method="spawn")


@pytest.mark.usefixtures("a_minute_at_most", "short_of_patience")
@pytest.mark.parametrize("argv", [["danvan"], ["danvan", "x" * 500_000]])
def test_processes_that_read_nothing_at_all_stop_the_run(
    argv: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where Python itself has more to write to them than a pipe holds: many files were named."""
    executable = multiprocessing.spawn.get_executable()
    monkeypatch.setattr(sys, "argv", argv)
    multiprocessing.set_executable(shutil.which("false") or "")
    try:
        with pytest.raises(WorkspaceError, match="Không khởi động được tiến trình đọc biểu"):
            each(behave, ["a", "b"], told, method="spawn")
    finally:
        multiprocessing.set_executable(executable)


def test_large_work_reaches_a_spawned_worker() -> None:
    assert each(partial(after, b"x" * 300_000), ["a", "b"], told, method="spawn") == ["a300000", "b300000"]


def after(ballast: bytes, item: str) -> str:
    return f"{item}{len(ballast)}"


@only_where_it_forks
def test_many_items_many_deaths_nothing_lost_and_in_order() -> None:
    items = ["die" if n % 50 == 7 else f"x{n}" for n in range(400)]
    done: list[int] = []
    results = each(behave, items, told, done.append)
    assert results == [told(i, Loss.DIED) if i == "die" else i.upper() for i in items]
    assert done == list(range(1, 401))


def test_each_result_is_handed_on_as_it_comes() -> None:
    seen: list[tuple[str, str]] = []
    counted: list[tuple[int, int]] = []
    items = [*("abcdefgh" * 3), "die"]
    results = each(
        behave,
        items,
        told,
        lambda done: counted.append((done, len(seen))),
        processes=2,
        came=lambda item, result: seen.append((item, result)),
    )
    assert sorted(seen) == sorted(zip(items, results, strict=True))
    assert counted == [(number + 1, number) for number in range(len(items))]


def _frozen(_: int) -> int:
    return gc.get_freeze_count()


def test_a_worker_looks_for_no_garbage_in_what_it_was_born_with() -> None:
    assert min(each(_frozen, range(3), lambda _, loss: pytest.fail(loss))) > 10_000


def meet(place: Path, item: str) -> str:
    """Two items wait for each other, which takes two workers."""
    if item in ("r", "w"):
        with (place / "gặp").open(item):
            pass
    return item


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
def test_the_last_items_are_shared_out_one_by_one(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "gặp")
    items = ["a"] * 58 + ["r", "w"]
    assert each(partial(meet, tmp_path), items, told, processes=2, seconds=20) == items


def test_nothing_to_do() -> None:
    assert each(behave, [], told) == []


def die_once(marker: Path, item: str) -> str:
    """Dies of something else than the item: the first time only."""
    if item == "b" and not marker.exists():
        marker.touch()
        os.abort()
    return item


@only_where_it_forks
def test_an_item_whose_worker_died_of_something_else_is_tried_again(tmp_path: Path) -> None:
    assert each(partial(die_once, tmp_path / "died"), ["a", "b", "c"], told) == ["a", "b", "c"]


@only_where_it_forks
def test_workers_say_nothing_to_a_user(capfd: pytest.CaptureFixture[str]) -> None:
    assert each(behave, ["shout", "die"], told) == ["SHOUT", "die: DIED"]
    assert capfd.readouterr().err == ""


def grow(megabytes: int) -> int:
    return len(bytearray(megabytes << 20))


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process can be held to its memory")
def test_memory_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WORKER_BYTES", 200 << 20)
    assert each(grow, [1, 400, 2], lambda _, loss: loss) == [1 << 20, Loss.MEMORY, 2 << 20]


def test_without_the_means_to_limit_memory_it_works_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has no ``resource``."""
    monkeypatch.setitem(sys.modules, "resource", None)
    supervised.limit_memory()
    assert each(behave, ["a"], told) == ["A"]


@only_where_it_forks
def test_no_worker_is_left_when_the_work_is_broken_off() -> None:
    started: list[int] = []

    def stop(done: int) -> None:
        started.extend(child.pid or 0 for child in multiprocessing.active_children())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        each(behave, ["a", "hang"], told, stop)
    assert started
    for pid in started:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, signal.SIG_DFL)


# Files

ABORTS, SLEEPS = b"this one aborts", b"this one sleeps"


def poisoned(path: Path) -> Opened:
    content = path.read_bytes()
    if content == ABORTS:
        os.abort()
    if content == SLEEPS:
        time.sleep(600)
    return open_workbook(path)


@only_where_it_forks
@pytest.mark.usefixtures("impatient")
def test_a_file_that_kills_or_hangs_its_reader_is_rejected_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        (tmp_path / f"tốt {number:02}.xlsx").write_bytes(written())
    (tmp_path / "a chết.xlsx").write_bytes(ABORTS)
    (tmp_path / "tốt 07 ngủ.xlsx").write_bytes(SLEEPS)
    alone = receive([tmp_path / f"tốt {n:02}.xlsx" for n in range(20)], mini(), mini_hash(), "nam")
    monkeypatch.setattr(folder, "opened_at", poisoned)
    receipts = {r.file: r for r in receive(tmp_path, mini(), mini_hash(), "nam")}
    lost = {name: r for name, r in receipts.items() if codes(r) == ["T09"]}
    assert set(lost) == {"a chết.xlsx", "tốt 07 ngủ.xlsx"}
    assert {(r.outcome, len(r.sha256)) for r in lost.values()} == {(Outcome.REJECTED, 64)}
    assert lost["a chết.xlsx"].findings[0].file == "a chết.xlsx"
    assert [receipts[r.file] for r in alone] == list(alone)
