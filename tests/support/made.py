"""What is dear to make is made once in a run, by the process that wants it first."""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

MADE = "DANVAN_TESTS_MADE"
"""Names the folder in which the processes of a run lay it; without a run each process has its own."""


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """The file or folder of this name, to be looked at; ``make`` gets the path where it lays it."""
    there = Path(os.environ.get(MADE) or _own().name, name)
    if not there.exists():
        begun = there.with_name(f"{name}.{os.getpid()}")
        make(begun)
        with suppress(OSError):  # a folder that another process has laid there meanwhile
            begun.rename(there)
    return there


@cache
def _own() -> TemporaryDirectory[str]:
    return TemporaryDirectory()
