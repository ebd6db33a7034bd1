"""``python -m tests.annexes [-v] [NAME...] [--keep FOLDER]``: the score of every annex, for people."""

import argparse
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.annexes.reading import drawn, tried
from tests.annexes.scored import Score
from tests.annexes.told import annexes

_LINE = "{:32} {:>5} {:>7} {:>7} {:>7} {:>6} {:>6} {:>6}"


def main() -> None:
    """Draw, read and score."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("-v", action="store_true", help="each fault; of those held out only by name")
    parser.add_argument("--keep", type=Path, help="keep the files here")
    said = parser.parse_args()
    print(_LINE.format("file", "rows", "placed", "rules", "facts", "sure", "unlist", "lost"))
    with tempfile.TemporaryDirectory() as temporary:
        folder = said.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        scores = {False: list[Score](), True: list[Score]()}
        for annex in annexes():
            if said.names and annex.name not in said.names:
                continue
            for file in drawn(annex, folder):
                score = tried(annex, file)
                scores[annex.held_out].append(score)
                print(_line(score.file, [score]))
                if said.v and (said.names or not annex.held_out):
                    _faults(score)
    for name, held in (("open", scores[False]), ("held out", scores[True])):
        print(_line(name, held))


def _faults(score: Score) -> None:
    for fault in score.faults:
        print(f"    {'!' if fault.rpartition(' [')[0] in score.unlisted else ' '} {fault}")
    for row in score.lost:
        print(f"    ! mất: {row}")


def _line(name: str, scores: Iterable[Score]) -> str:
    every = list(scores)

    def total(what: str) -> int:
        return sum(getattr(score, what) for score in every)

    def share(part: str, whole: str) -> str:
        return f"{100 * total(part) / total(whole):.1f}" if total(whole) else "-"

    return _LINE.format(
        name, total("rows"), share("placed", "rows"), share("ruled", "criteria"), share("known", "facts"),
        share("sure", "rows"), sum(len(s.unlisted) for s in every), sum(len(s.lost) for s in every),
    )  # fmt: skip


if __name__ == "__main__":
    main()
