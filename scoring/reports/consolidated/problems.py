"""Lỗi và lưu ý: where, what, and how to mend. Never an empty table."""

from collections.abc import Iterator
from typing import Any

from scoring.catalogue import Severity
from scoring.reports.consolidated.parts import Listing
from scoring.reports.consolidated.plan import PROBLEMS, Plan
from scoring.reports.run_book import RunBook
from scoring.sheets.look import TAB_TO_DO
from scoring.sheets.table import Column, Table
from scoring.standing.run import Consolidation
from scoring.standing.which_form import to_read

OF_OLD = "Lỗi bản cũ"
"""In a form that was replaced by a valid one: nobody has to mend it."""
NONE = "Không có lỗi hay lưu ý nào: mọi tệp đều đọc được và mọi biểu đều hợp lệ."


def _severity(label: str) -> str:
    return "error" if label == Severity.ERROR.label else "centre"


COLUMNS = (
    Column("unit"),
    Column("name", "Đơn vị", 19),
    Column("file", "Tệp", 22),
    Column("sheet", "Trang", 12),
    Column("cell", "Ô", 7, "centre", grows=True),
    Column("code", "Mã", 6, "centre", grows=True),
    Column("severity", "Mức", 8, _severity, grows=True),
    Column("criterion", "Tiêu chí", 8, "centre", grows=True),
    Column("message", "Nội dung", 36),
    Column("expected", "Đúng ra là", 14),
    Column("found", "Đang ghi", 14),
    Column("remedy", "Cách sửa", 38),
)


def findings_table(run: Consolidation) -> Table:
    """Every finding: errors before warnings within a unit, units in the roster's order, strangers last."""
    return Table(COLUMNS, tuple(_rows(run)))


def _rows(run: Consolidation) -> Iterator[tuple[Any, ...]]:
    order = {unit.code: n for n, unit in enumerate(run.roster.units)}
    replaced = {each.file for each in run.receipts if to_read(each, run.receipts) != each.findings}
    for f in sorted(run.findings, key=lambda f: (order.get(f.unit, len(order)), f.file, not f.is_error)):
        yield (
            f.unit, run.name(f.unit), f.file, f.place.sheet, f.place.cell, f.code,
            OF_OLD if f.is_error and f.file in replaced else f.severity.label,
            f.criterion, f.message, f.expected, f.found, f.remedy,
        )  # fmt: skip


def write(book: RunBook, plan: Plan) -> None:
    """One row a finding, or a sentence where there is none."""
    table = findings_table(plan.run)
    errors = sum(f.is_error for f in plan.run.findings)
    to_mend = plan.run.errors_to_mend
    settled = f" · {errors - to_mend} lỗi ở bản đã được thay, không cần sửa" if errors > to_mend else ""
    must = "phải sửa mới xếp hạng" if plan.run.criteria.is_scored(plan.run.period) else "phải sửa"

    subtitle = f"{to_mend} lỗi ({must}) · {len(table) - errors} lưu ý (nên xem lại){settled}"
    Listing(PROBLEMS, "Lỗi và lưu ý", subtitle, TAB_TO_DO, kept=1, none=NONE).write(book, table)
