"""The workbook's sheets as plain texts, for a page that edits them: the same columns and the same reader."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.criteria.excel import tree
from scoring.criteria.excel.layout import (
    AFTER_TREE,
    BEFORE_TREE,
    GENERAL,
    GENERAL_SHEET,
    GENERAL_TITLES,
    TREE_SHEET,
    UNITS_SHEET,
    SetField,
    items_of,
)
from scoring.criteria.sheet import Book
from scoring.criteria.unit_list import COLUMNS as UNIT_COLUMNS
from scoring.criteria.unit_list import unit_cells
from scoring.criteria.units import Roster

Texts = Mapping[str, Sequence[Sequence[str]]]
"""The rows of each sheet, the row of headings first."""

_UNIT_WIDTHS = (12, 44, 14, 14, 44, 30, 8, 36, 20, 40)
_UNIT_SOURCES = {"Loại": "Loại đơn vị", "Khối": "Khối"}
_AT = re.compile(
    r"trang “(?P<sheet>[^”]+)”(?:.*?\(ô (?P<column>[A-Z]+)(?P<row>[0-9]+)\)|.*?dòng (?P<line>[0-9]+))"
)


@dataclass(frozen=True, slots=True)
class TextMistake:
    """What is wrong, without its full stop.

    The sheet, the row (0 is that of the headings) and the column; -1 where not known.
    """

    says: str
    sheet: str = ""
    row: int = -1
    column: int = -1


def texts_of(roster: Roster) -> dict[str, list[list[str]]]:
    """Every sheet of a set and its units."""
    plain = roster.criteria.model_dump(mode="json")
    found = {
        GENERAL_SHEET: [
            [*GENERAL_TITLES],
            *([column.title, column.text(plain), column.hint] for column in GENERAL),
        ]
    }
    for table in BEFORE_TREE:
        found[table.sheet] = [
            [column.title for column in table.columns],
            *([column.text(item) for column in table.columns] for item in items_of(table, plain)),
        ]
    titles = [column.title for column in tree.COLUMNS]
    lines = ([line.cells.get(title, "") for title in titles] for line in tree.lines(plain))
    found[TREE_SHEET] = [titles, *lines]
    for table in AFTER_TREE:
        found[table.sheet] = [
            [column.title for column in table.columns],
            *([column.text(item) for column in table.columns] for item in items_of(table, plain)),
        ]
    found[UNITS_SHEET] = [[*UNIT_COLUMNS], *map(unit_cells, roster.units)]
    return found


def unit_fields() -> tuple[SetField, ...]:
    """The columns of the sheet Đơn vị."""
    return tuple(
        SetField(title, (), width=width, choices_in=_UNIT_SOURCES.get(title, ""))
        for title, width in zip(UNIT_COLUMNS, _UNIT_WIDTHS, strict=True)
    )


def book_of(texts: Texts) -> Book:
    """The sheets as the reader of workbooks knows them."""
    return {
        sheet: {
            (row, column): text
            for row, cells in enumerate(rows, 1)
            for column, text in enumerate(cells, 1)
            if text
        }
        for sheet, rows in texts.items()
    }


def used_titles(cells: Mapping[str, str]) -> frozenset[str]:
    """The columns that a row of the sheet Tiêu chí uses, by what it says it is.

    One that does not say it uses the first ones; a criterion without a known way of scoring uses those that
    every criterion has.
    """
    kinds = {label: kind for kind, label in tree.ROWS.labels.items()}
    rules = {label: kind for kind, label in tree.RULES.labels.items()}
    kind = kinds.get(cells.get(tree.ROW, ""))
    if kind is None:
        return frozenset(column.title for column in tree.COLUMNS[:5])
    return tree.titles_of(kind, rules.get(cells.get(tree.RULE, ""), "") if kind == "criterion" else "")


def mistakes_in(file: str, messages: Iterable[str]) -> Iterator[TextMistake]:
    """The reader's messages, each with the cell that it names."""
    for message in messages:
        where, colon, says = message.removeprefix(file).partition(": ")
        found = _AT.search(where)
        if not found or not colon:
            yield TextMistake(message.removeprefix(f"{file}, ").removesuffix("."))
            continue
        row = int(found["row"] or found["line"]) - 1
        column = _number(found["column"]) if found["column"] else -1
        yield TextMistake(says.removesuffix("."), found["sheet"], row, column)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
