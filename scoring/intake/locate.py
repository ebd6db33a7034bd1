"""Finding things on a sheet by their words, wherever they were moved: headers, labels, the stamp."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from scoring.text import clean, fold
from scoring.xlsx.grid import Address, Sheet, Value, Workbook

_LONGEST_LABEL = 80
_LONGEST_REMEMBERED = 1_000
_ENDINGS = " :*."
_NUMBERING = re.compile(
    r"^\s*((mục|phần)\s+)?([0-9]{1,2}(\.[0-9]{1,2})*|[ivx]{1,4}|[a-zđ])\s*[.):/–-]\s*|^\s*[-–+*•]\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: the column of each title found, and titles that stand in several columns."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]
    doubled: Mapping[str, tuple[int, ...]]

    def cell(self, row: int, key: str) -> Value | None:
        """The value in a row under a title, None where the title is missing."""
        column = self.columns.get(key)
        return None if column is None else self.sheet.cells.get((row, column))

    def format(self, row: int, key: str) -> str:
        """The number format's code in a row under a title, nothing where the number is shown as it is."""
        return self.sheet.formats.get((row, self.columns.get(key, 0)), "")


@lru_cache(maxsize=8192)
def _remembered(text: str) -> str:
    return fold(clean(text).rstrip(_ENDINGS))


def words_of(text: str) -> str:
    """The key of a label, title or text: case, spaces, a colon or a star at its end do not matter.

    Remembered where it is short, since every form of a set holds the same texts.
    """
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else fold(clean(text).rstrip(_ENDINGS))


@lru_cache(maxsize=8192)
def _keys(text: str) -> tuple[str, str]:
    """The key of a label, and that without the number or dash before it; nothing if there is none."""
    plain = _NUMBERING.sub("", text, count=1)
    return words_of(text), words_of(plain) if plain != text else ""


class SheetWords:
    """Where each short text of a sheet stands."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._at: defaultdict[str, list[Address]] = defaultdict(list)
        self._numbered: defaultdict[str, list[Address]] = defaultdict(list)
        for address, value in sheet.cells.items():
            if isinstance(value, str) and len(value) <= _LONGEST_LABEL:
                key, unnumbered = _keys(value)
                self._at[key].append(address)
                if unnumbered:
                    self._numbered[unnumbered].append(address)

    def places(self, label: str) -> list[Address]:
        """All cells with this text, from the top; where there is none, those with a number before it."""
        key = _remembered(label)
        return self._at.get(key) or self._numbered.get(key, [])

    def every_place(self, label: str) -> list[Address]:
        """All cells with this text, with a number before it or without."""
        key = _remembered(label)
        return [*self._at.get(key, ()), *self._numbered.get(key, ())]

    def count(self, labels: Iterable[str]) -> int:
        """How many of the labels stand on the sheet."""
        return sum(bool(self.places(label)) for label in labels)

    def beside(self, label: str) -> Address | None:
        """The cell to the right of the first such label, past the label's own merged cells."""
        found = self.places(label)
        if not found:
            return None
        row, column = found[0]
        merged = self.sheet.merge_at((row, column))
        return row, (merged[3] if merged else column) + 1

    def value_beside(self, label: str) -> Value | None:
        """What stands to the right of a label."""
        address = self.beside(label)
        return self.sheet.cells.get(address) if address else None

    def next_filled(self, label: str) -> Address | None:
        """The first filled cell to the right of the first such label."""
        found = self.places(label)
        if not found:
            return None
        row, column = found[0]
        return min((a for a in self.sheet.cells if a[0] == row and a[1] > column), default=None)

    def header(self, titles: Mapping[str, str], least: int) -> Header | None:
        """The row that holds most of the titles (by key), None where no row holds at least ``least``."""
        rows: dict[int, dict[str, list[int]]] = {}
        for key, title in titles.items():
            for row, column in self.places(title):
                rows.setdefault(row, {}).setdefault(key, []).append(column)
        if not rows:
            return None
        best = max(sorted(rows), key=lambda row: len(rows[row]))
        found = rows[best]
        if len(found) < least:
            return None
        return Header(
            self.sheet,
            best,
            {key: columns[0] for key, columns in found.items()},
            {key: tuple(columns) for key, columns in found.items() if len(columns) > 1},
        )


def all_words(workbook: Workbook) -> list[SheetWords]:
    """The words of every sheet, looked up once for all who ask."""
    return [SheetWords(sheet) for sheet in workbook.sheets]


def richest(book: Iterable[SheetWords], labels: Iterable[str]) -> SheetWords | None:
    """The sheet that holds most of the labels, a visible one of equals; None where none holds any."""
    wanted = tuple(labels)
    most, found = (0, False), None
    for words in book:
        here = words.count(wanted), words.sheet.state == "visible"
        if here > most and here[0]:
            most, found = here, words
    return found


def headers(book: Iterable[SheetWords], titles: Mapping[str, str], least: int) -> list[Header]:
    """The header of every sheet that has one."""
    return [header for words in book if (header := words.header(titles, least))]
