"""Pipeline functions in processes of their own: a fork in a server of many threads would come to a halt.

Warm processes read: each keeps the workspace open, so that one form is checked without a start. One of them
is never taken by what units send, so that a page of the office waits for no rush. What takes long runs in a
process that is made for it; see :mod:`scoring.web.jobs`.
"""

import gc
import multiprocessing
import os
import signal
import time
import traceback
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, LifoQueue
from threading import BoundedSemaphore, Lock
from typing import Any

from scoring.errors import UserError
from scoring.pipeline.begin import begin_with_book
from scoring.pipeline.consolidation import check, consolidate, ready
from scoring.pipeline.feedback import feedback
from scoring.pipeline.fill import (
    differs_from_sent,
    draft_form,
    draft_from_file,
    hand_in_draft,
    keep_draft,
    opened_draft,
    try_draft,
)
from scoring.pipeline.finalize import finalize
from scoring.pipeline.foresee import preview_papers
from scoring.pipeline.forms import forms
from scoring.pipeline.from_table import paper_workbook
from scoring.pipeline.kept_runs import read_files
from scoring.pipeline.office import Office, open_office
from scoring.pipeline.records import receive, revoke
from scoring.pipeline.register_book import register_book
from scoring.pipeline.sent import mark_sent
from scoring.pipeline.set_edit import (
    begun_set_edit,
    criteria_workbook,
    drop_set_edit,
    issue_set,
    keep_set_rows,
    opened_set_edit,
    set_edit_from_book,
    take_set_edit,
    try_set_rows,
)
from scoring.pipeline.submit import hand_in, hand_in_dated
from scoring.pipeline.units_from_table import units_workbook
from scoring.pipeline.upkeep import refuse_lost, register_backup
from scoring.pipeline.verify import read_books, verify_export
from scoring.pipeline.verify_freeze import verify_freeze
from scoring.pipeline.wards import drop_ward, expect_wards, roll_up_wards, take_wards
from scoring.pipeline.whatif import save_scenario
from scoring.pipeline.years import take_earlier, years_written
from scoring.web.heap import give_back
from scoring.workers.supervised import METHOD, dismiss_worker, keep_worker

CONTEXT: Any = multiprocessing.get_context(
    "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
)
"""Where the system can, a process without threads of ours loads the program once, and all others share it."""
CONTEXT.set_forkserver_preload([__name__])
READERS = 3
_STANDS_BY = 5
"""Seconds that a worker which has read a form waits for the next one: often many come together."""
_PAUSES = (0.1, 0.3, 1.0, 3.0)  # seconds
_BEHIND = 5
"""How nice they are: the server gets three times their share of a processor that both want."""
WORK: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        *(check, consolidate, feedback, forms, hand_in, hand_in_dated, receive, read_files),
        *(differs_from_sent, draft_form, draft_from_file, hand_in_draft, keep_draft, opened_draft, try_draft),
        *(read_books, verify_export),
        *(revoke, preview_papers, finalize, verify_freeze, register_backup, save_scenario),
        *(take_earlier, years_written),
        *(begun_set_edit, criteria_workbook, drop_set_edit, issue_set, keep_set_rows, opened_set_edit),
        *(paper_workbook, units_workbook, set_edit_from_book, take_set_edit, try_set_rows),
        *(begin_with_book, mark_sent, register_book, drop_ward, expect_wards, roll_up_wards, take_wards),
    )
}
"""What the page may ask the processes to do, by name."""

_WITHOUT_REGISTER = frozenset({"consolidate", "read_files", "save_whole_copy"})
"""What is done although the register is lost: beginning a new one, looking at files, copying what is left."""

OF_UNITS = frozenset(
    {"check", "hand_in", "hand_in_dated", "hand_in_draft", "keep_draft", "try_draft", "draft_form"}
    | {"draft_from_file", "opened_draft", "differs_from_sent"}
)
"""What is asked for form by form, by sixty units at once on the last day."""


@dataclass(frozen=True, slots=True)
class Where:
    """Which office a call is about. ``state``: changes when the set or the list of units does."""

    root: Path
    wanted_set: str | None
    period: str
    state: str = ""

    def office(self) -> Office:
        """The office, opened once for each state of its files."""
        office = _opened(self.root, self.wanted_set, self.state)
        return replace(office, period=self.period)


@lru_cache(maxsize=2)
def _opened(root: Path, wanted_set: str | None, _state: str) -> Office:
    return open_office(root, wanted_set)


def called(where: Where, name: str, words: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """Call the pipeline's function ``name`` on the office; runs in a process without threads.

    Raises RegisterError where the register is lost and the function would begin a new one in silence.
    """
    office = where.office()
    if name not in _WITHOUT_REGISTER:
        refuse_lost(office)
    return WORK[name](office, *words, **options)


def step_back() -> None:
    """Ctrl+C is the server's to answer, and the processors are for its pages first: somebody looks at them.

    What is read and written meanwhile takes a little longer.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(AttributeError, OSError):  # Windows has priorities of another kind
        os.setpriority(os.PRIO_PROCESS, 0, max(_BEHIND, os.getpriority(os.PRIO_PROCESS, 0)))


class _Reader:
    """A warm process and the line to it; it ends where the line does, however the server died."""

    def __init__(self, line: Connection | None = None) -> None:
        self._line = line or _begun()

    def ask(self, function: Callable[..., Any], *words: Any) -> Any:
        """What the function returns there; what it raises is raised here. EOFError where the process died."""
        if self._line.closed:  # it died, and none could be started in its place
            raise EOFError
        self._line.send((function, words))
        raised, answer = self._line.recv()
        if raised:
            raise answer
        return answer

    def close(self) -> None:
        """Let it end, now where it is not at work."""
        self._line.close()


def _begun() -> Connection:
    """The line to a process that has been started.

    Where what processes are forked from has died too, it is made anew once the system has buried it.
    """
    for pause in _PAUSES:
        try:
            return _started()
        except (EOFError, ConnectionError):
            time.sleep(pause)
    return _started()


def _started() -> Connection:
    ours: Connection
    ours, theirs = CONTEXT.Pipe()
    CONTEXT.Process(target=_answering, args=(theirs,), daemon=False).start()
    theirs.close()
    return ours


def _born(where: Where) -> list[Connection]:
    """The lines to the first processes.

    Where the system forks they come from one that has opened the office: what 7,000 units and their lines in
    the register take is then in memory once, not in each of them.
    """
    if METHOD != "fork":
        return [_begun() for _ in range(READERS)]
    pipes = [CONTEXT.Pipe() for _ in range(READERS)]
    CONTEXT.Process(target=_bearing, args=([theirs for _, theirs in pipes], where), daemon=False).start()
    for _, theirs in pipes:
        theirs.close()
    return [ours for ours, _ in pipes]


def _bearing(lines: list[Connection], where: Where) -> None:
    """In a process without threads: open the office, then one process for each line, the first its own."""
    step_back()
    gc.freeze()  # what is loaded by now stays as it is, in memory that the processes share
    with suppress(UserError):  # whoever asks is told
        ready(where.office())
    gc.collect()
    gc.freeze()
    mine, *others = lines
    for line in others:
        multiprocessing.get_context("fork").Process(target=_alone, args=(line, lines), daemon=False).start()
    _alone(mine, lines)


def _alone(line: Connection, lines: list[Connection]) -> None:
    """A line ends for the server where one process has it."""
    for other in lines:
        if other is not line:
            other.close()
    _answering(line)


def _answering(line: Connection) -> None:
    """In the process: answer until nobody asks any more."""
    step_back()
    gc.freeze()  # what is loaded by now stays as it is, in memory that the processes share
    keep_worker()
    with suppress(EOFError, OSError):
        while True:
            if not line.poll(_STANDS_BY):
                dismiss_worker()
                give_back()
            function, words = line.recv()
            try:
                line.send((False, function(*words)))
            except Exception as error:
                error.add_note(traceback.format_exc())  # where it was raised is known here only
                line.send((True, error))
            give_back()


class Readers:
    """The warm processes. One that dies is replaced, and its call is made once more."""

    def __init__(self) -> None:
        self._for_units = BoundedSemaphore(READERS - 1)
        self._idle: LifoQueue[_Reader] = LifoQueue()  # the same one again: it has at hand what was asked last
        self._birth, self._are_born = Lock(), False

    def ask(self, where: Where, name: str, *words: Any, **options: Any) -> Any:
        """What the pipeline's function returns; what it raises is raised here."""
        self.warm(where)
        with self._for_units if name in OF_UNITS else nullcontext():
            return self._asked(called, where, name, words, options)

    def _asked(self, function: Callable[..., Any], *words: Any) -> Any:
        reader = self._idle.get()
        try:
            return reader.ask(function, *words)
        except (EOFError, ConnectionError):
            reader.close()
            reader = _Reader()
            return reader.ask(function, *words)
        finally:
            self._idle.put(reader)

    def warm(self, where: Where) -> None:
        """Start the processes, which open the office before somebody waits for it; once."""
        with self._birth:
            if not self._are_born:
                for line in _born(where):
                    self._idle.put(_Reader(line))
                self._are_born = True

    def close(self) -> None:
        """Let nothing new begin."""
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()
