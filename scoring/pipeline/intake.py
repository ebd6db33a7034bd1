"""What the register knows of the files at hand, and what therefore counts of each unit."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from scoring.errors import WorkspaceError
from scoring.pipeline.office import Office
from scoring.register import Action, Draft, Ledger

if TYPE_CHECKING:
    from scoring.criteria.units import Roster, Unit
    from scoring.engine.model import UnitResult
    from scoring.engine.results import Submission
    from scoring.intake.model import FilledForm, Receipt


def under_decisions(roster: "Roster", ledger: Ledger) -> "Roster":
    """The roster with the exemptions that the office decided during the year (R14)."""
    from scoring.criteria.units import Exemption, Roster

    decided: dict[str, list[Exemption]] = {}
    for record in ledger.of(Action.EXEMPTED):
        draft = record.draft
        decided.setdefault(draft.unit, []).append(Exemption(code=draft.criterion, basis=_basis(draft)))
    if not decided:
        return roster
    units = tuple(
        unit.model_copy(update={"exempt": (*unit.exempt, *decided.get(unit.code, ()))})
        for unit in roster.units
    )
    return Roster(roster.criteria, units)


def left_out(ledger: Ledger) -> dict[str, str]:
    """Units that the office decided to leave unclassed and unranked, each with the reason."""
    return {record.draft.unit: _basis(record.draft) for record in ledger.of(Action.LEFT_OUT)}


def _basis(draft: Draft) -> str:
    return ", ".join(filter(None, (draft.reason, draft.document)))


def record_intake(
    office: Office, receipts: Sequence["Receipt"], who: str = "", now: datetime | None = None
) -> Ledger:
    """Record files seen for the first time and the set in use; what the register then says.

    A second run records nothing. Raises WorkspaceError where the set changed after it was put to use.
    """
    year = office.roster.criteria.year
    office.register.append(year, lambda ledger: _news(office, receipts, ledger), who, now)
    return office.register.ledger(year)


def _news(office: Office, receipts: Sequence["Receipt"], ledger: Ledger) -> Iterator[Draft]:
    from scoring.intake.model import Outcome

    criteria = office.roster.criteria
    used = ledger.set_in_use(office.period, criteria.id)
    if used and used != office.set_hash and (criteria.status == "issued" or ledger.verdicts()):
        raise WorkspaceError(
            f"Bộ tiêu chí “{criteria.id}” đã đổi sau khi dùng để tổng hợp (bản {used[:12]}, nay "
            f"{office.set_hash[:12]}). Khôi phục nội dung cũ; nếu cần đổi thật, đặt mã bộ (id) mới, "
            f"ví dụ {criteria.id}.2, rồi tạo và gửi lại biểu."
        )
    if used != office.set_hash and any(receipt.outcome is Outcome.READ for receipt in receipts):
        values = {"set": criteria.id, "hash": office.set_hash}
        yield Draft(Action.SET_USED, criteria.year, office.period, values=values)
    known = {
        (record.draft.unit, record.draft.values["sha256"], record.draft.values["readable"])
        for record in ledger.of(Action.RECEIVED, period=office.period)
    }
    for receipt in receipts:
        readable = "1" if receipt.outcome is Outcome.READ else ""
        key = (receipt.unit, receipt.sha256, readable)
        if receipt.sha256 and key not in known:
            known.add(key)
            values = {"file": receipt.file, "sha256": receipt.sha256, "readable": readable}
            yield Draft(Action.RECEIVED, criteria.year, office.period, receipt.unit, values=values)


def reported(
    roster: "Roster", period: str, receipts: Iterable["Receipt"], ledger: Ledger
) -> tuple["UnitResult", ...]:
    """Where every unit stands in a period without scores."""
    from scoring.engine.model import State, UnitResult

    receipts = tuple(receipts)
    came = {receipt.unit for receipt in receipts}
    sound = {
        receipt.unit
        for receipt in receipts
        if receipt.counted
        and not any(found.is_error for found in receipt.findings)
        and ledger.reopened(receipt.unit, period) != receipt.sha256
    }

    def state(unit: "Unit") -> State:
        if not unit.evaluated:
            return State.OUTSIDE
        if unit.code in sound:
            return State.VALID
        if unit.code in came:
            return State.TO_MEND
        return State.NO_FORM if ledger.arrival(unit.code, period) else State.NOT_SUBMITTED

    return tuple(UnitResult(unit.code, roster.block(unit), state(unit)) for unit in roster.units)


def submissions(
    roster: "Roster", period: str, receipts: Iterable["Receipt"], ledger: Ledger
) -> list["Submission"]:
    """What counts of every unit: its form's answers with what the office and the verifiers decided."""
    return [_submission(roster, period, receipt, ledger) for receipt in receipts if receipt.counted]


def _submission(roster: "Roster", period: str, receipt: "Receipt", ledger: Ledger) -> "Submission":
    from scoring.engine.results import Submission

    unit, form = roster.unit(receipt.unit), receipt.form
    if unit is None or form is None:
        raise ValueError(f"{receipt.file}: counted, but without a unit or a form")
    asked, decided = roster.criteria.criteria, dict(_decided(roster, unit, form, ledger))
    sent_back = ledger.reopened(unit.code, period) == receipt.sha256
    submission = Submission(
        unit=unit.code,
        entries=form.entries,
        declared=form.declared,
        valid=not sent_back and not any(found.is_error for found in receipt.findings),
        punctual=ledger.punctual(unit.code, roster.criteria.reports),
        barred=ledger.barred(unit.code),
        given={code: worth for code, worth in decided.items() if not asked[code].by_unit},
        waits=_waits(roster, unit, form, ledger),
    )
    return submission.verified_by(
        {
            **_adopted(roster, unit, receipt, submission, ledger),
            **{code: worth for code, worth in decided.items() if asked[code].by_unit},
        }
    )


def _decided(
    roster: "Roster", unit: "Unit", form: "FilledForm", ledger: Ledger
) -> Iterator[tuple[str, Decimal]]:
    """The verdicts that count today."""
    from scoring.standing.counted import counts

    for code, asked in roster.criteria.criteria.items():
        verdict = ledger.verdicts().get((unit.code, code))
        if verdict and counts(verdict, asked, form):
            yield code, verdict.points


def _waits(roster: "Roster", unit: "Unit", form: "FilledForm", ledger: Ledger) -> bool:
    """True where a verdict on an answer that the unit has replaced since has to be looked at again."""
    from scoring.standing.counted import waits

    verdicts = ledger.verdicts()
    return bool(verdicts) and any(
        waits(verdict, asked, form, exempt=roster.exemption(unit, asked.code) is not None)
        for asked in roster.asked(unit)
        if (verdict := verdicts.get((unit.code, asked.code)))
    )


def _adopted(
    roster: "Roster", unit: "Unit", receipt: "Receipt", submission: "Submission", ledger: Ledger
) -> dict[str, Decimal]:
    """Self scores made final by a recorded decision about this very form; another form needs another one.

    What the unit had no occasion for stays out of its maximum: there is no score to adopt. A verdict on an
    earlier answer waits for whoever gave it: no decision about the other criteria takes its place.
    """
    from scoring.engine.scorecard import is_void, score
    from scoring.standing.counted import is_possible

    decided = {
        code
        for code, record in ledger.adopted(unit.code).items()
        if record.draft.values.get("sha256") == receipt.sha256
    }
    if not decided:
        return {}
    card = score(roster, unit, submission.entries, given=submission.given, punctual=submission.punctual)
    asked, verdicts = roster.criteria.criteria, ledger.verdicts()
    return {
        code: mark.points
        for code, mark in card.marks.items()
        if asked[code].by_unit
        and mark.points is not None
        and not is_void(asked[code], mark)
        and ("" in decided or code in decided)
        and not ((verdict := verdicts.get((unit.code, code))) and is_possible(verdict, asked[code]))
    }
