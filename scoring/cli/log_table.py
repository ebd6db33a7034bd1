"""The lines of the register as a table, in the words of the office and the time of Việt Nam."""

from collections.abc import Iterable

from rich.table import Table

from scoring.console import screen
from scoring.pipeline import Office
from scoring.register import VIETNAM, Record
from scoring.register.actions import (
    Adopted,
    Arrived,
    Content,
    EditionFrozen,
    Received,
    Reopened,
    Revoked,
    SetUsed,
    Verified,
    content,
)
from scoring.text import show_date

_WIDTH_WITHOUT_TERMINAL = 180
_SHOWN = 12  # letters of a hash


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
            _content(record),
            ", ".join(filter(None, (draft.reason, draft.document))),
        )
    screen(_WIDTH_WITHOUT_TERMINAL).print(table)


def _content(record: Record) -> str:
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
        case Verified(points):
            return f"{points:f} điểm".replace(".", ",")
        case Adopted(sha256) | Reopened(sha256):
            return f"biểu {sha256[:_SHOWN]}"
        case Revoked(seq):
            return f"dòng {seq}"
        case EditionFrozen(edition, manifest):
            return f"edition {edition}, manifest {manifest[:_SHOWN]}"
        case _:
            return ""
