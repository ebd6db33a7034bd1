"""What persons decided of classes and quotas, and which such decisions have to be looked at again."""

from collections.abc import Iterator

from scoring.criteria.schema import CriteriaSet
from scoring.engine.model import Accepted, DecidedClass, QuotaNote, State
from scoring.register import Action, Draft, Ledger, Record
from scoring.register.actions import Classed, QuotaAccepted
from scoring.standing.run import Consolidation


def basis(draft: Draft) -> str:
    """Why, and on which document."""
    return ", ".join(filter(None, (draft.reason, draft.document)))


def decided(ledger: Ledger) -> dict[str, DecidedClass]:
    """The last decision on the class of each unit."""
    return {
        unit: DecidedClass(Classed.of(record).class_code, basis(record.draft))
        for unit, record in ledger.classed.items()
    }


def accepted(ledger: Ledger) -> dict[tuple[str, str], Accepted]:
    """The last word on each quota (class, block): how many units may have the class all the same, and why."""
    said = ((QuotaAccepted.of(record), record.draft) for record in ledger.of(Action.QUOTA_ACCEPTED))
    return {(each.class_code, each.block): Accepted(each.classed, basis(draft)) for each, draft in said}


def excesses(run: Consolidation) -> tuple[QuotaNote, ...]:
    """The quotas exceeded of which nobody has decided yet."""
    return tuple(note for note in run.results.quota_notes if not note.accepted)


def idle(run: Consolidation) -> Iterator[Record]:
    """Decisions on a class that do nothing: the unit cannot be classed, or the set has no such class."""
    for unit, record in run.ledger.classed.items():
        result = run.results.by_code.get(unit)
        settled = result is None or result.state in (State.NOT_SUBMITTED, State.TO_MEND)
        if not settled and result and result.standing and result.standing.computed is None:
            yield record


def overtaken(run: Consolidation) -> Iterator[tuple[Record, str, str]]:
    """Decisions taken when the rules gave the unit another class, with the name of that and of today's."""
    for unit, record in run.ledger.classed.items():
        result = run.results.by_code.get(unit)
        now = result.standing.computed if result and result.standing else None
        then = Classed.of(record).computed
        if now and now.code != then:
            yield record, class_name(run.criteria, then), now.name


def class_name(criteria: CriteriaSet, code: str) -> str:
    """How the class is called; its code where the set has it no longer."""
    return criteria.class_names.get(code, code)
