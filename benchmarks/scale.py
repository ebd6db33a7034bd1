"""The outputs at scale: seconds and peak memory of ranking, workbook, JSON and Parquet for N units.

    python -m benchmarks.scale                      # 400, 1,200, 7,000 and 200,000 units
    python -m benchmarks.scale 1200 --profile       # and where the time of the workbook goes

No file is read: the runs are made in memory, every size in a process of its own, so that peaks are its own.
"""

import argparse
import cProfile
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from benchmarks.ward import roster_of
from scoring.criteria.loader import set_hash
from scoring.criteria.units import Roster
from scoring.engine.results import Submission, evaluate
from scoring.intake.model import FilledForm, Outcome, Receipt
from scoring.reports.consolidated import write_consolidated, write_sources
from scoring.reports.limits import is_live
from scoring.reports.parquet import parquet
from scoring.reports.results_json import results_json
from scoring.standing.run import Consolidation
from tests.reports.runs import form

SIZES = (400, 1_200, 7_000, 200_000)
FULL = 7_000
"""Units up to which sources, JSON and Parquet are measured too: 200,000 units have four million points."""

DIFFERENT = 2_000
"""Different sets of answers a kind of unit; what 200,000 forms themselves take is no part of the outputs."""


def receipts_of(roster: Roster) -> Iterator[Receipt]:
    """A valid form of every unit."""
    made: dict[tuple[str, int], FilledForm] = {}
    for number, unit in enumerate(roster.evaluated):
        key = unit.kind, number % DIFFERENT
        if key not in made:
            made[key] = form(roster, unit, seed=7)
        own = replace(made[key], unit=unit.code)
        name = f"tu-cham-{unit.code}.xlsx"
        yield Receipt(name, sha256(name.encode()).hexdigest(), Outcome.READ, unit.code, True, own)


def measured(label: str, work: Callable[[], object]) -> object:
    """Do the work; print what it took, and the process's peak so far."""
    start, cpu = time.perf_counter(), time.process_time()
    result = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took, used = time.perf_counter() - start, time.process_time() - cpu
    print(f"  {label:<22}{took:8.2f} s {used:8.2f} s CPU {peak:8.0f} MB", flush=True)
    return result


def run_of(size: int) -> Consolidation:
    """A consolidation of so many units, all ranked on their self scores."""
    roster = roster_of(size)
    receipts = measured("forms (not counted)", lambda: tuple(receipts_of(roster)))
    given = (Submission(r.unit, r.form.entries, r.form.declared) for r in receipts)
    results = measured("evaluate and rank", lambda: evaluate(roster, given))
    return Consolidation(roster, set_hash(roster.criteria), "nam", "0.1.0", results, receipts)


def outputs(size: int, folder: Path) -> None:
    """Everything that a consolidation of so many units writes, step by step."""
    print(f"{size:,} units", flush=True)
    run = run_of(size)
    with (folder / "tong-hop.xlsx").open("wb") as stream:
        measured("tong-hop.xlsx", lambda: write_consolidated(stream, run))
    if size <= FULL and not is_live(run):
        with (folder / "nguon-diem.xlsx").open("wb") as stream:
            measured("nguon-diem.xlsx", lambda: write_sources(stream, run))
    if size <= FULL:
        with (folder / "tong-hop.json").open("w", encoding="utf-8") as text:
            measured("tong-hop.json", lambda: text.writelines(results_json(run)))
        measured("Parquet", lambda: parquet(run))


def main() -> None:
    """Every size in a fresh process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--profile", action="store_true", help="where the time of one size goes")
    asked = parser.parse_args()
    if len(asked.sizes) > 1:
        for size in asked.sizes:
            subprocess.run([sys.executable, "-m", "benchmarks.scale", str(size)], check=True)
        return
    profile = cProfile.Profile()
    with tempfile.TemporaryDirectory() as folder:
        if asked.profile:
            profile.enable()
        outputs(asked.sizes[0], Path(folder))
    if asked.profile:
        profile.disable()
        pstats.Stats(profile).sort_stats("cumulative").print_stats(40)


if __name__ == "__main__":
    main()
