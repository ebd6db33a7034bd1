"""One command in a fresh process: wall time, processor time, the most memory any process of it held."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from compileall import compile_dir
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Measured:
    """Seconds of the clock and of the processors, megabytes."""

    wall: float
    cpu: float
    memory: float

    def times(self, factor: float) -> "Measured":
        """A sample carried over to the whole."""
        return Measured(self.wall * factor, self.cpu * factor, self.memory)


def module(name: str, *arguments: object) -> list[str]:
    """The command line of a module of these benchmarks."""
    return [sys.executable, "-m", f"benchmarks.{name}", *map(str, arguments)]


def danvan(*arguments: object) -> list[str]:
    """The command line of the tool."""
    return [sys.executable, "-c", "from scoring.cli import main; main()", *map(str, arguments)]


def measured(command: Sequence[str]) -> Measured:
    """Run once. Raises RuntimeError where the command fails; findings in forms (exit 1) are no failure."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    said = process.stderr.read().decode(errors="replace")
    # Of the process and of all that it waited for; memory is that of the largest, not the sum.
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1) or "Traceback" in said:
        raise RuntimeError(f"{' '.join(command)}: {process.returncode}\n{said}")
    return Measured(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def compiled() -> None:
    """Compile the program's modules, as every installation does: no command measured shall do it."""
    for room in ("scoring", "benchmarks", "tools"):
        compile_dir(ROOT / room, quiet=1)


def median(command: Sequence[str], rounds: int, before: Callable[[], object] = lambda: None) -> Measured:
    """The middle of several runs; ``before`` brings things back to the start."""
    found = []
    for _ in range(rounds):
        before()
        found.append(measured(command))
    return Measured(
        statistics.median(m.wall for m in found),
        statistics.median(m.cpu for m in found),
        max(m.memory for m in found),
    )
