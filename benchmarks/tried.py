"""Trying at scale: seconds and peak memory of what ``danvan what-if --stability`` computes for N units.

    python -m benchmarks.tried                # 60 and 7,000 units, 10,000 draws
    python -m benchmarks.tried 7000 --draws 1000

No file is read: runs are made in memory, every size in a process of its own. The bounds of issue 15 are 5 s
for 60 units and 60 s for 7,000.
"""

import argparse
import subprocess
import sys
from io import BytesIO

from benchmarks.scale import measured, run_of
from scoring.engine.results import Submission
from scoring.reports.what_if.as_json import tried_json
from scoring.reports.what_if.book import write_book
from scoring.reports.what_if.tried import Tried
from scoring.whatif.influence import influences
from scoring.whatif.lowered import lowered
from scoring.whatif.shares import shares
from scoring.whatif.stability import DRAWS, stability

SIZES = (60, 7_000)


def tried(size: int, draws: int) -> None:
    """The steps of one trial, each with what it took."""
    print(f"{size:,} units, {draws:,} draws", flush=True)
    run = run_of(size)
    told = {r.unit: Submission(r.unit, r.form.entries, r.form.declared) for r in run.receipts if r.form}
    table = measured("shares", lambda: shares(run.roster, run.results))
    firm = measured("stability", lambda: stability(table, lambda *_: None, draws=draws))
    strong = measured("influence", lambda: influences(table))
    less = measured("one step less", lambda: lowered(run.roster, run.results, told))
    found = Tried(run, stability=firm, influences=strong, lowered=less)
    measured("thu-phuong-an.xlsx", lambda: write_book(BytesIO(), found))
    measured("JSON", lambda: tried_json(found))


def main() -> None:
    """Every size in a fresh process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--draws", type=int, default=DRAWS)
    asked = parser.parse_args()
    if len(asked.sizes) == 1:
        tried(asked.sizes[0], asked.draws)
        return
    for size in asked.sizes:
        command = [sys.executable, "-m", "benchmarks.tried", str(size), "--draws", str(asked.draws)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
