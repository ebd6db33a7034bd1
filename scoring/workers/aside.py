"""Two results written at once: one by a copy of this process."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection

from scoring.workers.supervised import METHOD, processors


@contextmanager
def aside(work: Callable[[], object], processes: int) -> Iterator[None]:
    """Do ``work`` in a copy of this process while the block goes on; what it raises is raised after it.

    Before the block where ``processes`` (0: as many as there are processors) leaves no second one, and where
    a process cannot be copied (Windows, macOS). A copy that dies without an answer costs nothing but time:
    the work is then done here. The block is always finished first, so that nothing is left half done.
    """
    if METHOD != "fork" or (processes or processors()) < 2:
        work()
        yield
        return
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    copy = context.Process(target=_run, args=(work, theirs))
    copy.start()
    theirs.close()
    try:
        yield
    except KeyboardInterrupt:
        copy.kill()
        raise
    finally:
        done, failure = _outcome(ours)
        copy.join()
    if failure:
        raise failure
    if not done:
        work()


def _run(work: Callable[[], object], pipe: Connection) -> None:
    """In the copy: run ``work``, send any OSError back. A fault of ours shows when the work is done again."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the first process's to answer
    try:
        work()
    except OSError as error:
        pipe.send((True, error))
    except Exception:
        return
    else:
        pipe.send((True, None))


def _outcome(pipe: Connection) -> tuple[bool, OSError | None]:
    """Whether the copy finished, and the OSError it met."""
    try:
        done, failure = pipe.recv()
    except EOFError:
        return False, None
    return done, failure
