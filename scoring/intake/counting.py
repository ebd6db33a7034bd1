"""Which of several forms of one unit counts: the latest valid one. Never a silent choice."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from scoring.catalogue import Severity
from scoring.findings import Finding, finding, weigh
from scoring.intake.model import (
    FilledForm,
    Outcome,
    Receipt,
    task_key,
)


def settle(receipts: Sequence[Receipt], severities: Mapping[str, Severity]) -> tuple[Receipt, ...]:
    """The same receipts, in the same order, with ``counted`` set and D04-D06, D08, D10 added.

    Where no form of a unit is valid the latest one counts provisionally; its errors keep the unit from
    being ranked. Where two differ and neither is later, none counts.
    """
    settled = list(receipts)
    by_unit: dict[str, list[int]] = {}
    for number, receipt in enumerate(receipts):
        if receipt.outcome is Outcome.READ:
            by_unit.setdefault(receipt.unit, []).append(number)
    for numbers in by_unit.values():
        forms = [receipts[number] for number in numbers]
        for number, receipt in zip(numbers, _of_unit(forms, severities), strict=True):
            settled[number] = receipt
    return tuple(settled)


def _of_unit(forms: list[Receipt], severities: Mapping[str, Severity]) -> Iterator[Receipt]:
    valid = [receipt for receipt in forms if not _has_error(receipt)]
    pool = valid or forms
    latest = max(map(_age, pool))
    newest = [receipt for receipt in pool if _age(receipt) == latest]
    differing = [r for r in newest if _answers(r) != _answers(newest[0])]
    names = ", ".join(receipt.file for receipt in newest)
    for receipt in forms:
        told: Finding | None
        if differing and any(receipt is each for each in newest):
            told = finding("D05", found=", ".join(r.file for r in newest if r is not receipt))
        elif receipt is newest[0]:
            told = None
        elif _answers(receipt) == _answers(newest[0]):
            told = finding("D06", expected=newest[0].file)
        elif _age(receipt) > latest:
            told = finding("D08", expected=names)
        else:
            told = finding("D04", expected=names)
        counted = told is None
        if counted and (earlier := _replaced(receipt, valid)):
            told = _changed(receipt, earlier)
        added = weigh([told.at(file=receipt.file, unit=receipt.unit)] if told else [], severities)
        yield replace(receipt, counted=counted, findings=(*receipt.findings, *added))


def _replaced(receipt: Receipt, valid: Iterable[Receipt]) -> Receipt | None:
    """The latest valid form of the unit before this one."""
    earlier = (each for each in valid if _age(each) < _age(receipt))
    return max(earlier, key=lambda each: (_age(each), each.file), default=None)


def _changed(receipt: Receipt, earlier: Receipt) -> Finding | None:
    """D10 where most answers are other than in the form before: a neighbour may have filled it."""
    now, before = _answered(_form(receipt)), _answered(_form(earlier))
    other = sum(now.get(key) != before.get(key) for key in {*now, *before})
    if 2 * other <= len({*now, *before}):
        return None
    return finding("D10", expected=earlier.file, found=f"{other}/{len({*now, *before})}")


def _answered(form: FilledForm) -> dict[str, object]:
    """The answers one by one; of a form without scores what is said of each task and in each part."""
    if form.rows:
        return dict(form.entries)
    tasks = {task_key(task.code, "progress"): (task.progress, task.result) for task in form.tasks}
    return {**tasks, **form.report}


def open_errors(receipts: Iterable[Receipt], left_out: Collection[str] = ()) -> int:
    """How many errors somebody still has to mend.

    What is wrong with older or refused files of a unit is settled once a valid form of it counts; nobody
    waits for the units that the office left out.
    """
    receipts = [receipt for receipt in receipts if receipt.unit not in left_out]
    settled = {receipt.unit for receipt in receipts if receipt.counted and not _has_error(receipt)}
    return sum(
        found.is_error
        for receipt in receipts
        if receipt.counted or receipt.unit not in settled
        for found in receipt.findings
    )


def _has_error(receipt: Receipt) -> bool:
    return any(found.is_error for found in receipt.findings)


def _form(receipt: Receipt) -> FilledForm:
    if receipt.form is None:
        raise ValueError(f"{receipt.file}: read, but without a form")
    return receipt.form


def _age(receipt: Receipt) -> tuple[int, date]:
    signed = _form(receipt).sign_off
    return signed.sending, signed.day or date.min


def _answers(receipt: Receipt) -> object:
    """What the unit said, wherever on the sheets it said it."""
    form = _form(receipt)
    rows = {
        code: (row.entry, row.evidence, row.explanation, row.unreadable) for code, row in form.rows.items()
    }
    return rows, form.declared, form.tasks, form.report
