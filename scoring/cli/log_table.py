"""The lines of the register as a table, in the words of the office and the time of Việt Nam."""

from collections.abc import Iterable

from rich.table import Table

from scoring.console import screen
from scoring.pipeline.office import Office
from scoring.register import VIETNAM, Record
from scoring.standing.lines import content_of

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
            content_of(record),
            ", ".join(filter(None, (draft.reason, draft.document))),
        )
    screen(_WIDTH_WITHOUT_TERMINAL).print(table)
