"""What is made of a set, a plan or a condition, made once: such objects are known by which one it is."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def once_each(most: int) -> Callable[[Callable[[T], R]], Callable[[T], R]]:
    """Remember what a function makes of each of ``most`` objects, none of which ever changes."""

    def remember(make: Callable[[T], R]) -> Callable[[T], R]:
        kept: dict[int, tuple[T, R]] = {}

        @wraps(make)
        def made(of: T) -> R:
            known = kept.get(id(of))
            if known is None or known[0] is not of:
                if len(kept) >= most:
                    kept.clear()
                known = kept[id(of)] = of, make(of)
            return known[1]

        return made

    return remember
