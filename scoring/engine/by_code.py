"""Mappings that share their keys: thousands of cards are about the same criteria."""

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from functools import lru_cache
from typing import Any, TypeVar

T = TypeVar("T")


class ByCode(Mapping[str, T]):
    """What ``of`` holds, without keys of its own; it does not change any more."""

    __slots__ = ("_at", "_values")

    def __init__(self, of: Mapping[str, T]) -> None:
        self._at, self._values = _places(tuple(of)), tuple(of.values())

    def __getitem__(self, code: str) -> T:
        return self._values[self._at[code]]

    def __contains__(self, code: object) -> bool:
        return code in self._at

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._values)

    def values(self) -> ValuesView[T]:
        """The values themselves: quicker than a look for each."""
        return self._values  # type: ignore[return-value]

    def items(self) -> ItemsView[str, T]:
        """Keys and values, once."""
        return zip(self._at, self._values, strict=True)  # type: ignore[return-value]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, ByCode) and self._at is other._at:
            return self._values == other._values
        return super().__eq__(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(dict(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return ByCode, (dict(self.items()),)


@lru_cache(maxsize=4096)
def _places(codes: tuple[str, ...]) -> dict[str, int]:
    return {code: place for place, code in enumerate(codes)}
