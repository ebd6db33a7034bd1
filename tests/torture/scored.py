"""Forms through the engine in memory, and through real files, against the oracle."""

import tempfile
from itertools import count
from pathlib import Path

from tests.oracle import test_files, test_memory
from tests.torture.tried import Tried

FIRST = 100_000
"""Other seeds than those of the suite."""


def forms(wanted: int) -> Tried:
    told = Tried("forms through the engine")
    with tempfile.TemporaryDirectory() as folder:
        for seed in count(FIRST):
            if told.count >= wanted:
                return told
            tried, found = test_memory.tried(seed, Path(folder))
            told.count += tried
            told.ended["sets" if tried else "sets refused"] += 1
            told.found += found
    return told


def files(wanted: int) -> Tried:
    told = Tried("forms through real files")
    for seed in count(FIRST):
        if told.count >= wanted:
            return told
        with tempfile.TemporaryDirectory() as folder:
            tried, found = test_files.tried(seed, Path(folder) / "ward")
        told.count += tried
        told.ended["wards"] += 1
        told.found += found
    return told
