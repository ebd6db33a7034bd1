"""Killed at any moment, and used by several commands at once: no line half, lost or doubled."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import pytest

from scoring.register.store import Register
from tests.register.appender import BATCH, append
from tests.register.lines import YEAR, draft, say

KILLS = 20
POSIX = "forkserver" in multiprocessing.get_all_start_methods()


def start(url: str, name: str, batches: int = 0) -> tuple[BaseProcess, Connection]:
    return started(append, url, name, batches)


def started(work: Callable[..., None], *given: object) -> tuple[BaseProcess, Connection]:
    """A process that does ``work``, and the pipe through which it tells."""
    context = multiprocessing.get_context("forkserver" if POSIX else "spawn")
    if POSIX:
        context.set_forkserver_preload(["tests.register.appender", "tests.register.restorer"])
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(*given, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def acknowledged(told: Connection) -> Iterator[int]:
    """Everything the process could still say before it died."""
    try:
        while True:
            yield told.recv()
    except (EOFError, OSError):
        return


@pytest.mark.skipif(not POSIX, reason="kill -9 does not exist here")
def test_killed_at_any_moment_nothing_acknowledged_is_lost_and_nothing_is_half(
    register: Register, url: str
) -> None:
    promised = 0
    for number in range(KILLS):
        process, told = start(url, f"p{number}")
        if number % 4:  # every fourth is killed while it still makes or opens the register
            promised = told.recv()
        time.sleep(number * 0.0013)
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        promised = max([promised, *acknowledged(told)])
        lines = register.ledger(YEAR).records
        assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
        assert len(lines) % BATCH == 0, "a batch is written whole or not at all"
        assert len(lines) >= promised
        assert register.check().whole
    assert say(register, draft())[0].seq == len(lines) + 1
    assert promised > 0


def test_commands_at_once_wait_for_each_other(register: Register, url: str) -> None:
    names, batches = ["a", "b", "c"], 8
    running = [start(url, name, batches) for name in names]
    for process, _ in running:
        process.join(120)
        assert process.exitcode == 0
    lines = register.ledger(YEAR).records
    wanted = {f"{n}/{b}/{part}" for n in names for b in range(batches) for part in range(BATCH)}
    assert [line.seq for line in lines] == list(range(1, len(wanted) + 1))
    assert {line.draft.reason for line in lines} == wanted
    for first in lines[::BATCH]:
        together = lines[first.seq - 1 : first.seq - 1 + BATCH]
        assert len({line.draft.reason.rpartition("/")[0] for line in together}) == 1
    assert register.check().whole
