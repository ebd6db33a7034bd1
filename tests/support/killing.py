"""Commands that are killed on the way."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from scoring.cli import main
from scoring.pipeline.office import Office

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__, "scoring.pipeline.consolidation", "scoring.reports.consolidated"])


def ran(root: str, words: tuple[str, ...]) -> None:
    """A command in a process group of its own, so that its workers are killed with it."""
    os.setsid()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stdout = sys.stderr = nowhere
        main([*words, "-w", root], prog_name="danvan")


def ready() -> None:
    """Start the process that commands are forked from, so that its imports count for no moment."""
    warm = PROCESSES.Process(target=os.getpid)
    warm.start()
    warm.join()


def started(office: Office, *words: str) -> ForkServerProcess:
    """The command under way, forked from a process that has imported it: every moment is one of work."""
    run = PROCESSES.Process(target=ran, args=(str(office.workspace.root), words or ("consolidate",)))
    run.start()
    return run


def ended(office: Office, *words: str) -> int | None:
    """The exit code of the command."""
    run = started(office, *words)
    run.join()
    return run.exitcode


def killed_after(office: Office, seconds: float, *words: str) -> bool:
    """True where the run was killed before it came to its end."""
    run = started(office, *words)
    time.sleep(seconds)
    try:
        os.killpg(run.pid or 0, signal.SIGKILL)
    except ProcessLookupError:  # it has no group yet, or has ended
        run.kill()
    run.join()
    return run.exitcode == -signal.SIGKILL


def killed_at(office: Office, moments: int, seconds: float, *words: str) -> Iterator[None]:
    """Run the command and kill it, at so many moments of the seconds it takes; the caller looks each time.

    A machine that was busy while the seconds were measured is faster later: what ends on its own
    shortens them, and moments are added until most runs have died on the way.
    """
    killed = 0
    for moment in range(4 * moments):
        at = seconds * (moment % moments) / moments
        if killed_after(office, at, *words):
            killed += 1
        else:
            seconds = min(seconds, max(at, 0.01))
        yield
        if moment >= moments - 1 and killed > moments // 2:
            return
    raise AssertionError(f"only {killed} runs died on the way")
