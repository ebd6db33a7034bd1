"""Theo phường: every ward's units in a section of its own, as the ward froze them."""

from scoring.reports.headings import short_block
from scoring.reports.rollup.model import Ward, is_evaluated
from scoring.reports.rollup.plan import WARDS, WARDS_TOP, RollupPlan, finish
from scoring.sheets.look import DEEP_BLUE
from scoring.sheets.report import ReportBook, ReportSheet
from scoring.sheets.table import Column, Table
from scoring.text import decapitalized

TABLE = Table(
    (
        Column("number", "STT", 6, "points"),
        Column("unit", "Phường, xã, đơn vị", 36),
        Column("block", "Khối", 20, "centre", grows=True),
        Column("own", "Điểm tự chấm", 9, "fixed"),
        Column("verified", "Điểm thẩm định", 9, "fixed"),
        Column("final", "Điểm xếp loại", 9, "strong_fixed"),
        Column("class", "Xếp loại", 20, "centre", grows=True),
        Column("in_block", "Hạng trong khối của phường, xã", 10, "points"),
        Column("place", "Hạng trong khối toàn thành phố", 10, "points"),
        Column("note", "Tình trạng, lý do", 34),
    )
)
LAST = TABLE.last
BACK = "↑ về trang Tổng quan"


def write(book: ReportBook, plan: RollupPlan) -> None:
    """Sections in the order of Tổng quan."""
    sheet = book.sheet(WARDS, TABLE.widths, landscape=True, tab=DEEP_BLUE)
    units = [unit for ward in plan.rollup.wards for unit in ward.results.units]
    counts = f"{len(units)} đơn vị ({sum(map(is_evaluated, units))} thuộc diện đánh giá), như đã chốt"
    sheet.heading("Kết quả từng phường, xã", f"{len(plan.rollup.wards)} phường, xã; {counts}")
    sheet.header(WARDS_TOP - 1, TABLE.titles)
    for ward in plan.rollup.wards:
        _section(sheet, plan, ward)
    finish(sheet, (_last(plan), LAST), titles=WARDS_TOP - 1, held=2)


def _last(plan: RollupPlan) -> int:
    ward = plan.rollup.wards[-1]
    return plan.sections[ward.folder] + len(ward.results.units)


def _section(sheet: ReportSheet, plan: RollupPlan, ward: Ward) -> None:
    rollup, top = plan.rollup, plan.sections[ward.folder]
    blocks = {block.code: short_block(block.name) for block in ward.results.blocks}
    for column in range(LAST):
        sheet.text(top, column, ward.name if column == 1 else "", "group")
    sheet.link(top, LAST, plan.overview_away(ward), BACK, "small_link")
    sheet.fit(top, {1: ward.name})
    for number, unit in enumerate(ward.results.units, 1):
        block = blocks.get(unit.block, "") if is_evaluated(unit) else "–"
        classed = unit.class_.name if unit.class_ and unit.final is not None else ""
        note = ": ".join(filter(None, (unit.state.value.capitalize(), decapitalized(unit.reason))))
        values = (
            number, unit.name, block, unit.self_score, unit.verified, unit.final, classed, unit.in_block,
            rollup.place.get((ward.folder, unit.code)), note,
        )  # fmt: skip
        TABLE.put(sheet, top + number, values)
