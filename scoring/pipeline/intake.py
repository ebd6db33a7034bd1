"""What consolidation records of the files at hand: each once, however often it is run."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from scoring.criteria.loader import set_hash
from scoring.criteria.schema import CriteriaSet
from scoring.errors import WorkspaceError
from scoring.intake.model import Outcome, Receipt
from scoring.pipeline.office import Office
from scoring.register import Action, Draft, Ledger
from scoring.register.actions import Received, SetUsed


def record_intake(
    office: Office,
    receipts: Sequence[Receipt],
    who: str = "",
    now: datetime | None = None,
    *,
    on_page: bool = False,
) -> Ledger:
    """Record files seen for the first time and the set in use; what the register then says.

    ``on_page``: see :class:`Received`. A second run records nothing. Raises WorkspaceError where the set
    changed after it was put to use.
    """
    year = office.roster.criteria.year
    office.register.append(year, lambda ledger: _news(office, receipts, ledger, on_page=on_page), who, now)
    return office.register.ledger(year)


def is_frozen(criteria: CriteriaSet, ledger: Ledger, used: SetUsed) -> bool:
    """True where the set is not the one that was put to use, and may not be another any more.

    It may not once it is issued or somebody has verified; an issued one that calls itself a draft again stays
    issued. A decision that issues it as it was changes nothing that anybody is asked or scored by.
    """
    if "issued" not in (criteria.status, used.status) and not ledger.verdicts():
        return False
    proposed = (
        criteria.model_copy(update={"status": each, "decision": None}) for each in ("sample", "draft")
    )
    return used.set_hash not in {set_hash(criteria), *map(set_hash, proposed)}


def _news(office: Office, receipts: Sequence[Receipt], ledger: Ledger, *, on_page: bool) -> Iterator[Draft]:
    criteria = office.roster.criteria
    used = ledger.set_in_use(office.period, criteria.id)
    if used and used.set_hash != office.set_hash and is_frozen(criteria, ledger, used):
        raise WorkspaceError(
            f"Bộ tiêu chí “{criteria.id}” đã đổi sau khi dùng để tổng hợp. Khôi phục nội dung cũ; nếu cần "
            f"đổi thật, đặt mã bộ (id) mới, ví dụ {criteria.id}.2, rồi tạo và gửi lại biểu."
        )
    now = SetUsed(criteria.id, office.set_hash, criteria.status)
    if (not used or used.set_hash != now.set_hash) and any(each.outcome is Outcome.READ for each in receipts):
        yield now.draft(criteria.year, office.period)
    units = {receipt.unit for receipt in receipts}
    lines = (line for unit in units for line in ledger.of(Action.RECEIVED, unit=unit, period=office.period))
    files = ((record.draft.unit, Received.of(record)) for record in lines)
    known = {(unit, file.sha256, file.readable) for unit, file in files}
    for receipt in receipts:
        readable = receipt.outcome is Outcome.READ
        key = (receipt.unit, receipt.sha256, readable)
        if receipt.sha256 and key not in known:
            known.add(key)
            file = Received(receipt.file, receipt.sha256, readable, on_page)
            yield file.draft(criteria.year, office.period, receipt.unit)
