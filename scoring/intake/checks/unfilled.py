"""B10: a form into which nobody has written anything: one sentence instead of one for every blank cell."""

from collections.abc import Iterator

from scoring.findings import Finding, finding
from scoring.intake.model import FilledForm


def check(form: FilledForm) -> Iterator[Finding]:
    """One finding where the form holds no answer, no evidence, no text and, without scores, no progress."""
    if not is_filled(form):
        yield finding("B10")


def is_filled(form: FilledForm) -> bool:
    """True where the unit has said something, readable or not, beside who it is and who signs.

    The tasks of a form with scores begin with what was reported earlier: they alone say nothing new.
    """
    rows = (
        row.entry.answers or row.entry.not_applicable or row.evidence or row.explanation or row.unreadable
        for row in form.rows.values()
    )
    tasks = () if form.rows else (task.progress or task.result for task in form.tasks)
    return any((*form.findings, *rows, *tasks, *form.report.values()))
