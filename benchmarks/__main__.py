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

from benchmarks.measure import Measured, compiled, danvan, measured, median, module

RESULTS = Path(__file__).parent / "results"
MANY = 5_000
"""From here on one round: it takes minutes."""

LOOPED = 350
"""Forms written one by one are measured on so many, and carried over: each costs the same."""

CHANGED = 10
AGAIN = f"danvan lần hai, {CHANGED} biểu gửi lại"
ONE = "danvan: chỉ đọc, 1 tiến trình"

FIRST = 1_000
"""Forms of a strange writer of which is said how much longer they take than the same of known ones."""


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
    yield Line(size, "calamine: mọi trang", median(module("every_sheet", inbox), rounds))
    yield Line(size, ONE, median(module("reading", ward, 1), rounds))
    yield Line(size, "danvan: chỉ đọc, 2 tiến trình", median(module("reading", ward, 2), rounds))
    few = min(size, FIRST)
    measured(module("writers", inbox, few, ward / "la"))
    for name, what in (("own", "chương trình quen"), ("strange", "chương trình lạ")):
        read = median(module("reading", ward, 1, ward / "la" / name), rounds)
        yield Line(few, f"danvan: chỉ đọc, {what}", read)
    yield Line(size, "(c1) danvan, 1 tiến trình", median(tool(1), rounds, clean))
    yield Line(size, "(c2) danvan, 2 tiến trình", median(tool(2), rounds, clean))
    seeds = itertools.count()

    def again() -> None:
        measured(module("again", ward, CHANGED, next(seeds)))

    yield Line(size, AGAIN, median(tool(2), rounds, again))


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
    found = {(line.size, line.what): line.measured for line in lines}

    def wall(size: int, begin: str) -> float:
        return next(m.wall for (s, what), m in found.items() if s == size and what.startswith(begin))

    def times(size: int, slow: str, fast: str, aim: str) -> str:
        ratio = wall(size, slow) / wall(size, fast)
        return f"- {size} biểu, {slow} / {fast}: {ratio:.2f} lần{aim and f' ({aim})'}"

    sizes = sorted(size for size, what in found if what.startswith("(c2)"))
    for size in sizes:
        least_a, least_b = aims(size)
        one, whole = (
            found[size, ONE],
            next(found[key] for key in found if key[0] == size and "(c1)" in key[1]),
        )
        yield times(size, "(a)", "(c2)", f"cần {least_a:g}")
        yield times(size, "(b)", "(c2)", f"cần {least_b:g}")
        yield times(size, "(c1)", "(c2)", "cần 1.6" if size >= FIRST else "")
        yield times(size, ONE, "calamine", "không quá 2.2")
        yield times(size, AGAIN, "(c2)", "không quá 0.33")
        yield times(size, "biểu: xlsxwriter", "biểu: danvan", f"cần {10 if size >= MANY else 1}")
        few = min(size, FIRST)
        yield times(few, "danvan: chỉ đọc, chương trình lạ", "danvan: chỉ đọc, chương trình quen", "")
        each = (whole.cpu - one.cpu) / size * 1000
        yield f"- {size} biểu, ngoài việc đọc: {each:.2f} ms CPU một biểu (không quá 1.2)"
        memory = max(m.memory for (s, what), m in found.items() if s == size and what.startswith("(c2)"))
        yield f"- {size} biểu, bộ nhớ lớn nhất của một tiến trình: {memory:.0f} MB (không quá 400)"
    bare, ours = (line.measured.wall for line in lines if not line.size)
    yield f"- danvan --help / click trống: {ours / bare:.2f} lần (không quá 1.5)"


def aims(size: int) -> tuple[float, float]:
    """How many times slower than the tool (a) and (b) have to be."""
    if size < FIRST:
        return 2, 0.75
    return (9 if size >= MANY else 8), 2


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
    compiled()
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
