"""The plan's tasks by group: how far the units say they are, and what they say they reached.

Sentences and tables take their numbers from one count, :class:`Held`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from scoring.criteria.tasks import Parties, Task
from scoring.intake.layout import TASK_PROGRESS
from scoring.reports.documents.counts import Row, numbered
from scoring.reports.documents.groups import groups
from scoring.reports.documents.words import Said, different
from scoring.reports.headings import title_of
from scoring.reports.progress import NOT_REPORTED, SHORT, Progress, TaskGroup
from scoring.standing.run import Consolidation

TOLD = 3  # different results shown for one task; who wrote the others is counted
NAMED = 3  # units named beside one result


@dataclass(frozen=True)
class Held:
    """How many of the units that a task concerns are how far with it; of several tasks, the sum."""

    counts: Mapping[str, int]

    @property
    def given(self) -> int:
        """How many units have to report; a unit with two tasks counts twice."""
        return sum(self.counts.values())

    @property
    def missing(self) -> int:
        """How many of them say nothing."""
        return self.counts.get(NOT_REPORTED, 0)

    def words(self, whose: str) -> str:
        """``12 đơn vị hoàn thành, 1 đơn vị đang thực hiện, 2 đơn vị chưa báo cáo``."""
        return ", ".join(f"{n} {whose} {name.lower()}" for name in SHORT if (n := self.counts.get(name, 0)))

    def fields(self) -> Row:
        """The line of a table."""
        return {
            "duoc_giao": self.given,
            "so_bao_cao": self.given - self.missing,
            "tien_do": [self.counts.get(progress, 0) for progress in TASK_PROGRESS],
            "chua_bao_cao": self.missing,
        }


def together(parts: Iterable[Held]) -> Held:
    """The sum of several tasks."""
    whole: Counter[str] = Counter()
    for part in parts:
        whole.update(part.counts)
    return Held(whole)


@dataclass(frozen=True)
class Tasks:
    """What the units of the evaluation say of the plan's tasks."""

    run: Consolidation

    @cached_property
    def _progress(self) -> Progress:
        return Progress(self.run)

    @cached_property
    def held(self) -> dict[str, Held]:
        """Task code -> how far the units are."""
        counts: dict[str, Counter[str]] = {task.code: Counter() for task in self.run.criteria.tasks}
        for unit in self.run.roster.evaluated:
            for task, _, status in self._progress.assigned(unit):
                counts[task.code][status] += 1
        return {code: Held(count) for code, count in counts.items()}

    @cached_property
    def _said(self) -> dict[tuple[str, bool], list[Said]]:
        """(Task code, whether they lead) -> what the units wrote as its result, in the roster's order."""
        found: dict[tuple[str, bool], list[Said]] = {}
        for unit in self.run.roster.evaluated:
            for task, leads, _ in self._progress.assigned(unit):
                said = self._progress.of(unit.code, task.code)
                if said and said.result.strip():
                    found.setdefault((task.code, leads), []).append((unit.name, said.result))
        return found

    def fields(self) -> list[Row]:
        """Points, progress and results group by group: those of the set, then what none of them has."""
        criteria = self.run.criteria
        points = {str(row["ma"]): row["cau"] for row in groups(self.run)}
        planned = {group.code: group for group in self._progress.groups}
        names = {group.code: title_of(group.text, criteria) for group in criteria.groups}
        for code, group in planned.items():
            names.setdefault(code, group.name)
        return numbered(
            [
                {
                    "ma": code,
                    "ten": name,
                    "cau_diem": points.get(code, ""),
                    **self._group(planned.get(code)),
                }
                for code, name in names.items()
                if code in points or code in planned
            ]
        )

    def _group(self, group: TaskGroup | None) -> Row:
        tasks = group.tasks if group else ()
        whole = together(self.held[task.code] for task in tasks)
        return {
            "cau": _sentence(len(tasks), whole) if tasks else "",
            **whole.fields(),
            "nhiem_vu": [self._task(task) for task in tasks],
        }

    def _task(self, task: Task) -> Row:
        held = self.held[task.code]
        return {
            "ma": task.code,
            "ten": task.text.rstrip(" ;.,"),
            "ten_ngan": task.name,
            "chu_tri": self._who(task.lead),
            "thoi_gian": task.time,
            "cau": held.words("đơn vị") or "không có đơn vị được giao",
            **held.fields(),
            **self._results(task.code),
        }

    def _who(self, party: Parties) -> str:
        """Units by their names, where the plan names nobody else; else in its own words."""
        names = [self.run.name(code) for code in party.units]
        return party.text if party.kinds or not names else ", ".join(names)

    def _results(self, task: str) -> Row:
        """What the leading units wrote, or where they wrote nothing, the coordinating ones."""
        leading, others = (
            list(different(self._said.get((task, leads), ()), NAMED)) for leads in (True, False)
        )
        told = (leading or others)[:TOLD]
        return {
            "ket_qua": [{"don_vi": each.names, "noi_dung": each.text} for each in told],
            "con_lai": sum(each.units for each in (*leading, *others)) - sum(each.units for each in told),
        }


def _sentence(tasks: int, whole: Held) -> str:
    if not whole.given:
        return f"{tasks} nhiệm vụ, không có đơn vị được giao."
    told = f"{tasks} nhiệm vụ, {whole.given} lượt đơn vị chủ trì, phối hợp"
    return f"{told}: {whole.words('lượt')}."


def tasks(rows: Iterable[Row]) -> list[Row]:
    """The tasks of all groups in one list."""
    return numbered(list(_all(rows)))


def _all(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        held = row["nhiem_vu"]
        assert isinstance(held, list)
        yield from held
