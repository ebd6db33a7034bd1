"""The reports of 6 and 9 months: what each unit says of its tasks on the way to its annual form."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from random import Random

from scoring.criteria.units import Roster, Unit
from scoring.forms import Prefill
from scoring.intake.layout import REPORT_PARTS
from scoring.intake.model import SignOff, TaskProgress
from tools.example.answers import PEOPLE, REPORT, prefill
from tools.example.units import STORIES, Story

DONE, UNDER_WAY, NOT_YET = "Hoàn thành", "Đang thực hiện", "Chưa thực hiện"


@dataclass(frozen=True)
class Half:
    """A report before the annual one; ``done`` is the share of what is done in the end and done by then.

    ``missing`` units send nothing; one unit leaves the progress of its first task ``blank``.
    """

    period: str
    signed: date
    done: float
    missing: tuple[str, ...]
    blank: str = ""


HALVES = (
    Half("6-thang", date(2026, 6, 4), 0.35, ("tdp-14",)),
    Half("9-thang", date(2026, 9, 9), 0.7, ("tdp-13", "tdp-14"), blank="tdp-07"),
)
RESULT = {
    DONE: "Đã hoàn thành theo kế hoạch (số liệu giả định).",
    UNDER_WAY: "Đang triển khai, đã đạt khoảng một nửa (số liệu giả định).",
    NOT_YET: "",
}


def story_of(unit: Unit) -> Story:
    """The unit's story, a plain one where it sends no annual form."""
    return next((story for story in STORIES if story.unit == unit.code), Story(unit.code, 0.8))


def _progress(roster: Roster, unit: Unit, half: Half) -> Iterator[TaskProgress]:
    """What is reported once as done stays so: each task has one day on which it is done."""
    for task in prefill(roster, unit, story_of(unit)).tasks:
        chance = Random(f"2026 {unit.code} {task.code}").random()
        if task.progress == DONE and chance < half.done:
            progress = DONE
        else:
            progress = UNDER_WAY if chance < half.done + 0.45 else NOT_YET
        yield TaskProgress(task.code, progress, RESULT[progress])


def half_year(roster: Roster, unit: Unit, half: Half) -> Prefill:
    """The whole form of a unit."""
    tasks = tuple(_progress(roster, unit, half))
    if unit.code == half.blank:
        tasks = tasks[1:]
    people = Random(f"2026 {half.period} {unit.code}").sample(PEOPLE, 2)
    return Prefill(
        sign_off=SignOff(people[0], people[1], half.signed, 1, phone="0220 3000 000"),
        tasks=tasks,
        report={key: REPORT[key] for key in REPORT_PARTS},
        earlier=earlier(roster, unit, half.period),
    )


def earlier(roster: Roster, unit: Unit, period: str = "nam") -> dict[str, tuple[TaskProgress, ...]]:
    """What the unit's form of the period brings of its earlier reports."""
    return {
        half.period: tuple(_progress(roster, unit, half))
        for half in takewhile(lambda half: half.period != period, HALVES)
        if unit.code not in half.missing
    }
