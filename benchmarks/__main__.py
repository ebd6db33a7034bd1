"""The tool beside what an official would do otherwise: ``python -m benchmarks [--sizes 60,1200] [--whole]``.

Everything runs in fresh processes, start-up included, one after the other, on the same forms. Prints the
table and writes it to ``benchmarks/results/``. See docs/performance.md.
"""

import argparse
import itertools
import json
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.measure import Measured, danvan, measured, median, module

RESULTS = Path(__file__).parent / "results"
MANY = 5_000
"""From here on one round: it takes minutes."""

LOOPED = 350
"""Forms written one by one are measured on so many, and carried over: each costs the same."""

CHANGED = 10


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    size: int
    what: str
    measured: Measured


def consolidations(ward: Path, size: int, rounds: int) -> Iterator[Line]:
    """Reading, checking, ranking, writing: the colleague's two scripts and the tool."""
    inbox, out = ward / "inputs" / "2026" / "nam", ward / "dong-nghiep.xlsx"

    def clean() -> None:
        shutil.rmtree(ward / "outputs", ignore_errors=True)
        for path in ward.glob("so-theo-doi.sqlite*"):
            path.unlink()

    def tool(processes: int) -> list[str]:
        return danvan("consolidate", "-w", ward, "--processes", processes)

    yield Line(size, "sàn: chỉ giải nén", median(module("floor", inbox), rounds))
    yield Line(size, "(a) pandas", median(module("colleague", inbox, out), rounds))
    yield Line(size, "(b) pandas + calamine", median(module("colleague", inbox, out, "calamine"), rounds))
    yield Line(size, "danvan: chỉ đọc, 1 tiến trình", median(module("reading", ward, 1), rounds))
    yield Line(size, "danvan: chỉ đọc, 2 tiến trình", median(module("reading", ward, 2), rounds))
    yield Line(size, "(c1) danvan, 1 tiến trình", median(tool(1), rounds, clean))
    yield Line(size, "(c2) danvan, 2 tiến trình", median(tool(2), rounds, clean))
    seeds = itertools.count()

    def again() -> None:
        measured(module("again", ward, CHANGED, next(seeds)))

    yield Line(size, f"danvan lần hai, {CHANGED} biểu gửi lại", median(tool(2), rounds, again))


def generations(ward: Path, size: int, rounds: int) -> Iterator[Line]:
    """Blank forms for all units."""
    looped = min(size, LOOPED)
    loop = median(module("loop", ward, ward / "tung-bieu", looped), rounds).times(size / looped)
    yield Line(size, "biểu: xlsxwriter từng biểu", loop)
    out = ward / "outputs"
    made = median(danvan("forms", "-w", ward), rounds, lambda: shutil.rmtree(out, ignore_errors=True))
    yield Line(size, "biểu: danvan forms", made)


def starts(rounds: int) -> Iterator[Line]:
    """How long a command takes that only prints its help."""
    yield Line(0, "khởi động: chương trình click trống", median(module("bare", "--help"), rounds * 3))
    yield Line(0, "khởi động: danvan --help", median(danvan("--help"), rounds * 3))


def ratios(lines: list[Line]) -> Iterator[str]:
    """The targets, and how they are met."""
    wall = {(line.size, line.what): line.measured.wall for line in lines}
    memory = {line.size: line.measured.memory for line in lines if line.what.startswith("(c2)")}

    def times(size: int, slow: str, fast: str, least: float) -> str:
        found = next(w for (s, what), w in wall.items() if s == size and what.startswith(slow))
        found /= next(w for (s, what), w in wall.items() if s == size and what.startswith(fast))
        return f"- {size} biểu, {slow} / {fast}: {found:.1f} lần (cần {least:g})"

    sizes = sorted(memory)
    for size in sizes:
        yield times(size, "(a)", "(c2)", 6 if size < 1000 else 15)
        yield times(size, "(b)", "(c2)", 1.5 if size < 1000 else 4)
        if size >= 1000:
            yield times(size, "(c1)", "(c2)", 1.6)
        yield times(size, "biểu: xlsxwriter", "biểu: danvan", 10 if size >= MANY else 1)
        yield f"- {size} biểu, bộ nhớ lớn nhất của một tiến trình: {memory[size]:.0f} MB (không quá 400)"
    if len(sizes) > 1:
        each = [wall[size, "(c2) danvan, 2 tiến trình"] / size * 1000 for size in sizes[-2:]]
        told = f"{each[0]:.2f} ms ở {sizes[-2]} biểu, {each[1]:.2f} ms ở {sizes[-1]} biểu"
        yield f"- mỗi biểu: {told} (lệch không quá 10%)"
    bare, ours = (line.measured.wall for line in lines if not line.size)
    yield f"- danvan --help / click trống: {ours / bare:.2f} lần (không quá 1,5)"


def table(lines: list[Line]) -> str:
    """The table in Markdown, with the ratios below."""
    rows = ["| Biểu | Việc | Giây | Giây CPU | ms một biểu | MB |", "|---:|---|---:|---:|---:|---:|"]
    for line in lines:
        m, each = line.measured, f"{line.measured.wall / line.size * 1000:.2f}" if line.size else ""
        rows.append(
            f"| {line.size or ''} | {line.what} | {m.wall:.2f} | {m.cpu:.2f} | {each} | {m.memory:.0f} |"
        )
    machine = f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}"
    return "\n".join([f"Máy: {machine}.", "", *rows, "", *ratios(lines), ""])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="60,1200,7000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--whole", action="store_true", help="every unit is asked all criteria")
    asked = parser.parse_args()
    lines = list(starts(asked.rounds))

    def take(found: Iterator[Line]) -> None:
        for line in found:
            lines.append(line)
            print(f"{line.size:6} {line.what:36} {line.measured.wall:8.2f} s", flush=True)

    for size in map(int, asked.sizes.split(",")):
        rounds = 1 if size >= MANY else asked.rounds
        with tempfile.TemporaryDirectory() as home:
            ward = Path(home) / "phuong"
            forms = ["whole"] if asked.whole else []
            measured(module("ward", size, ward, *forms))  # elsewhere, so that this process stays small
            both: tuple[Callable[[Path, int, int], Iterator[Line]], ...] = (generations, consolidations)
            for each in both:
                take(each(ward, size, rounds))
    RESULTS.mkdir(exist_ok=True)
    told = table(lines)
    (RESULTS / "latest.md").write_text(told, encoding="utf-8")
    (RESULTS / "latest.json").write_text(
        json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1), encoding="utf-8"
    )
    print(told)


if __name__ == "__main__":
    main()
