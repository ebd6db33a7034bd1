"""What is dear to make is made once in a run, by the process that wants it first."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

MADE = "DANVAN_TESTS_MADE"
"""Names the folder in which the processes of a run lay it; without a run each process has its own."""


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """The file or folder of this name, to be looked at; ``make`` gets the path where it lays it."""
    there = place_of(name)
    if not there.exists():
        begun = there.with_name(f"{name}.{os.getpid()}")
        make(begun)
        with suppress(OSError):  # a folder that another process has laid there meanwhile
            begun.rename(there)
    return there


def files_once(kind: str, table: Mapping[str, Callable[[], bytes]]) -> dict[str, Callable[[], bytes]]:
    """A table of files by name, each of which is made once in a run."""

    def once(name: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
        return cache(lambda: made_once(f"{kind}-{name}", lambda path: path.write_bytes(make())).read_bytes())

    return {name: once(name, make) for name, make in table.items()}


def place_of(name: str) -> Path:
    """Where it lies once it is made."""
    return Path(os.environ.get(MADE) or _own().name, name)


@cache
def _own() -> TemporaryDirectory[str]:
    return TemporaryDirectory()
