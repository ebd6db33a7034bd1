"""Reading a file whole: a regular one only, once, and no more of it than an honest file holds.

A folder may come from a stranger: a link leads out of it, a pipe is waited for without end, and a file
that is larger than memory takes the machine down.
"""

import os
import stat
from enum import StrEnum
from pathlib import Path

MEGABYTE = 1024 * 1024


class Why(StrEnum):
    """What is wrong with a file, in words for a user."""

    KIND = "không phải tệp thường"
    SIZE = "tệp quá lớn"
    MOVING = "tệp đang được ghi, thay đổi trong lúc đọc"


class IrregularError(OSError):
    """The file is not read; ``why`` says for what reason. An OSError like any other that reading meets."""

    def __init__(self, path: Path, why: Why) -> None:
        super().__init__(0, why.value, str(path))
        self.why = why


def read_regular(path: Path, most: int, *, follow: bool = True) -> bytes:
    """The bytes of a regular file of at most ``most`` bytes.

    ``follow``: a link in its place is followed, which is right for what the office itself put there and
    never for what somebody sent. Raises IrregularError, or OSError where the file cannot be read.
    """
    flags = getattr(os, "O_NONBLOCK", 0) | (0 if follow else getattr(os, "O_NOFOLLOW", 0))
    with open(path, "rb", opener=lambda name, how: os.open(name, how | flags)) as file:
        before = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise IrregularError(path, Why.KIND)
        data = file.read(most + 1)
        after = os.fstat(file.fileno())
    if len(data) > most:
        raise IrregularError(path, Why.SIZE)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise IrregularError(path, Why.MOVING)
    return data
