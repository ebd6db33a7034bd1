"""Theo phường: every ward's units in a section of its own, as the ward froze them."""

from scoring.reports.rollup.model import Ward, is_evaluated
from scoring.reports.rollup.plan import (
    WARDS,
    WARDS_TOP,
    Plan,
    finish,
    short_block,
)
from scoring.sheets.report import ReportBook, ReportSheet
from scoring.text import decapitalized

COLUMNS = (
    ("STT", 6),
    ("Phường, xã, đơn vị", 36),
    ("Khối", 20),
    ("Điểm tự chấm", 9),
    ("Điểm thẩm định", 9),
    ("Điểm xếp loại", 9),
    ("Xếp loại", 20),
    ("Hạng trong khối của phường", 10),
    ("Hạng trong khối toàn thành phố", 10),
    ("Tình trạng, lý do", 34),
)
LAST = len(COLUMNS) - 1
BACK = "↑ về trang Tổng quan"


def write(book: ReportBook, plan: Plan) -> None:
    """Sections in the order of Tổng quan."""
    sheet = book.sheet(WARDS, [width for _, width in COLUMNS], landscape=True, tab="#1F4E79")
    units = [unit for ward in plan.rollup.wards for unit in ward.results.units]
    told = f"{len(units)} đơn vị ({sum(map(is_evaluated, units))} thuộc diện đánh giá), như đã chốt"
    sheet.heading("Kết quả từng phường", f"{len(plan.rollup.wards)} phường, xã; {told}")
    sheet.header(WARDS_TOP - 1, [title for title, _ in COLUMNS])
    for ward in plan.rollup.wards:
        _section(sheet, plan, ward)
    finish(sheet, (_last(plan), LAST), titles=WARDS_TOP - 1, held=2)


def _last(plan: Plan) -> int:
    ward = plan.rollup.wards[-1]
    return plan.sections[ward.folder] + len(ward.results.units)


def _section(sheet: ReportSheet, plan: Plan, ward: Ward) -> None:
    rollup, top = plan.rollup, plan.sections[ward.folder]
    blocks = {block.code: short_block(block) for block in ward.results.blocks}
    for column in range(LAST):
        sheet.text(top, column, ward.name if column == 1 else "", "group")
    sheet.link(top, LAST, plan.overview_away(ward), BACK, "small_link")
    sheet.fit(top, {1: ward.name})
    for number, unit in enumerate(ward.results.units, 1):
        row = top + number
        block = blocks.get(unit.block, "") if is_evaluated(unit) else "–"
        classed = unit.class_.name if unit.class_ and unit.final is not None else ""
        state = unit.state.value.capitalize()
        note = ": ".join(filter(None, (state, decapitalized(unit.reason))))
        sheet.number(row, 0, number)
        sheet.text(row, 1, unit.name)
        sheet.text(row, 2, block, "centre")
        sheet.number(row, 3, unit.self_score, "fixed")
        sheet.number(row, 4, unit.verified, "fixed")
        sheet.number(row, 5, unit.final, "strong_fixed")
        sheet.text(row, 6, classed, "centre")
        sheet.number(row, 7, unit.in_block)
        sheet.number(row, 8, rollup.place.get((ward.folder, unit.code)))
        sheet.text(row, LAST, note)
        sheet.fit(row, {1: unit.name, 2: block, 6: classed, LAST: note})
