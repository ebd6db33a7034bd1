"""What workbooks of a criteria set share: whose they are, a sheet of sentences, a sheet for a table."""

from collections.abc import Iterable

from scoring.criteria.schema import CriteriaSet
from scoring.sheets.look import TAB_FIGURES, TAB_SUMMARY
from scoring.sheets.report import Imprint, ReportBook, ReportSheet
from scoring.sheets.table import Table

TOP = 4
"""Row of the first sentence, and of a table's first entry."""


def imprint_of(criteria: CriteriaSet, version: str, title: str, says: str) -> Imprint:
    """``says``: what the figures are, for the footer of every page."""
    return Imprint(
        title=title,
        author=criteria.office,
        company=criteria.issuer,
        version=version,
        day=criteria.period.end,
        banner=criteria.banner,
        footer=f"{criteria.issuer} · {says}",
    )


def summary_sheet(book: ReportBook, heading: str, subtitle: str, sentences: Iterable[str]) -> None:
    """The first sheet: one sentence a row."""
    sheet = book.sheet("Tóm tắt", [125.0], landscape=True, tab=TAB_SUMMARY)
    sheet.heading(heading, subtitle)
    for row, words in enumerate(sentences, TOP):
        sheet.merged(row, 0, 0, words, "text")
    sheet.raw.fit_to_pages(1, 0)


def table_sheet(book: ReportBook, name: str, subtitle: str, table: Table, nothing: str) -> ReportSheet:
    """A sheet with a table, and filters where it has rows; ``nothing`` is said where it has none."""
    sheet = book.sheet(name, table.widths, landscape=True, tab=TAB_FIGURES)
    sheet.heading(name, subtitle)
    last = table.write(sheet, TOP, nothing)
    table.settle(sheet, TOP, last, kept=1, filtered=bool(table.rows))
    return sheet
