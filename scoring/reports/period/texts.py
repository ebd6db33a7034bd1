"""Nội dung báo cáo: what the units write, heading by heading, ready for the office's own report."""

from scoring.intake.layout import report_parts
from scoring.reports.run_book import RunBook
from scoring.sheets.look import TAB_SUMMARY
from scoring.sheets.report import ReportSheet
from scoring.standing.run import Consolidation
from scoring.text import fold

SHEET = "Nội dung báo cáo"
TOP = 4
_WIDTHS = (6, 32, 100)
_NOTHING = {fold(words) for words in ("", "không", "không có", "-")}


def write(book: RunBook) -> None:
    """A section a heading: each unit's words, then who has none."""
    run = book.run
    sheet = book.sheet(SHEET, _WIDTHS, landscape=True, tab=TAB_SUMMARY)
    sheet.heading(f"Nội dung báo cáo {run.period_words}", "Nguyên văn của đơn vị, theo từng mục của báo cáo")
    row = TOP
    for key, title in report_parts(run.criteria.report(run.period)):
        row = _part(sheet, run, row, key, title)
    sheet.raw.freeze_panes(TOP - 1, 0)
    sheet.raw.fit_to_pages(1, 0)


def _part(sheet: ReportSheet, run: Consolidation, row: int, key: str, title: str) -> int:
    """Write one section; the row after it."""
    sheet.merged(row, 0, 2, title.upper(), "total")
    row += 1
    told, silent = [], []
    for unit in run.roster.evaluated:
        form = run.form(unit.code)
        text = form.report.get(key, "") if form else ""
        if form and fold(text.rstrip(".")) in _NOTHING:
            silent.append(unit.name)
        elif form:
            told.append((unit.name, text))
    for number, (name, text) in enumerate(told, 1):
        sheet.number(row, 0, number)
        sheet.text(row, 1, name)
        sheet.text(row, 2, text)
        sheet.fit(row, {1: name, 2: text})
        row += 1
    words = f"Không có nội dung: {'; '.join(silent)}." if silent else ""
    if words or not told:
        sheet.merged(row, 0, 2, words or "Chưa có đơn vị nào gửi báo cáo.", "note")
        row += 1
    return row + 1
