"""The sheet of tasks: how far each task is and with what result, each with the cell it stands in."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from scoring.dataclass import dataclass
from scoring.findings import Finding, Place, finding
from scoring.intake import columns, layout, normalise
from scoring.intake.binding import Known, bind
from scoring.intake.checks.tasks import eased
from scoring.intake.columns import Merges
from scoring.intake.copies import counting, told_twice
from scoring.intake.layout import TaskRow
from scoring.intake.locate import Header, SheetWords, headers
from scoring.intake.model import TaskProgress, task_key
from scoring.intake.normalise import Asking
from scoring.intake.origin import Origins
from scoring.opening.opened import place_of

_TITLES = {column.key: column.title for column in layout.TASK_COLUMNS}
_NEEDED = ("code", "progress", "result")
_LEAST_TITLES = 4


@dataclass(frozen=True, slots=True)
class TaskSheet:
    """What the unit says of its tasks; ``places`` by :func:`~scoring.intake.model.task_key`."""

    tasks: tuple[TaskProgress, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def is_filled(self) -> bool:
        """True where anything is said of a task."""
        return bool(self.tasks)


def read_tasks(
    book: Sequence[SheetWords], plan: Sequence[TaskRow], known: Known, origins: Origins, *, scored: bool
) -> TaskSheet:
    """Every task of ``plan`` of which something is said. B06-B09, C03, C06, N and R03, R04 as found."""
    found = headers(book, _TITLES, _LEAST_TITLES)
    if not found:
        return TaskSheet(findings=(finding("B06", expected=layout.TASKS),) if plan else ())
    copies = counting([(header, _read(header, plan, known, origins)) for header in found])
    read = copies.counts
    findings = eased((*told_twice(copies, layout.TASKS), *read.findings), scored=scored)
    return replace(read, findings=tuple(findings))


def _read(header: Header, plan: Sequence[TaskRow], known: Known, origins: Origins) -> TaskSheet:
    lacking = list(columns.lacking(header, _TITLES, _NEEDED, _NEEDED))
    if "code" not in header.columns:
        return TaskSheet(findings=tuple(lacking))
    bound = bind(header, plan, known)
    reader = _Reader(header, origins)
    codes = (row.task.code for row in plan)
    read = [reader.read(code, bound.rows[code]) for code in codes if code in bound.rows]
    tasks = tuple(t for t in read if t.progress or t.result)
    return TaskSheet(tasks, reader.places, (*lacking, *bound.findings, *reader.findings))


class _Reader:
    def __init__(self, header: Header, origins: Origins) -> None:
        self._header, self._origins = header, origins
        self.places: dict[str, Place] = {}
        self.findings: list[Finding] = []
        self._merges = Merges(header, self.findings)

    def read(self, code: str, row: int) -> TaskProgress:
        """One task; progress that is none of the list stays as it is written, with a finding."""
        for key in ("progress", "result", "earlier"):
            column = self._header.columns.get(key)
            area = self._header.sheet.merge_at((row, column)) if column else None
            if column and (area is None or area[:2] == (row, column)):
                self.places[task_key(code, key)] = place_of(self._header.sheet, (row, column))
        return TaskProgress(code, self._progress(code, row), self._result(code, row))

    def _progress(self, code: str, row: int) -> str:
        if self._merges.covers(row, "progress"):
            return ""
        cell, asked = self._header.cell(row, "progress"), layout.progress_field(code)
        reading = normalise.choice(cell, asked, self._asking(code, "progress", asked.label))
        self.findings += reading.findings
        return reading.value or normalise.text_in(cell) * any(f.code == "N08" for f in reading.findings)

    def _result(self, code: str, row: int) -> str:
        if self._merges.covers(row, "result"):
            return ""
        label = f"{_TITLES['result']} nhiệm vụ {code}"
        cell = self._header.cell(row, "result")
        reading = normalise.words(cell, self._asking(code, "result", label))
        self.findings += reading.findings
        return normalise.paragraphs(cell) if reading.value else ""

    def _asking(self, code: str, key: str, label: str) -> Asking:
        place = self.places.get(task_key(code, key), Place(self._header.sheet.name))
        return Asking(place, label, origin=self._origins.of(place))
