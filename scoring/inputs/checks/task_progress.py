"""R02: a task of which the unit does not say how far it is; live also N08, as in any list."""

from collections.abc import Iterator

from scoring.findings import Finding, finding
from scoring.inputs.checks.base import FormContext, Live
from scoring.inputs.checks.excel import all_of, blank, in_list, no
from scoring.inputs.checks.tasks import eased
from scoring.inputs.layout import progress_field
from scoring.inputs.model import task_key


def check(context: FormContext) -> Iterator[Finding]:
    """One finding for each blank progress; a missing row or an unreadable cell already has its own."""
    form = context.form
    said = {task.code: task.progress for task in form.tasks}
    unread = {f.place for f in form.findings}
    for task, _ in context.roster.tasks(context.unit):
        place = form.stated_places.get(task_key(task.code, "progress"))
        if place and not said.get(task.code) and place not in unread:
            yield from eased([finding("R02", place, task=task.code)], context.period)


def live(cell: str, task: str, period: str) -> list[Live]:
    """The same in the form."""
    field = progress_field(task)
    other = all_of(no(blank(cell)), no(in_list(field, cell)))
    listed = finding("N08", label=field.label, expected=", ".join(field.choices), proposal="")
    tests = ((other, listed), (blank(cell), finding("R02", task=task)))
    return [Live(condition, *eased([found], period)) for condition, found in tests]
