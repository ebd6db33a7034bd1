"""Tổng quan: one page that says how many, how good, and what is still missing; counts are live."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from operator import itemgetter

from scoring.criteria.classes import Quota
from scoring.criteria.schema import Block
from scoring.engine.model import State
from scoring.engine.points import rounded
from scoring.engine.quota import allowed
from scoring.reports import limits
from scoring.reports.consolidated import charts
from scoring.reports.consolidated.charts import CountTable
from scoring.reports.consolidated.parts import INDEX
from scoring.reports.consolidated.places import BLOCK, CLASS, OVERALL, SCORE, VALUE
from scoring.reports.consolidated.plan import COMPARED, OVERVIEW, RANKING, SUBMISSION, Plan
from scoring.reports.consolidated.submission import BLOCK as SUBMISSION_BLOCK
from scoring.reports.consolidated.submission import STATE as SUBMISSION_STATE
from scoring.reports.consolidated.submission import TOP as SUBMISSION_TOP
from scoring.reports.dashboard import Dashboard, table_widths
from scoring.reports.figures import UnitRows, count_line, key_figures
from scoring.reports.headings import short_block
from scoring.reports.run_book import RunBook
from scoring.reports.tables import class_counts, evaluated_states, outcome_counts, ranking_table, state_counts
from scoring.rules.base import excel_number
from scoring.sheets.address import cell, quoted, span
from scoring.sheets.look import TAB_SUMMARY
from scoring.sheets.report import ReportSheet
from scoring.standing.approvals import approval_states
from scoring.standing.unverified import causes_of_self_scores
from scoring.text import decapitalized, show_number

KEY_FIGURES = 4  # the row of their heading
BEST = 10  # units in the table and chart of the highest scores
NOT_FINAL = "; không dùng thay kết quả chính thức"
READING = (
    "Các đơn vị được so sánh trong khối và chung theo điểm xếp loại. Đơn vị chưa nộp hoặc cần sửa biểu không "
    "bị tính 0 điểm, chỉ chưa xếp hạng. "
)
LIVE = (
    "Các ô đếm, tổng điểm, xếp loại và hạng là công thức: sửa một điểm ở trang Chi tiết thì các ô này đổi "
    "theo."
)
VALUES = (
    "{}: sửa một ô thì các ô khác không đổi theo, muốn đổi phải tổng hợp lại. Nguồn của từng điểm ở tệp {} "
    "cùng thư mục; trang {} cho biết mỗi trang có những đơn vị nào."
)


def write(book: RunBook, plan: Plan) -> None:
    """Figures at the left, charts at the right."""
    _Writer(book, plan).write()


class _Writer:
    def __init__(self, book: RunBook, plan: Plan) -> None:
        self.book, self.plan, self.run = book, plan, book.run
        self.blocks: tuple[Block, ...] = self.run.blocks
        self.last = max(len(self.blocks) + 1, 3)
        widths = table_widths(30, self.last)
        self.sheet: ReportSheet = book.sheet(OVERVIEW, widths, landscape=True, tab=TAB_SUMMARY)
        self.beside = Dashboard(self.sheet)

    def write(self) -> None:
        run, sheet = self.run, self.sheet
        sheet.heading(
            f"Tổng hợp {run.criteria.subject} {run.period_words}",
            f"{run.criteria.name} · {run.criteria.issuer}",
        )
        final = run.results.stage == "verified"
        means = f"Đây là {decapitalized(run.stage_words)}{'' if final else NOT_FINAL}."
        causes = [f"{cause.brief}." for cause in causes_of_self_scores(run)]
        where = [f"Từng đơn vị ở cột Ghi chú, trang {COMPARED}."] if causes else []
        sheet.merged(3, 0, self.last, " ".join((means, *causes, *where)), "warn")
        row = self._key_figures(KEY_FIGURES + 1)
        classes = self._counts(row + 1, "Xếp loại theo khối", [c.name for c in run.criteria.classes])
        self._class_cells(classes)
        row = self.beside.place(charts.classes(self.book, classes), KEY_FIGURES, classes.top + classes.rows)
        row = self._quotas(classes, row)
        names = [state.value.capitalize() for state in evaluated_states(run)]
        states = self._counts(row + 1, "Tình trạng nộp theo khối", names)
        self._state_cells(states)
        row = self.beside.place(charts.states(self.book, states), row + 1, states.top + states.rows)
        end = self._best(self._approvals(row))
        values = VALUES.format(limits.values_words(), limits.SOURCES_FILE, INDEX)
        sheet.merged(end, 0, self.last, READING + (LIVE if self.book.live else values), "note")
        self.beside.settle(end)
        sheet.raw.set_first_sheet()
        sheet.raw.activate()

    def _key_figures(self, top: int) -> int:
        run, sheet = self.run, self.sheet
        results = run.results.units
        files = outcome_counts(run)
        errors = run.errors_to_mend
        counts: tuple[tuple[str, int | str], ...] = (
            ("Đơn vị thuộc diện đánh giá", sum(r.state is not State.OUTSIDE for r in results)),
            ("Đơn vị được xếp hạng", sum(r.ranked for r in results)),
            ("Đơn vị cần sửa biểu", sum(r.state is State.TO_MEND for r in results)),
            ("Đơn vị chưa nộp", sum(r.state is State.NOT_SUBMITTED for r in results)),
            ("Tệp nhận được", sum(files.values())),
            ("Lỗi cần sửa / lưu ý", f"{errors} / {sum(not f.is_error for f in run.findings)}"),
        )
        row = key_figures(sheet, top, counts)
        sheet.text(row, 0, "Điểm xếp loại trung bình")
        scores = [r.card.shown for r in results if r.ranked and r.card]
        rows = self.plan.ranking_rows
        if rows and scores:
            sheet_name = quoted(RANKING)
            placed = f"({sheet_name}!{span(*rows, VALUE)}>=0)"
            formula = (
                f"IF(SUMPRODUCT({placed}*1)=0,0,SUMPRODUCT({placed}*{sheet_name}!{span(*rows, SCORE)})"
                f"/SUMPRODUCT({placed}*1))"
            )
            mean = sum(scores, Decimal(0)) / len(scores)
            sheet.formula(row, 1, formula, rounded(mean, 10), "strong_fixed")
        else:
            sheet.text(row, 1, "chưa có", "missing")
        return row + 1

    def _counts(self, row: int, title: str, labels: Sequence[str]) -> CountTable:
        """Title, header, labels and sums of a table with a column for each block."""
        sheet, blocks = self.sheet, len(self.blocks)
        sheet.text(row, 0, title, "section")
        sheet.header(
            row + 1,
            [title.split(" theo ", maxsplit=1)[0], *(short_block(b.name) for b in self.blocks), "Cộng"],
        )
        table = CountTable(row + 2, len(labels), blocks)
        for n, label in enumerate(labels):
            sheet.text(table.top + n, 0, label)
        sheet.text(table.top + table.rows, 0, "Cộng", "total")
        return table

    def _sums(self, table: CountTable, values: Sequence[int]) -> None:
        for column, value in enumerate([*values, sum(values)], 1):
            rows = span(table.top, table.top + table.rows - 1, column)
            self.sheet.formula(table.top + table.rows, column, f"SUM({rows})", value, "total_points")

    def _class_cells(self, table: CountTable) -> None:
        counts, rows, blocks = class_counts(self.run), self.plan.ranking_rows, len(self.blocks)
        ranking = UnitRows(RANKING, *rows, BLOCK) if rows else None
        for row, each in enumerate(self.run.criteria.classes, table.top):
            formulas = ["0"] * blocks
            if ranking:
                formulas = ranking.counts(table.top - 1, blocks, CLASS, cell(row, 0))
            count_line(self.sheet, row, formulas, counts[each.code])
        self._sums(table, [sum(each) for each in zip(*counts.values(), strict=True)])

    def _state_cells(self, table: CountTable) -> None:
        counts, first = state_counts(self.run), SUBMISSION_TOP
        last = first + max(len(self.run.results.units), 1) - 1
        units = UnitRows(SUBMISSION, first, last, SUBMISSION_BLOCK)
        for row, state in enumerate(evaluated_states(self.run), table.top):
            formulas = units.counts(table.top - 1, len(self.blocks), SUBMISSION_STATE, cell(row, 0))
            count_line(self.sheet, row, formulas, counts[state.value])
        self._sums(table, [sum(each) for each in zip(*counts.values(), strict=True)])

    def _quotas(self, classes: CountTable, row: int) -> int:
        """Every quota with its live count; excess is flagged, people decide."""
        quotas = [
            (quota, column, where)
            for quota in self.run.criteria.quota
            for column, where in self._scopes(quota, classes)
        ]
        if not quotas:
            return row - 1
        sheet = self.sheet
        sheet.text(row, 0, "Hạn mức", "section")
        sheet.header(row + 1, ["Hạn mức", "Cho phép", "Hiện có", "Kết luận"])
        for n, (quota, column, where) in enumerate(quotas, 2):
            self._quota(row + n, quota, column, where, classes)
        row += 2 + len(quotas)
        for excess in self.run.results.quota_notes:
            sheet.merged(row, 0, self.last, excess.text, "warn")
            row += 1
        return row

    def _scopes(self, quota: Quota, classes: CountTable) -> list[tuple[int, str]]:
        if quota.within == "all":
            return [(classes.total_column, "")]
        return [(n, f", {short_block(block.name)}") for n, block in enumerate(self.blocks, 1)]

    def _quota(self, row: int, quota: Quota, column: int, where: str, classes: CountTable) -> None:
        sheet, criteria, counts = self.sheet, self.run.criteria, class_counts(self.run)
        codes = [each.code for each in criteria.classes]
        whole = column == classes.total_column
        there = {code: sum(row) if whole else row[column - 1] for code, row in counts.items()}
        base_codes = [code for code in codes if not quota.of or code in quota.of]
        base = sum(there[code] for code in base_codes)
        of = " hoặc ".join(criteria.class_names[code] for code in quota.of) or "được xếp hạng"
        label = f"{criteria.class_names[quota.code]}: {show_number(quota.percent)}% số đơn vị {of}{where}"
        cells = ",".join(cell(classes.top + codes.index(code), column) for code in base_codes)
        most, found = allowed(quota, base), there[quota.code]
        sheet.text(row, 0, label)
        sheet.fit(row, {0: label})
        formula = f"ROUNDDOWN(ROUND({excel_number(quota.percent)}*SUM({cells})/100,6),0)"
        sheet.formula(row, 1, formula, most)
        sheet.formula(row, 2, cell(classes.top + codes.index(quota.code), column), found)
        verdict = f"Vượt {found - most}" if found > most else "Trong hạn mức"
        sheet.formula(
            row,
            3,
            f'IF({cell(row, 2)}>{cell(row, 1)},"Vượt "&({cell(row, 2)}-{cell(row, 1)}),"Trong hạn mức")',
            verdict,
            "error" if found > most else "strong",
        )

    def _approvals(self, row: int) -> int:
        """The steps of approval by block; nothing where the set lists none."""
        found = approval_states(self.run)
        if not found:
            return row
        sheet = self.sheet
        sheet.text(row, 0, "Phê duyệt", "section")
        sheet.header(row + 1, ["Bước", *(short_block(each.name) for each in self.blocks)])
        by_block = {(each.step.code, each.figures.block.code): each.words for each in found}
        for n, step in enumerate(self.run.criteria.approvals, row + 2):
            words = [by_block.get((step.code, each.code), "") for each in self.blocks]
            for column, said in enumerate((step.name, *words)):
                sheet.text(n, column, said)
            sheet.fit(n, dict(enumerate((step.name, *words))))
        return row + 3 + len(self.run.criteria.approvals)

    def _best(self, row: int) -> int:
        """The highest scores, at most BEST; the row below them."""
        sheet = self.sheet
        sheet.text(row, 0, f"{BEST} đơn vị điểm cao nhất", "section")
        placed = (record for record in ranking_table(self.run) if record["overall"])
        ranking = sorted(placed, key=itemgetter("overall"))[:BEST]
        if not ranking:
            sheet.text(row + 1, 0, "Chưa có đơn vị nào được xếp hạng.", "plain", text_wrap=False)
            return row + 3
        sheet.header(row + 1, ["Đơn vị", "Điểm xếp loại", "Xếp loại", "Hạng chung"])
        for n, record in enumerate(ranking, 2):
            there = partial(self.plan.ranked, record["unit"])
            sheet.live_link(row + n, 0, there(1), record["name"])
            sheet.formula(row + n, 1, there(SCORE), record["shown"], "strong_fixed")
            sheet.formula(row + n, 2, there(CLASS), record["class"], "centre")
            sheet.formula(row + n, 3, there(OVERALL), record["overall"], "centre")
            sheet.fit(row + n, {0: record["name"], 2: record["class"]})
        chart = charts.best(self.book, row + 2, len(ranking))
        return self.beside.place(chart, row, row + 1 + len(ranking))
