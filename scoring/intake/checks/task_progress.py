"""R02: a task of which the unit does not say how far it is; live also N08, as in any list."""

from collections.abc import Iterator

from scoring.findings import Finding, finding
from scoring.intake.checks import broken_cell
from scoring.intake.checks.base import FormContext, Live
from scoring.intake.checks.excel import all_of, blank, in_list, no
from scoring.intake.checks.tasks import eased
from scoring.intake.layout import TASK_COLUMNS, progress_field
from scoring.intake.model import task_key

_RESULT = next(column.title for column in TASK_COLUMNS if column.key == "result")


def check(context: FormContext) -> Iterator[Finding]:
    """One finding for each blank progress; a missing row or an unreadable cell already has its own."""
    form, scored = context.form, context.roster.criteria.is_scored(context.period)
    said = {task.code: task.progress for task in form.tasks}
    unread = {f.place for f in form.findings}
    for task, _ in context.roster.tasks(context.unit):
        place = form.stated_places.get(task_key(task.code, "progress"))
        if place and not said.get(task.code) and place not in unread:
            yield from eased([finding("R02", place, task=task.code)], scored=scored)


def live(cell: str, result: str, task: str, *, scored: bool) -> list[Live]:
    """The same in the form, and that its ``result`` is an error value (N10)."""
    field = progress_field(task)
    other = all_of(no(blank(cell)), no(in_list(field, cell)))
    listed = finding("N08", label=field.label, expected=", ".join(field.choices), proposal="")
    broken = broken_cell.of_cell(result, f"{_RESULT} nhiệm vụ {task}")
    tests = (Live(other, listed), Live(blank(cell), finding("R02", task=task)), broken)
    return [Live(test.condition, *eased([test.finding], scored=scored)) for test in tests]
