"""What the lines of the register say, in the words of the office: days and names, no hashes and no codes."""

from collections.abc import Iterable

from scoring.criteria.units import Roster
from scoring.register import Record
from scoring.register.actions import (
    Adopted,
    Approved,
    Arrived,
    Attached,
    Classed,
    ConditionDecided,
    Content,
    EditionFrozen,
    Explained,
    FormSent,
    QuotaAccepted,
    Received,
    Reopened,
    Revoked,
    SentBack,
    SetUsed,
    Verified,
    content,
)
from scoring.rules import NO, YES
from scoring.text import show_date, show_number

_UNCERTAIN_FORM = "biểu khi ấy"


class LineWords:
    """The words for the lines of one year; ``records``: all of its lines, which lines refer to."""

    def __init__(self, roster: Roster, records: Iterable[Record]) -> None:
        criteria = roster.criteria
        self._criteria = criteria
        self._classes = criteria.class_names
        self._blocks = {each.code: each.name for each in criteria.blocks}
        self._steps = {each.code: each.name for each in criteria.approvals}
        self._lines = {record.seq: record for record in records}
        self._files: dict[str, Record] = {}
        self._versions: dict[str, int] = {}
        for record in self._lines.values():
            said = content(record)
            if isinstance(said, Received):
                self._files.setdefault(said.sha256, record)
            elif isinstance(said, SetUsed):
                self._versions.setdefault(said.set_hash, len(self._versions) + 1)

    def of(self, record: Record) -> str:
        """What the line says beside its action, unit and reason, with the report if it is not the year's."""
        words, period = self._said(content(record)), record.draft.period
        if not period or self._criteria.is_scored(period):
            return words
        report = f"báo cáo {self._criteria.report(period).short_name}"
        return f"{words} ({report})" if words else report

    def _said(self, said: Content) -> str:
        match said:
            case SetUsed():
                return self._set(said)
            case Adopted(sha256) | Reopened(sha256):
                return self._form(sha256)
            case Classed(class_code=code):
                return f"loại {self._classes.get(code, code)}"
            case QuotaAccepted(block, classed, class_code):
                where = f", {self._blocks.get(block, block)}" if block else ""
                return f"loại {self._classes.get(class_code, class_code)}: {classed} đơn vị{where}"
            case Revoked(seq) | Explained(seq):
                return self._line(seq)
            case Approved(step, block) | SentBack(step, block):
                return f"{self._steps.get(step, step)}, {self._blocks.get(block, block)}"
            case _:
                return _own_words(said)

    def _set(self, used: SetUsed) -> str:
        """Which set, and which of its versions of this year, where there were several."""
        name = self._criteria.name if used.set_id == self._criteria.id else used.set_id
        version = self._versions.get(used.set_hash, 1)
        return f"{name}, nội dung sửa lần {version - 1}" if version > 1 else name

    def _form(self, sha256: str) -> str:
        """The file of this content by its name and the day on which it was first seen."""
        line = self._files.get(sha256)
        return f"biểu {Received.of(line).file} nhận ngày {show_date(line.day)}" if line else _UNCERTAIN_FORM

    def _line(self, seq: int) -> str:
        """Another line by its number and what it did to whom."""
        line = self._lines.get(seq)
        return f"dòng {seq} ({line.draft.action.value})" if line else f"dòng {seq}"


def _own_words(said: Content) -> str:
    """What a line says that needs no other line and no name of the set."""
    match said:
        case Received(file, readable=readable):
            return file if readable else f"{file} (không đọc được)"
        case Arrived(day):
            return f"nhận ngày {show_date(day)}"
        case Verified() | ConditionDecided():
            return _judged(said)
        case Attached(name):
            return name
        case FormSent():
            return "biểu mẫu của đơn vị"
        case EditionFrozen(edition):
            return f"lần {edition}"
        case _:
            return ""


def _judged(said: Verified | ConditionDecided) -> str:
    if isinstance(said, Verified) and not said.condition:
        return f"{show_number(said.points)} điểm"
    holds = said.holds if isinstance(said, ConditionDecided) else bool(said.points)
    return YES if holds else NO
