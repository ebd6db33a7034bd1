"""Forms that the register saw too late although they were signed in time: the office may know better."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime

from scoring.dataclass import dataclass
from scoring.intake.archive import MARK
from scoring.intake.model import Receipt
from scoring.pipeline.office import Office
from scoring.register import VIETNAM, on_time
from scoring.standing.run import Consolidation
from scoring.standing.unverified import why_self_scores
from scoring.text import show_date

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class SeenLate:
    """A form first seen too late; ``modified``: the file's own day, a hint and nothing more."""

    unit: str
    name: str
    seen: date
    signed: date
    modified: date | None

    def __str__(self) -> str:
        earlier = self.modified and self.modified < self.seen
        hint = f", tệp sửa lần cuối {show_date(self.modified)}" if earlier else ""
        return f"{self.name} ({self.unit}): thấy {show_date(self.seen)}, ký {show_date(self.signed)}{hint}"


def seen_late(office: Office, run: Consolidation) -> Iterator[SeenLate]:
    """Units whose form was signed in time but first seen too late, where nobody said when it came."""
    report = next((each for each in run.criteria.reports if each.code == office.period), None)
    if report is None:
        return
    for unit in run.roster.evaluated:
        receipt, arrival = run.receipt(unit.code), run.ledger.arrival(unit.code, office.period)
        signed = receipt.form.sign_off.day if receipt and receipt.form else None
        if not (receipt and arrival and signed) or arrival.reason:
            continue
        if on_time(report, signed) and not on_time(report, arrival.day):
            yield SeenLate(unit.code, unit.name, arrival.day, signed, _modified(office, receipt))


def _modified(office: Office, receipt: Receipt) -> date | None:
    """When the file last changed, or the archive that it lies in."""
    for name in (receipt.file, receipt.file.partition(MARK)[0]):
        with suppress(OSError, ValueError):
            changed = (office.inbox / name).stat().st_mtime
            return datetime.fromtimestamp(changed, VIETNAM).date()
    return None


def arrival_notes(office: Office, run: Consolidation) -> tuple[str, ...]:
    """What to say of such forms, and the command that sets the day right; nothing where there are none."""
    late = list(seen_late(office, run))
    if not late:
        return ()
    period = "" if office.roster.criteria.is_scored(office.period) else f" -k {office.period}"
    few = len(late) <= _SHOWN
    rest = () if few else (f"- và {len(late) - _SHOWN} đơn vị nữa",)
    codes = " ".join(each.unit for each in late) if few else "--all"
    after = "" if few else " (sau đó ghi riêng từng đơn vị nộp chậm thật)"
    return (
        f"Tính là nộp chậm vì công cụ thấy tệp lần đầu sau hạn, dù biểu ký trước hạn ({len(late)}):",
        *(f"- {each}" for each in late[:_SHOWN]),
        *rest,
        "Nếu thực tế đã nhận đúng hạn, ghi ngày nhận rồi tổng hợp lại: "
        f'danvan receive {codes} --on NGÀY/THÁNG/NĂM{period} --reason "LÝ DO"{after}',
    )


def unverified_notes(run: Consolidation) -> tuple[str, ...]:
    """Why the ranking is still of self scores although verification began; nothing where it is not."""
    causes = why_self_scores(run)
    return ("Xếp hạng vẫn theo điểm tự chấm, vì:", *(f"- {cause}" for cause in causes)) if causes else ()
