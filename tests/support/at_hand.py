"""What workers do, done in this process: for tests of what comes out, not of how workers are supervised.

To start a worker from a process of tests, which is large, costs 40 ms, and it has to load and compile what
this process has at hand. Items and results are packed as for a worker. The supervisor itself is tried in
tests/workers, tests/hostile, tests/torture, the year of the guide, and wherever a command or a server runs
as a process of its own.
"""

import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest

from scoring.workers import supervised
from scoring.workers.supervised import Loss

_SUPERVISOR = supervised._Supervisor


class _AtHand:
    """In the place of the supervisor."""

    def __init__(
        self,
        work: Callable[[Any], Any],
        items: Sequence[Any],
        lost: Callable[[Any, Loss], Any],
        on_done: Callable[[int], None],
        *,
        came: Callable[[Any, Any], object],
        **_: object,
    ) -> None:
        self._work, self._items, self._lost = work, items, lost
        self._on_done, self._came = on_done, came

    def run(self) -> list[Any]:
        results: list[Any] = []
        for item in self._items:
            answer, loss = supervised._answer(self._work, _sent(item))
            results.append(self._lost(item, loss) if loss else _sent(answer))
            self._on_done(len(results))
            self._came(item, results[-1])
        return results

    def leave_standing(self) -> None: ...

    def close(self) -> None: ...


def _sent(content: Any) -> Any:
    return pickle.loads(pickle.dumps(content))


@contextmanager
def at_hand() -> Iterator[None]:
    """No worker is started inside."""
    with patch.object(supervised, "_Supervisor", _AtHand):
        yield


@pytest.fixture(scope="package", autouse=True)
def no_workers() -> Iterator[None]:
    """For the conftest.py of a room that looks at what comes out."""
    with at_hand():
        yield


@contextmanager
def supervised_again() -> Iterator[None]:
    """Within a room that starts no workers: they are started after all."""
    with patch.object(supervised, "_Supervisor", _SUPERVISOR):
        yield
