"""Rows of the sheet Cần xem that were in doubt and still stand as the program proposed them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.criteria.excel import tree
from scoring.criteria.excel.choices import (
    BECAME,
    CERTAINTY,
    LOOK_SHEET,
    LOOK_TITLES,
    PICK,
    PLACE,
    READ,
    WAYS_SHEET,
    Row,
    item_code,
    of_rule,
    offered,
)
from scoring.criteria.excel.layout import TREE_SHEET
from scoring.criteria.excel.reading import SetReading
from scoring.criteria.sheet import Book
from scoring.criteria.unit_list import cell_name
from scoring.text import clean, fold, is_blank

IN_DOUBT = ("Chưa chắc", "Không hiểu")
"""What the column Mức chắc says of a row that somebody has to look at."""


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A row in doubt: its cell on the sheet, where it stands in the paper, what was read, what it became."""

    cell: str
    place: str
    read: str
    became: str
    certainty: str

    @property
    def code(self) -> str:
        """The criterion or group that the row became, blank where it became none."""
        return item_code(self.became)

    @property
    def words(self) -> str:
        """``F14, Bảng 1, dòng 11: chưa chắc. Tiêu chí II.1: …``."""
        return f"{self.cell}, {self.place}: {self.certainty.lower()}. {self.became or self.read[:80]}"


def still_proposed(file: str, book: Book) -> tuple[ProposedRow, ...]:
    """Rows in doubt for which nothing was picked and whose criterion or group was not edited since."""
    reading = SetReading(file, book)
    if not any(fold(name) == fold(LOOK_SHEET) for name in book):
        return ()
    grid = reading.grid(LOOK_SHEET, LOOK_TITLES)
    if grid is None:
        return ()
    edited = set(_edited(reading, book))
    found: list[ProposedRow] = []
    for row in grid.rows():
        cells = {title: clean(str(raw)) for title, raw in row.cells.items()}
        pick = row.cells.get(PICK)
        if cells.get(CERTAINTY) not in IN_DOUBT or not (pick is None or is_blank(pick)):
            continue
        if item_code(cells.get(BECAME, "")) not in edited:
            at = cell_name(row.number - 1, grid.columns[PICK] - 1)
            told = (cells.get(title, "") for title in (PLACE, READ, BECAME, CERTAINTY))
            found.append(ProposedRow(at, *told))
    return tuple(found)


def _edited(reading: SetReading, book: Book) -> Iterator[str]:
    """The codes whose rows on the sheet Tiêu chí are no longer those of the way that was proposed."""
    if not any(fold(name) == fold(WAYS_SHEET) for name in book):
        return
    grid = reading.grid(TREE_SHEET, [column.title for column in tree.COLUMNS])
    rows = [dict(row.cells) for row in grid.rows()] if grid else []
    first: dict[str, Sequence[Row]] = {}
    for (code, _), ways in offered(reading).items():
        first.setdefault(code, ways)
    now = by_code(rows)
    for code, proposed in first.items():
        if _shown(proposed) != _shown(now.get(code, ())):
            yield code


def by_code(rows: Sequence[Row]) -> Mapping[str, Sequence[Row]]:
    """Each item with the rows of levels, bands and parts below it."""
    details = {fold(title) for title in tree.DETAILS}
    found: dict[str, list[Row]] = {}
    code = ""
    for row in rows:
        if fold(str(row.get(tree.ROW, ""))) not in details:
            code = str(row.get(tree.CODE.title, ""))
        found.setdefault(code, []).append(row)
    return found


def _shown(rows: Sequence[Row]) -> list[dict[str, str]]:
    """What a choice decides, and the rows below whole; the number that a group's points are compared by."""
    head, *below = rows or [{}]
    kept = {title: str(raw) for title, raw in head.items() if of_rule(title) and not is_blank(raw)}
    return [kept, *({title: str(raw) for title, raw in row.items() if not is_blank(raw)} for row in below)]
