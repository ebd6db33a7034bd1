"""Work on many items in worker processes under supervision: one that dies or hangs costs its own item.

Workers are plain processes with a pipe each, watched from a single thread. A worker gets a handful of items
at a time and answers one by one, so it is always known which item it was at. Where forking is safe to rely
on (Linux) a worker starts in milliseconds and has its work from birth; elsewhere it is spawned with its pipe
alone and gets the work through it once it says that it is there: a process that dies at its start reads
nothing, and a supervisor that writes more to it than a pipe holds would wait for ever.
"""

import faulthandler
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import Any, Generic, TypeVar

from scoring.errors import WorkspaceError
from scoring.workers import limits

Item = TypeVar("Item")
Result = TypeVar("Result")

METHOD = "fork" if sys.platform == "linux" else "spawn"
_ITEMS_A_WORKER = 8
_LARGEST_HANDFUL = 32
_HANDFULS = 4
_MANY = 100_000
"""Objects made before a worker looks for cycles: it may take less memory than the process it works for."""
_STARTS = 3
"""So many workers that end before they are ready, one after the other, and none is started any more."""
_THERE, _READY = "there", "ready"


class Loss(StrEnum):
    """Why an item has no result, in words for a user."""

    DIED = "tiến trình đọc bị dừng đột ngột"
    HUNG = f"đọc quá {limits.READ_SECONDS} giây"
    MEMORY = "cần quá nhiều bộ nhớ"
    FAULT = "công cụ gặp lỗi khi đọc"


@dataclass(slots=True)
class _Worker:
    """A process, the pipe to it, and the items it was given once it was ready, the one it is at first."""

    process: BaseProcess
    pipe: Connection
    items: deque[int] = field(default_factory=deque)
    ready: bool = False
    since: float = field(default_factory=time.monotonic)

    def deadline(self, seconds: float) -> float:
        """When the item it is at has taken too long, where each has so many seconds."""
        return self.since + (seconds if self.ready else limits.START_SECONDS)


def each(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    lost: Callable[[Item, Loss], Result],
    on_done: Callable[[int], None] = lambda _: None,
    method: str = METHOD,
    *,
    processes: int = 0,
    seconds: float = 0,
    came: Callable[[Item, Result], object] = lambda *_: None,
) -> list[Result]:
    """``work`` on each item, results in the order of the items; ``lost`` makes the result of a lost item.

    ``work`` and the items travel to the workers, the results back: all have to be picklable. An item
    whose worker died is tried once more, alone, since the worker may have died of something else.
    ``on_done`` gets the number of items done. ``processes``: how many workers at most, as many as there
    are processors where it is 0. ``seconds``: how long an item may take, as long as a form where it is 0.
    ``came`` gets each item with its result as soon as it is there: this process has nothing else to do.
    Raises WorkspaceError where no worker starts.
    """
    context = multiprocessing.get_context(method)
    supervisor = _Supervisor(
        work,
        items,
        lost,
        on_done,
        context=context,
        processes=processes or processors(),
        seconds=seconds or limits.READ_SECONDS,
        came=came,
    )
    try:
        results = supervisor.run()
        supervisor.leave_standing()
        return results
    finally:
        supervisor.close()


@dataclass(slots=True)
class _Standing:
    """In a process that keeps one: the worker that waits for the next call with the same work.

    It has at hand what the items before were compared with, and need not be started.
    """

    kept: bool = False
    work: Callable[[Any], Any] | None = None
    worker: _Worker | None = None

    def take(self, work: Callable[[Any], Any]) -> list[_Worker]:
        """The worker, where it is there and does this work; one of another work is dismissed."""
        worker, self.worker = self.worker, None
        if worker is None:
            return []
        if _same(work, self.work) and worker.process.is_alive():
            return [worker]
        _end(worker)
        return []


_STANDING = _Standing()


def keep_worker() -> None:
    """From now on one worker of this process outlives its call, until :func:`dismiss_worker`."""
    _STANDING.kept = True


def dismiss_worker() -> None:
    """Let the worker that waits for another call go."""
    worker, _STANDING.worker = _STANDING.worker, None
    if worker:
        _end(worker)


def _same(work: object, other: object) -> bool:
    """True for the same function, applied to equal words."""
    if isinstance(work, partial) and isinstance(other, partial):
        return (work.func, work.args, work.keywords) == (other.func, other.args, other.keywords)
    return work is other


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()


class _Supervisor(Generic[Item, Result]):
    def __init__(
        self,
        work: Callable[[Item], Result],
        items: Sequence[Item],
        lost: Callable[[Item, Loss], Result],
        on_done: Callable[[int], None],
        *,
        context: BaseContext,
        processes: int,
        seconds: float,
        came: Callable[[Item, Result], object],
    ) -> None:
        self._work, self._items, self._lost, self._came = work, items, lost, came
        self._on_done, self._context, self._seconds = on_done, context, seconds
        self._results: dict[int, Result] = {}
        self._waiting = deque(range(len(items)))
        self._suspects: set[int] = set()
        self._inherits = context.get_start_method() == "fork"
        self._packed = b"" if self._inherits else pickle.dumps(work)
        self._failed_starts = 0
        self._workers: list[_Worker] = _STANDING.take(work)
        self._most = min(processes, -(-len(items) // _ITEMS_A_WORKER))

    def run(self) -> list[Result]:
        """All results, in the order of the items."""
        while len(self._results) < len(self._items):
            self._employ()
            busy = [worker for worker in self._workers if worker.items or not worker.ready]
            nearest = min(worker.deadline(self._seconds) for worker in busy)
            answered = wait([worker.pipe for worker in busy], max(0.0, nearest - time.monotonic()))
            now = time.monotonic()
            for worker in busy:
                if worker.pipe in answered:
                    self._hear(worker)
                elif now > worker.deadline(self._seconds):
                    self._give_up(worker)
        return [self._results[number] for number in range(len(self._items))]

    def leave_standing(self) -> None:
        """Once everything is done: one worker for the next call, where this process keeps one."""
        idle = [worker for worker in self._workers if worker.ready and not worker.items]
        if _STANDING.kept and idle:
            self._workers.remove(idle[0])
            _STANDING.work, _STANDING.worker = self._work, idle[0]

    def close(self) -> None:
        """No other worker outlives its supervisor."""
        for worker in list(self._workers):
            self._dismiss(worker)

    def _employ(self) -> None:
        """Work for every idle worker, and a new worker while there is work and room for one."""
        for worker in self._workers:
            if worker.ready and not worker.items:
                self._give(worker)
        idle = sum(1 for worker in self._workers if not worker.ready)
        while len(self._waiting) > idle and len(self._workers) < self._most:
            if self._start():
                idle += 1

    def _start(self) -> bool:
        """One worker more; False where it did not come into being."""
        ours, theirs = self._context.Pipe()
        work = self._work if self._inherits else None
        process = self._context.Process(target=_serve, args=(work, theirs), daemon=True)  # type: ignore[attr-defined]
        born = _started(process, self._inherits)
        theirs.close()  # so that its death closes the pipe
        if not born:
            ours.close()
            self._count_failed_start()
            return False
        self._workers.append(_Worker(process, ours))
        return True

    def _count_failed_start(self) -> None:
        self._failed_starts += 1
        if self._failed_starts >= _STARTS:
            raise WorkspaceError(
                "Không khởi động được tiến trình đọc biểu. Đóng bớt chương trình đang chạy, cho phép công cụ "
                "trong phần mềm diệt virus rồi chạy lại; vẫn lỗi thì cài lại danvan."
            )

    def _give(self, worker: _Worker) -> None:
        if not self._waiting:
            return
        handful = 1 if self._waiting[0] in self._suspects else self._handful()
        while self._waiting and len(worker.items) < handful and self._may_join(worker):
            worker.items.append(self._waiting.popleft())
        worker.since = time.monotonic()
        with suppress(OSError):  # a worker that is gone is noticed when it is listened to
            worker.pipe.send([self._items[number] for number in worker.items])

    def _handful(self) -> int:
        """So many that no worker waits long for the others: fewer, the fewer are left."""
        return max(1, min(_LARGEST_HANDFUL, len(self._waiting) // (self._most * _HANDFULS)))

    def _may_join(self, worker: _Worker) -> bool:
        return not worker.items or self._waiting[0] not in self._suspects

    def _hear(self, worker: _Worker) -> None:
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        worker.since = time.monotonic()
        if answer == _THERE:
            with suppress(OSError):
                worker.pipe.send_bytes(self._packed)
            return
        if answer == _READY:
            worker.ready, self._failed_starts = True, 0
            return
        result, loss = answer
        number = worker.items.popleft()
        self._done(number, self._lost(self._items[number], loss) if loss else result)

    def _done(self, number: int, result: Result) -> None:
        self._results[number] = result
        self._on_done(len(self._results))
        self._came(self._items[number], result)

    def _bury(self, worker: _Worker) -> None:
        """A worker died: the item it was at is tried again alone, the others go back in the queue."""
        self._dismiss(worker)
        if not worker.ready:
            self._count_failed_start()
        elif worker.items:
            number = worker.items.popleft()
            self._waiting.extendleft(reversed(worker.items))
            if number in self._suspects:
                self._done(number, self._lost(self._items[number], Loss.DIED))
            else:
                self._suspects.add(number)
                self._waiting.append(number)

    def _give_up(self, worker: _Worker) -> None:
        """A worker hangs: the item it is at is lost, the others go back in the queue."""
        if not worker.ready:
            self._bury(worker)
            return
        self._dismiss(worker)
        number = worker.items.popleft()
        self._waiting.extendleft(reversed(worker.items))
        self._done(number, self._lost(self._items[number], Loss.HUNG))

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        _end(worker)


def processors() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _started(process: BaseProcess, by_fork: bool) -> bool:
    """Start a process; False where starting it hangs.

    To a spawned one Python writes the arguments of this command and its search path. Should it be dead by
    then, and they be more than a pipe holds (4 kB on Windows), the writer waits for ever: a thread that is
    left behind.
    """
    if by_fork:
        process.start()
        return True
    met: list[BaseException] = []

    def start() -> None:
        try:
            process.start()
        except BaseException as error:
            met.append(error)

    starter = Thread(target=start, daemon=True)
    starter.start()
    starter.join(limits.START_SECONDS)
    if met:
        raise met[0]
    return not starter.is_alive()


def _serve(inherited: Callable[[Any], Any] | None, pipe: Connection) -> None:
    """A worker's life: take a handful, answer one by one, until the supervisor is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the supervisor's to answer
    _be_silent()
    limit_memory()
    parent = multiprocessing.parent_process()
    work = inherited or _received(pipe)
    gc.freeze()  # what the work needs stays: looking for garbage in it again and again takes a twentieth
    gc.set_threshold(_MANY)
    pipe.send(_READY)
    while parent and pipe in wait([pipe, parent.sentinel]):
        try:
            handful = pipe.recv()
        except (EOFError, OSError):
            return
        for item in handful:
            pipe.send(_answer(work, item))


def _received(pipe: Connection) -> Callable[[Any], Any]:
    """The work, from a supervisor who knows that somebody listens."""
    pipe.send(_THERE)
    work: Callable[[Any], Any] = pickle.loads(pipe.recv_bytes())
    return work


def _be_silent() -> None:
    """A worker has nothing to say to a user, not even when it dies."""
    faulthandler.disable()
    sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for the worker's life
    os.dup2(sys.stderr.fileno(), 2)


def _answer(work: Callable[[Any], Any], item: object) -> tuple[Any, Loss | None]:
    try:
        return work(item), None
    except MemoryError:
        return None, Loss.MEMORY
    except Exception:  # a bug of ours, met by one file, must not cost the other files
        return None, Loss.FAULT


def limit_memory() -> None:
    """Let this process grow by no more than the limit, where the system has such limits (not on Windows)."""
    try:
        import resource  # noqa: PLC0415 - not on Windows

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError):
        return
    most = pages * resource.getpagesize() + limits.WORKER_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
