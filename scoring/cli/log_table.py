"""The lines of the register as a table, in the words of the office and the time of Việt Nam."""

from collections.abc import Iterable
from typing import Any

from rich.table import Table

from scoring.console import screen
from scoring.pipeline.office import Office
from scoring.register import VIETNAM, Record

_WIDTH_WITHOUT_TERMINAL = 180


def show_log(office: Office, lines: Iterable[tuple[Record, bool, str]]) -> None:
    """One row a line, each with what it says; those that no longer hold say so."""
    table = Table()
    for column in ("Số", "Lúc", "Ai", "Việc", "Đơn vị", "Tiêu chí", "Nội dung", "Lý do, văn bản"):
        table.add_column(column, overflow="fold")
    for record, holds, words in lines:
        draft = record.draft
        unit = office.roster.unit(draft.unit)
        table.add_row(
            str(record.seq),
            f"{record.at.astimezone(VIETNAM):%d/%m/%Y %H:%M}",
            record.who,
            draft.action.value if holds else f"{draft.action.value} (đã hủy)",
            unit.name if unit else draft.unit,
            draft.criterion,
            words,
            ", ".join(filter(None, (draft.reason, draft.document))),
        )
    screen(_WIDTH_WITHOUT_TERMINAL).print(table)


def lines_json(lines: Iterable[tuple[Record, bool, str]]) -> list[dict[str, Any]]:
    """The same for programs; ``content`` in words, ``values`` as the line keeps them."""
    return [
        {
            "seq": record.seq,
            "at": record.at.astimezone(VIETNAM),
            "who": record.who,
            "action": record.draft.action.name.lower(),
            "holds": holds,
            "period": record.draft.period,
            "unit": record.draft.unit,
            "criterion": record.draft.criterion,
            "content": words,
            "values": record.draft.values,
            "reason": record.draft.reason,
            "document": record.draft.document,
        }
        for record, holds, words in lines
    ]
