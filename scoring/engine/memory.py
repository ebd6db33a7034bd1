"""What was worked out of each unit, kept with what it was worked out from."""

from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")


class Memory:
    """Results of pure functions, by the function and what it was asked about, each with its basis.

    A result stands as long as its basis is equal; else it is worked out again. A basis names all that the
    function looks at, but for the criteria set: a memory is of one set. An empty one works everything out.
    It stays in its process: what is sent to another, or copied, has an empty one. ``pause``: called before
    anything is worked out, so that what is short may go first.
    """

    def __init__(self, pause: Callable[[], object] = lambda: None) -> None:
        self._pause = pause
        self._known: dict[Callable[..., object], dict[Hashable, tuple[tuple[object, ...], object]]] = {}

    def of(self, make: Callable[..., T], about: Hashable, basis: tuple[object, ...], *words: object) -> T:
        """``make(*words)``, or what that gave when the basis was this one."""
        of = self._known.setdefault(make, {})
        known = of.get(about)
        if known is None or known[0] != basis:
            self._pause()
            known = of[about] = basis, make(*words)
        made: T = known[1]  # type: ignore[assignment]
        return made

    def __reduce__(self) -> tuple[type["Memory"], tuple[()]]:
        return Memory, ()
