"""What a line of the register says, in the words of the office."""

from datetime import date

from scoring.register import Action, Record
from scoring.text import show_date


def content_of(record: Record) -> str:
    """What the line says beside its action, its unit and its reason."""
    values, period = record.draft.values, record.draft.period
    match record.draft.action:
        case Action.RECEIVED:
            what = values["file"] if values["readable"] else f"{values['file']} (không đọc được)"
        case Action.ARRIVED:
            what = f"nhận ngày {show_date(date.fromisoformat(values['day']))}"
        case Action.VERIFIED:
            what = f"{values['points'].replace('.', ',')} điểm"
        case Action.SET_USED:
            what = f"{values['set']}, bản {values['hash'][:12]}"
        case Action.ADOPTED | Action.REOPENED:
            what = f"biểu {values['sha256'][:12]}"
        case Action.REVOKED:
            what = f"dòng {values['seq']}"
        case _:
            what = ", ".join(f"{key} {value[:12]}" for key, value in sorted(values.items()))
    return f"{what} (kỳ {period})" if period else what
