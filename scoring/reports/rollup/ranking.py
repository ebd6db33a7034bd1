"""Xếp hạng: one sheet a block, the units of all wards, best first."""

from scoring.reports.final.frozen import FrozenName
from scoring.reports.rollup.model import Rollup
from scoring.reports.rollup.plan import Plan, finish, short_block
from scoring.sheets.report import ReportBook

COLUMNS = (
    ("Hạng", 7),
    ("Phường", 30),
    ("Đơn vị", 36),
    ("Điểm xếp loại", 10),
    ("Xếp loại", 20),
    ("Hạng khối trong phường", 11),
)
TOP = 5
NEXT = {"shared": "bỏ qua các hạng kế tiếp (1, 1, 3)", "dense": "hạng kế tiếp vẫn liền sau (1, 1, 2)"}


def write(book: ReportBook, plan: Plan) -> None:
    """Every block in which somebody is ranked."""
    numbers = {
        (ward.folder, unit.code): n for ward in plan.rollup.wards for n, unit in enumerate(ward.results.units)
    }
    for block in plan.rollup.blocks:
        if block.code in plan.rankings:
            _write(book, plan, block, numbers)


def _write(book: ReportBook, plan: Plan, block: FrozenName, numbers: dict[tuple[str, str], int]) -> None:
    rollup, placed = plan.rollup, plan.rollup.ranking[block.code]
    sheet = book.sheet(plan.rankings[block.code], [width for _, width in COLUMNS], tab="#C00000")
    wards = len({each.ward.folder for each in placed})
    sheet.heading(
        f"Xếp hạng khối {short_block(block)} của các phường năm {rollup.year}",
        f"{len(placed)} đơn vị của {wards} phường · {rollup.city}".removesuffix(" · "),
    )
    sheet.merged(3, 0, len(COLUMNS) - 1, how(rollup), "note")
    sheet.header(TOP - 1, [title for title, _ in COLUMNS])
    for row, each in enumerate(placed, TOP):
        ward, unit = each.ward, each.unit
        words = unit.class_.name if unit.class_ else ""
        sheet.number(row, 0, each.place, "strong")
        sheet.live_link(row, 1, plan.ward_away(ward), ward.name)
        there = plan.unit_away(ward, numbers[ward.folder, unit.code])
        sheet.live_link(row, 2, there, unit.name)
        sheet.number(row, 3, unit.final, "strong_fixed")
        sheet.text(row, 4, words, "centre")
        sheet.number(row, 5, unit.in_block)
        sheet.fit(row, {1: ward.name, 2: unit.name, 4: words})
    last = TOP + len(placed) - 1
    sheet.raw.autofilter(TOP - 1, 0, last, len(COLUMNS) - 1)
    finish(book, sheet, (last, len(COLUMNS) - 1), titles=TOP - 1, held=3)


def how(rollup: Rollup) -> str:
    """By what the units are ranked, and what becomes of equals."""
    first = "xếp loại rồi đến điểm" if rollup.set.rank_by == "class" else "điểm"
    return (
        f"Xếp theo {first} đã chốt của từng phường. Đồng điểm thì đồng hạng, {NEXT[rollup.set.ties]}; tiêu "
        "chí phụ để phân hạng chỉ xét được trong từng phường."
    )
