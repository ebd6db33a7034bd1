"""The papers of a set that is not about dân vận name what it assesses, and tasks by their short names."""

from dataclasses import replace
from pathlib import Path

import pytest

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from scoring.reports.documents import TEMPLATES, documents
from scoring.reports.documents.tasks import Tasks
from scoring.standing.run import Consolidation
from tests.reports.documents.papers import everything, shipped
from tests.reports.runs import consolidate, form, receipt

DECREE = Path(__file__).parents[3] / "criteria" / "thu-vien" / "nd-335-xa-2026"
OF_THE_UNIT = "Kế hoạch dân vận năm 2026"
"""What the units of these tests cite as evidence, in their own words."""


@pytest.fixture(scope="module")
def decree() -> Consolidation:
    roster = load_roster(DECREE)
    return consolidate(roster, tuple(receipt(form(roster, unit, 3)) for unit in roster.evaluated))


def test_papers_of_another_set_say_nothing_of_dan_van(decree: Consolidation) -> None:
    made = documents(decree, shipped())
    assert set(TEMPLATES[:4]) <= set(made)
    for name, document in made.items():
        text = everything(document).replace(OF_THE_UNIT, "").casefold()
        assert "dân vận" not in text, name
        assert "chất lượng cơ quan chuyên môn" in text, name


def test_reports_tell_a_task_by_its_short_name_and_the_unit_that_leads_it(run: Consolidation) -> None:
    [task, *others] = run.criteria.tasks
    lead = task.lead.model_copy(update={"text": "phòng văn hóa xã hội", "units": ("vhxh",), "kinds": ()})
    mended = task.model_copy(update={"text": "Các các tin;", "short": "Tin, bài", "lead": lead})
    criteria = run.criteria.model_copy(update={"tasks": (mended, *others)})
    here = replace(run, roster=Roster(criteria, run.roster.units))
    told = Tasks(here).fields()[0]["nhiem_vu"][0]  # type: ignore[index]
    assert (told["ten_ngan"], told["ten"]) == ("Tin, bài", "Các các tin")
    assert told["chu_tri"] == "Phòng Văn hóa - Xã hội"
    plain = replace(here, roster=Roster(run.criteria, run.roster.units))
    assert Tasks(plain).fields()[0]["nhiem_vu"][0]["ten_ngan"] == task.text.rstrip(" ;.,")  # type: ignore[index]
