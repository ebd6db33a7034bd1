"""The sheet "Nhiệm vụ": the plan's tasks that the unit leads or coordinates, how far, with what result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster, Unit
from scoring.forms import limits
from scoring.forms.colours import colour_checks
from scoring.forms.formulas import check, told
from scoring.forms.prefill import Prefill
from scoring.intake.checks.base import Live
from scoring.intake.checks.rows import weighed
from scoring.intake.checks.task_progress import live
from scoring.intake.layout import (
    CLEAN,
    COORDINATES,
    LEADS,
    TASK_COLUMNS,
    TASK_PROGRESS,
    TASKS,
    FormColumn,
    TaskRow,
    task_rows,
)
from scoring.intake.model import TaskProgress
from scoring.sheets.form import FormSheet
from scoring.sheets.look import GREY, MUTED, TEXT_FORMAT
from scoring.sheets.measure import Fitted, row_height

_TITLES = {column.key: column.title for column in TASK_COLUMNS}
STATE_ROW = 3
"""Where a form without scores says what is left to do; its table begins a row lower."""


@dataclass(frozen=True, slots=True)
class TaskTable:
    """Where the rows of tasks stand on the form of a period. Rows count from 0."""

    criteria: CriteriaSet
    period: str
    rows: tuple[TaskRow, ...]
    columns: tuple[FormColumn, ...]
    header: int

    @property
    def is_scored(self) -> bool:
        """True where the form holds scores as well."""
        return self.criteria.is_scored(self.period)

    def column(self, key: str) -> int:
        """The number of a column, from 0."""
        return [column.key for column in self.columns].index(key)

    def letter(self, key: str) -> str:
        """The letter of a column."""
        return chr(ord("A") + self.column(key))

    def cell(self, number: int, key: str) -> str:
        """The address of a column's cell in the ``number``-th row of tasks."""
        return f"{self.letter(key)}{self.header + 2 + number}"

    @property
    def checks(self) -> str:
        """The cells of the column "Kiểm tra"; a blank one where the unit has no task."""
        return f"{self.cell(0, 'check')}:{self.cell(max(len(self.rows), 1) - 1, 'check')}"

    @property
    def checks_span(self) -> str:
        """The same, for formulas of other sheets."""
        letter, first = self.letter("check"), self.header + 2
        return f"'{TASKS}'!${letter}${first}:${letter}${first + max(len(self.rows), 1) - 1}"


def task_table(roster: Roster, unit: Unit, period: str, prefill: Prefill) -> TaskTable:
    """The table of the unit's form; what was reported before has a column where there is any."""
    columns = tuple(c for c in TASK_COLUMNS if c.key != "earlier" or prefill.earlier)
    header = STATE_ROW if roster.criteria.is_scored(period) else STATE_ROW + 1
    return TaskTable(roster.criteria, period, task_rows(roster, unit), columns, header)


def _problem(table: TaskTable, task: str, progress: str) -> Live | None:
    """The test that holds for a task as it is filled, which the form caches."""
    listed, blank, _ = live("", "", task, scored=table.is_scored)
    held = None if progress in TASK_PROGRESS else listed if progress.strip() else blank
    return weighed([held], table.criteria.severities)[0] if held else None


def task_errors(table: TaskTable, prefill: Prefill) -> int:
    """How many tasks are still to be filled, as the form itself counts them."""
    said = {task.code: task.progress for task in prefill.tasks}
    held = (_problem(table, row.task.code, said.get(row.task.code, "")) for row in table.rows)
    return sum(test.finding.is_error for test in held if test)


def write_tasks(sheet: FormSheet, unit: Unit, table: TaskTable, prefill: Prefill) -> None:
    """Write the sheet."""
    style, last = sheet.style, table.column("result")  # what is printed
    sheet.set_widths([column.width for column in table.columns])
    sheet.header(table.header, (column.title for column in table.columns), 24)
    sheet.heading("NHIỆM VỤ THEO KẾ HOẠCH", last)
    sheet.merge(1, 0, last, unit.name, style(align="center", bold=True))
    sheet.show_banner(last)
    said = {task.code: task for task in prefill.tasks}
    before = _before(table.criteria, prefill.earlier)
    for number, row in enumerate(table.rows):
        progress = said.get(row.task.code, TaskProgress(row.task.code))
        _Line(sheet, table, number).write(progress, before.get(row.task.code, ""))
    if table.rows:
        colour_checks(sheet, table.checks)
    else:
        note = "Kế hoạch không giao nhiệm vụ riêng cho đơn vị; bỏ qua trang này."
        sheet.merge(table.header + 1, 0, last, note, style(italic=True, font_color=MUTED, align="center"))
    sheet.raw.freeze_panes(table.header + 1, 0)
    sheet.raw.repeat_rows(table.header)
    sheet.raw.print_area(0, 0, table.header + max(len(table.rows), 1), last)


def _before(criteria: CriteriaSet, earlier: Mapping[str, Sequence[TaskProgress]]) -> dict[str, str]:
    """What the unit reported of each task, a line a period."""
    told: dict[str, list[str]] = {}
    for period, tasks in earlier.items():
        for task in tasks:
            words = " – ".join(filter(None, (task.progress, " ".join(task.result.split()))))
            told.setdefault(task.code, []).append(f"{criteria.report(period).short_name}: {words}")
    return {code: "\n".join(lines) for code, lines in told.items()}


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the table being written."""

    sheet: FormSheet
    table: TaskTable
    number: int

    def write(self, progress: TaskProgress, before: str) -> None:
        """All its cells."""
        task, leads = self.table.rows[self.number].task, self.table.rows[self.number].leads
        style = self.sheet.style
        texts = {
            "code": (task.code, style.cell(align="center")),
            "text": (task.text, style.cell()),
            "role": (LEADS if leads else COORDINATES, style.cell(align="center", bold=leads)),
            "time": (task.time, style.cell(align="center")),
            "earlier": (before, style.cell(bg_color=GREY)),
            "progress": (progress.progress, style.entry(align="center")),
            "result": (progress.result, style.entry(num_format=TEXT_FORMAT)),
        }
        row = self.table.header + 1 + self.number
        shown = [column for column in self.table.columns if column.key in texts]
        for column in shown:
            self.sheet.put(row, self.table.column(column.key), *texts[column.key])
        fitted = (Fitted(texts[column.key][0], column.width) for column in shown)
        self.sheet.raw.set_row(row, row_height(*fitted, least=34))
        self._progress(row, task.code, progress.progress)

    def _progress(self, row: int, task: str, progress: str) -> None:
        at, criteria = self.table.column("progress"), self.table.criteria
        rule = limits.choice(_TITLES["progress"], list(TASK_PROGRESS))
        self.sheet.raw.data_validation(row, at, row, at, rule)
        said, result = (self.table.cell(self.number, key) for key in ("progress", "result"))
        tests = weighed(live(said, result, task, scored=self.table.is_scored), criteria.severities)
        held = _problem(self.table, task, progress)
        shown = told(held.finding) if held else CLEAN
        self.sheet.put_formula(row, self.table.column("check"), check(tests), self.sheet.style.cell(), shown)
