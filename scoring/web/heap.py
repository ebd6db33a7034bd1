"""What the server keeps and what it lets go.

Memory that was freed goes back to the system, on Linux with glibc; elsewhere nothing is done. What a large
ward takes for a moment would else stay with the process: threads have heaps of their own, which keep what was
freed in them. What lasts is not looked through for garbage again.
"""

import ctypes
import gc
from contextlib import suppress

_ARENA_MAX = -8  # how mallopt calls it


def share_heap() -> None:
    """One heap for all threads that are to come."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """What was freed, to the system."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def keep() -> None:
    """What there is by now lasts: Python looks for garbage in what comes after it.

    Else it goes through all that is known of 7,000 units, a quarter of a second, whenever a page was made.
    """
    gc.unfreeze()  # what lasted until now may not any more
    gc.collect()
    gc.freeze()
