"""Which of several forms of one unit counts: the latest valid one; and which of its files is answered.

Never a silent choice: a form that does not count says why.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from scoring.catalogue import Severity
from scoring.dataclass import dataclass
from scoring.engine.memory import Memory
from scoring.findings import Finding, finding, weigh
from scoring.intake.model import FilledForm, Outcome, Receipt, task_key
from scoring.xlsx.grid import Workbook

_NOT_COUNTED = frozenset({"D04", "D05", "D06", "D08"})
"""Why a form does not count beside another of its unit."""


def settle(
    receipts: Sequence[Receipt], severities: Mapping[str, Severity], memory: Memory | None = None
) -> tuple[Receipt, ...]:
    """The same receipts, in the same order, with ``counted`` set and D04-D06, D08, D10 added.

    Where no form of a unit is valid the latest one counts provisionally; its errors keep the unit from
    being ranked. Where two differ and neither is later, none counts.
    """
    memory = memory or Memory()
    settled = list(receipts)
    by_unit: dict[str, list[int]] = {}
    for number, receipt in enumerate(receipts):
        if receipt.outcome is Outcome.READ:
            by_unit.setdefault(receipt.unit, []).append(number)
    for unit, numbers in by_unit.items():
        forms = tuple(receipts[number] for number in numbers)
        told = memory.of(settled_forms, unit, forms, forms, severities)
        for number, receipt in zip(numbers, told, strict=True):
            settled[number] = receipt
    return tuple(settled)


def settled_forms(forms: Sequence[Receipt], severities: Mapping[str, Severity]) -> tuple[Receipt, ...]:
    """The forms of one unit with which of them counts."""
    return tuple(_settled(forms, severities))


def _settled(forms: Sequence[Receipt], severities: Mapping[str, Severity]) -> Iterator[Receipt]:
    valid = [receipt for receipt in forms if not receipt.has_error]
    pool = valid or forms
    latest = max(map(age, pool))
    newest = [receipt for receipt in pool if age(receipt) == latest]
    for receipt in forms:
        said = _why_not(receipt, newest)
        counted = said is None
        if counted and (earlier := _replaced(receipt, valid)):
            said = _changed(receipt, earlier)
        added = weigh([said.at(file=receipt.file, unit=receipt.unit)] if said else [], severities)
        yield replace(receipt, counted=counted, findings=(*receipt.findings, *added))


def _why_not(receipt: Receipt, newest: Sequence[Receipt]) -> Finding | None:
    """Why the form does not count beside the ``newest`` of its unit; None where it is the one that counts."""
    first = newest[0]
    others = [each for each in newest if each is not receipt]
    if len(others) < len(newest) and any(_answers(each) != _answers(first) for each in newest):
        return finding("D05", found=", ".join(each.file for each in others))
    if receipt is first:
        return None
    if _answers(receipt) == _answers(first):
        return finding("D06", expected=first.file)
    later = age(receipt) > age(first)
    return finding("D08" if later else "D04", expected=", ".join(each.file for each in newest))


def _replaced(receipt: Receipt, valid: Iterable[Receipt]) -> Receipt | None:
    """The latest valid form of the unit before this one."""
    earlier = (each for each in valid if age(each) < age(receipt))
    return max(earlier, key=_by_age, default=None)


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
    settled = {receipt.unit for receipt in receipts if receipt.counted and not receipt.has_error}
    return sum(
        found.is_error
        for receipt in receipts
        if receipt.counted or receipt.unit not in settled
        for found in receipt.findings
    )


def to_read(receipt: Receipt, receipts: Iterable[Receipt]) -> tuple[Finding, ...]:
    """The findings of a file that somebody has to read.

    Of one that was replaced, where a valid form of the unit counts, only that it was: its faults are settled.
    """
    counted = (each for each in receipts if each.unit == receipt.unit and each.counted)
    if receipt.counted or receipt.outcome is not Outcome.READ or all(each.has_error for each in counted):
        return receipt.findings
    return tuple(found for found in receipt.findings if found.code in _NOT_COUNTED) or receipt.findings


def _form(receipt: Receipt) -> FilledForm:
    if receipt.form is None:
        raise ValueError(f"{receipt.file}: read, but without a form")
    return receipt.form


def age(receipt: Receipt) -> tuple[int, date]:
    """How new the form is: its submission number, then the day on which it was signed."""
    signed = _form(receipt).sign_off
    return signed.sending, signed.day or date.min


def _by_age(receipt: Receipt) -> tuple[tuple[int, date], str]:
    """Of equals the last by name, so that the choice depends on nothing else."""
    return age(receipt), receipt.file


def _answers(receipt: Receipt) -> object:
    """What the unit said, wherever on the sheets it said it."""
    form = _form(receipt)
    rows = {
        code: (row.entry, row.evidence, row.explanation, row.unreadable) for code, row in form.rows.items()
    }
    return rows, form.declared, form.tasks, form.report


@dataclass(frozen=True, slots=True)
class FileToAnswer:
    """The file that is answered, with what it holds where its answers could be read.

    ``others``: findings of further files that the unit has to know as well. ``sending``: the greatest
    submission number of the unit's forms, 0 where none could be read. ``again``: the unit has to send
    another form, also where the fresh one has nothing left to mend; ``returned``: why the office sent the
    form back by a decision, nothing where it did not.
    """

    receipt: Receipt
    workbook: Workbook | None = None
    others: tuple[Finding, ...] = ()
    sending: int = 0
    again: bool = True
    returned: str = ""

    @property
    def form(self) -> FilledForm | None:
        """The unit's answers, None where the file was refused."""
        return self.receipt.form if self.workbook else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that the unit has to know."""
        return (*self.receipt.findings, *self.others)


def file_to_answer(
    receipts: Sequence[Receipt], *, to_mend: bool = False, returned: str = ""
) -> FileToAnswer | None:
    """The file of one unit to be answered, None where nothing has to be said.

    It is the one that counts; the newest one where an older one counts because the newest has errors, or
    where it is not clear which counts; what was refused where nothing could be read. ``to_mend``: the unit
    stands as "cần sửa", so that it is answered even where nothing was found in its file.
    """
    read = [r for r in receipts if r.outcome is Outcome.READ]
    unclear = [r for r in read if {found.code for found in r.findings} & {"D05", "D08"}]
    if wanted := unclear or [r for r in read if r.counted]:
        receipt = max(wanted, key=_by_age)
        again = to_mend or receipt.has_error
        sending = max(age(r)[0] for r in read)
        answer = FileToAnswer(receipt, sending=sending, again=again, returned=returned)
        return answer if receipt.findings or again else None
    refused = [r for r in receipts if r.outcome is Outcome.REJECTED]
    if not refused:
        return None
    first, *rest = refused
    return FileToAnswer(first, others=tuple(f for r in rest for f in r.findings))
