"""Điểm theo nhóm: one row a unit, one pair of columns a group; many groups turn the A4 page on its side."""

from functools import partial

from scoring.criteria.schema import CriteriaSet, Group
from scoring.engine.model import UnitResult
from scoring.reports.consolidated.parts import LongTable
from scoring.reports.consolidated.places import IN_BLOCK, SCORE
from scoring.reports.consolidated.plan import GROUPS, Detail, LineKind, Plan
from scoring.reports.headings import short_block, title_of
from scoring.reports.run_book import RunBook
from scoring.sheets.look import TAB_FIGURES
from scoring.sheets.measure import lines_needed
from scoring.sheets.report import ReportSheet

TOP = 6
NAME_WIDTH = 24
UPRIGHT = 92.0  # digits across an upright page whose titles of 9 points are printed in 8
POINTS: LineKind = "group"
MAXIMUM: LineKind = "helper"
NOBODY = "Chưa có đơn vị nào có điểm."


def write(book: RunBook, plan: Plan) -> None:
    """Points of each group with the maximum that applies to the unit, then the score."""
    run, groups = book.run, book.run.criteria.groups
    pair = 7.5 if len(groups) <= 4 else 6.5
    widths = [4.5, NAME_WIDTH, *[pair] * (2 * len(groups)), 9, 8]

    def start(name: str) -> ReportSheet:
        sheet = book.sheet(name, widths, landscape=sum(widths) > UPRIGHT, tab=TAB_FIGURES, bulk=True)
        sheet.heading("Điểm theo nhóm tiêu chí", f"{run.stage_words} · {run.period_words}{book.values_note}")
        if plan.details:
            _header(sheet, run.criteria, pair)
        else:
            sheet.text(4, 0, NOBODY, "plain", text_wrap=False)
        return sheet

    table = LongTable(book, GROUPS, TOP, start, _end)
    for detail in plan.details.values():
        if not detail.before:
            sheet, row = table.next("")
            sheet.merged(row, 0, len(widths) - 1, short_block(detail.block.name), "group")
        for number, result in enumerate(detail.units, detail.before + 1):
            sheet, row = table.next(run.name(result.unit))
            _row(sheet, plan, row, number, result)
            for n, group in enumerate(groups):
                _points(sheet, (row, 2 + 2 * n), detail, result, group)
    table.end()


def _end(sheet: ReportSheet, _: int) -> None:
    sheet.raw.freeze_panes(TOP, 2)
    sheet.raw.repeat_rows(TOP - 2, TOP - 1)
    sheet.raw.fit_to_pages(1, 0)


def _points(
    sheet: ReportSheet, at: tuple[int, int], detail: Detail, result: UnitResult, group: Group
) -> None:
    """What the unit reached in a group, and of how much."""
    assert result.card, "the detail sheets hold units with points"
    row, first = at
    reached, unit, code = result.card.sum(group.code), result.unit, group.code
    for column, kind, value, style in (
        (first, POINTS, reached.points, "fixed"),
        (first + 1, MAXIMUM, reached.top, "faint_fixed"),
    ):
        if detail.row(kind, code) is None:
            sheet.text(row, column, "–", "missing")
        else:
            sheet.formula(row, column, partial(detail.address, unit, kind, code), value, style)


def _header(sheet: ReportSheet, criteria: CriteriaSet, pair: float) -> None:
    groups = criteria.groups
    last = 2 + 2 * len(groups)
    titles = {0: "STT", 1: "Đơn vị", last: "Điểm xếp loại", last + 1: "Hạng trong khối"}
    for column, title in titles.items():
        sheet.raw.merge_range(TOP - 2, column, TOP - 1, column, "", sheet.book.style("header"))
        sheet.text(TOP - 2, column, title, "header")
    lines = 2
    for n, group in enumerate(groups):
        title = f"{group.code}. {title_of(group.text, criteria)}"
        sheet.merged(TOP - 2, 2 + 2 * n, 3 + 2 * n, title, "header", font_size=9)
        lines = max(lines, lines_needed(title, 2 * pair * 11 / 9))
        sheet.text(TOP - 1, 2 + 2 * n, "Điểm", "header", bold=False)
        sheet.text(TOP - 1, 3 + 2 * n, "Tối đa", "header", bold=False)
    sheet.grow(TOP - 2, lines, 12.5)


def _row(sheet: ReportSheet, plan: Plan, row: int, number: int, result: UnitResult) -> None:
    detail, name = plan.detail(result), plan.run.name(result.unit)
    sheet.number(row, 0, number)
    sheet.live_link(row, 1, detail.name(result.unit), name)
    sheet.fit(row, {1: name})
    last = 2 + 2 * len(plan.run.criteria.groups)
    if result.unit not in plan.ranking or not result.card:
        sheet.text(row, last, plan.run.state_words(result), "missing")
        sheet.text(row, last + 1, "–", "missing")
        return
    rank = result.in_block.place if result.in_block else "–"
    sheet.formula(row, last, plan.ranked(result.unit, SCORE), result.card.shown, "strong_fixed")
    sheet.formula(row, last + 1, plan.ranked(result.unit, IN_BLOCK), rank, "strong")
