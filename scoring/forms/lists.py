"""Dropdowns whose items Excel cannot hold in the validation itself: they stand on a hidden sheet.

In a validation the items are separated by commas and have 255 letters together (ECMA-376 part 1, 18.3.1.33).
A reference to another sheet is understood from Excel 2010 on, and by WPS and LibreOffice.
"""

from collections.abc import Sequence

from scoring.intake.layout import LISTS
from scoring.sheets.address import letters
from scoring.sheets.book import Book

_LETTERS = 255
_PARTING = frozenset(',;"')


class Lists:
    """The long lists of one form, each in a column of its own."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], int] = {}

    def source(self, choices: Sequence[str]) -> list[str] | str:
        """What a validation takes its items from: the items themselves, or where they stand."""
        if len(",".join(choices)) <= _LETTERS and not any(_PARTING & set(each) for each in choices):
            return list(choices)
        column = letters(self._columns.setdefault(tuple(choices), len(self._columns)))
        return f"='{LISTS}'!${column}$1:${column}${len(choices)}"

    def write(self, book: Book) -> None:
        """Write the sheet; none where every list is short."""
        if self._columns:
            book.hidden(LISTS, [*self._columns])
