"""Automatic numbers of Word written out: what a list's level shows before its n-th paragraph."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_PLACE = re.compile("%([1-9])")
_PLUS = "+"


def roman(number: int) -> str:
    """4 -> IV."""
    written = ""
    for worth, letters in _ROMAN:
        times, number = divmod(number, worth)
        written += letters * times
    return written


def letters(number: int) -> str:
    """1 -> a, 26 -> z, 27 -> aa, as Word goes on."""
    times, rest = divmod(number - 1, 26)
    return chr(ord("a") + rest) * (times + 1)


_WRITTEN: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: letters(number).upper(),
    "lowerLetter": letters,
}


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: ``text`` such as ``%1.%2.`` with the numbers of the levels above it."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False
    """All numbers arabic, whatever the levels above are."""


@dataclass(slots=True)
class ListCounter:
    """Counts one list; Word starts a level again after a paragraph of a level above."""

    levels: Mapping[int, ListLevel]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, depth: int) -> str:
        """What stands before the next paragraph at this depth (0 is the outermost)."""
        level = self.levels.get(depth, ListLevel())
        for deeper in [each for each in self.counts if each > depth]:
            del self.counts[deeper]
        for above in range(depth):
            self.counts.setdefault(above, self.levels.get(above, ListLevel()).start)
        self.counts[depth] = self.counts.get(depth, level.start - 1) + 1
        if level.kind == "bullet":
            return _PLUS if level.text.strip() == _PLUS else "-"
        return _PLACE.sub(lambda place: self._number(int(place[1]) - 1, level.legal), level.text)

    def _number(self, depth: int, legal: bool) -> str:
        number = self.counts.get(depth, 1)
        kind = "decimal" if legal else self.levels.get(depth, ListLevel()).kind
        return "" if kind == "none" else _WRITTEN.get(kind, str)(number)
