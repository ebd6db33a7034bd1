"""Reading without a memory of what was read before."""

from collections.abc import Iterator
from contextlib import contextmanager

from scoring.xlsx.memory import BoundedMemory


@contextmanager
def without_memory() -> Iterator[None]:
    """Read every byte anew, as the first file of a process is read."""
    BoundedMemory.is_on = False
    try:
        yield
    finally:
        BoundedMemory.is_on = True
