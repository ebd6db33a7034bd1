"""Which of a unit's files is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scoring.findings import Finding
from scoring.intake.model import FilledForm, Outcome, Receipt
from scoring.xlsx.grid import Workbook


@dataclass(frozen=True, slots=True)
class Sent:
    """The file that is answered, with what it holds where its answers could be read.

    ``others``: findings of further files that have to be told as well. ``sending`` is the greatest number
    that the unit has given to a sending, 0 where no form could be read. ``again``: the unit has to send
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
        """All that the unit is told."""
        return (*self.receipt.findings, *self.others)


def chosen(receipts: Sequence[Receipt], *, to_mend: bool = False, returned: str = "") -> Sent | None:
    """The file of one unit to be answered, None where nothing has to be said.

    It is the one that counts; the newest one where an older one counts because the newest has errors, or
    where it is not clear which counts; what was refused where nothing could be read. ``to_mend``: the unit
    stands as "cần sửa", so that it is answered even where nothing was found in its file.
    """
    read = [r for r in receipts if r.outcome is Outcome.READ]
    refused = [r for r in receipts if r.outcome is Outcome.REJECTED]
    sending = max((_age(r)[0] for r in read), default=0)
    waiting = [r for r in read if _codes(r) & {"D05", "D08"}]
    counted = [r for r in read if r.counted]
    if waiting or counted:
        # Of equals the last by name, so that the choice depends on nothing else; D05 names them all.
        receipt = max(waiting or counted, key=lambda r: (_age(r), r.file))
        again = to_mend or any(found.is_error for found in receipt.findings)
        told = receipt.findings or again
        return Sent(receipt, sending=sending, again=again, returned=returned) if told else None
    if not refused:
        return None
    first, *rest = refused
    return Sent(first, others=tuple(f for r in rest for f in r.findings))


def _codes(receipt: Receipt) -> set[str]:
    return {found.code for found in receipt.findings}


def _age(receipt: Receipt) -> tuple[int, date]:
    signed = receipt.form.sign_off if receipt.form else None
    return (signed.sending, signed.day or date.min) if signed else (0, date.min)
