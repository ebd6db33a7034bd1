"""The long run: forms, files, mutations, kills and commands at once; how many of each, and what was found.

    python -m tests.torture --forms 50000 --files 300 --years 10 --mutations 2000 --kills 40

Ends with 1 where something was found. Seeded: the same counts try the same things.
"""

import argparse
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

from tests.oracle import test_years
from tests.torture.books import mutated_books
from tests.torture.kills import kills
from tests.torture.mutations import mutants
from tests.torture.scored import FIRST, files, forms
from tests.torture.together import together
from tests.torture.tried import Tried


def years(wanted: int) -> Tried:
    told = Tried("years played")
    for seed in count(FIRST):
        if told.count >= wanted:
            return told
        told.count += 1
        with tempfile.TemporaryDirectory() as folder:
            try:
                told.ended[f"{test_years.tried(seed, Path(folder) / 'ward')} editions"] += 1
            except Exception as fault:  # a wrong figure, a refusal, a crash
                told.found.append(f"year {seed}: {type(fault).__name__}: {fault}")
    return told


PARTS: dict[str, tuple[Callable[[int], Tried], int]] = {
    "forms": (forms, 50_000),
    "files": (files, 300),
    "years": (years, 10),
    "mutations": (mutants, 2_000),
    "books": (mutated_books, 100),
    "kills": (kills, 40),
    "parallel": (together, 40),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    for name, (_, usual) in PARTS.items():
        parser.add_argument(f"--{name}", type=int, default=usual)
    asked = vars(parser.parse_args())
    found = 0
    for name, (run, _) in PARTS.items():
        told = run(asked[name])
        found += len(told.found)
        print(told.words, flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
