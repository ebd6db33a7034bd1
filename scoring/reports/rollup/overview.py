"""Tổng quan: how many wards are in, their units by class, by block and by ward."""

from typing import Any

from scoring.reports.headings import short_block
from scoring.reports.rollup.compare import set_name
from scoring.reports.rollup.model import Summary
from scoring.reports.rollup.plan import BLOCKS_TOP, NAME, OVERVIEW, REFUSED, RollupPlan, finish
from scoring.sheets.address import quoted
from scoring.sheets.look import FRAME, SHARES, TAB_SUMMARY, WHITE, chart_font
from scoring.sheets.report import ReportBook, ReportSheet

FIGURES = 5  # the first column of classes
MEANING = (
    "Số liệu là kết quả đã chốt của từng nơi, không tính lại. Điểm trung bình và tỷ lệ tính trên số đơn "
    "vị được xếp hạng."
)


def write(book: ReportBook, plan: RollupPlan) -> None:
    """One table by block, its chart, one table by ward with the same columns."""
    _Writer(book, plan).write()


class _Writer:
    def __init__(self, book: ReportBook, plan: RollupPlan) -> None:
        self.book, self.plan, self.rollup = book, plan, plan.rollup
        self.classes = [each.name for each in self.rollup.classes]
        self.shares = (1, 2) if len(self.classes) > 2 else (1,)
        best = [f"Tỷ lệ {self.classes[0]} (%)", *(f"Tỷ lệ {name} trở lên (%)" for name in self.classes[1:2])]
        self.titles = [
            "Đơn vị thuộc diện", "Được xếp hạng", "Không xếp hạng", *self.classes, "Điểm trung bình",
            *best[: len(self.shares)],
        ]  # fmt: skip
        self.last = 1 + len(self.titles)
        self.sheet: ReportSheet = book.sheet(
            OVERVIEW, [6, 38, *[12] * len(self.titles)], landscape=True, tab=TAB_SUMMARY
        )

    def write(self) -> None:
        rollup, sheet, plan = self.rollup, self.sheet, self.plan
        title = f"Tổng hợp kết quả xếp loại các phường, xã năm {rollup.year}"
        sheet.heading(title, " · ".join(filter(None, (rollup.city, set_name(rollup.set)))))
        self._counts()
        sheet.merged(7, 0, self.last, MEANING, "note")
        everybody = [unit for ward in rollup.wards for unit in ward.results.units]
        sheet.header(BLOCKS_TOP - 1, ["STT", "Khối", *self.titles])
        for n, block in enumerate(rollup.blocks):
            units = [unit for unit in everybody if unit.block == block.code]
            sheet.number(BLOCKS_TOP + n, 0, n + 1)
            self._named(BLOCKS_TOP + n, short_block(block.name), plan.rankings.get(block.code))
            self._summary(BLOCKS_TOP + n, rollup.summary(units))
        row = BLOCKS_TOP + len(rollup.blocks)
        self._total(row)
        self._chart(row + 1)
        top = plan.overview_top
        sheet.header(top - 1, ["STT", "Phường, xã", *self.titles])
        for n, ward in enumerate(rollup.wards):
            sheet.number(top + n, 0, n + 1)
            sheet.live_link(top + n, NAME, plan.ward_away(ward), ward.name)
            sheet.fit(top + n, {NAME: ward.name})
            self._summary(top + n, rollup.summary(ward.results.units))
        end = top + len(rollup.wards)
        self._total(end)
        finish(sheet, (end, self.last), titles=top - 1, held=0)
        sheet.raw.freeze_panes(0, 0)
        sheet.raw.set_first_sheet()
        sheet.raw.activate()

    def _counts(self) -> None:
        rollup, sheet = self.rollup, self.sheet
        counts = (
            ("Phường, xã được tổng hợp", len(rollup.wards)),
            ("Thư mục không nhận", len(rollup.refused)),
            ("Phường, xã còn thiếu", len(rollup.missing)),
        )
        for row, (label, value) in enumerate(counts, 3):
            sheet.merged(row, 0, 1, label, "text")
            sheet.number(row, 2, value, "error" if value and row > 3 else "strong")
        if rollup.refused or rollup.missing:
            sheet.link(4, 3, f"'{REFUSED}'!A1", "xem lý do", "small_link")

    def _named(self, row: int, words: str, there: str | None) -> None:
        self.sheet.text(row, NAME, words)
        if there:
            self.sheet.link(row, NAME, f"{quoted(there)}!A1", words)
        self.sheet.fit(row, {NAME: words})

    def _summary(self, row: int, figures: Summary, points: str = "points", fixed: str = "fixed") -> None:
        sheet = self.sheet
        unranked = figures.evaluated - figures.ranked
        for column, count in enumerate((figures.evaluated, figures.ranked, unranked, *figures.classes), 2):
            sheet.number(row, column, count, points)
        column = FIGURES + len(self.classes)
        for value in (figures.mean, *(figures.share(best) for best in self.shares)):
            sheet.number(row, column, value, fixed)
            column += 1

    def _total(self, row: int) -> None:
        self.sheet.text(row, 0, "", "total")
        self.sheet.text(row, NAME, "Cộng", "total")
        units = [unit for ward in self.rollup.wards for unit in ward.results.units]
        self._summary(row, self.rollup.summary(units), "total_points", "total_fixed")

    def _chart(self, row: int) -> None:
        chart: Any = self.book.chart({"type": "bar", "subtype": "percent_stacked"})
        first, last = BLOCKS_TOP, BLOCKS_TOP + len(self.rollup.blocks) - 1
        white = chart_font(9, color=WHITE)
        for n in range(len(self.classes)):
            column = FIGURES + n
            chart.add_series(
                {
                    "name": [OVERVIEW, BLOCKS_TOP - 1, column],
                    "categories": [OVERVIEW, first, NAME, last, NAME],
                    "values": [OVERVIEW, first, column, last, column],
                    "fill": {"color": SHARES[n % len(SHARES)]},
                    "gap": 60,
                    "data_labels": {"value": True, "num_format": "0;;", "font": white},
                }
            )
        font = chart_font(10)
        chart.set_title({"name": "Số đơn vị theo xếp loại", "name_font": chart_font(13)})
        chart.set_y_axis({"reverse": True, "num_font": font, "interval_unit": 1})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_legend({"position": "bottom", "font": font})
        chart.set_chartarea({"border": {"color": FRAME}})
        chart.set_size({"width": 1000, "height": 340})
        self.sheet.raw.insert_chart(row, NAME, chart, {"object_position": 2, "y_offset": 12})
