"""What happened to a unit, in sentences: who did what, when and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from scoring.criteria.schema import CriteriaSet
from scoring.register import Action, Ledger, Record
from scoring.register.actions import (
    Adopted,
    Arrived,
    Attached,
    Classed,
    Exempted,
    Explained,
    FormSent,
    Received,
    Reopened,
    Revoked,
    Verified,
    content,
)
from scoring.text import show_date, show_number


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One sentence; ``holds``: False where it was taken back later."""

    at: datetime
    says: str
    action: Action
    holds: bool = True


def history(ledger: Ledger, unit: str, criteria: CriteriaSet) -> tuple[HistoryLine, ...]:
    """Everything that the register says of the unit, the newest first."""
    standing = {record.seq for record in ledger.standing}
    told = _Telling(criteria).lines(record for record in ledger.records if record.draft.unit == unit)
    found = []
    for (_, holds, _), group in groupby(told, lambda line: _together(line[0], line[0].seq in standing)):
        lines = list(group)
        record, says = lines[-1]
        if len(lines) > 1:
            says = f"{record.who} chấm {len(lines)} tiêu chí cùng lúc, không đổi điểm tự chấm"
        found.append(HistoryLine(record.at, says, record.draft.action, holds))
    return tuple(reversed(found))


def _together(record: Record, holds: bool) -> tuple[object, bool, int]:
    """One key for verdicts given at once that leave the self score as it is; any other line has its own."""
    if record.draft.action is Action.VERIFIED and not record.draft.reason:
        verdict = Verified.of(record)
        if verdict.points == verdict.own and verdict.round == 1:
            return (record.at, record.who), holds, 0
    return "", holds, record.seq


def _received(record: Record, received: Received) -> str:
    """A unit hands in what the office receives."""
    if received.on_page:
        return "nộp biểu điền trên trang"
    # What the page keeps has the beginning of its hash in its name, which tells nobody anything.
    name = received.file.replace(f"-{received.sha256[:12]}.", ".")
    did = "nộp" if record.is_by_unit else "nhận"
    return f"{did} tệp {name}{'' if received.readable else ' (không đọc được)'}"


_REASON = {Action.FORM_SENT: "cách gửi", Action.EXPLAINED: "nội dung"}
"""What the words of these lines are; of all others they say why."""


class _Telling:
    """Words for the lines in order; remembers what each was about."""

    def __init__(self, criteria: CriteriaSet) -> None:
        self._criteria = criteria
        self._points: dict[str, str] = {}
        self._told: dict[int, str] = {}

    def lines(self, records: Iterator[Record]) -> Iterator[tuple[Record, str]]:
        for record in records:
            did = self._did(record)
            self._told[record.seq] = did
            draft = record.draft
            period = f" ({self._criteria.report(draft.period).short_name})" if draft.period else ""
            called = _REASON.get(draft.action, "lý do")
            reason = f", {called}: {draft.reason}" if draft.reason else ""
            document = f", văn bản: {draft.document}" if draft.document else ""
            yield record, f"{record.who} {did}{period}{reason}{document}"

    def _did(self, record: Record) -> str:
        of = f" tiêu chí {record.draft.criterion}" if record.draft.criterion else ""
        match content(record):
            case FormSent():
                return "gửi biểu cho đơn vị"
            case Received() as received:
                return _received(record, received)
            case Arrived(day):
                return f"ghi ngày nhận {show_date(day)}"
            case Verified() as verdict:
                return self._verified(record.draft.criterion, verdict)
            case Attached(name):
                return f"gửi tài liệu {name} cho{of}"
            case Explained():
                return f"giải trình điểm{of}"
            case Adopted():
                return f"công nhận điểm tự chấm{of}"
            case Exempted():
                return f"miễn{of}"
            case Reopened():
                return "trả biểu để đơn vị làm lại"
            case Classed(class_code=code):
                return f"quyết định xếp loại {self._criteria.class_names.get(code, code)}"
            case Revoked(seq):
                return f"hủy việc “{self._told.get(seq, f'dòng {seq}')}”"
            case _:
                return f"ghi “{record.draft.action.value}”{of}"

    def _verified(self, criterion: str, verdict: Verified) -> str:
        points, before = show_number(verdict.points), self._points.get(criterion)
        self._points[criterion] = points
        turn = " lần 2" if verdict.round == 2 else ""
        if before and before != points:
            return f"sửa điểm{turn} tiêu chí {criterion} từ {before} thành {points}"
        own = f" (tự chấm {show_number(verdict.own)})" if verdict.own is not None else ""
        return f"chấm{turn} tiêu chí {criterion} {points} điểm{own}"
