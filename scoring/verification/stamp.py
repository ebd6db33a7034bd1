"""What the very hidden sheet of a verification book holds, as rows of two cells, and back again."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from itertools import groupby

from scoring.intake.normalise import text_in
from scoring.verification.judgement import Item, Key
from scoring.verification.layout import BOOK_FORMAT
from scoring.xlsx.grid import Sheet, Value


@dataclass(frozen=True, slots=True)
class BookStamp:
    """Where the book comes from and what it showed.

    ``verifier`` is empty in a book of the whole team. ``seen``: the last line of the register that it knew.
    """

    format: str
    set_id: str
    set_hash: str
    year: str
    period: str
    verifier: str
    seen: str
    items: Mapping[Key, Item] = field(default_factory=dict)


_KEYS = tuple(each.name for each in fields(BookStamp) if each.name != "items")
_ITEM = re.compile(r"([^|;]+)\|([0-9a-f]*)\|(-?[0-9]{1,12}(?:\.[0-9]{1,6})?)?")
_LINE = re.compile(r"[0-9]{1,15}")
_ITEMS_A_CELL = 400  # of at most 70 letters each: a cell holds 32,767


def stamp_rows(stamp: BookStamp) -> Iterator[tuple[str, str]]:
    """A key and a value a row, then the units, each with what the book shows of it."""
    yield from ((key, getattr(stamp, key)) for key in _KEYS)
    for unit, items in groupby(stamp.items.values(), key=lambda item: item.unit):
        texts = [item_text(item) for item in items]
        for first in range(0, len(texts), _ITEMS_A_CELL):
            yield unit, ";".join(texts[first : first + _ITEMS_A_CELL])


def item_text(item: Item) -> str:
    """What is shown of one criterion: its code, the fingerprint of the answer, the self score."""
    own = "" if item.own is None else f"{item.own:f}"
    return f"{item.criterion}|{item.answer}|{own}"


def item_of(unit: str, text: str) -> Item | None:
    """The other way round; None where the text says no item."""
    match = _ITEM.fullmatch(text)
    if match is None:
        return None
    code, answer, own = match.groups()
    return Item(unit, code, answer, Decimal(own) if own else None)


def read_stamp(sheets: Iterable[Sheet]) -> BookStamp | None:
    """The stamp, None where the workbook has none that is whole."""
    for sheet in sheets:
        if sheet.text((1, 1)) == "format" and sheet.text((1, 2)) == BOOK_FORMAT:
            return _parsed(sheet)
    return None


def code_in(cell: Value | None) -> str:
    """A code as it was written, also where a program has stored it as a number."""
    return f"{cell:f}" if isinstance(cell, Decimal) else text_in(cell)


def _at(sheet: Sheet, row: int, column: int) -> str:
    return code_in(sheet.cells.get((row, column)))


def _parsed(sheet: Sheet) -> BookStamp | None:
    last = max(row for row, _ in sheet.cells)
    rows = [(_at(sheet, row, 1), _at(sheet, row, 2)) for row in range(1, last + 1)]
    head, rest = rows[: len(_KEYS)], rows[len(_KEYS) :]
    told = dict(head)
    if tuple(told) != _KEYS or not _LINE.fullmatch(told["seen"]):
        return None
    items: dict[Key, Item] = {}
    for unit, texts in rest:
        for text in texts.split(";"):
            item = item_of(unit, text)
            if item is None:
                return None
            items[item.key] = item
    return BookStamp(**told, items=items)
