"""Nguồn: what every ward's figures come from, so that the ward can hold it against its own."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from scoring.reports.rollup.compare import STAGE_NAMES
from scoring.reports.rollup.model import folder_name
from scoring.reports.rollup.plan import SOURCES, RollupPlan
from scoring.sheets.look import TAB_RECORDS
from scoring.sheets.report import ReportBook
from scoring.sheets.table import Column, Link, Table

COLUMNS = (
    Column("number", "STT", 6, "points"),
    Column("ward", "Phường, xã", 26, "link", grows=True),
    Column("folder", "Thư mục nhận được", 26),
    Column("office", "Đơn vị tổng hợp", 26),
    Column("edition", "Lần chốt", 7, "points"),
    Column("units", "Số đơn vị", 8, "points"),
    Column("set", "Tên bộ tiêu chí ở phường, xã", 36),
    Column("version", "Phiên bản danvan", 9),
    Column("note", "Ghi chú", 20),
)
TOP = 5
SAME = (
    "Bộ tiêu chí {stage}; phần chung của mọi phường, xã như nhau. Mã đối chiếu của từng bản chốt và của "
    "bộ tiêu chí ghi trong tệp .json cùng tên với bảng này."
)
UNLISTED = "Không có trong danh sách phường, xã"


def write(book: ReportBook, plan: RollupPlan) -> None:
    """One row a ward."""
    rollup = plan.rollup
    table = Table(COLUMNS, tuple(_rows(plan)))
    sheet = book.sheet(SOURCES, table.widths, landscape=True, tab=TAB_RECORDS)
    sheet.heading("Nguồn số liệu", "Mỗi phường, xã đã gửi bản chốt nào, theo bộ tiêu chí nào")
    stage = STAGE_NAMES[rollup.set.status]
    sheet.merged(3, 0, table.last, SAME.format(stage=stage), "note")
    last = table.write(sheet, TOP)
    table.settle(sheet, TOP, last, kept=2, printed=last)


def _rows(plan: RollupPlan) -> Iterator[tuple[Any, ...]]:
    for number, ward in enumerate(plan.rollup.wards, 1):
        results, note = ward.results, UNLISTED if ward.name in plan.rollup.unlisted else ""
        yield (
            number, Link(plan.ward_away(ward), ward.name), folder_name(PurePosixPath(ward.folder)),
            results.office, results.edition, len(results.units), results.set.name, results.version, note,
        )  # fmt: skip
