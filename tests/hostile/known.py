"""What the reader refuses, read once in a run: for tests of what others make of the refusal."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from unittest.mock import patch

from scoring.opening import opened
from scoring.xlsx.grid import Workbook
from scoring.xlsx.reader import read_workbook
from scoring.xlsx.refused import Refused
from tests.support.made import made_once, place_of
from tests.support.memory import without_memory


def read_once(data: bytes, times: int = 1) -> Workbook:
    """The workbook, read without a memory. A refusal is kept for who asks next; a workbook is too large."""
    name = f"{sha256(data).hexdigest()}-{times}.refused"
    if place_of(name).exists():
        raise pickle.loads(place_of(name).read_bytes())
    with without_memory():
        try:
            return read_workbook(data, times)
        except Refused as refused:
            kept = pickle.dumps(refused)
            made_once(name, lambda path: path.write_bytes(kept))
            raise


@contextmanager
def reading_once() -> Iterator[None]:
    """Files are opened so inside, and by workers that are forked inside."""
    with patch.object(opened, "read_workbook", read_once):
        yield
