"""qua-cac-nam.xlsx: sentences, a block with numbers and a chart for every unit, then the tables."""

from collections.abc import Iterator, Sequence
from typing import IO, Any

from scoring.reports.final.years import NO_EARLIER, remarks
from scoring.reports.sheets_of_tables import imprint_of, summary_sheet, table_sheet
from scoring.reports.years.drawn import Series, series
from scoring.reports.years.joined import OverYears, Years
from scoring.reports.years.tables import NAMES, sentences, tables
from scoring.sheets.look import FAINT_RULE, TAB_UNITS, chart_font
from scoring.sheets.report import ReportBook, ReportSheet

EACH = "Từng đơn vị"
NONE = {
    "units": "Chưa có kết quả của năm nào.",
    "groups": "Chưa có điểm theo nhóm của năm nào.",
    "changes": "Không có thay đổi nào so được; bộ tiêu chí năm nào không còn thì trang “Tóm tắt” nêu rõ.",
}
"""What a sheet says that has no rows, by the name of its table."""
CHARTED = 300
"""Units with a block and a chart of their own: more make a workbook that hardly opens."""
_NAMES, _YEAR = 64.0, 12.0
"""Widths of the names and of a year."""
_PAGE, _FITS, _ROW = 690.0, 92.0, 15.0
"""Points of an upright page, the characters across it that are not shrunk, points of a row of one line."""
_JOINED = 2
"""Values that a line joins at least."""
_CHART_ROWS = 15
"""Rows of a block at least: what the chart beside its numbers covers."""


def write_years(target: IO[bytes], years: Years) -> None:
    """The same years, the same bytes."""
    run = years.run
    criteria = run.criteria
    title, says = f"Kết quả qua các năm, đến năm {criteria.year}", last_words(years)
    imprint = imprint_of(criteria, run.version, title, f"Kết quả qua các năm · {says}")
    with ReportBook(target, imprint) as book:
        summary_sheet(book, "Kết quả qua các năm", criteria.issuer, all_sentences(years))
        _units(book, years)
        for name, table in tables(years).items():
            table_sheet(book, NAMES[name], says, table, NONE[name])


def last_words(years: Years) -> str:
    """What the last year's figures are: frozen, or as they stand today."""
    year = years.run.criteria.year
    if year in years.closed:
        return f"Năm {year} đã chốt"
    return f"Năm {year} chưa chốt: {years.run.stage_words[:1].lower()}{years.run.stage_words[1:]}"


def all_sentences(years: Years) -> tuple[str, ...]:
    """Everything that is said, what keeps years from being compared too."""
    earlier = [year for year in years.years if year.year != years.run.criteria.year]
    alone = () if earlier else (NO_EARLIER.format(years.run.criteria.year - 1, "chạy lại"),)
    return (f"{last_words(years)}.", *alone, *sentences(years), *remarks(years.run, earlier))


def _units(book: ReportBook, years: Years) -> None:
    width = len(years.years)
    sheet = book.sheet(EACH, [_NAMES, *[_YEAR] * width], tab=TAB_UNITS)
    sheet.heading("Từng đơn vị qua các năm", last_words(years))
    row, top, breaks = 3, 3, []
    page = _PAGE * max(1.0, (_NAMES + _YEAR * width) / _FITS)
    scored = [unit for unit in years.units if any(each and each.score is not None for each in unit.results)]
    for unit in scored[:CHARTED]:
        after = _block(book, sheet, years, unit, row)
        if sum(sheet.heights.get(each, _ROW) for each in range(top, after)) > page and row > top:
            breaks.append(row)
            top = row
        row = after
    if words := " ".join(_not_here(years, scored)):
        sheet.merged(row, 0, width, f"{words} Xem trang “{NAMES['units']}”.", "note")
    sheet.raw.set_h_pagebreaks(breaks)
    sheet.raw.fit_to_pages(1, 0)


def _not_here(years: Years, scored: Sequence[OverYears]) -> Iterator[str]:
    """Whose numbers stand on another sheet only, and why."""
    if rest := len(years.units) - len(scored):
        yield f"{rest} đơn vị chưa có điểm năm nào, không có ở trang này."
    if rest := len(scored[CHARTED:]):
        yield f"Trang này có {CHARTED} đơn vị đầu; còn {rest} đơn vị."


def _block(book: ReportBook, sheet: ReportSheet, years: Years, unit: OverYears, row: int) -> int:
    """Numbers of the unit with their chart below; the row after them."""
    width = len(years.years)
    sheet.merged(row, 0, width, f"{unit.name}{f' ({unit.note})' if unit.note else ''}", "section")
    sheet.header(row + 1, ["Chỉ tiêu", *(f"Năm {year.year}" for year in years.years)])
    at = row + 2
    results = unit.results
    for label, style, values in (
        ("Điểm xếp loại", "strong_fixed", [each.score if each else None for each in results]),
        ("Hạng chung", "points", [each.rank if each else None for each in results]),
        ("Hạng trong khối", "points", [each.in_block if each else None for each in results]),
    ):
        sheet.text(at, 0, label)
        for column, value in enumerate(values, 1):
            sheet.number(at, column, value, style)
        at += 1
    sheet.text(at, 0, "Xếp loại")
    classes = {n: each.class_name if each else "" for n, each in enumerate(results, 1)}
    for column, words in classes.items():
        sheet.text(at, column, words, "centre")
    sheet.fit(at, classes)
    found, first = series(years, unit), at + 1
    for at, each in enumerate(found, first):
        sheet.text(at, 0, each.name)
        sheet.fit(at, {0: each.name})
        for column, share in enumerate(each.values, 1):
            sheet.number(at, column, share, "share")
    years_known = sum(each is not None and each.score is not None for each in results)
    if years_known < _JOINED:
        return first + len(found) + 1
    return _chart(book, sheet, found, (row + 1, first, width))


def _chart(
    book: ReportBook, sheet: ReportSheet, found: tuple[Series, ...], place: tuple[int, int, int]
) -> int:
    """Below the numbers; ``place``: the row of the years, the first row of shares, how many years."""
    years, first, width = place
    chart = book.chart({"type": "line"})
    name = sheet.raw.name
    for n, each in enumerate(found):
        if sum(share is not None for share in each.values) < _JOINED:
            continue  # a lone dot, hidden by the others: the table above gives its figure
        chart.add_series(
            {
                "name": each.short,
                "categories": [name, years, 1, years, width],
                "values": [name, first + n, 1, first + n, width],
                "line": {"color": each.colour, "width": 1.5 if n else 3},
                "marker": {"type": "circle", "size": 5 if n else 7, "fill": {"color": each.colour}},
            }
        )
    font = chart_font(9)
    grid: dict[str, Any] = {"visible": True, "line": {"color": FAINT_RULE}}
    chart.set_y_axis({"num_font": font, "num_format": "0", "major_gridlines": grid, "min": 0})
    chart.set_x_axis({"num_font": font})
    chart.set_title({"none": True})
    chart.set_legend({"position": "right", "font": font})
    chart.show_blanks_as("gap")
    pixels = round(7 * (_NAMES + _YEAR * width))
    chart.set_size({"width": pixels, "height": _CHART_ROWS * 20 - 10})
    below = first + len(found)
    sheet.place_chart(below, 0, chart, {"object_position": 2, "x_offset": 2, "y_offset": 6})
    return below + _CHART_ROWS + 1
