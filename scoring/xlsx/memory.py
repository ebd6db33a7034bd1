"""What was read is remembered by its very bytes: the forms of a set are alike in most of their rows.

Remembered is only what the one reader made of these bytes, where that depends on nothing but the key; keys
are compared in full, so that no reading is ever taken for another. It is frozen or copied out, and counts
against the budget of every workbook as if it had been read again.
"""

from collections.abc import Hashable
from typing import ClassVar, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")


_LEAST = 250  # bytes that the smallest entry takes


class BoundedMemory(Generic[Key, Kept]):
    """A dictionary that holds ``most`` bytes, as those who fill it weigh them.

    Of its two generations the old one goes when the young one has filled its half, and what is asked for
    grows young again. So files that fill it with what nobody asks for again cost time, and nothing else.
    """

    is_on: ClassVar[bool] = True
    """Of all memories: without them every byte is read anew, and the result is the same (test_memory.py)."""

    def __init__(self, most: int) -> None:
        self._half = most // 2
        self._taken = 0
        self._young: dict[Key, tuple[Kept, int]] = {}
        self._old: dict[Key, tuple[Kept, int]] = {}

    def get(self, key: Key) -> Kept | None:
        """What is kept under the key, None where nothing is."""
        if not BoundedMemory.is_on:
            return None
        found = self._young.get(key)
        if found is None and (found := self._old.get(key)):
            self.keep(key, *found)
        return found[0] if found else None

    def keep(self, key: Key, kept: Kept, weight: int) -> None:
        """Remember for a while; ``weight``: bytes that the key and what is kept take, more or less."""
        if weight > self._half or not BoundedMemory.is_on:
            return
        weight = max(weight, _LEAST)
        self._taken += weight
        if self._taken > self._half:
            self._old, self._young, self._taken = self._young, {}, weight
        self._young[key] = kept, weight
