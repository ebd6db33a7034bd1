"""A form never says that it may be sent where the tool finds an error, whatever stands in its cells.

Every entry cell of a written form gets values of many kinds, LibreOffice recalculates, and what the form says
of each row is held against what the tool says of the same cells. What no formula can see, and only the tool
says: the format of a number (a day in a cell for numbers, a bare number in a cell for days), that an answer
is a formula (ISFORMULA came with Excel 2013), and merged cells.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook, load_workbook

from scoring.criteria.schema import Criterion
from scoring.findings import Finding
from scoring.forms.info import ORDER, value_cell
from scoring.forms.plan import FormPlan
from scoring.intake.folder import Desk
from scoring.intake.layout import (
    CLEAN,
    INFO,
    REPORT,
    SCORES,
    TASKS,
    WARNING,
    as_criterion,
)
from tests.intake.forms import (
    mini,
    mini_hash,
    unit,
    written,
)
from tests.intake.period_forms import PERIOD, reported
from tests.support.cell_values import cell_values
from tests.support.receiving import receive_one
from tools.libreoffice import LibreOffice

ERROR = "=1/0"  # saved by LibreOffice as the error value it gives
NUMBER_IN_WORDS, DAY_FOR_A_NUMBER = "N03", "N09"
"""The tool reads a number written as text, which the form refuses; only the tool sees formats."""
TEXT_OF_A_DAY = "05/03/2026"
"""The form lets nobody type it into a cell for days; where it was pasted the tool reads it."""
VALUES: tuple[object, ...] = (
    None, "  ", "\u00a0", "\u200b", "\n\t", "x", "X", "v", "✓", "Có", "có", "Không", "KPS", "-", "?", "*",
    "0", "4,5", "4.5", "123", "0,5", "31/02/2026", TEXT_OF_A_DAY, "5/3/26", "12/KH-UBND", "03/2026",
    "không rõ", "Hoàn thành", "Đang làm", "#N/A", True, False, 0, 1, 2, 99, 100, -1, 0.5, 0.95, 3.6,
    4.0000000000001, 0.30000000000000004, -1e-15, 8.25, 10, 10.0000000000001, 10.01, 46240, 46243.5,
    10**12, 10**12 + 1, 1e15,
    date(2026, 3, 5), date(2026, 12, 31), date(2010, 1, 1), date(1995, 12, 31), date(2027, 6, 1),
    date(2031, 5, 1),
)  # fmt: skip
ANNUAL_FORMS, HALF_YEAR_FORMS = 60, 30
KEYS = ("not_applicable", "number", "day", "summary", "explanation")


class Spot(NamedTuple):
    """A cell that a unit fills, and the cell that says what is wrong with it."""

    sheet: str
    cell: str
    check: str


class Mutated(NamedTuple):
    """A form and the values that were put into it."""

    period: str
    spots: Mapping[Spot, object]
    path: Path


def criteria() -> dict[str, Criterion]:
    asked = [
        c for c in mini().asked(unit("ktht")) if c.by_unit and not mini().exemption(unit("ktht"), c.code)
    ]
    return {c.code: c for c in (*asked, *map(as_criterion, mini().conditions(unit("ktht"))))}


def score_spots() -> Iterator[Spot]:
    plan = FormPlan(mini(), unit("ktht"))
    for criterion in criteria().values():
        cells = plan.cells(criterion)
        for cell in (*cells.answers.values(), *(cells[key] for key in KEYS)):
            yield Spot(SCORES, cell, cells["check"])


def info_spots() -> Iterator[Spot]:
    for key in ORDER[4:]:
        cell = value_cell(key).split("!")[1].replace("$", "")
        if key != "phone":
            yield Spot(INFO, cell, f"C{cell[1:]}")


def report_spots(first: int, parts: int) -> Iterator[Spot]:
    return (Spot(REPORT, f"B{first + n}", f"C{first + n}") for n in range(parts))


def task_spots() -> Iterator[Spot]:
    tasks = len(mini().tasks(unit("ktht")))
    return (Spot(TASKS, f"{column}{6 + n}", f"G{6 + n}") for n in range(tasks) for column in "EF")


@pytest.fixture(scope="module")
def mutated(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> list[Mutated]:
    """Forms in which one cell of each row is another than it should be, after LibreOffice saved them."""
    folder = tmp_path_factory.mktemp("mutated")
    annual, half = written(), written(reported(), period=PERIOD)
    spots = [*score_spots(), *info_spots(), *report_spots(5, 5)]
    jobs = list(_mutated(folder, "nam", annual, spots, ANNUAL_FORMS))
    spots = [*info_spots(), *report_spots(6, 5), *task_spots()]
    jobs += _mutated(folder, PERIOD, half, spots, HALF_YEAR_FORMS)
    saved: list[Path] = []
    for first in range(0, len(jobs), 40):  # LibreOffice gives up on hundreds of files in one call
        saved += libreoffice.recalculated([job.path for job in jobs[first : first + 40]], folder / "saved")
    return [job._replace(path=path) for job, path in zip(jobs, saved, strict=True)]


def _mutated(folder: Path, period: str, content: bytes, spots: list[Spot], forms: int) -> Iterator[Mutated]:
    """Each form takes one cell of every row; over all forms each cell gets values in a shuffled order."""
    chance = random.Random(period)
    rows: dict[tuple[str, str], list[tuple[Spot, object]]] = {}
    for spot in spots:
        rows.setdefault((spot.sheet, spot.check), []).extend((spot, value) for value in (*VALUES, ERROR))
    for pairs in rows.values():
        chance.shuffle(pairs)
    book = load_workbook(BytesIO(content))
    for n in range(forms):
        here = dict(pairs[n % len(pairs)] for pairs in rows.values())
        path = folder / f"{period}-{n}.xlsx"
        with _put(here, book):
            book.save(path)
        yield Mutated(period, here, path)


@contextmanager
def _put(spots: Mapping[Spot, object], book: Workbook) -> Iterator[None]:
    """The values stand in their cells, and those of before again afterwards."""
    before = {}
    for spot, value in spots.items():
        cell = book[spot.sheet][spot.cell]
        style = cell.number_format
        before[spot] = (cell.value, style)
        cell.value = value
        cell.number_format = "dd/mm/yyyy" if isinstance(value, date) else style
    yield
    for spot, (value, style) in before.items():
        cell = book[spot.sheet][spot.cell]
        cell.value = value
        cell.number_format = style


def test_form_and_tool_agree_on_every_changed_cell(mutated: list[Mutated]) -> None:
    compared, differing = 0, []
    for form in mutated:
        found = receive_one(form.path, Desk(mini(), mini_hash(), form.period)).findings
        book = cell_values(form.path)
        for spot, value in form.spots.items():
            says, here = str(book[spot.sheet][spot.check].value), _of_row(found, spot)
            passes, refused = says == CLEAN or says.startswith(WARNING), any(f.is_error for f in here)
            compared += 1
            codes = {f.code for f in here}
            is_text_read = value == TEXT_OF_A_DAY or NUMBER_IN_WORDS in codes
            allowed = DAY_FOR_A_NUMBER in codes if refused else is_text_read
            if passes == refused and not allowed:
                differing.append(f"{form.path.stem} {spot} {value!r}: {says} {[f.code for f in here]}")
    assert compared > 1_500
    assert not differing, "\n".join(differing)


@cache
def of_check() -> dict[str, str]:
    """The cell of the check -> the code of its criterion."""
    plan = FormPlan(mini(), unit("ktht"))
    return {plan.cells(criterion)["check"]: code for code, criterion in criteria().items()}


def _of_row(found: Sequence[Finding], spot: Spot) -> list[Finding]:
    """What the tool finds in the cell, or in the row that the same check looks at."""
    if spot.sheet == SCORES:
        return [f for f in found if f.criterion == of_check()[spot.check]]
    row = spot.check[1:]
    return [f for f in found if f.place.sheet == spot.sheet and f.place.cell[1:] == row]
