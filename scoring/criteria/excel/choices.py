"""Choices that an official picks beside a set: the workbook holds the rows that each would make of an item.

The sheet Cần xem has a column Chọn; for every word that may stand there the sheet Cách chọn has the rows of
the sheet Tiêu chí as they would then be. Taking a choice is copying rows: nothing is read a second time.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from scoring.criteria.excel import tree
from scoring.criteria.excel.cells import text_of
from scoring.criteria.excel.layout import TREE_SHEET
from scoring.criteria.excel.reading import SetReading
from scoring.criteria.sheet import Address, Book, Raw
from scoring.criteria.unit_list import cell_name
from scoring.errors import SetError
from scoring.text import fold, is_blank

LOOK_SHEET, WAYS_SHEET = "Cần xem", "Cách chọn"
PLACE, READ, BECAME, CERTAINTY, WHY, PICK = LOOK_TITLES = (
    "Nguồn",
    "Nội dung đọc được",
    "Đã hiểu là",
    "Mức chắc",
    "Vì sao",
    "Chọn",
)
OF_CODE, OF_PICK = "Chọn cho", "Lựa chọn"
WAYS_TITLES = (OF_CODE, OF_PICK, *(column.title for column in tree.COLUMNS))

_ITEM = re.compile(r"^(?:Tiêu chí|Nhóm) (?P<code>\S+?):")
_KEPT = frozenset({tree.ROW, tree.PARENT, tree.CODE.title, tree.WORDS.title})
_OF_RULE = frozenset(
    {tree.MAXIMUM.title, tree.RULE, tree.CAP.title, tree.ONLY_ONE.title}
    | {column.title for columns in tree.PARAMETERS.values() for column in columns}
)
"""What a choice decides; all other cells of a row stay as they are."""

Cells = Mapping[Address, Raw]
Row = dict[str, Raw]


def item_code(became: str) -> str:
    """The code in such words, empty where no choice may be made."""
    found = _ITEM.match(became)
    return found["code"] if found else ""


def of_rule(title: str) -> bool:
    """True for a column that a choice decides."""
    return title in _OF_RULE


def item_words(kind: str, code: str) -> str:
    """How the column Đã hiểu là begins where a choice may be made: ``Tiêu chí 1.2:``."""
    return f"{'Nhóm' if kind == 'group' else 'Tiêu chí'} {code}:"


def with_choices(file: str, book: Book) -> Book:
    """The workbook with the rows of every choice that was made. Raises SetError for any other."""
    if not any(fold(name) == fold(LOOK_SHEET) for name in book):
        return book
    picked = _once(_picked(file, book))
    if not picked:
        return book
    reading = SetReading(file, book)
    ways = offered(reading)
    sheet = next((name for name in book if fold(name) == fold(TREE_SHEET)), "")
    grid = reading.grid(TREE_SHEET, [column.title for column in tree.COLUMNS]) if sheet else None
    if grid is None:
        return book  # the reader of the set says what is missing
    above = {address: raw for address, raw in grid.cells.items() if address[0] <= grid.head}
    rows = [dict(row.cells) for row in grid.rows()]
    made = above | dict(_placed(_replaced(rows, picked, ways), grid.columns, grid.head))
    return {**book, sheet: made}


def _picked(file: str, book: Book) -> Iterator[tuple[str, tuple[str, str]]]:
    """Code -> what was picked, and the cell that it stands in."""
    reading = SetReading(file, book)
    grid = reading.grid(LOOK_SHEET, LOOK_TITLES)
    if grid is None:
        raise SetError(*reading.messages)
    for row in grid.rows():
        pick = row.cells.get(PICK)
        if pick is None or is_blank(pick):
            continue
        found = _ITEM.match(str(row.cells.get(BECAME, "")))
        place = f"{file}, trang “{grid.name}”, ô {cell_name(row.number - 1, grid.columns[PICK] - 1)}"
        if not found:
            raise SetError(f"{place}: dòng này không có gì để chọn; để trống.")
        yield found["code"], (text_of(pick), place)


def _once(picks: Iterable[tuple[str, tuple[str, str]]]) -> dict[str, tuple[str, str]]:
    """The picks by code. Raises SetError where two lines choose otherwise for one criterion."""
    found: dict[str, tuple[str, str]] = {}
    for code, (pick, place) in picks:
        first, _ = found.setdefault(code, (pick, place))
        if fold(first) != fold(pick):
            raise SetError(f"{place}: mục {code} đã chọn “{first}” ở dòng khác; chỉ chọn một.")
    return found


def offered(reading: SetReading) -> dict[tuple[str, str], list[Row]]:
    """Code and choice -> the rows that it makes."""
    grid = reading.grid(WAYS_SHEET, WAYS_TITLES)
    if grid is None:
        raise SetError(*reading.messages)
    found: dict[tuple[str, str], list[Row]] = {}
    for row in grid.rows():
        cells = dict(row.cells)
        key = (str(cells.pop(OF_CODE, "")), fold(str(cells.pop(OF_PICK, ""))))
        found.setdefault(key, []).append(cells)
    return found


def _replaced(
    rows: list[Row], picked: Mapping[str, tuple[str, str]], offered: Mapping[tuple[str, str], list[Row]]
) -> Iterator[Row]:
    """The rows of the tree; below an item that was chosen for, the rows of the choice instead of its own."""
    details = {fold(title) for title in tree.DETAILS}
    left = dict(picked)
    dropping = False
    for row in rows:
        if fold(str(row.get(tree.ROW, ""))) in details:
            if not dropping:
                yield row
            continue
        pick = left.pop(str(row.get(tree.CODE.title, "")), None)
        dropping = pick is not None
        if pick is None:
            yield row
            continue
        words, place = pick
        ways = offered.get((str(row[tree.CODE.title]), fold(words)))
        if ways is None:
            raise SetError(
                f"{place}: “{words[:60]}” không có trong các lựa chọn; chọn trong danh sách của ô."
            )
        head, *below = ways
        kept = {title: raw for title, raw in row.items() if title in _KEPT or title not in _OF_RULE}
        yield kept | {title: raw for title, raw in head.items() if title in _OF_RULE}
        yield from below
    for code, (_, place) in left.items():
        raise SetError(f"{place}: trang “{TREE_SHEET}” không còn mục {code}; xóa lựa chọn này.")


def _placed(rows: Iterator[Row], columns: Mapping[str, int], head: int) -> Iterator[tuple[Address, Raw]]:
    for number, row in enumerate(rows, head + 1):
        yield from (((number, columns[title]), raw) for title, raw in row.items())
