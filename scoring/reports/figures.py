"""What the first page of a report shows: key figures, and live counts by block."""

from collections.abc import Sequence
from typing import NamedTuple

from scoring.sheets.address import cell, quoted, span
from scoring.sheets.report import ReportSheet


def key_figures(sheet: ReportSheet, top: int, figures: Sequence[tuple[str, int | str]]) -> int:
    """A heading above row ``top``, then a label and its figure in each row; the row below them."""
    sheet.text(top - 1, 0, "Số liệu chính", "section")
    for row, (label, value) in enumerate(figures, top):
        sheet.text(row, 0, label)
        sheet.cell(row, 1, value, "strong")
        sheet.fit(row, {0: label})
    return top + len(figures)


def count_line(sheet: ReportSheet, row: int, formulas: Sequence[str], values: Sequence[int]) -> None:
    """Counts from the second column on, and their sum."""
    for column, (formula, value) in enumerate(zip(formulas, values, strict=True), 1):
        sheet.formula(row, column, formula, value)
    last = len(values)
    sheet.formula(row, last + 1, f"SUM({cell(row, 1)}:{cell(row, last)})", sum(values), "strong")


class UnitRows(NamedTuple):
    """The rows of another sheet's list of units, and the column of it that names the block."""

    sheet: str
    first: int
    last: int
    block: int

    def counts(self, titles: int, blocks: int, column: int, wanted: str) -> list[str]:
        """A formula a block, whose names stand in row ``titles``: how many units have ``wanted`` there."""
        name = quoted(self.sheet)
        of_block, found = (span(self.first, self.last, at) for at in (self.block, column))
        return [
            f"SUMPRODUCT(({name}!{of_block}={cell(titles, n)})*({name}!{found}={wanted}))"
            for n in range(1, 1 + blocks)
        ]
