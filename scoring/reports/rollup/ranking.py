"""Xếp hạng: one sheet a block, the units of all wards, best first."""

from typing import Any

from scoring.reports.final.frozen import FrozenName
from scoring.reports.rollup.model import Placed, Rollup
from scoring.reports.rollup.plan import RollupPlan
from scoring.sheets.look import TAB_RANKING
from scoring.sheets.report import ReportBook
from scoring.sheets.table import Column, Link, Table
from scoring.text import decapitalized

COLUMNS = (
    Column("place", "Hạng", 7, "strong"),
    Column("ward", "Phường, xã", 30, "link", grows=True),
    Column("unit", "Đơn vị", 36, "link", grows=True),
    Column("score", "Điểm xếp loại", 10, "strong_fixed"),
    Column("class", "Xếp loại", 20, "centre", grows=True),
    Column("in_block", "Hạng khối trong phường, xã", 11, "points"),
)
TOP = 5
NEXT = {"shared": "bỏ qua các hạng kế tiếp (1, 1, 3)", "dense": "hạng kế tiếp vẫn liền sau (1, 1, 2)"}


def write(book: ReportBook, plan: RollupPlan) -> None:
    """Every block in which somebody is ranked."""
    numbers = {
        (ward.folder, unit.code): n for ward in plan.rollup.wards for n, unit in enumerate(ward.results.units)
    }
    for block in plan.rollup.blocks:
        if block.code in plan.rankings:
            _write(book, plan, block, numbers)


def _write(
    book: ReportBook, plan: RollupPlan, block: FrozenName, numbers: dict[tuple[str, str], int]
) -> None:
    rollup, placed = plan.rollup, plan.rollup.ranking[block.code]
    table = Table(COLUMNS, tuple(_row(plan, each, numbers) for each in placed))
    sheet = book.sheet(plan.rankings[block.code], table.widths, tab=TAB_RANKING)
    wards = len({each.ward.folder for each in placed})
    name = block.name if block.name.startswith("Khối ") else f"Khối {block.name}"
    sheet.heading(
        f"Xếp hạng {decapitalized(name)} của các phường, xã năm {rollup.year}",
        f"{len(placed)} đơn vị của {wards} phường, xã · {rollup.city}".removesuffix(" · "),
    )
    sheet.merged(3, 0, table.last, how(rollup), "note")
    last = table.write(sheet, TOP)
    table.settle(sheet, TOP, last, kept=3, printed=last)


def _row(plan: RollupPlan, each: Placed, numbers: dict[tuple[str, str], int]) -> tuple[Any, ...]:
    ward, unit = each.ward, each.unit
    there = plan.unit_away(ward, numbers[ward.folder, unit.code])
    return (
        each.place,
        Link(plan.ward_away(ward), ward.name),
        Link(there, unit.name),
        unit.final,
        unit.class_.name if unit.class_ else "",
        unit.in_block,
    )


def how(rollup: Rollup) -> str:
    """By what the units are ranked, and what becomes of equals."""
    first = "xếp loại rồi đến điểm" if rollup.set.rank_by == "class" else "điểm"
    return (
        f"Xếp theo {first} đã chốt của từng nơi. Đồng điểm thì đồng hạng, {NEXT[rollup.set.ties]}; tiêu "
        "chí phụ để phân hạng chỉ xét được trong từng phường, từng xã."
    )
