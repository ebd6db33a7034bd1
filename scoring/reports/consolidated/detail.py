"""Chi tiết: one sheet a block, criteria down and units across. All other figures follow from its cells."""

from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from math import ceil

from scoring.criteria import tally
from scoring.criteria.schema import CriteriaSet, Extra, Group
from scoring.engine.classify import NOTHING_ASKED, ClassPath, class_path
from scoring.engine.model import Mark, Scorecard, State, Status, UnitResult
from scoring.engine.needs import is_asked, lowered, rounding, standing_figure
from scoring.engine.points import rounded
from scoring.reports.consolidated import beside, detail_print, formulas
from scoring.reports.consolidated.places import IN_BLOCK, OVERALL
from scoring.reports.consolidated.plan import (
    DETAIL_LEFT,
    DETAIL_NAMES,
    SOURCES,
    Detail,
    DetailLine,
    Plan,
)
from scoring.reports.limits import SOURCES_FILE
from scoring.reports.run_book import RunBook, SheetPart
from scoring.rules import NO
from scoring.sheets.address import cell, letters, quoted
from scoring.sheets.look import TAB_UNITS
from scoring.sheets.measure import INDENT, lines_needed
from scoring.sheets.report import ReportSheet
from scoring.standing.conditions import WORD
from scoring.standing.tracing import adoption_of
from scoring.text import show_number

NOT_ASKED = "–"
WORDS = {Status.NOT_APPLICABLE: "KPS", Status.EXEMPT: "Miễn", Status.AWAITED: "chờ", Status.BLANK: ""}
LEGEND = (
    "KPS: không phát sinh, không tính vào điểm tối đa · *: không phát sinh, được điểm tối đa · "
    "Miễn: được miễn · chờ: chờ cơ quan chấm · –: không áp dụng · ô tô màu: chưa trả lời, không phải 0 điểm"
)
ADOPTED = "†: điểm tự chấm được công nhận bằng quyết định"
PER_PAGE = 12  # units side by side on one page
PAGE_WIDTH = 155.0  # characters across a page, for text and units
LEAST_TEXT, MOST_TEXT = 40.0, 80.0
NARROWEST, WIDEST = 9.5, 16.0  # of a unit's column
UNPLACED = "Chưa xếp loại"
CODE, TEXT, TOP = 0, 1, 2
TOP_NAME = letters(TOP)


def write(book: RunBook, plan: Plan) -> None:
    """One sheet for every block that has units with points."""
    for detail in plan.details.values():
        _Writer(book, plan, detail).write()


class _Writer:
    """Writes one block's sheet."""

    def __init__(self, book: RunBook, plan: Plan, detail: Detail) -> None:
        self.book, self.run, self.plan, self.detail = book, book.run, plan, detail
        self.criteria: CriteriaSet = book.run.criteria
        self.pages = ceil(len(detail.units) / PER_PAGE)
        self.per_page = ceil(len(detail.units) / self.pages)
        each = min(WIDEST, max(NARROWEST, (PAGE_WIDTH - LEAST_TEXT) / self.per_page))
        text = min(MOST_TEXT, max(LEAST_TEXT, PAGE_WIDTH - self.per_page * each))
        widths = [7, text, 8, *[each] * len(detail.units)]
        self.sheet: ReportSheet = book.sheet(detail.sheet, widths, landscape=True, tab=TAB_UNITS, bulk=True)

    def write(self) -> None:
        sheet, detail = self.sheet, self.detail
        sheet.heading(
            f"Bảng điểm chi tiết – {detail.block.name}",
            f"{self.run.stage_words} · {self.run.period_words} · {self._units()}{self.book.values_note}",
        )
        legend = f"{LEGEND} · {ADOPTED}" if self.run.results.stage == "verified" else LEGEND
        sheet.merged(3, 0, DETAIL_LEFT + self.per_page - 1, legend, "note")
        self._header()
        for line in detail.lines:
            self._line(line)
        detail_print.set_up(self.sheet, self.detail, self.pages, self.per_page)
        sheet.finish()
        first, last = (self.run.name(detail.units[n].unit) for n in (0, -1))
        self.book.parts.append(SheetPart(detail.sheet, len(detail.units), first, last))

    def _units(self) -> str:
        """How many units, and which of the block where it has several sheets."""
        count, before = len(self.detail.units), self.detail.before
        whole = before == 0 and count == len(self.run.scored(self.detail.block.code))
        return f"{count} đơn vị có điểm" + ("" if whole else f" (từ thứ {before + 1} đến {before + count})")

    def _header(self) -> None:
        sheet, row = self.sheet, DETAIL_NAMES
        sheet.header(row, ["STT", "Nội dung tiêu chí", "Điểm tối đa"])
        where = "Câu trả lời, tài liệu kiểm chứng"
        if not self.book.live:
            where = f"{where} ở tệp {SOURCES_FILE}, trang {SOURCES}"
        for below, label in ((1, "Tình trạng"), (2, where)):
            for column, text in ((CODE, ""), (TEXT, label), (TOP, "")):
                sheet.text(row + below, column, text, "header", bold=False)
        names, states = {}, {}
        for result in self.detail.units:
            column, name = self.detail.column(result.unit), self.run.name(result.unit)
            names[column], states[column] = name, self.run.state_words(result)
            sheet.text(row, column, name, "header")
            sheet.text(row + 1, column, states[column], "header", bold=False)
            self._source(row + 2, column, result.unit)
        sheet.fit(row, names, least=2)
        sheet.fit(row + 1, states)

    def _source(self, row: int, column: int, unit: str) -> None:
        """Where the unit's answers stand: a link, or, in another workbook, the sheet and row."""
        name, first = self.plan.source(unit)
        if self.book.live:
            self.sheet.link(row, column, f"{quoted(name)}!{cell(first, 1)}", "xem nguồn", "small_link")
        else:
            part = name.removeprefix(SOURCES).strip()
            self.sheet.text(row, column, f"{part} dòng {first + 1}".strip(), "small")

    def _line(self, line: DetailLine) -> None:
        row = self.detail.row(line.kind, line.code)
        assert row is not None, "every line of the plan has its row"
        style = {
            "group": "group",
            "bonus": "group",
            "penalty": "group",
            "result": "total",
            "heading": "section",
            **dict.fromkeys(("helper", "relative", "best", "lost", "figure"), "helper_text"),
        }.get(line.kind, "text")
        if line.kind == "heading":
            self.sheet.text(row, CODE, line.text, style)
            self.sheet.grow(row, 1, 19)
            return
        shown_code = line.code if line.kind in ("group", "leaf", "condition") else ""
        text = self._title(line)
        self.sheet.text(row, CODE, shown_code, style, align="left", indent=0)
        indent = 1 + (min(line.depth, 3) if line.kind == "leaf" else 0)
        self.sheet.text(row, TEXT, text, style, indent=indent)
        self._top(row, line, style)
        room = self.sheet.widths[TEXT] - INDENT * indent
        self.sheet.grow(row, max(lines_needed(text, room), self._class_lines(line)))
        for result in self.detail.units:
            if result.card:
                self._cell(row, self.detail.column(result.unit), line, result, result.card)

    def _class_lines(self, line: DetailLine) -> int:
        """The lines that the units' classes need, where the line shows them."""
        if line.kind != "result" or line.code not in ("class", "computed"):
            return 1
        standings = [result.standing for result in self.detail.units if result.standing]
        names = {(each.computed or each if line.code == "computed" else each).name for each in standings}
        return max((lines_needed(name, self.sheet.widths[DETAIL_LEFT]) for name in names), default=1)

    def _title(self, line: DetailLine) -> str:
        extra = {"bonus": self.criteria.bonus, "penalty": self.criteria.penalty}.get(line.kind)
        if extra is None:
            return line.text
        sign = "cộng" if line.kind == "bonus" else "trừ"
        title = tally.group_title(extra)
        if "tối đa" in title:  # most sets say it themselves
            return title
        return f"{title} ({sign} tối đa {show_number(extra.cap)})"

    def _top(self, row: int, line: DetailLine, style: str) -> None:
        if line.criterion and line.kind == "leaf":
            self.sheet.number(row, TOP, line.criterion.max)
        elif line.group:
            asked = {ln.code for ln in self.detail.lines if ln.kind == "leaf"}
            formula = partial(self._group, TOP, line.group, 6)
            self.sheet.formula(row, TOP, formula, tally.most(line.group, asked), "group_points")
        else:
            self.sheet.text(row, TOP, "", style)

    def _leaf_rows(self, codes: Iterable[str]) -> list[int]:
        rows = (self.detail.row("leaf", code) for code in codes)
        return [row for row in rows if row is not None]

    def _total(self, column: int, codes: Iterable[str], places: int) -> str | None:
        areas = formulas.areas(letters(column), self._leaf_rows(codes))
        return formulas.total(areas, places) if areas else None

    def _group(self, column: int, group: Group, places: int) -> str:
        """The points of a group in a unit's column, its maximum in that of the maxima."""
        failed = None if column == TOP else partial(self._failed, column)
        return tally.formula(group, lambda codes: self._total(column, codes, places), failed) or "0"

    def _failed(self, column: int, code: str) -> str | None:
        row = self.detail.row("leaf", code)
        return None if row is None else f"AND(ISNUMBER({cell(row, column)}),{cell(row, column)}=0)"

    def _cell(self, row: int, column: int, line: DetailLine, result: UnitResult, card: Scorecard) -> None:
        if line.kind == "leaf":
            self._mark(row, column, result.unit, card.marks.get(line.code), card)
        elif line.kind == "condition":
            self._condition(row, column, line.code, result)
        elif line.kind == "group" and line.group:
            formula = partial(self._group, column, line.group, self.criteria.rounding.points)
            self.sheet.formula(row, column, formula, card.groups[line.code].points, "group_points")
        elif line.kind in ("bonus", "penalty"):
            self._extra(row, column, line, card)
        elif line.kind in ("relative", "best"):
            self._relative(row, column, line, result)
        elif line.kind in ("lost", "figure"):
            self._needed(row, column, line, card)
        elif line.kind == "helper":
            self._helper(row, column, line.code, result, card)
        else:
            self._result(row, column, line.code, result, card)

    def _mark(self, row: int, column: int, unit: str, mark: Mark | None, card: Scorecard) -> None:
        if mark is None:
            self.sheet.text(row, column, NOT_ASKED, "missing")
            return
        points, counted = mark.at(card.stage), mark.is_scored or bool(mark.top)
        if points is not None and beside.is_live(mark, self.criteria.criteria[mark.code], card.stage):
            formula = partial(beside.worth, self.run, self.detail, unit, mark.code)
            self.sheet.formula(row, column, formula, points, "points")
        elif points is not None and counted:
            full = mark.status is Status.NOT_APPLICABLE and mark.verified is None
            taken = card.stage == "verified" and adoption_of(self.run, unit, mark)
            self.sheet.number(row, column, points, "adopted" if taken else "full" if full else "points")
        elif mark.status is Status.BLANK:
            self.sheet.text(row, column, "", "blank")
        else:
            self.sheet.text(row, column, WORDS.get(mark.status, ""), "missing")

    def _relative(self, row: int, column: int, line: DetailLine, result: UnitResult) -> None:
        """The figure of a unit, or the highest of the units of the block that take part."""
        if line.kind == "relative":
            self.sheet.number(row, column, beside.figure_of(self.run, result, line.code), "helper")
            return
        formula, value = beside.highest(self.run, self.detail, line.code)
        self.sheet.formula(row, column, lambda: formula, value, "helper")

    def _condition(self, row: int, column: int, code: str, result: UnitResult) -> None:
        assert result.card, "only units with points stand on a detail sheet"
        states = {each.condition.code: each for each in self.run.conditions(result.unit)}
        if code not in states:
            self.sheet.text(row, column, NOT_ASKED, "strong")
            return
        holds = self.run.holding(result, result.card)[code]
        when, ruled = states[code].condition.when, states[code].ruling
        mark = result.card.marks.get(when.code) if when else None
        if when and not ruled and mark and mark.is_scored and mark.at(result.card.stage) is not None:
            points = self.detail.item(result.unit, when.code)
            assert points, "a mark has its row"
            style = "strong" if holds else "centre"
            self.sheet.formula(row, column, partial(formulas.follows, when, points), WORD[holds], style)
            return
        unsaid = states[code].declared is None and states[code].is_open
        word = "" if unsaid else WORD[holds]
        self.sheet.text(row, column, word, "centre" if word == NO else "strong")

    def _extra(self, row: int, column: int, line: DetailLine, card: Scorecard) -> None:
        extra = self.criteria.bonus if line.kind == "bonus" else self.criteria.penalty
        assert extra, "the line stands only where the set has the block"
        value = card.bonus if line.kind == "bonus" else card.penalty
        self.sheet.formula(row, column, partial(self._capped, column, extra), value, "group_points")

    def _capped(self, column: int, extra: Extra) -> str:
        places = self.criteria.rounding.points
        return tally.block_formula(extra, lambda codes: self._total(column, codes, places))

    def _helper(self, row: int, column: int, code: str, result: UnitResult, card: Scorecard) -> None:
        if code == "by_points":
            number = self._path(result, card).by_points + 1 if result.standing else None
            self.sheet.formula(row, column, partial(self._by_points, result.unit), number, "helper")
        elif code == "reached":
            number = self._path(result, card).reached + 1 if result.standing else None
            formula = partial(formulas.reached_class, self.criteria, self.detail, result.unit)
            self.sheet.formula(row, column, formula, number, "helper")
        elif code in ("final", "computed"):
            self._final(row, column, code, result, self._path(result, card).final + 1)
        else:
            self.sheet.formula(
                row, column, partial(self._applicable, column, code), card.sum(code).top, "helper"
            )

    def _needed(self, row: int, column: int, line: DetailLine, card: Scorecard) -> None:
        """What a class needs beside points; a dash where the unit's figure does not stand."""
        if line.kind == "lost":
            lost = rounded(rounding(self.criteria, line.code, card), formulas.TIDY)
            self.sheet.number(row, column, lost, "helper")
            return
        mark = card.marks.get(line.code)
        if mark is None or not is_asked(mark):
            self.sheet.text(row, column, "", "helper")
            return
        figure = standing_figure(mark, card)
        self.sheet.cell(row, column, NOT_ASKED if figure is None else lowered(figure), "helper")

    def _path(self, result: UnitResult, card: Scorecard) -> ClassPath:
        holding = self.run.holding(result, card)
        return class_path(self.criteria, card, [c for c in self.criteria.conditions if holding.get(c.code)])

    def _final(self, row: int, column: int, code: str, result: UnitResult, place: int) -> None:
        """The number of the class that the rules give, or of the one that a person decided."""
        standing, classes = result.standing, list(self.criteria.class_names)
        alone = standing.computed if standing else None
        shown = alone if alone and code == "computed" else standing
        number = (classes.index(shown.code) + 1 if shown.code else place) if shown else None
        if alone and code == "final":
            self.sheet.number(row, column, number, "helper")
            return
        formula = partial(formulas.final_class, self.criteria, self.detail, result.unit)
        self.sheet.formula(row, column, formula, number, "helper")

    def _by_points(self, unit: str) -> str:
        on = "shown" if self.criteria.rounding.class_on == "rounded" else "score"
        return formulas.by_points(self.criteria, str(self.detail.at(unit, "result", on)))

    def _applicable(self, column: int, code: str) -> str:
        block = self.criteria.coded.get(code)
        if block:
            top = self._counted(column, [each.code for each in block.criteria]) or "0"
            return f"IF({top}=0,0,{block.cap:f})"
        node = self.criteria.all_groups.get(code) or self.criteria.criteria[code]
        return tally.formula(node, lambda codes: self._counted(column, codes)) or "0"

    def _counted(self, column: int, codes: Iterable[str]) -> str | None:
        """The maxima of the criteria that count for the unit in the column."""
        rows = self._leaf_rows(codes)
        return formulas.applicable(letters(column), TOP_NAME, rows) if rows else None

    def _result(self, row: int, column: int, key: str, result: UnitResult, card: Scorecard) -> None:
        unit, sheet = result.unit, self.sheet
        if key in ("in_block", "overall"):
            self._place(row, column, key, result)
        elif key in ("class", "computed"):
            standing = result.standing
            if self.run.is_placed(result) and standing:
                shown = standing.computed or standing if key == "computed" else standing
                formula = partial(self._class, unit, "computed" if key == "computed" else "final")
                sheet.formula(row, column, formula, shown.name, "total_points")
            else:
                nothing = result.state is State.NOTHING_ASKED
                sheet.text(row, column, NOTHING_ASKED if nothing else UNPLACED, "total_points", bold=False)
        else:
            formula, value = partial(self._figure, key, unit), self._value(key, card)
            styles = {"percent": "total_fixed", "shown": "total_fixed", "score": "total_exact"}
            style = styles.get(key, "total_points")
            sheet.formula(row, column, formula, value, style)

    def _class(self, unit: str, helper: str) -> str:
        barred = bool(self.run.ledger.barred(unit))
        return formulas.class_name(self.criteria, self.detail, unit, barred=barred, helper=helper)

    def _value(self, key: str, card: Scorecard) -> Decimal | int:
        if key == "missing":
            return sum(mark.status is Status.BLANK for mark in card.marks.values())
        found: Decimal = getattr(card, key)
        return rounded(found, formulas.TIDY) if key in ("percent", "score") else found

    def _figure(self, key: str, unit: str) -> str:
        at, criteria = self.detail.at, self.criteria
        main, top, share, score = (
            str(at(unit, "result", k)) for k in ("main", "applicable", "percent", "score")
        )
        groups = [group.code for group in criteria.groups]
        if key == "main":
            cells = [points for code in groups if (points := at(unit, "group", code))]
            return formulas.total(cells, criteria.rounding.points)
        if key == "applicable":
            cells = [limit for code in groups if (limit := at(unit, "helper", code))]
            return formulas.total(cells, 6)
        if key == "percent":
            return formulas.percent(main, top)
        if key == "score":
            bonus, penalty = at(unit, "bonus", ""), at(unit, "penalty", "")
            return formulas.score(criteria, main, share, bonus, penalty)
        if key == "shown":
            return f"ROUND({score},{criteria.rounding.total})"
        rows = [
            row for ln in self.detail.lines if ln.kind == "leaf" and (row := self.detail.row("leaf", ln.code))
        ]
        areas = formulas.areas(letters(self.detail.column(unit)), rows)
        return "+".join(f"COUNTBLANK({area})" for area in areas) or "0"

    def _place(self, row: int, column: int, key: str, result: UnitResult) -> None:
        if result.unit not in self.plan.ranking:
            self.sheet.text(row, column, formulas.NO_PLACE, "total_points")
            return
        rank, there = (result.in_block, IN_BLOCK) if key == "in_block" else (result.overall, OVERALL)
        value: int | str = rank.place if rank else formulas.NO_PLACE
        self.sheet.live_link(row, column, self.plan.ranked(result.unit, there), value, "total_link")
