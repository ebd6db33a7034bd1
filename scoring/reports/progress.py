"""The plan's tasks across units: what each reported, in words short enough for a table of all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.tasks import Task
from scoring.criteria.units import Unit
from scoring.intake.layout import TASK_PROGRESS
from scoring.intake.model import Receipt, TaskProgress
from scoring.sheets.look import PROGRESS
from scoring.standing.run import Consolidation

if TYPE_CHECKING:
    from scoring.sheets.report import ReportSheet

Area = tuple[int, int, int, int]
"""First row and column, last row and column."""

NOT_REPORTED = "Chưa báo cáo"
SHORT: Mapping[str, str] = {
    "Hoàn thành": "HT",
    "Hoàn thành chậm": "HTC",
    "Đang thực hiện": "ĐTH",
    "Chưa thực hiện": "CTH",
    "Không phát sinh": "KPS",
    NOT_REPORTED: "CB",
}
"""Every status with its mark, best first; the order of tables, legends and charts."""
COLOURS: Mapping[str, tuple[str, str]] = dict(zip(SHORT, PROGRESS, strict=True))
"""The fill of a cell and the colour in a chart."""


def status(said: TaskProgress | None) -> str:
    """What is known of a task; what is not of the list counts as not reported until it is mended."""
    return said.progress if said and said.progress in TASK_PROGRESS else NOT_REPORTED


def shortened(text: str, longest: int) -> str:
    """A text on one line, cut at a word where it is long."""
    text = " ".join(text.rstrip(" ;.").split())
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0].rstrip(" ,;") + "…"


Said = Mapping[str, tuple[TaskProgress, ...]]
"""Unit -> what its form says of its tasks."""


def said_of_tasks(receipts: Iterable[Receipt]) -> Said:
    """What the forms that count say."""
    return {receipt.unit: receipt.form.tasks for receipt in receipts if receipt.counted and receipt.form}


def by_task(said: Said, unit: str) -> dict[str, TaskProgress]:
    """What a unit says, by task."""
    return {task.code: task for task in said.get(unit, ())}


@dataclass(frozen=True)
class TaskGroup:
    """Tasks whose codes begin alike."""

    code: str
    name: str
    tasks: tuple[Task, ...]


def task_groups(criteria: CriteriaSet) -> tuple[TaskGroup, ...]:
    """The tasks by the first part of their code, named like the criteria group with that code."""
    names = {group.code: f"{group.code}. {group.text}" for group in criteria.groups}
    found: dict[str, list[Task]] = {}
    for task in criteria.tasks:
        found.setdefault(task.code.split(".")[0], []).append(task)
    return tuple(
        TaskGroup(code, names.get(code, f"Nhiệm vụ mục {code}"), tuple(tasks))
        for code, tasks in found.items()
    )


@dataclass(frozen=True)
class Progress:
    """The tasks of one run."""

    run: Consolidation

    @cached_property
    def said(self) -> Said:
        """What the forms of the period say."""
        return said_of_tasks(self.run.receipts)

    def of(self, unit: str, task: str) -> TaskProgress | None:
        """What a unit says of one task."""
        return next((each for each in self.said.get(unit, ()) if each.code == task), None)

    @cached_property
    def groups(self) -> tuple[TaskGroup, ...]:
        """The set's groups of tasks."""
        return task_groups(self.run.criteria)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks, group by group."""
        return tuple(task for group in self.groups for task in group.tasks)

    def assigned(self, unit: Unit) -> Iterator[tuple[Task, bool, str]]:
        """Each task of the unit, True where it leads, and how far it is."""
        for task, leads in self.run.roster.tasks(unit):
            yield task, leads, status(self.of(unit.code, task.code))


def colour_marks(sheet: "ReportSheet", area: Area) -> None:
    """Colour the marks of :data:`SHORT` in an area; a mark that is changed by hand changes its colour."""
    sheet.colour_values(area, {SHORT[name]: fill for name, (fill, _) in COLOURS.items()})


def colour_names(sheet: "ReportSheet", area: Area) -> None:
    """The same where the statuses stand in full."""
    sheet.colour_values(area, {name: fill for name, (fill, _) in COLOURS.items()})
