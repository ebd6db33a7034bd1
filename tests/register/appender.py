"""What the processes of test_processes.py do; spawned, so that each has nothing but its arguments."""

from itertools import count
from multiprocessing.connection import Connection

from scoring.register.store import Register
from tests.register.lines import draft, say

BATCH = 3


def append(url: str, name: str, batches: int, told: Connection) -> None:
    """Append batches (without end where 0), and tell the last number of each only once it is written."""
    register = Register(url, "phuong")
    for number in count():
        if batches and number == batches:
            break
        lines = [draft(reason=f"{name}/{number}/{part}") for part in range(BATCH)]
        told.send(say(register, *lines, who=name)[-1].seq)
    told.close()
