"""What the year ends with: the frozen results, the ranking workbook ready to sign, year on year."""

from collections.abc import Sequence
from typing import IO

from scoring.intake.history import EarlierYear
from scoring.reports.final import lists, ranking, years_sheet
from scoring.reports.headings import short_block
from scoring.reports.run_book import RunBook
from scoring.sheets.safe import sheet_name
from scoring.standing.run import Consolidation

__all__ = ["write_ranking_book"]


def write_ranking_book(
    target: IO[bytes], run: Consolidation, years: Sequence[EarlierYear], edition: int
) -> None:
    """Xếp loại overall and by block, ready to sign; year on year; late and missing reports.

    ``years``: earlier years, oldest first. The same inputs give the same bytes.
    """
    book = RunBook(target, run)
    ranking.write_overall(book)
    taken = {name.casefold() for name in (ranking.OVERALL, years_sheet.YEARS, lists.LATE)}
    for block in run.blocks:
        ranking.write_block(book, sheet_name(f"Xếp loại {short_block(block.name)}", taken), block)
    years_sheet.write(book, years, edition)
    lists.write(book)
    book.close()
