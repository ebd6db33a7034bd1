"""What results call the files they were made from: each its own name, harmless wherever it is shown."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from scoring.text import on_one_line

Entry = tuple[str, Path]
"""The name that results give a file, and where it lies."""


def named(found: Iterable[tuple[Path, Path]]) -> list[Entry]:
    """Files, each with its path below the folder asked for, in the order of the names that results give them.

    Where two folders hold the same name, the whole path. Of names that still look the same the first stays as
    it is and the others are numbered, with numbers that no file has in its own name.
    """
    files = list(found)
    times = Counter(name for name, _ in files)
    shown = sorted((printable(name if times[name] == 1 else path), path) for name, path in files)
    taken = {name for name, _ in shown}
    numbers: Counter[str] = Counter()
    told = []
    for name, path in shown:
        numbers[name] += 1
        own = name
        while numbers[name] > 1 and own in taken:
            own = f"{name} [{numbers[name]}]"
            numbers[name] += own in taken
        taken.add(own)
        told.append((own, path))
    return told


def printable(name: Path) -> str:
    """A name as it may be shown: composed letters, folders with / on every system.

    What is not UTF-8, would steer a terminal or turns the writing direction becomes U+FFFD.
    """
    text = name.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return on_one_line(unicodedata.normalize("NFC", text))
