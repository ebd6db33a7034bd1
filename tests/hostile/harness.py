"""Reads files named on standard input, each in a process of its own, and tells what became of them.

``python -m tests.hostile.harness``: one path a line in, one JSON object a line out. The process is forked
for each file, so that a file that hangs, aborts or eats memory is told as such and hurts no other.
"""

import json
import os
import resource
import select
import signal
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from scoring.intake.model import Outcome
from tests.intake.forms import codes, desk, said
from tests.support.memory import without_memory
from tests.support.receiving import receive_one

PATIENCE = 60
ROOM = 3 << 30
IN_DOUBT = 1
"""Seconds of processor time from which on it matters what a sound form takes on this machine by now."""


@dataclass
class Told:
    """What became of one file; ``same``: it was read as saying what the sound form says.

    ``seconds`` of processor time in all; ``usual``: what the sound form takes, where a file has taken long.
    """

    outcome: str = ""
    codes: tuple[str, ...] = ()
    same: bool = False
    words: tuple[str, ...] = ()
    died: str = ""
    seconds: float = 0
    usual: float = 0
    megabytes: float = 0


def main() -> None:
    sound = Path(sys.argv[1])
    wanted = said(receive_one(sound, desk()))
    for line in sys.stdin:
        told = apart(Path(json.loads(line)), wanted, sound)
        sys.stdout.write(json.dumps(asdict(told)) + "\n")
        sys.stdout.flush()


def apart(path: Path, wanted: object, sound: Path) -> Told:
    out, into = os.pipe()
    child = os.fork()
    if not child:
        os.close(out)
        _child(path, wanted, sound, into)
    os.close(into)
    told = _told(out, child)
    os.close(out)
    _, status, used = os.wait4(child, 0)
    told.seconds = used.ru_utime + used.ru_stime
    told.megabytes = used.ru_maxrss / 1024
    if status and not told.died:
        told.died = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"exit {status >> 8}"
    return told


def _child(path: Path, wanted: object, sound: Path, into: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))  # a safeguard for the machine, not the limit tested
    receipt = receive_one(path, desk())
    same = receipt.outcome is Outcome.READ and said(receipt) == wanted
    words = tuple(f.message for f in receipt.findings)
    usual = _usual(sound) if time.process_time() > IN_DOUBT else 0.0
    told = Told(receipt.outcome.name, tuple(codes(receipt)), same, words, usual=usual)
    with os.fdopen(into, "w") as out:
        out.write(json.dumps(asdict(told)))
    os._exit(0)


def _usual(sound: Path) -> float:
    """Processor time of reading the sound form anew: the quickest of five: a busy machine only adds to it."""

    def once() -> float:
        began = time.process_time()
        receive_one(sound, desk())
        return time.process_time() - began

    with without_memory():
        return min(once() for _ in range(5))


def _told(out: int, child: int) -> Told:
    content, until = b"", time.monotonic() + PATIENCE
    while True:
        ready, _, _ = select.select([out], [], [], max(0, until - time.monotonic()))
        if not ready:
            os.kill(child, signal.SIGKILL)
            return Told(died="hung")
        piece = os.read(out, 65536)
        if not piece:
            break
        content += piece
    return Told(**json.loads(content)) if content else Told()


if __name__ == "__main__":
    main()
