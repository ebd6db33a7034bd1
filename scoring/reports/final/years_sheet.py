"""So với năm trước: score, class and place of every year side by side, what changed, and a chart."""

from collections.abc import Sequence
from typing import Any

from scoring.intake.history import EarlierYear
from scoring.reports.final.years import DOWN, NO_EARLIER, SAME, UP, YearsLine, compared, remarks
from scoring.reports.headings import short_block
from scoring.reports.run_book import RunBook
from scoring.sheets.look import FAINT_RULE, GREEN, LINES, RED, TAB_FIGURES, chart_font
from scoring.sheets.report import ReportSheet

YEARS = "So với năm trước"
MOST_YEARS = 4  # what fits a landscape page beside this year
UPRIGHT_YEARS = 2  # what fits an upright one, on which the chart and the table stand together
CHART_ROWS, CHART_HEIGHT = 15, 290  # rows that the chart covers, its height in pixels
CHARTED = 10  # lines that are still distinguishable


def write(book: RunBook, years: Sequence[EarlierYear], edition: int) -> None:
    """The table of the latest earlier years and this one; ``years`` oldest first."""
    _Writer(book, years, edition).write()


class _Writer:
    def __init__(self, book: RunBook, years: Sequence[EarlierYear], edition: int) -> None:
        self.book, self.run, self.all, self.edition = book, book.run, years, edition
        self.years = years[-MOST_YEARS:]
        each_year = [7.5, 11.0, 5.5]
        widths = [4.5, 26.0, 14.0, *each_year * (len(self.years) + 1), 6.5, 6.5, 15.0]
        self.last = len(widths) - 1
        upright = len(self.years) <= UPRIGHT_YEARS
        self.sheet: ReportSheet = book.sheet(YEARS, widths, landscape=not upright, tab=TAB_FIGURES)
        self.sheet.paged_apart(single=False)

    def write(self) -> None:
        run, sheet = self.run, self.sheet
        year = run.criteria.year
        sheet.heading(
            "So sánh kết quả với các năm trước",
            f"{run.criteria.issuer} · {run.period_words.capitalize()}"
            + (f" · chốt lần {self.edition}" if self.edition > 1 else ""),
        )
        row = 3
        for remark in self._remarks():
            sheet.merged(row, 0, self.last, remark, "note")
            row += 1
        if not self.years:
            sheet.merged(row, 0, self.last, NO_EARLIER.format(year - 1, "chốt lại"), "note")
            sheet.stay_on_screen(row, self.last)
            return
        lines = compared(run, self.years)
        top = self._chart(row + 1, lines)
        sheet.header(top, self._titles())
        for number, line in enumerate(lines, 1):
            self._row(top + number, number, line)
        raw = sheet.raw
        raw.repeat_rows(top)
        sheet.print_to(top + len(lines), self.last)
        raw.fit_to_pages(1, 0)

    def _remarks(self) -> list[str]:
        found = list(remarks(self.run, self.years))
        hidden = self.all[: -len(self.years)] if self.years else ()
        if hidden:
            names = ", ".join(str(year.year) for year in hidden)
            found.append(f"Không in các năm cũ hơn: {names}.")
        return found

    def _titles(self) -> list[str]:
        years = [*(year.year for year in self.years), self.run.criteria.year]
        figures = [f"{title} {year}" for year in years for title in ("Điểm", "Xếp loại", "Hạng")]
        return ["STT", "Đơn vị", "Khối", *figures, "Đổi hạng", "Đổi loại", "Ghi chú"]

    def _row(self, row: int, number: int, line: YearsLine) -> None:
        sheet = self.sheet
        block = next((short_block(b.name) for b in self.run.blocks if b.code == line.block), "–")
        sheet.number(row, 0, number)
        sheet.text(row, 1, line.name)
        sheet.text(row, 2, block, "centre")
        words, column = {1: line.name, 2: block}, 3
        for held in line.earlier:
            sheet.number(row, column, held.score if held else None, "fixed")
            sheet.text(row, column + 1, held.class_name if held else "", "centre")
            sheet.number(row, column + 2, held.rank if held else None)
            words[column + 1] = held.class_name if held else ""
            column += 3
        sheet.number(row, column, line.score, "strong_fixed")
        sheet.text(row, column + 1, line.class_name, "strong")
        sheet.number(row, column + 2, line.rank, "strong")
        self._change(row, column + 3, line.rise, counted=True)
        self._change(row, column + 4, line.class_rise, counted=False)
        sheet.text(row, self.last, line.note)
        sheet.fit(row, {**words, column + 1: line.class_name, self.last: line.note})

    def _change(self, row: int, column: int, rise: int | None, *, counted: bool) -> None:
        if rise is None:
            self.sheet.text(row, column, "", "centre")
            return
        arrow = UP if rise > 0 else DOWN if rise < 0 else SAME
        colour: dict[str, Any] = {"font_color": GREEN if rise > 0 else RED} if rise else {}
        amount = f" {abs(rise)}" if rise and counted else ""
        self.sheet.text(row, column, f"{arrow}{amount}", "strong", **colour)

    def _chart(self, row: int, lines: Sequence[YearsLine]) -> int:
        """Places over the years of today's best units that have an earlier one; the row below the chart.

        It stands above the table, where no page ends in the middle of it.
        """
        shown = [line for line in lines if line.rank and any(held and held.rank for held in line.earlier)]
        shown = shown[:CHARTED]
        if not shown:
            return row
        first = self.last + 2  # the chart's own figures stand beside the printed part
        sheet, years = self.sheet, [*(year.year for year in self.years), self.run.criteria.year]
        sheet.text(row - 1, first, "Số liệu của biểu đồ (không in)", "helper_text", text_wrap=False)
        for n, year in enumerate(years):
            sheet.text(row, first + 1 + n, f"Năm {year}", "helper")
        chart = self.book.chart({"type": "line"})
        for n, line in enumerate(shown):
            here = row + 1 + n
            sheet.text(here, first, line.name, "helper_text", text_wrap=False)
            for m, rank in enumerate([*(held.rank if held else None for held in line.earlier), line.rank]):
                sheet.number(here, first + 1 + m, rank, "helper")
            chart.add_series(
                {
                    "name": [YEARS, here, first],
                    "categories": [YEARS, row, first + 1, row, first + len(years)],
                    "values": [YEARS, here, first + 1, here, first + len(years)],
                    "line": {"color": LINES[n], "width": 2.25},
                    "marker": {"type": "circle", "size": 6, "fill": {"color": LINES[n]}},
                    "data_labels": {"value": True, "position": "above", "font": chart_font(9)},
                }
            )
        _dress(chart)
        sheet.raw.insert_chart(row, 1, chart, {"object_position": 2})
        return row + CHART_ROWS


def _dress(chart: Any) -> None:
    """The first place on top, years below."""
    font = chart_font(10)
    chart.set_title({"name": "Hạng chung qua các năm", "name_font": chart_font(13)})
    chart.set_y_axis(
        {
            "reverse": True,
            "min": 1,
            "crossing": "max",
            "num_font": font,
            "num_format": "0",
            "major_gridlines": {"visible": True, "line": {"color": FAINT_RULE}},
        }
    )
    chart.set_x_axis({"num_font": font})
    chart.set_legend({"position": "right", "font": font})
    chart.show_blanks_as("gap")
    chart.set_size({"width": 780, "height": CHART_HEIGHT})
