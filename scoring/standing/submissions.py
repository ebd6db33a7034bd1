"""What counts of every unit today: its form's answers, with what the office and the verifiers decided."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from scoring.criteria.units import Exemption, Roster, Unit
from scoring.engine.memory import Memory
from scoring.engine.model import State, Status, UnitResult
from scoring.engine.results import Submission
from scoring.engine.scorecard import is_void, score
from scoring.intake.model import FilledForm, Receipt
from scoring.register import Action, Draft, Ledger
from scoring.standing.conditions import condition_states, overruling
from scoring.standing.verdicts import counts, is_possible, waits

Exemptions = Mapping[str, tuple[Exemption, ...]]
"""What units were freed from by a decision of the office, by the unit's code."""


def under_decisions(roster: Roster, ledger: Ledger) -> Roster:
    """The roster with the exemptions that the office decided during the year (R14)."""
    return with_exemptions(roster, exemptions(ledger))


def exemptions(ledger: Ledger) -> Exemptions:
    """What the office decided during the year."""
    decided: dict[str, tuple[Exemption, ...]] = {}
    for record in ledger.of(Action.EXEMPTED):
        draft = record.draft
        exemption = Exemption(code=draft.criterion, basis=_basis(draft))
        decided[draft.unit] = (*decided.get(draft.unit, ()), exemption)
    return decided


def with_exemptions(roster: Roster, decided: Exemptions) -> Roster:
    """The roster with these exemptions beside those of the list of units; the other units are the same."""
    if not decided:
        return roster
    units = (
        unit.model_copy(update={"exempt": (*unit.exempt, *decided[unit.code])})
        if unit.code in decided
        else unit
        for unit in roster.units
    )
    return Roster(roster.criteria, tuple(units))


def left_out(ledger: Ledger) -> dict[str, str]:
    """Units that the office decided to leave unclassed and unranked, each with the reason."""
    return {record.draft.unit: _basis(record.draft) for record in ledger.of(Action.LEFT_OUT)}


def _basis(draft: Draft) -> str:
    return ", ".join(filter(None, (draft.reason, draft.document)))


def is_sound(receipt: Receipt, ledger: Ledger, period: str) -> bool:
    """True where the form that counts has no error and was not sent back to the unit."""
    return (
        receipt.counted and not receipt.has_error and ledger.reopened(receipt.unit, period) != receipt.sha256
    )


def reported(
    roster: Roster, period: str, receipts: Iterable[Receipt], ledger: Ledger
) -> tuple[UnitResult, ...]:
    """Where every unit stands in a period without scores."""
    receipts = tuple(receipts)
    came = {receipt.unit for receipt in receipts}
    sound = {receipt.unit for receipt in receipts if is_sound(receipt, ledger, period)}

    def state(unit: Unit) -> State:
        if not unit.evaluated:
            return State.OUTSIDE
        if unit.code in sound:
            return State.VALID
        if unit.code in came:
            return State.TO_MEND
        return State.NO_FORM if ledger.arrival(unit.code, period) else State.NOT_SUBMITTED

    return tuple(UnitResult(unit.code, roster.block(unit), state(unit)) for unit in roster.units)


def submissions(
    roster: Roster,
    period: str,
    receipts: Iterable[Receipt],
    ledger: Ledger,
    memory: Memory | None = None,
) -> list[Submission]:
    """What the engine scores: one submission for each unit of which a form counts."""
    memory = memory or Memory()
    found = []
    for receipt in receipts:
        if receipt.counted:
            basis = period, roster.unit(receipt.unit), receipt, *ledger.about(receipt.unit)
            found.append(memory.of(submission, receipt.unit, basis, roster, period, receipt, ledger))
    return found


def submission(roster: Roster, period: str, receipt: Receipt, ledger: Ledger) -> Submission:
    """What counts of the unit of the receipt: of the register only what is about that unit."""
    unit, form = roster.unit(receipt.unit), receipt.form
    if unit is None or form is None:
        raise ValueError(f"{receipt.file}: counted, but without a unit or a form")
    asked, verified = roster.criteria.criteria, dict(_verified(roster, unit, form, ledger))
    conditions = condition_states(roster, unit, form, receipt.sha256, ledger)
    own = Submission(
        unit=unit.code,
        entries=form.entries,
        declared=form.declared,
        valid=is_sound(receipt, ledger, period),
        punctual=ledger.punctual(unit.code, roster.criteria.reports),
        late=ledger.days_late(unit.code, roster.criteria.reports),
        barred=ledger.barred(unit.code),
        given={code: points for code, points in verified.items() if not asked[code].by_unit},
        waits=_waits(roster, unit, form, ledger) or any(each.outdated for each in conditions),
        ruled=overruling(conditions, "self"),
        settled=overruling(conditions, "verified"),
    )
    by_verifiers = {code: points for code, points in verified.items() if asked[code].by_unit}
    adopted = _adopted(roster, unit, receipt, own, ledger)
    made = {code: points for code, points in adopted.items() if points is not None}
    relative = frozenset(adopted.keys() - made.keys())
    return replace(own.verified_by({**made, **by_verifiers}), adopted=relative)


def _verified(roster: Roster, unit: Unit, form: FilledForm, ledger: Ledger) -> Iterator[tuple[str, Decimal]]:
    """The points of the verdicts that count today."""
    for code, asked in roster.criteria.criteria.items():
        verdict = ledger.verdicts().get((unit.code, code))
        if verdict and counts(verdict, asked, form):
            yield code, verdict.points


def _waits(roster: Roster, unit: Unit, form: FilledForm, ledger: Ledger) -> bool:
    """True where a verdict on an answer that the unit has replaced since has to be looked at again."""
    verdicts = ledger.verdicts()
    return bool(verdicts) and any(
        waits(verdict, asked, form, exempt=roster.exemption(unit, asked.code) is not None)
        for asked in roster.asked(unit)
        if (verdict := verdicts.get((unit.code, asked.code)))
    )


def _adopted(
    roster: Roster, unit: Unit, receipt: Receipt, submission: Submission, ledger: Ledger
) -> dict[str, Decimal | None]:
    """Self scores made final by a recorded decision about this very form; another form needs another one.

    None where the points wait for the best of the block.

    What the unit had no occasion for stays out of its maximum: there is no score to adopt. A verdict on an
    earlier answer waits for whoever gave it: no decision about the other criteria takes its place.
    """
    decided = ledger.adopted(unit.code, receipt.sha256)
    if not decided:
        return {}
    card = score(
        roster, unit, submission.entries,
        given=submission.given, punctual=submission.punctual, late=submission.late,
    )  # fmt: skip
    asked, verdicts = roster.criteria.criteria, ledger.verdicts()
    return {
        code: mark.points
        for code, mark in card.marks.items()
        if asked[code].by_unit
        and (mark.points is not None or mark.status is Status.AWAITED)
        and not is_void(asked[code], mark)
        and ("" in decided or code in decided)
        and not ((verdict := verdicts.get((unit.code, code))) and is_possible(verdict, asked[code]))
    }
