"""Tổng quan of a period: who has reported and when, how far the tasks are."""

from collections.abc import Mapping
from typing import Any

from scoring.engine.model import State
from scoring.reports.consolidated.charts import new_chart
from scoring.reports.consolidated.plan import OVERVIEW, SUBMISSION
from scoring.reports.consolidated.submission import BLOCK, ON_TIME, PUNCTUAL
from scoring.reports.consolidated.submission import TOP as SUBMISSION_TOP
from scoring.reports.dashboard import Dashboard, table_widths
from scoring.reports.figures import UnitRows, count_line, key_figures
from scoring.reports.headings import short_block, title_of
from scoring.reports.period.matrix import Matrix
from scoring.reports.progress import COLOURS, SHORT
from scoring.reports.run_book import RunBook
from scoring.reports.tables import outcome_counts
from scoring.rules.base import excel_text
from scoring.sheets.look import CRIMSON, GOLD, LEAF, TAB_SUMMARY, chart_font
from scoring.sheets.report import ReportSheet

ARRIVALS = {"Đúng hạn": True, "Chậm": False, "Chưa nhận": None}
KEY_FIGURES = 4  # the row of their heading
_ARRIVAL_COLOURS = (LEAF, GOLD, CRIMSON)
READING = (
    "Ngày nhận theo sổ theo dõi; báo cáo nhận sau hạn tính là chậm. Các ô đếm là công thức: sửa tiến độ ở "
    "trang Tiến độ nhiệm vụ thì bảng và biểu đồ đổi theo. Kỳ này không chấm điểm, không xếp loại."
)


def write(book: RunBook, place: Matrix) -> None:
    """Figures at the left, charts at the right."""
    _Writer(book, place).write()


class _Writer:
    def __init__(self, book: RunBook, place: Matrix) -> None:
        self.book, self.run, self.place = book, book.run, place
        self.last = max(len(self.run.blocks) + 1, len(SHORT) + 1)
        widths = table_widths(32, self.last)
        self.sheet: ReportSheet = book.sheet(OVERVIEW, widths, landscape=True, tab=TAB_SUMMARY)
        self.beside = Dashboard(self.sheet)
        self.labels = len(self.sheet.widths) + 1  # what the chart calls the groups: names are too long for it

    def write(self) -> None:
        run, sheet = self.run, self.sheet
        sheet.heading(
            f"Tổng hợp báo cáo {run.criteria.subject} {run.period_words}",
            f"{run.criteria.name} · {run.criteria.issuer}",
        )
        row = self._key_figures(KEY_FIGURES + 1)
        arrivals = self._arrivals(row + 1)
        row = self.beside.place(self._by_block(arrivals), KEY_FIGURES, arrivals + len(ARRIVALS) - 1)
        end = self._groups(row)
        sheet.merged(end, 0, self.last, READING, "note")
        self.beside.settle(end)
        sheet.raw.set_first_sheet()
        sheet.raw.activate()

    def _key_figures(self, top: int) -> int:
        run = self.run
        states = [result.state for result in run.results.units]
        counts: tuple[tuple[str, int | str], ...] = (
            ("Đơn vị phải báo cáo", sum(state is not State.OUTSIDE for state in states)),
            ("Đơn vị có biểu hợp lệ", states.count(State.VALID)),
            ("Đơn vị cần sửa biểu", states.count(State.TO_MEND)),
            ("Đơn vị đã nhận, chưa có biểu (bản giấy)", states.count(State.NO_FORM)),
            ("Đơn vị chưa nộp", states.count(State.NOT_SUBMITTED)),
            ("Tệp nhận được", sum(outcome_counts(run).values())),
            ("Lỗi cần sửa / lưu ý", f"{run.errors_to_mend} / {sum(not f.is_error for f in run.findings)}"),
        )
        return key_figures(self.sheet, top, counts)

    def _arrivals(self, row: int) -> int:
        """On time, late, missing by block; the first row of figures."""
        run, sheet, blocks = self.run, self.sheet, self.run.blocks
        found = self._arrived()
        sheet.text(row, 0, "Thời hạn nộp theo khối", "section")
        sheet.header(row + 1, ["Thời hạn", *(short_block(b.name) for b in blocks), "Cộng"])
        last = SUBMISSION_TOP + max(len(run.results.units), 1) - 1
        units = UnitRows(SUBMISSION, SUBMISSION_TOP, last, BLOCK)
        for n, (label, on_time) in enumerate(ARRIVALS.items(), row + 2):
            sheet.text(n, 0, label)
            formulas = units.counts(row + 1, len(blocks), PUNCTUAL, excel_text(ON_TIME[on_time]))
            count_line(sheet, n, formulas, [found[on_time, block.code] for block in blocks])
        return row + 2

    def _arrived(self) -> Mapping[tuple[bool | None, str], int]:
        run = self.run
        reports = [report for report in run.criteria.reports if report.code == run.period]
        found = {(on_time, block.code): 0 for on_time in ARRIVALS.values() for block in run.blocks}
        for result in run.results.units:
            if result.state is not State.OUTSIDE:
                arrived = run.ledger.arrival(result.unit, run.period)
                on_time = run.ledger.punctual(result.unit, reports).get(run.period) if arrived else None
                found[on_time, result.block] += 1
        return found

    def _groups(self, row: int) -> int:
        """How far the tasks of each group are; the row below them."""
        sheet, progress = self.sheet, self.place.progress
        sheet.text(row, 0, "Tiến độ theo nhóm nhiệm vụ (lượt đơn vị)", "section")
        sheet.header(row + 1, ["Nhóm nhiệm vụ", *SHORT, "Cộng"])
        sheet.text(row + 1, self.labels, "Nhãn của biểu đồ (không in)", "helper_text", text_wrap=False)
        names = [
            (task.code, name)
            for unit in self.run.roster.evaluated
            for task, _, name in progress.assigned(unit)
        ]
        for n, group in enumerate(progress.groups, row + 2):
            name = title_of(group.name, self.run.criteria)
            sheet.text(n, 0, name)
            sheet.fit(n, {0: name})
            sheet.text(n, self.labels, f"Nhóm {group.code}", "helper")
            codes = {task.code for task in group.tasks}
            here = [name for code, name in names if code in codes]
            formulas = [self.place.count(name, group) for name in SHORT]
            count_line(sheet, n, formulas, [here.count(name) for name in SHORT])
        count = len(progress.groups)
        return self.beside.place(self._by_group(row + 2), row, row + 1 + count) if count else row + 3

    def _by_block(self, top: int) -> Any:
        blocks = self.run.blocks
        chart = self._stacked("Thời hạn nộp báo cáo (số đơn vị)")
        for n, (label, colour) in enumerate(zip(ARRIVALS, _ARRIVAL_COLOURS, strict=True)):
            chart.add_series(
                {
                    "name": label,
                    "categories": [OVERVIEW, top - 1, 1, top - 1, len(blocks)],
                    "values": [OVERVIEW, top + n, 1, top + n, len(blocks)],
                    **_bar(colour),
                }
            )
        return chart

    def _by_group(self, top: int) -> Any:
        chart = self._stacked("Tiến độ theo nhóm nhiệm vụ (lượt đơn vị)")
        last = top + len(self.place.progress.groups) - 1
        for n, name in enumerate(SHORT, 1):
            chart.add_series(
                {
                    "name": name,
                    "categories": [OVERVIEW, top, self.labels, last, self.labels],
                    "values": [OVERVIEW, top, n, last, n],
                    **_bar(COLOURS[name][1]),
                }
            )
        return chart

    def _stacked(self, title: str) -> Any:
        chart = new_chart(self.book, {"type": "bar", "subtype": "stacked"}, title)
        chart.set_y_axis({"reverse": True, "num_font": chart_font(11), "interval_unit": 1})
        # Every bar says its number; an axis would show halves of units where there are few.
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
        chart.set_legend({"position": "bottom", "font": chart_font(11)})
        return chart


def _bar(colour: str) -> dict[str, object]:
    labels = {"value": True, "font": chart_font(11), "num_format": "0;;"}
    return {"fill": {"color": colour}, "gap": 45, "data_labels": labels}
