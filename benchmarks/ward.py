"""A workspace with as many units and filled forms as wanted, made by the real form writer.

    python -m benchmarks.ward SIZE FOLDER [whole]

``whole``: every unit is asked all criteria of the set, and not only those of its own tasks.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from xlsxwriter import Workbook

from scoring.criteria.loader import load_roster
from scoring.criteria.unit_list import COLUMNS, unit_cells
from scoring.criteria.units import Roster, Unit
from scoring.exchange import in_memory
from scoring.forms import FormMaker, write_form
from scoring.pipeline.office import open_office
from tools.example.answers import prefill
from tools.example.units import STORIES

SAMPLE = Path(__file__).parents[1] / "criteria" / "viet-hoa-2026"
ANSWERS = 96
"""Different sets of answers; more units than these say the same as another, under their own names."""

KINDS = (("tdp-05", "Tổ dân phố số", "tdp-b"), ("th", "Trường Tiểu học số", "th-b"))


def roster_of(size: int) -> Roster:
    """The sample set with ``size`` evaluated units: its own, then neighbourhoods and schools, two to one."""
    sample = load_roster(SAMPLE)
    return Roster(sample.criteria, (*sample.units, *_more(sample, size)))


def _more(sample: Roster, size: int) -> Iterator[Unit]:
    for number in range(size - len(sample.evaluated)):
        like, name, code = KINDS[number % 3 == 2]
        unit = sample.unit(like)
        assert unit is not None
        changed = {"name": f"{name} {number + 100}", "code": f"{code}{number + 100}", "aliases": ()}
        yield unit.model_copy(update=changed)


def write_units(roster: Roster, root: Path, *, whole: bool = False) -> Path:
    """The criteria of a workspace, its long list of units in Excel; the folder where filled forms arrive."""
    folder = root / "criteria" / SAMPLE.name
    folder.mkdir(parents=True)
    text = (SAMPLE / "criteria.yaml").read_text(encoding="utf-8")
    everybody = ", ".join(kind.code for kind in roster.criteria.kinds)
    asked = re.sub(r"(?<=applies: ).*", f"{{kinds: [{everybody}]}}", text) if whole else text
    (folder / "criteria.yaml").write_text(asked, encoding="utf-8")
    with Workbook(folder / "units.xlsx") as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([list(COLUMNS), *map(unit_cells, roster.units)]):
            sheet.write_row(row, 0, cells)
    inbox = root / "inputs" / str(roster.criteria.year) / "nam"
    inbox.mkdir(parents=True)
    return inbox


def write_ward(size: int, root: Path, *, whole: bool = False, answers: int = ANSWERS) -> Path:
    """A workspace in which every unit has sent a valid form; the folder with the forms."""
    inbox = write_units(roster_of(size), root, whole=whole)
    roster = open_office(root).roster
    makers: dict[object, FormMaker] = {}
    few = len(roster.evaluated) <= answers
    for number, unit in enumerate(roster.evaluated):
        key = unit.kind, number % answers
        story = replace(STORIES[number % len(STORIES)], like=f"{number % answers}")
        if few:
            content = in_memory(write_form, roster, unit, filled=prefill(roster, unit, story))
        else:
            if key not in makers:
                makers[key] = FormMaker(roster, filled=prefill(roster, unit, story))
            content = makers[key].form(unit)
        (inbox / f"tu-cham-{unit.code}.xlsx").write_bytes(content)
    return inbox


if __name__ == "__main__":
    write_ward(int(sys.argv[1]), Path(sys.argv[2]), whole="whole" in sys.argv)
