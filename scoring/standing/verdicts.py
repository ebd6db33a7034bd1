"""Which verified points count today: one rule for scores, papers, books and what is still open."""

from scoring.criteria.schema import Criterion
from scoring.intake.model import FilledForm
from scoring.register import Verdict


def answer_print(form: FilledForm | None, criterion: str) -> str:
    """The fingerprint of what the unit says of the criterion today, nothing where it says nothing."""
    row = form.rows.get(criterion) if form else None
    return row.fingerprint if row else ""


def is_possible(verdict: Verdict, criterion: Criterion) -> bool:
    """False where today's maximum is below the points: of such a verdict nothing is left."""
    return verdict.points <= criterion.max


def is_outdated(verdict: Verdict, criterion: Criterion, form: FilledForm | None) -> bool:
    """True where the unit has changed its answer since: the points wait for another look ("cần xem lại")."""
    return criterion.by_unit and verdict.answer != answer_print(form, criterion.code)


def waits(verdict: Verdict, criterion: Criterion, form: FilledForm | None, *, exempt: bool) -> bool:
    """The same of a criterion still asked: nobody looks again at one that the unit is freed from."""
    return not exempt and is_possible(verdict, criterion) and is_outdated(verdict, criterion, form)


def counts(verdict: Verdict, criterion: Criterion, form: FilledForm | None) -> bool:
    """True where the points are possible and given for the answer that stands in the form today."""
    return is_possible(verdict, criterion) and not is_outdated(verdict, criterion, form)
