"""Kill a real server at many moments, while units and an official work with it: nothing acknowledged is lost.

    python -m benchmarks.kill 300
    python -m benchmarks.kill 300 --seed 7 --at-once 2

Each moment is another one within ``--span`` seconds of work; the round of acts goes on from moment to moment,
so that every act is met, and begins once none, one or two have been answered. The workspaces are new, and
go away.
"""

import argparse
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.web.killing import Tally, killed_at


def kill(moments: int, seed: int, span: float) -> Tally:
    """So many moments of one workspace."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="danvan-kill-") as home:
        for _ in killed_at(Path(home) / "phuong", moments, seed, span, tally):
            if tally.moments % 25 == 0:
                print(f"hạt {seed}: {tally.moments} lần", flush=True)
    return tally


def main() -> None:
    """All moments, a part of them in each of the workspaces."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("moments", nargs="?", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--span", type=float, default=3.0, help="seconds")
    parser.add_argument("--at-once", type=int, default=1, help="workspaces, each with a server of its own")
    asked = parser.parse_args()
    since, share = time.monotonic(), -(-asked.moments // asked.at_once)
    with ThreadPoolExecutor(asked.at_once) as pool:
        seeds = range(asked.seed, asked.seed + asked.at_once)
        done = list(pool.map(lambda seed: kill(share, seed, asked.span), seeds))
    for name in ("acknowledged", "interrupted", "refused"):
        found = sum((getattr(each, name) for each in done), start=type(done[0].acknowledged)())
        told = ", ".join(f"{act} {number}" for act, number in sorted(found.items()))
        print(f"{name}: {found.total()} ({told})")
    print(f"{sum(each.moments for each in done)} moments, {time.monotonic() - since:.0f} s: nothing was lost")


if __name__ == "__main__":
    main()
