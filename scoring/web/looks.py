"""What takes long to find out, found out once for all who ask; who looks at a page is told how far it is."""

import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from threading import Lock, Thread, get_ident
from typing import Any, TypeVar

T = TypeVar("T")
MANY = 200
"""Files that are worth a word while they are read: fewer are read before anybody has read it."""
PATIENCE = 0.8
"""Seconds for which a page stays white, whatever it waits for."""
_WAY = 0.001  # seconds
AT_LEAST = 0.05
"""Seconds that a page waits for anything: what is nearly there is not given up."""


class StillReadingError(Exception):
    """The forms of a large ward are being read, ``done`` of ``total`` files: no fault, a page of its own."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__(done, total)
        self.done, self.total = done, total


@dataclass
class Looks:
    """Looks under way, by what they are at; never two at once at the same thing.

    ``patience``: for how many seconds more whoever asks now may be kept waiting; None: until it is found.
    Somebody who posts waits: what is half done cannot be shown.
    """

    patience: Callable[[], float | None] = lambda: None
    _latest: dict[Hashable, "Future[Any]"] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _under_way: set[int] = field(default_factory=set)
    """The threads that are looking."""

    def of(self, what: Hashable, look: Callable[[], T], progress: Callable[[], tuple[int, int]]) -> T:
        """What a look finds that began after this was asked. Raises StillReadingError where that takes long.

        ``progress``: how many files are read, of how many.
        """
        with self._lock:
            before = self._latest.get(what)
        if before:
            self._await(before, progress)
        with self._lock:
            here = self._latest.get(what)
            ours = here is None or here is before
            if ours:
                here = self._latest[what] = Future()
        assert here
        if ours and self.patience() is None:
            self._take(here, look)
        elif ours:
            Thread(target=self._take, args=(here, look), daemon=True).start()
        self._await(here, progress)
        found: T = here.result()
        return found

    def _await(self, look: "Future[Any]", progress: Callable[[], tuple[int, int]]) -> None:
        while not wait([look], self.patience()).done:  # how many files there are is known only after a while
            done, total = progress()
            if total > MANY:
                raise StillReadingError(done, total)

    def _take(self, here: "Future[Any]", look: Callable[[], Any]) -> None:
        """Look, whoever has given up waiting."""
        self._under_way.add(get_ident())
        try:
            here.set_result(look())
        except BaseException as error:
            here.set_exception(error)
        finally:
            self._under_way.discard(get_ident())

    def give_way(self) -> None:
        """In a look: let the others go on for a moment, where there are any.

        Thousands of units take seconds of computing the first time. A thread that asks the system about
        thousands of files meanwhile would after each of them wait for its turn.
        """
        if len(self._under_way) > 1 and get_ident() in self._under_way:
            time.sleep(_WAY)
