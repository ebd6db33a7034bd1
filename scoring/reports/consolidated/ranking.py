"""Xếp loại: A4 on its side, ready to sign. Places are formulas over the scores; no form is not 0."""

from collections.abc import Mapping, Sequence
from functools import partial
from math import ceil
from typing import Any

from scoring.engine.model import State, UnitResult
from scoring.engine.points import rounded
from scoring.engine.scorecard import is_missing
from scoring.reports import limits
from scoring.reports.consolidated import formulas
from scoring.reports.consolidated.parts import LongTable
from scoring.reports.consolidated.places import CLASS, IN_BLOCK, OVERALL, Places
from scoring.reports.consolidated.plan import (
    PROBLEMS,
    RANKING,
    RANKING_TOP,
    SUBMISSION,
    LineKind,
    Plan,
)
from scoring.reports.consolidated.signing import letterhead, signatures
from scoring.reports.headings import short_block
from scoring.reports.run_book import RunBook
from scoring.reports.tables import order_words, ranking_table
from scoring.sheets.look import BLACK, SIGNED_MARGINS, TAB_RANKING
from scoring.sheets.measure import INDENT, lines_needed
from scoring.sheets.report import ReportSheet
from scoring.standing.conditions import left_open
from scoring.standing.trail import listed

TITLES = (
    "STT",
    "Đơn vị",
    "Khối",
    "Điểm chấm",
    "Tối đa áp dụng",
    "Tỷ lệ (%)",
    "Điểm thưởng",
    "Điểm trừ",
    "Điểm xếp loại",
    "Xếp loại",
    "Hạng trong khối",
    "Hạng chung",
    "Ghi chú",
)
WIDTHS = (4.5, 21, 13.5, 7, 7, 7, 7, 6.5, 7.5, 11, 6.5, 6.5, 22)
SMALLER = 11 / 9  # so many more letters in a line, lines in a height, where the font is 9 and not 11
NAME, BLOCK, NOTE = 1, 2, 12
LISTED_BLOCK, LISTED_WHY = 3, 7  # where block and reason begin in the lists below the table
FIGURES: tuple[tuple[LineKind, str, str, str], ...] = (
    ("result", "main", "main", "fixed"),
    ("result", "applicable", "applicable", "fixed"),
    ("result", "percent", "percent", "fixed"),
    ("bonus", "", "bonus", "fixed"),
    ("penalty", "", "penalty", "fixed"),
    ("result", "shown", "shown", "strong_fixed"),
)


def write(book: RunBook, plan: Plan) -> None:
    """The signed table: letterhead, ranking, units without a place, signatures."""
    _Writer(book, plan).write()


class _Writer:
    def __init__(self, book: RunBook, plan: Plan) -> None:
        self.book, self.run, self.plan = book, book.run, plan
        self.end = NOTE  # the last column
        self.row = RANKING_TOP - 1  # the last row that is printed

    def write(self) -> None:
        table = LongTable(self.book, RANKING, RANKING_TOP, self._start, self._print)
        for number, record in enumerate(ranking_table(self.run), 1):
            sheet, row = table.next(record["name"])
            self._row(sheet, row, number, record)
        if self.book.live:
            places = Places(self.sheet, self.plan)
            places.write()
            self.end = places.last
        row = self._unplaced(table.row + 2)
        row = self._notes(row)
        self.row = signatures(self.sheet, self.run, row + 1, splits=(3, 9), last=NOTE)
        table.end()

    def _start(self, name: str) -> ReportSheet:
        self.sheet = self.book.sheet(name, WIDTHS, landscape=True, tab=TAB_RANKING, bulk=True)
        self._letterhead()
        self.sheet.header(RANKING_TOP - 1, TITLES, font_color=BLACK)
        return self.sheet

    def _letterhead(self) -> None:
        title = f"BẢNG TỔNG HỢP KẾT QUẢ XẾP LOẠI {self.run.criteria.subject.upper()}"
        under = f"{self.run.criteria.name} · {self.run.stage_words}"
        letterhead(self.sheet, self.run, title, under, split=5, last=NOTE)
        if not self.plan.ranking:
            self.sheet.merged(8, 0, NOTE, "Chưa có đơn vị nào đủ điều kiện xếp hạng.", "warn", align="center")

    def _row(self, sheet: ReportSheet, row: int, number: int, record: Mapping[str, Any]) -> None:
        unit, name, words = record["unit"], record["name"], record["note"]
        detail = self.plan.detail(self.run.results[unit])
        block = short_block(detail.block.name)
        sheet.number(row, 0, number)
        sheet.live_link(row, NAME, detail.name(unit), name, "text")  # printed black, it leads on a screen
        sheet.text(row, BLOCK, block, "centre")
        for column, (kind, code, key, style) in enumerate(FIGURES, BLOCK + 1):
            value = record[key]
            if detail.row(kind, code) is None:
                sheet.number(row, column, value, style)
            else:
                value = rounded(value, formulas.TIDY)
                sheet.formula(row, column, partial(detail.address, unit, kind, code), value, style)
        sheet.formula(row, CLASS, partial(detail.address, unit, "result", "class"), record["class"], "strong")
        if not self.book.live:  # else the places follow from the helper columns
            for column, place in ((IN_BLOCK, record["in_block"]), (OVERALL, record["overall"])):
                sheet.cell(row, column, place or formulas.NO_PLACE, "strong")
        sheet.text(row, NOTE, words, "text", font_size=9)
        lines = (
            lines_needed(name, WIDTHS[NAME]),
            lines_needed(block, WIDTHS[BLOCK] + INDENT),  # centred: only names are indented
            lines_needed(record["class"], WIDTHS[CLASS] + INDENT),
            ceil(lines_needed(words, WIDTHS[NOTE] * SMALLER) / SMALLER),
        )
        sheet.grow(row, max(lines))

    def _unplaced(self, row: int) -> int:
        """Units without a place, each with its state: no form is not 0 points."""
        rest = [r for r in self.run.results.units if r.unit not in self.plan.ranking]
        outside = [r for r in rest if r.state is State.OUTSIDE]
        waiting = [r for r in rest if r.state is not State.OUTSIDE]
        row = self._list(row, "Đơn vị chưa xếp hạng ({}), không tính là 0 điểm:", waiting)
        return self._list(row, "Không thuộc diện đánh giá ({}):", outside)

    def _list(self, row: int, title: str, units: Sequence[UnitResult]) -> int:
        if not units:
            return row
        sheet = self.sheet
        sheet.merged(row, 0, NOTE, title.format(len(units)), "section", font_color=BLACK)
        if len(units) > limits.LISTED:
            sheet.merged(row + 1, 0, NOTE, f"Danh sách ở trang {SUBMISSION}.", "text")
            return row + 3
        sheet.keep(row, row + min(2, len(units)))  # no lone row below the title at the foot of a page
        for number, result in enumerate(units, 1):
            row += 1
            sheet.number(row, 0, number)
            cells = [(NAME, BLOCK, self.run.name(result.unit)), (LISTED_WHY, NOTE, self._why(result))]
            if result.state is State.OUTSIDE:  # of no block
                cells[1] = (LISTED_BLOCK, NOTE, cells[1][2])
            else:
                cells.append((LISTED_BLOCK, LISTED_WHY - 1, self._block(result)))
            for first, last, words in cells:
                sheet.merged(row, first, last, words, "text")
            sheet.grow(row, max(lines_needed(words, sum(WIDTHS[a : b + 1])) for a, b, words in cells))
        return row + 2

    def _block(self, result: UnitResult) -> str:
        return next(short_block(block.name) for block in self.run.blocks if block.code == result.block)

    def _why(self, result: UnitResult) -> str:
        state = result.state.value.capitalize()
        if result.state is State.OUTSIDE:
            return self.run.unit(result.unit).outside
        if result.state is State.LEFT_OUT and result.standing:
            return f"{state}: {result.standing.reason}"
        unclassed = result.standing and result.standing.code is None
        if result.standing and unclassed and result.state is not State.TO_MEND:
            return result.standing.reason
        if result.state is State.VALID and result.card:
            marks = result.card.marks.items()
            again = self.run.outdated.get(result.unit, ())
            missing = [code for code, mark in marks if is_missing(mark, "verified") or code in again]
            missing += left_open(self.run.conditions(result.unit))
            return f"{state}, chưa thẩm định xong, còn {len(missing)} mục: {listed(missing)}"
        errors = sum(f.is_error for receipt in self.run.files(result.unit) for f in receipt.findings)
        return f"{state} ({errors} lỗi, xem trang {PROBLEMS})" if errors else state

    def _notes(self, row: int) -> int:
        """Quotas exceeded, and what the figures are."""
        for quota in self.run.results.quota_notes:
            self.sheet.merged(row, 0, NOTE, f"Vượt hạn mức. {quota.text}", "warn")
            row += 1
        about = [self.run.stage_words, order_words(self.run.criteria)]
        if not self.book.live:
            about.append(f"{limits.values_words()}.")
        self.sheet.merged(row, 0, NOTE, ". ".join(about), "note", font_color=BLACK)
        return row + 1

    def _print(self, sheet: ReportSheet, last: int) -> None:
        raw, row = sheet.raw, max(last, self.row)
        raw.freeze_panes(RANKING_TOP, NAME + 1)
        raw.repeat_rows(RANKING_TOP - 1)
        raw.autofilter(RANKING_TOP - 1, 0, max(last, RANKING_TOP), self.end)
        sheet.print_to(row, NOTE)
        raw.set_margins(**SIGNED_MARGINS)
        raw.fit_to_pages(1, 0)
