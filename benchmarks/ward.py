"""A workspace with as many units and filled forms as wanted, made by the real form writer.

    python -m benchmarks.ward SIZE FOLDER [whole]

``whole``: every unit is asked all criteria of the set, and not only those of its own tasks. Every form has
answers, evidence and texts of its own; a fifth is saved by LibreOffice, a fifth by openpyxl. They take 0.2 s
a form to make and are kept in the system's folder for temporary files, for the next size and run.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from hashlib import sha256
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from random import Random

from xlsxwriter import Workbook

from benchmarks import words, writers
from benchmarks.words import own_words
from benchmarks.writers import saved_by_libreoffice, saved_by_openpyxl
from scoring.criteria.loader import load_roster
from scoring.criteria.unit_list import COLUMNS, unit_cells
from scoring.criteria.units import Roster, Unit
from scoring.exchange import in_memory
from scoring.forms import FormMaker, write_form
from scoring.pipeline.office import open_office
from tools.example import answers
from tools.example.answers import prefill
from tools.example.units import STORIES

KEPT = Path(tempfile.gettempdir()) / "danvan-benchmarks"
FIFTH = 5

SAMPLE = Path(__file__).parents[1] / "criteria" / "viet-hoa-2026"
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


def write_alike(size: int, root: Path, different: int) -> Path:
    """A workspace made fast, in which every unit has sent a valid form; the folder with the forms.

    ``different``: how many sets of answers there are; units with the same differ in name and code.
    """
    inbox = write_units(roster_of(size), root)
    roster = open_office(root).roster
    makers: dict[object, FormMaker] = {}
    for number, unit in enumerate(roster.evaluated):
        key = unit.kind, number % different
        if key not in makers:
            story = replace(STORIES[number % len(STORIES)], like=f"{number % different}")
            makers[key] = FormMaker(roster, filled=prefill(roster, unit, story))
        (inbox / name_of(unit)).write_bytes(makers[key].form(unit))
    return inbox


def write_ward(size: int, root: Path, *, whole: bool = False, kept: Path = KEPT) -> Path:
    """A workspace in which every unit has sent a valid form of its own; the folder with the forms.

    ``kept``: where forms lie that were made before, and are left for later.
    """
    inbox = write_units(roster_of(size), root, whole=whole)
    units = open_office(root).roster.evaluated
    forms = kept / _key(root)
    forms.mkdir(parents=True, exist_ok=True)
    missing = [number for number, unit in enumerate(units) if not (forms / name_of(unit)).exists()]
    with (
        tempfile.TemporaryDirectory(dir=forms) as home,
        ProcessPoolExecutor(mp_context=get_context("spawn")) as pool,
    ):
        made = list(pool.map(_written, repeat(root), missing, repeat(Path(home)), chunksize=8))
        by_libreoffice = [path for number, path in zip(missing, made, strict=True) if number % FIFTH == 1]
        by_openpyxl = [path for number, path in zip(missing, made, strict=True) if number % FIFTH == 3]
        saved_by_libreoffice(by_libreoffice)
        list(pool.map(saved_by_openpyxl, by_openpyxl, chunksize=8))
        for path in made:
            path.replace(forms / path.name)
    for unit in units:
        shutil.copy(forms / name_of(unit), inbox)
    return inbox


def name_of(unit: Unit) -> str:
    """The file that a unit sends."""
    return f"tu-cham-{unit.code}.xlsx"


def form_of(roster: Roster, unit: Unit, number: int, word: str = "") -> bytes:
    """The form of a unit as the ``number``-th of the ward fills it; another ``word``, another form."""
    story = replace(STORIES[number % len(STORIES)], like=f"{word}{number}")
    filled = own_words(prefill(roster, unit, story), Random(f"{word}{unit.code}"))
    return in_memory(write_form, roster, unit, filled=filled)


def _key(root: Path) -> str:
    """What decides how the forms of a workspace are filled and saved."""
    makers = (module.__file__ for module in (words, writers, answers))
    files = [*sorted(root.glob("criteria/*/criteria.yaml")), *(Path(str(name)) for name in makers)]
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


@cache
def _roster(root: Path) -> Roster:
    return open_office(root).roster


def _written(root: Path, number: int, to: Path) -> Path:
    roster = _roster(root)
    unit = roster.evaluated[number]
    path = to / name_of(unit)
    path.write_bytes(form_of(roster, unit, number))
    return path


if __name__ == "__main__":
    write_ward(int(sys.argv[1]), Path(sys.argv[2]), whole="whole" in sys.argv)
