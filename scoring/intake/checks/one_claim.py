"""N23: points are claimed of several criteria of which a unit may claim only one (R24).

What counts meanwhile is the best of them: criteria/README.md says so, and the finding with it.
"""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of
from scoring.intake.checks.words import arose, fields, tell
from scoring.intake.model import Row


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding in every row that claims points."""
    if len(asked.claimed) > 1 and asked.points and arose(row, asked):
        yield _several(asked, row)


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form."""
    if len(asked.rivals) > 1:
        claims = "+".join(f'COUNTIF({area},">0")' for area in cells["rivals"].split(","))
        yield Live(all_of(cells["arose"], f"{cells['points']}>0", f"{claims}>1"), _several(asked))


def _several(asked: Asked, row: Row | None = None) -> Finding:
    return tell("N23", asked, row, fields(asked)[0].key, expected=", ".join(asked.rivals))
