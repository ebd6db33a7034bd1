"""Chi tiết: one sheet a block, criteria down and units across. All other figures follow from its cells."""

from decimal import Decimal
from math import ceil

from xlsxwriter.utility import xl_col_to_name

from scoring.criteria.schema import CriteriaSet, Group
from scoring.engine.model import Mark, Scorecard, Status, UnitResult
from scoring.engine.points import rounded
from scoring.outputs.consolidated import formulas
from scoring.outputs.consolidated.book import (
    FULL_SIZE_WIDTH,
    INDENT,
    Book,
    Sheet,
    cell,
    fixed,
    lines_needed,
    quoted,
)
from scoring.outputs.consolidated.places import IN_BLOCK, OVERALL
from scoring.outputs.consolidated.plan import (
    DETAIL_LEFT,
    DETAIL_NAMES,
    DETAIL_TOP,
    RANKING,
    SOURCES,
    Detail,
    Line,
    Plan,
)
from scoring.outputs.trail import adoption_of
from scoring.rules import NO, YES

NOT_ASKED = "–"
WORDS = {Status.NOT_APPLICABLE: "KPS", Status.EXEMPT: "Miễn", Status.AWAITED: "chờ", Status.BLANK: ""}
LEGEND = (
    "KPS: không phát sinh, không tính vào điểm tối đa · *: không phát sinh, được điểm tối đa · "
    "Miễn: được miễn · chờ: chờ cơ quan chấm · –: không áp dụng · ô tô màu: chưa trả lời, không phải 0 điểm"
)
ADOPTED = "†: điểm tự chấm được công nhận bằng quyết định"
PER_PAGE = 12  # units side by side on one page
ONE_PAGE = 900.0  # points of height that stay readable when shrunk to one page
PAGE_WIDTH = 155.0  # characters across a page, for text and units
LARGEST_SCALE = 80  # percent; larger print only takes more pages
LEAST_TEXT, MOST_TEXT = 40.0, 80.0
NARROWEST, WIDEST = 9.5, 16.0  # of a unit's column
UNPLACED = "Chưa xếp loại"
CODE, TEXT, TOP = 0, 1, 2
TOP_NAME = xl_col_to_name(TOP)


def write(book: Book, plan: Plan) -> None:
    """One sheet for every block that has units with points."""
    for detail in plan.details.values():
        _Writer(book, plan, detail).write()


class _Writer:
    """Writes one block's sheet."""

    def __init__(self, book: Book, plan: Plan, detail: Detail) -> None:
        self.run, self.plan, self.detail = book.run, plan, detail
        self.criteria: CriteriaSet = book.run.criteria
        self.pages = ceil(len(detail.units) / PER_PAGE)
        self.per_page = ceil(len(detail.units) / self.pages)
        each = min(WIDEST, max(NARROWEST, (PAGE_WIDTH - LEAST_TEXT) / self.per_page))
        text = min(MOST_TEXT, max(LEAST_TEXT, PAGE_WIDTH - self.per_page * each))
        widths = [7, text, 8, *[each] * len(detail.units)]
        self.sheet: Sheet = book.sheet(detail.sheet, widths, landscape=True, tab="#5B9BD5")

    def write(self) -> None:
        sheet, detail = self.sheet, self.detail
        sheet.heading(
            f"Bảng điểm chi tiết – {detail.block.name}",
            f"{self.run.stage_words} · {self.run.period_words} · {len(detail.units)} đơn vị có điểm",
        )
        legend = f"{LEGEND} · {ADOPTED}" if self.run.results.stage == "verified" else LEGEND
        sheet.merged(3, 0, DETAIL_LEFT + self.per_page - 1, legend, "note")
        self._header()
        for line in detail.lines:
            self._line(line)
        self._print()

    def _header(self) -> None:
        sheet, row = self.sheet, DETAIL_NAMES
        sheet.header(row, ["STT", "Nội dung tiêu chí", "Điểm tối đa"])
        for below, label in ((1, "Tình trạng"), (2, "Câu trả lời, tài liệu kiểm chứng")):
            for column, text in ((CODE, ""), (TEXT, label), (TOP, "")):
                sheet.text(row + below, column, text, "header", bold=False)
        names, states = {}, {}
        for result in self.detail.units:
            column, name = self.detail.column(result.unit), self.run.name(result.unit)
            names[column], states[column] = name, self.run.state_words(result)
            sheet.text(row, column, name, "header")
            sheet.text(row + 1, column, states[column], "header", bold=False)
            source = f"{quoted(SOURCES)}!{cell(self.plan.sources[result.unit], 1)}"
            sheet.link(row + 2, column, source, "xem nguồn", "small_link")
        sheet.fit(row, names, least=2)
        sheet.fit(row + 1, states)

    def _line(self, line: Line) -> None:
        row = self.detail.row(line.kind, line.code)
        assert row is not None, "every line of the plan has its row"
        style = {
            "group": "group",
            "bonus": "group",
            "penalty": "group",
            "result": "total",
            "heading": "section",
            "helper": "helper_text",
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

    def _class_lines(self, line: Line) -> int:
        """The lines that the units' classes need, where the line shows them."""
        if (line.kind, line.code) != ("result", "class"):
            return 1
        names = {result.standing.name for result in self.detail.units if result.standing}
        return max((lines_needed(name, self.sheet.widths[DETAIL_LEFT]) for name in names), default=1)

    def _title(self, line: Line) -> str:
        extra = {"bonus": self.criteria.bonus, "penalty": self.criteria.penalty}.get(line.kind)
        if extra is None:
            return line.text
        sign = "cộng" if line.kind == "bonus" else "trừ"
        return f"{line.text} ({sign} tối đa {extra.cap:f})".replace(".", ",")

    def _top(self, row: int, line: Line, style: str) -> None:
        if line.criterion:
            self.sheet.number(row, TOP, line.criterion.max)
        elif line.group:
            asked = {ln.code for ln in self.detail.lines if ln.kind == "leaf"}
            top = sum((leaf.max for leaf in line.group.leaves() if leaf.code in asked), Decimal(0))
            leaves = formulas.areas(TOP_NAME, self._leaf_rows(line.group))
            self.sheet.formula(row, TOP, formulas.total(leaves, 6), top, "group_points")
        else:
            self.sheet.text(row, TOP, "", style)

    def _leaf_rows(self, group: Group) -> list[int]:
        rows = (self.detail.row("leaf", leaf.code) for leaf in group.leaves())
        return [row for row in rows if row is not None]

    def _cell(self, row: int, column: int, line: Line, result: UnitResult, card: Scorecard) -> None:
        if line.kind == "leaf":
            self._mark(row, column, result.unit, card.marks.get(line.code), card)
        elif line.kind == "condition":
            self._condition(row, column, line.code, result)
        elif line.kind == "group" and line.group:
            areas = formulas.areas(xl_col_to_name(column), self._leaf_rows(line.group))
            points = card.groups[line.code].points
            self.sheet.formula(
                row, column, formulas.total(areas, self.criteria.rounding.points), points, "group_points"
            )
        elif line.kind in ("bonus", "penalty"):
            self._extra(row, column, line, card)
        elif line.kind == "helper":
            self._helper(row, column, line.code, result, card)
        else:
            self._result(row, column, line.code, result, card)

    def _mark(self, row: int, column: int, unit: str, mark: Mark | None, card: Scorecard) -> None:
        if mark is None:
            self.sheet.text(row, column, NOT_ASKED, "missing")
            return
        points, counted = mark.at(card.stage), mark.status is Status.SCORED or bool(mark.top)
        if points is not None and counted:
            full = mark.status is Status.NOT_APPLICABLE and mark.verified is None
            taken = card.stage == "verified" and adoption_of(self.run, unit, mark)
            self.sheet.number(row, column, points, "adopted" if taken else "full" if full else "points")
        elif mark.status is Status.BLANK:
            self.sheet.text(row, column, "", "blank")
        else:
            self.sheet.text(row, column, WORDS.get(mark.status, ""), "missing")

    def _condition(self, row: int, column: int, code: str, result: UnitResult) -> None:
        unit, form = self.run.unit(result.unit), self.run.form(result.unit)
        asked = any(condition.code == code for condition in self.run.roster.conditions(unit))
        declared = form.declared.get(code) if form else None
        word = {True: YES, False: NO, None: ""}[declared]
        self.sheet.text(row, column, word if asked else NOT_ASKED, "centre" if word == NO else "strong")

    def _extra(self, row: int, column: int, line: Line, card: Scorecard) -> None:
        extra = self.criteria.bonus if line.kind == "bonus" else self.criteria.penalty
        assert extra, "the line stands only where the set has the block"
        rows = [r for c in extra.criteria if (r := self.detail.row("leaf", c.code)) is not None]
        points = formulas.total(formulas.areas(xl_col_to_name(column), rows), self.criteria.rounding.points)
        value = card.bonus if line.kind == "bonus" else card.penalty
        self.sheet.formula(row, column, f"MIN({extra.cap:f},{points})", value, "group_points")

    def _helper(self, row: int, column: int, code: str, result: UnitResult, card: Scorecard) -> None:
        classes = [each.name for each in self.criteria.classes]
        if code == "by_points":
            on = "shown" if self.criteria.rounding.class_on == "rounded" else "score"
            value = self.detail.at(result.unit, "result", on)
            number = classes.index(result.standing.by_points) + 1 if result.standing else None
            self.sheet.formula(row, column, formulas.by_points(self.criteria, str(value)), number, "helper")
        elif code == "final":
            standing = result.standing
            name = (standing.name if standing.code else standing.by_points) if standing else ""
            number = classes.index(name) + 1 if name else None
            self.sheet.formula(
                row, column, formulas.final_class(self.criteria, self.detail, result.unit), number, "helper"
            )
        else:
            leaves = self.criteria.leaves_below[code]
            rows = [r for leaf in leaves if (r := self.detail.row("leaf", leaf)) is not None]
            formula = formulas.applicable(xl_col_to_name(column), TOP_NAME, rows)
            self.sheet.formula(row, column, formula, card.sum(code).top, "helper")

    def _result(self, row: int, column: int, key: str, result: UnitResult, card: Scorecard) -> None:
        unit, sheet = result.unit, self.sheet
        if key in ("in_block", "overall"):
            self._place(row, column, key, result)
        elif key == "class":
            if self.run.is_placed(result) and result.standing:
                barred = bool(self.run.ledger.barred(unit))
                formula = formulas.class_name(self.criteria, self.detail, unit, barred=barred)
                sheet.formula(row, column, formula, result.standing.name, "total_points")
            else:
                sheet.text(row, column, UNPLACED, "total_points", bold=False)
        else:
            formula, value = self._figure(key, unit, card)
            styles = {"percent": "total_fixed", "shown": "total_fixed", "score": "total_exact"}
            style = styles.get(key, "total_points")
            sheet.formula(row, column, formula, value, style)

    def _figure(self, key: str, unit: str, card: Scorecard) -> tuple[str, Decimal | int]:
        at, criteria = self.detail.at, self.criteria
        main, top, share, score = (
            str(at(unit, "result", k)) for k in ("main", "applicable", "percent", "score")
        )
        groups = [group.code for group in criteria.groups]
        if key == "main":
            cells = [points for code in groups if (points := at(unit, "group", code))]
            return formulas.total(cells, criteria.rounding.points), card.main
        if key == "applicable":
            cells = [limit for code in groups if (limit := at(unit, "helper", code))]
            return formulas.total(cells, 6), card.applicable
        if key == "percent":
            return formulas.percent(main, top), rounded(card.percent, formulas.TIDY)
        if key == "score":
            bonus, penalty = at(unit, "bonus", ""), at(unit, "penalty", "")
            return formulas.score(criteria, main, share, bonus, penalty), rounded(card.score, formulas.TIDY)
        if key == "shown":
            return f"ROUND({score},{criteria.rounding.total})", card.shown
        rows = [
            row for ln in self.detail.lines if ln.kind == "leaf" and (row := self.detail.row("leaf", ln.code))
        ]
        areas = formulas.areas(xl_col_to_name(self.detail.column(unit)), rows)
        blanks = sum(mark.status is Status.BLANK for mark in card.marks.values())
        return "+".join(f"COUNTBLANK({area})" for area in areas) or "0", blanks

    def _place(self, row: int, column: int, key: str, result: UnitResult) -> None:
        place = self.plan.ranking.get(result.unit)
        if place is None:
            self.sheet.text(row, column, formulas.NO_PLACE, "total_points")
            return
        rank, there = (result.in_block, IN_BLOCK) if key == "in_block" else (result.overall, OVERALL)
        value: int | str = rank.place if rank else formulas.NO_PLACE
        target = f"{quoted(RANKING)}!{fixed(place, there)}"
        self.sheet.live_link(row, column, target, value, "total_link")

    def _conclusion(self) -> int:
        """The row where conditions begin, or results where the set has no conditions."""
        row = self.detail.row("heading", "conditions") or self.detail.row("heading", "results")
        assert row, "every detail sheet has results"
        return row

    def _print(self) -> None:
        raw, detail = self.sheet.raw, self.detail
        units = len(detail.units)
        end = (detail.row("heading", "helpers") or DETAIL_TOP) - 1
        raw.freeze_panes(DETAIL_TOP, DETAIL_LEFT)
        raw.repeat_rows(DETAIL_NAMES, DETAIL_TOP - 1)
        raw.repeat_columns(CODE, TOP)
        raw.print_area(1 if self.run.criteria.banner else 0, 0, end, DETAIL_LEFT + units - 1)
        if self.pages == 1:
            height = sum(points for row, points in self.sheet.heights.items() if row <= end)
            if height <= ONE_PAGE:
                raw.fit_to_pages(1, 1)
                return
        across = sum(self.sheet.widths[:DETAIL_LEFT]) + self.per_page * self.sheet.widths[-1]
        raw.set_print_scale(min(LARGEST_SCALE, int(FULL_SIZE_WIDTH * 100 / across)))
        # Conditions and results stay together on the last page. (Excel heeds no break of fitted pages.)
        raw.set_h_pagebreaks([self._conclusion()])
        raw.set_v_pagebreaks([DETAIL_LEFT + self.per_page * page for page in range(1, self.pages)])
