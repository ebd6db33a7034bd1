"""Every hostile file: its codes and no others, in bounded time and memory, and never a silent misreading.

Each is read in a process of its own, so that one that hangs or aborts fails here by its name.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hostile.base import form
from tests.hostile.everything import HOSTILE, TABLES

pytest.importorskip("resource", reason="the harness forks and measures, which this system cannot")

from tests.hostile.harness import Told

SECONDS, MEGABYTES = 2, 300
"""Of processor time and of memory; the interpreter and the tests themselves take 50 MB of it."""

TIMES = 350
"""Two seconds in sound forms of 5.7 ms: what a slower or a busy machine is allowed instead."""

ROOT = Path(__file__).parents[2]


def codes_in(name: str) -> set[str]:
    words = name.rpartition("__")[2]
    return set() if words == "ok" else set(words.split("_"))


def test_no_name_is_used_twice() -> None:
    assert len(HOSTILE) == sum(map(len, TABLES))


@pytest.fixture(scope="module")
def read_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[bytes], Told]]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "sound.xlsx").write_bytes(form())
    harness = subprocess.Popen(
        [sys.executable, "-m", "tests.hostile.harness", str(folder / "sound.xlsx")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert harness.stdin
    assert harness.stdout
    asked, answered = harness.stdin, harness.stdout

    def read(content: bytes) -> Told:
        path = folder / "tep.xlsx"
        path.write_bytes(content)
        asked.write(json.dumps(str(path)) + "\n")
        asked.flush()
        return Told(**json.loads(answered.readline()))

    yield read
    asked.close()
    harness.wait(timeout=30)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str, read_apart: Callable[[bytes], Told]) -> None:
    told = read_apart(HOSTILE[name]())
    assert not told.died
    assert set(told.codes) == codes_in(name), told.words
    if codes_in(name) <= {"T07"}:
        assert told.same, "read as if the unit had answered otherwise"
    assert told.seconds < max(SECONDS, TIMES * told.usual)
    assert told.megabytes < MEGABYTES
