"""What a line of the register says, in the words of the office."""

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
from scoring.text import show_date

_SHOWN = 12  # letters of a hash


def content_of(record: Record) -> str:
    """What the line says beside its action, its unit and its reason."""
    words, period = _words(content(record)), record.draft.period
    return f"{words} (kỳ {period})" if period else words


def _words(said: Content) -> str:
    match said:
        case SetUsed(set_id, set_hash):
            return f"{set_id}, bản {set_hash[:_SHOWN]}"
        case Received(file, readable=readable):
            return file if readable else f"{file} (không đọc được)"
        case Arrived(day):
            return f"nhận ngày {show_date(day)}"
        case Verified() | ConditionDecided():
            return _judged(said)
        case Attached(name):
            return name
        case Adopted(sha256) | Reopened(sha256) | FormSent(sha256):
            return f"biểu {sha256[:_SHOWN]}"
        case Classed(class_code=class_code):
            return f"loại {class_code}"
        case QuotaAccepted(block, classed, class_code):
            return f"loại {class_code}: {classed} đơn vị{f', khối {block}' if block else ''}"
        case Revoked(seq) | Explained(seq):
            return f"dòng {seq}"
        case Approved(step, block) | SentBack(step, block):
            mark = f", mã {said.digest[:_SHOWN]}" if isinstance(said, Approved) else ""
            return f"bước {step}, khối {block}{mark}"
        case EditionFrozen(edition, manifest):
            return f"edition {edition}, manifest {manifest[:_SHOWN]}"
        case _:
            return ""


def _judged(said: Verified | ConditionDecided) -> str:
    if isinstance(said, Verified) and not said.condition:
        return f"{said.points:f} điểm".replace(".", ",")
    holds = said.holds if isinstance(said, ConditionDecided) else bool(said.points)
    return YES if holds else NO
