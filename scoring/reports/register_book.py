"""The register as a workbook, for the file of the year: one row a line, the newest first."""

from collections.abc import Iterable
from typing import IO

from scoring import __version__
from scoring.criteria.units import Roster
from scoring.register import VIETNAM, Record
from scoring.reports.sheets_of_tables import imprint_of
from scoring.sheets.look import TAB_RECORDS
from scoring.sheets.report import ReportBook
from scoring.sheets.table import Column, Table

COLUMNS = (
    Column("seq", "Số", 7, "points"),
    Column("at", "Lúc", 17, "centre"),
    Column("who", "Ai", 24),
    Column("action", "Việc", 22),
    Column("holds", "Còn hiệu lực", 10, "centre", {True: "", False: "đã hủy"}),
    Column("unit", "Đơn vị", 30),
    Column("criterion", "Tiêu chí", 10),
    Column("content", "Nội dung", 34, grows=True),
    Column("reason", "Lý do", 34, grows=True),
    Column("document", "Văn bản", 20),
)
TOP = 4


def write_register_book(target: IO[bytes], roster: Roster, lines: Iterable[tuple[Record, bool, str]]) -> None:
    """``lines``: each with True where it still holds and what it says. The same lines give the same bytes."""
    criteria, names = roster.criteria, {unit.code: unit.name for unit in roster.units}
    rows = tuple(
        (
            record.seq, f"{record.at.astimezone(VIETNAM):%d/%m/%Y %H:%M}", record.who,
            record.draft.action.value, holds, names.get(record.draft.unit, record.draft.unit),
            record.draft.criterion, said, record.draft.reason, record.draft.document,
        )
        for record, holds, said in lines
    )  # fmt: skip
    title = f"Sổ theo dõi công tác dân vận năm {criteria.year}"
    imprint = imprint_of(criteria, __version__, title, f"Sổ theo dõi năm {criteria.year}")
    table = Table(COLUMNS, rows)
    with ReportBook(target, imprint) as book:
        sheet = book.sheet("Sổ theo dõi", table.widths, landscape=True, tab=TAB_RECORDS)
        sheet.heading(title, f"{len(rows)} dòng, mới nhất trước")
        table.settle(sheet, TOP, table.write(sheet, TOP), kept=2)
