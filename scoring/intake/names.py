"""What results call the files they were made from: each its own name, harmless wherever it is shown."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TypeVar

from scoring.text import on_one_line

Sorted = TypeVar("Sorted", int, Path)
Entry = tuple[str, Path]
"""The name that results give a file, and where it lies."""


def named(found: Iterable[tuple[str, Path]]) -> list[Entry]:
    """Files, each with its path below the folder asked for, in the order of the names that results give them.

    Where two folders hold the same name, the whole path.
    """
    files = list(found)
    times = Counter(name for name, _ in files)
    return numbered((printable(name if times[name] == 1 else path.as_posix()), path) for name, path in files)


def numbered(called: Iterable[tuple[str, Sorted]], beside: Collection[str] = ()) -> list[tuple[str, Sorted]]:
    """Things in the order of their names, each with a name of its own; ``beside`` are names in use already.

    Of names that look the same the first stays as it is and the others are numbered, with numbers that no
    file has in its own name.
    """
    shown: list[tuple[str, Sorted]] = sorted(called)
    taken = {*beside, *(name for name, _ in shown)}
    if len(taken) == len(shown) + len({*beside}):
        return shown
    numbers: Counter[str] = Counter(beside)
    told: list[tuple[str, Sorted]] = []
    for name, thing in shown:
        numbers[name] += 1
        own = name
        while numbers[name] > 1 and own in taken:
            own = f"{name} [{numbers[name]}]"
            numbers[name] += own in taken
        taken.add(own)
        told.append((own, thing))
    return told


def printable(name: str) -> str:
    """A name, folders parted by /, as it may be shown: composed letters.

    What is not UTF-8, would steer a terminal or turns the writing direction becomes U+FFFD.
    """
    if name.isascii() and name.isprintable():
        return name
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return on_one_line(unicodedata.normalize("NFC", text))
