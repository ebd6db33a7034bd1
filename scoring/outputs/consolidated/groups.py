"""Điểm theo nhóm: one row a unit, one pair of columns a group, A4 portrait."""

from scoring.criteria.schema import Group
from scoring.engine.model import UnitResult
from scoring.outputs.consolidated.book import Book, Sheet, fixed, lines_needed, quoted
from scoring.outputs.consolidated.places import IN_BLOCK
from scoring.outputs.consolidated.plan import GROUPS, RANKING, Plan, short_block
from scoring.outputs.tables import group_table

TOP = 6
NAME_WIDTH = 24
NOBODY = "Chưa có đơn vị nào có điểm."


def write(book: Book, plan: Plan) -> None:
    """Points of each group with the maximum that applies to the unit, then the score."""
    run, groups = book.run, book.run.criteria.groups
    pair = 7.5 if len(groups) <= 4 else 6.5
    widths = [4.5, NAME_WIDTH, *[pair] * (2 * len(groups)), 9, 8]
    sheet = book.sheet(GROUPS, widths, tab="#70AD47")
    sheet.heading("Điểm theo nhóm tiêu chí", f"{run.stage_words} · {run.period_words}")
    if not plan.details:
        sheet.text(4, 0, NOBODY, "plain", text_wrap=False)
        return
    _header(sheet, groups, pair)
    points = {(r["unit"], r["group"]): r for r in group_table(run).to_dict("records")}
    row = TOP
    for detail in plan.details.values():
        sheet.merged(row, 0, len(widths) - 1, short_block(detail.block), "group")
        row += 1
        for number, result in enumerate(detail.units, 1):
            _row(sheet, plan, row, number, result)
            for n, group in enumerate(groups):
                reached = points[result.unit, group.code]
                for column, source, value in (
                    (2 + 2 * n, detail.away(result.unit, "group", group.code), reached["points"]),
                    (3 + 2 * n, detail.away(result.unit, "helper", group.code), reached["top"]),
                ):
                    style = "points" if column % 2 == 0 else "missing"
                    if source:
                        sheet.formula(row, column, source, value, style)
                    else:
                        sheet.text(row, column, "–", "missing")
            row += 1
    sheet.raw.freeze_panes(TOP, 2)
    sheet.raw.repeat_rows(TOP - 2, TOP - 1)
    sheet.raw.fit_to_pages(1, 0)


def _header(sheet: Sheet, groups: tuple[Group, ...], pair: float) -> None:
    last = 2 + 2 * len(groups)
    titles = {0: "STT", 1: "Đơn vị", last: "Điểm xếp loại", last + 1: "Hạng trong khối"}
    for column, title in titles.items():
        sheet.raw.merge_range(TOP - 2, column, TOP - 1, column, "", sheet.book.style("header"))
        sheet.text(TOP - 2, column, title, "header")
    lines = 2
    for n, group in enumerate(groups):
        title = f"{group.code}. {group.text}"
        sheet.merged(TOP - 2, 2 + 2 * n, 3 + 2 * n, title, "header", font_size=9)
        lines = max(lines, lines_needed(title, 2 * pair * 11 / 9))
        sheet.text(TOP - 1, 2 + 2 * n, "Điểm", "header", bold=False)
        sheet.text(TOP - 1, 3 + 2 * n, "Tối đa", "header", bold=False)
    sheet.grow(TOP - 2, lines, 12.5)


def _row(sheet: Sheet, plan: Plan, row: int, number: int, result: UnitResult) -> None:
    detail, name = plan.detail(result), plan.run.name(result.unit)
    sheet.number(row, 0, number)
    sheet.live_link(row, 1, detail.name(result.unit), name)
    sheet.fit(row, {1: name})
    last = 2 + 2 * len(plan.run.criteria.groups)
    place = plan.ranking.get(result.unit)
    if place is None or not result.card:
        sheet.text(row, last, plan.run.state_words(result), "missing")
        sheet.text(row, last + 1, "–", "missing")
        return
    rank = result.in_block.place if result.in_block else "–"
    sheet.formula(row, last, f"{quoted(RANKING)}!{fixed(place, 8)}", result.card.shown, "strong_fixed")
    sheet.formula(row, last + 1, f"{quoted(RANKING)}!{fixed(place, IN_BLOCK)}", rank, "strong")
