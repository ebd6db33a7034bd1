"""The warm processes, with lines to nobody in their place."""

from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

import pytest

from scoring.web import desk
from scoring.web.desk import READERS, Readers, Where


def dead() -> Connection:
    ours, theirs = Pipe()
    theirs.close()
    return ours


def alive() -> Connection:
    ours, theirs = Pipe()

    def answer() -> None:
        theirs.recv()
        theirs.send((False, "đã đọc"))

    Thread(target=answer, daemon=True).start()
    return ours


def refused() -> Connection:
    raise EOFError


def test_a_reader_that_could_not_be_replaced_is_replaced_by_the_next_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = iter([*[dead] * READERS, refused, alive])

    def begun() -> Connection:
        return next(lines)()

    monkeypatch.setattr(desk, "_begun", begun)
    readers, where = Readers(), Where(Path(), None, "nam")
    with pytest.raises(EOFError):
        readers.ask(where, "read_files")
    assert readers.ask(where, "read_files") == "đã đọc"
