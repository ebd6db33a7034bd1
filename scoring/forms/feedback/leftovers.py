"""Words of the unit for which the form has no cell: in rows of its own, in doubled rows, beside the table."""

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.findings import Place
from scoring.forms.marks import Leftover
from scoring.intake.identity import identify
from scoring.intake.layout import COLUMNS, GUIDE, LISTS, STAMP, TASK_COLUMNS
from scoring.intake.locate import all_words, words_of
from scoring.intake.model import FilledForm
from scoring.intake.normalise import paragraphs
from scoring.opening.opened import place_of
from scoring.sheets.safe import safe
from scoring.text import is_blank
from scoring.xlsx.grid import Sheet, Workbook, address_of

_NOT_WORDS = ("text", "score", "top")
_ODD_ROWS, _LOST_TITLE, _DOUBLED = ("C02", "C03"), "B07", "B08"
_WITH_FIGURES = {column.title for column in COLUMNS if column.key in ("code", "answer", "score", "day")}
_MOST = 300
_TITLES = frozenset(words_of(column.title) for column in TASK_COLUMNS)
"""A form has one of them or not, as the unit had reported before or not when it was written."""


def leftovers(form: FilledForm, sent: Workbook, fresh: Workbook) -> tuple[Leftover, ...]:
    """Every text of the sent file that the fresh form does not show, a row at a time.

    Rows and columns that could not be read are listed with their figures. Formulas, titles and answers that
    were understood are no leftovers.
    """
    known = frozenset(
        words_of(text)
        for sheet in fresh.sheets
        for value in sheet.cells.values()
        if isinstance(value, str)
        for text in (value, *value.splitlines())
    )
    seen = _Seen(known | _TITLES, _carried(form, sent) | _guide(fresh), *_odd(form))
    found = [
        left for sheet in sent.sheets if sheet.name not in (STAMP, LISTS) for left in _of_sheet(sheet, seen)
    ]
    more = len(found) - _MOST
    if more > 0:
        found[_MOST:] = [Leftover(Place(), f"… và {more} dòng khác, xem tệp đã gửi.")]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Seen:
    """Texts of the fresh form, cells that were carried over, and what nobody could read: whole rows (0 for
    all rows of a sheet) and columns, by sheet.
    """

    known: frozenset[str]
    carried: frozenset[Place]
    rows: frozenset[tuple[str, int]]
    columns: frozenset[tuple[str, int]]

    def is_new(self, sheet: Sheet, row: int, column: int) -> bool:
        """True for words, and figures of a column that stands twice, that the fresh form does not show."""
        value, place = sheet.cells[row, column], place_of(sheet, (row, column))
        if place in self.carried or is_blank(value):
            return False
        if isinstance(value, str):
            return any(words_of(line) not in self.known for line in value.splitlines())
        return (sheet.name, column) in self.columns

    def is_odd(self, sheet: Sheet, row: int) -> bool:
        """True for a row that is listed whole."""
        return (sheet.name, row) in self.rows or (sheet.name, 0) in self.rows


def _carried(form: FilledForm, sent: Workbook) -> frozenset[Place]:
    """The cells whose content stands in the fresh form, or is quoted by their finding."""
    rows = (row.places.items() for row in form.rows.values())
    own = {place for items in rows for key, place in items if key not in _NOT_WORDS}
    identity = identify(all_words(sent))
    name = {identity.place} if identity else set()
    return frozenset(own | name | set(form.sign_off.places.values()) | set(form.stated_places.values()))


def _guide(fresh: Workbook) -> frozenset[Place]:
    """Where the guide says what to do: its words follow the day on which the form was written."""
    return frozenset(
        place_of(sheet, address) for sheet in fresh.sheets if sheet.name == GUIDE for address in sheet.cells
    )


def _odd(form: FilledForm) -> tuple[frozenset[tuple[str, int]], frozenset[tuple[str, int]]]:
    rows: set[tuple[str, int]] = set()
    columns: set[tuple[str, int]] = set()
    for found in form.findings:
        sheet = found.place.sheet
        if found.code in _ODD_ROWS and found.place.cell:
            rows.add((sheet, address_of(found.place.cell)[0]))
        elif found.code == _LOST_TITLE and found.expected in _WITH_FIGURES:
            rows.add((sheet, 0))
        elif found.code == _DOUBLED:
            columns |= {(sheet, address_of(cell)[1]) for cell in found.found.split(", ")[1:]}
    return frozenset(rows), frozenset(columns)


def _of_sheet(sheet: Sheet, seen: _Seen) -> Iterator[Leftover]:
    rows: dict[int, list[int]] = {}
    for row, column in sorted(sheet.cells):
        rows.setdefault(row, []).append(column)
    for row, columns in rows.items():
        new = [column for column in columns if seen.is_new(sheet, row, column)]
        told = columns if seen.is_odd(sheet, row) and (new or _has_figures(sheet, row, columns)) else new
        words = [paragraphs(sheet.cells[row, column]) for column in told]
        if any(words):
            yield Leftover(place_of(sheet, (row, told[0])), safe(" · ".join(filter(None, words))))


def _has_figures(sheet: Sheet, row: int, columns: list[int]) -> bool:
    return any(not isinstance(sheet.cells[row, column], str) for column in columns)
