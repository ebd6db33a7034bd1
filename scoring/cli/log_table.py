"""The lines of the register as a table, in the words of the office and the time of Việt Nam."""

from collections.abc import Iterable
from datetime import date

from rich.table import Table

from scoring.console import screen
from scoring.pipeline import Office
from scoring.register import VIETNAM, Action, Record
from scoring.text import show_date

_WIDTH_WITHOUT_TERMINAL = 180


def show_log(office: Office, lines: Iterable[tuple[Record, bool]]) -> None:
    """One row a line; those that no longer hold say so."""
    table = Table()
    for column in ("Số", "Lúc", "Ai", "Việc", "Đơn vị", "Tiêu chí", "Nội dung", "Lý do, văn bản"):
        table.add_column(column, overflow="fold")
    for record, holds in lines:
        draft = record.draft
        unit = office.roster.unit(draft.unit)
        table.add_row(
            str(record.seq),
            f"{record.at.astimezone(VIETNAM):%d/%m/%Y %H:%M}",
            record.who,
            draft.action.value if holds else f"{draft.action.value} (đã hủy)",
            unit.name if unit else draft.unit,
            draft.criterion,
            _value(record),
            ", ".join(filter(None, (draft.reason, draft.document))),
        )
    screen(_WIDTH_WITHOUT_TERMINAL).print(table)


def _value(record: Record) -> str:
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
