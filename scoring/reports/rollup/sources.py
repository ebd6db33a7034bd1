"""Nguồn: what every ward's figures come from, so that the ward can hold it against its own."""

from collections.abc import Iterator
from typing import Any

from scoring.reports.rollup.compare import STAGE_NAMES
from scoring.reports.rollup.plan import SOURCES, RollupPlan
from scoring.sheets.look import TAB_RECORDS
from scoring.sheets.report import ReportBook
from scoring.sheets.table import Column, Link, Table

COLUMNS = (
    Column("number", "STT", 6, "points"),
    Column("ward", "Phường, xã", 26, "link", grows=True),
    Column("folder", "Thư mục", 30),
    Column("edition", "Lần chốt", 7, "points"),
    Column("set", "Tên bộ tiêu chí ở phường, xã", 28),
    Column("set_hash", "Bản bộ tiêu chí của phường, xã", 24),
    Column("manifest", "SHA-256 của manifest.json", 24),
    Column("version", "Phiên bản danvan", 9),
    Column("note", "Ghi chú", 16),
)
TOP = 5
UNLISTED = "Không có trong danh sách phường, xã"


def write(book: ReportBook, plan: RollupPlan) -> None:
    """One row a ward."""
    rollup = plan.rollup
    table = Table(COLUMNS, tuple(_rows(plan)))
    sheet = book.sheet(SOURCES, table.widths, landscape=True, tab=TAB_RECORDS)
    sheet.heading(
        "Nguồn số liệu", "Đối chiếu với tệp manifest.json của phường, xã: cùng SHA-256 là cùng bản chốt"
    )
    shared = f"Phần chung của bộ tiêu chí ({STAGE_NAMES[rollup.set.status]}), mọi phường, xã như nhau: bản "
    sheet.merged(3, 0, table.last, shared + rollup.set.shared, "note")
    last = table.write(sheet, TOP)
    table.settle(sheet, TOP, last, kept=2, printed=last)


def _rows(plan: RollupPlan) -> Iterator[tuple[Any, ...]]:
    for number, ward in enumerate(plan.rollup.wards, 1):
        results, note = ward.results, UNLISTED if ward.name in plan.rollup.unlisted else ""
        yield (
            number, Link(plan.ward_away(ward), ward.name), ward.folder, results.edition, results.set.name,
            results.set.hash, ward.manifest, results.version, note,
        )  # fmt: skip
