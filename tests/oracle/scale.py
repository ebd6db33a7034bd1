"""How much is tried: ``DANVAN_ORACLE=10`` makes every count ten times as large."""

import os


def times(count: int) -> int:
    return count * int(os.environ.get("DANVAN_ORACLE", "1"))
