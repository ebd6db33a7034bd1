"""What is assessed is the set's own word, in every form, book and workbook."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

import pytest

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from scoring.forms import write_form
from scoring.forms.feedback.letter import letter
from scoring.forms.marks import Feedback
from scoring.intake.folder import Desk
from scoring.reports.consolidated import write_consolidated
from scoring.reports.final import write_ranking_book
from scoring.reports.period import write_period
from scoring.standing.run import Consolidation
from scoring.verification.book import books, parts, write_verification
from tests.conftest import SETS
from tests.reports.runs import consolidate, form, receipt

DECREE = Path(__file__).parents[2] / "criteria" / "thu-vien" / "nd-335-xa-2026"

OF_THE_UNIT = "Kế hoạch dân vận năm 2026"
"""What the units of these tests cite as evidence, in their own words."""


@cache
def run(folder: Path = DECREE) -> Consolidation:
    roster = load_roster(folder)
    return consolidate(roster, tuple(receipt(form(roster, unit, 3)) for unit in roster.evaluated))


def the_form(target: BinaryIO, run: Consolidation) -> None:
    write_form(target, run.roster, run.roster.evaluated[0])


def the_book(target: BinaryIO, run: Consolidation) -> None:
    [plan] = books(run, parts(run, ()), None)
    write_verification(target, plan)


def the_ranking(target: BinaryIO, run: Consolidation) -> None:
    write_ranking_book(target, run, (), 1)


WRITERS = [the_form, the_book, the_ranking, write_consolidated, write_period]


def text_of(write: Callable[[BinaryIO, Consolidation], None], run: Consolidation) -> str:
    target = BytesIO()
    write(target, run)
    with ZipFile(target) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("write", WRITERS)
def test_a_set_that_is_not_about_dan_van_says_nothing_of_it(
    write: Callable[[BinaryIO, Consolidation], None],
) -> None:
    text = text_of(write, run()).replace(OF_THE_UNIT, "").casefold()
    assert "chất lượng cơ quan chuyên môn" in text
    assert "dân vận" not in text


@pytest.mark.parametrize("write", WRITERS)
def test_a_set_that_does_not_say_what_it_assesses_is_about_dan_van(
    write: Callable[[BinaryIO, Consolidation], None],
) -> None:
    assert "công tác dân vận chính quyền" in text_of(write, run(SETS / "mini")).casefold()


def test_the_letter_names_the_form_as_its_title_does() -> None:
    roster: Roster = run().roster
    told = letter(
        Desk(roster, "", "nam"), roster.evaluated[0], "bieu.xlsx", Feedback("Văn phòng", "", "", ())
    )
    assert "Biểu tự chấm điểm chất lượng cơ quan chuyên môn năm 2026" in told
