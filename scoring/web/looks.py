"""What takes long to find out, found out once for all who ask; who looks at a page is told how far it is."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Any, TypeVar

T = TypeVar("T")
MANY = 200
"""Files that are worth a word while they are read: fewer are read before anybody has read it."""
PATIENCE = 0.8
"""Seconds for which a page stays white."""


class StillReadingError(Exception):
    """The forms of a large ward are being read, ``done`` of ``total`` files: no fault, a page of its own."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__(done, total)
        self.done, self.total = done, total


@dataclass
class Looks:
    """Looks under way, by what they are at; never two at once at the same thing.

    ``patience``: for how many seconds whoever asks now may be kept waiting; None: until it is found. Somebody
    who posts waits: what is half done cannot be shown.
    """

    patience: Callable[[], float | None] = lambda: None
    _latest: dict[Hashable, "Future[Any]"] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

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
            _take(here, look)
        elif ours:
            Thread(target=_take, args=(here, look), daemon=True).start()
        self._await(here, progress)
        found: T = here.result()
        return found

    def _await(self, look: "Future[Any]", progress: Callable[[], tuple[int, int]]) -> None:
        patience = self.patience()
        while not wait([look], patience).done:  # how many files there are is known only after a while
            done, total = progress()
            if total > MANY:
                raise StillReadingError(done, total)


def _take(here: "Future[Any]", look: Callable[[], Any]) -> None:
    """Look, whoever has given up waiting."""
    try:
        here.set_result(look())
    except BaseException as error:
        here.set_exception(error)
