"""Reading a file whole: a regular one only, once, and no more of it than an honest file holds.

A folder may come from a stranger: a link leads out of it, a pipe is waited for without end, and a file
that is larger than memory takes the machine down.
"""

import os
import stat
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

MEGABYTE = 1024 * 1024
_HEAD = 8  # bytes that show what a file is


class Why(StrEnum):
    """What is wrong with a file, in words for a user."""

    KIND = "không phải tệp thường"
    SIZE = "tệp quá lớn"
    MOVING = "tệp đang được ghi, thay đổi trong lúc đọc"
    UNFINISHED = "tệp còn thiếu phần cuối"


class IrregularError(OSError):
    """The file is not read; ``why`` says for what reason. An OSError like any other that reading meets.

    ``most``: how many bytes it was allowed to have.
    """

    def __init__(self, path: Path, why: Why, most: int) -> None:
        super().__init__(0, why.value, str(path))
        self.why, self.most = why, most


def read_regular(path: Path, most: int | Callable[[bytes], int], *, follow: bool = True) -> bytes:
    """The bytes of a regular file of at most ``most`` bytes, which may depend on its first eight.

    ``follow``: a link in its place is followed, which is right for what the office itself put there and
    never for what somebody sent. Raises IrregularError, or OSError where the file cannot be read.
    """
    flags = getattr(os, "O_NONBLOCK", 0) | (0 if follow else getattr(os, "O_NOFOLLOW", 0))
    with open(path, "rb", opener=lambda name, how: os.open(name, how | flags)) as file:
        before = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise IrregularError(path, Why.KIND, 0)
        data = file.read(_HEAD)
        limit = most(data) if callable(most) else most
        data += file.read(max(0, limit + 1 - len(data)))
        after = os.fstat(file.fileno())
    if len(data) > limit:
        raise IrregularError(path, Why.SIZE, limit)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise IrregularError(path, Why.MOVING, limit)
    return data
