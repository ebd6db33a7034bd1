"""Finding things on a sheet by their words, wherever they were moved: headers, labels, the stamp."""

import re
import string
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from unicodedata import normalize

from scoring.dataclass import dataclass
from scoring.text import clean, fold
from scoring.xlsx import limits
from scoring.xlsx.grid import Address, Sheet, Value, Workbook

_LONGEST_LABEL = 80
_LONGEST_REMEMBERED = 1_000
_MOST_ASKED = 2_000
_MOST_JUDGED = 16_384
_TOLD_BY = 5  # letters: few texts of units end like a label
_END = 16  # characters of a text: nearly always they hold so many letters
_NO_LETTERS = bytes(set(range(128)) - set(string.ascii_lowercase.encode() + b"\n"))
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


def letters(text: str) -> bytes:
    """The bare letters of a text, from a to z: those that its key has, in the same order."""
    return _letters([text])[0]


def _letters(texts: Iterable[str]) -> list[bytes]:
    """Those of many texts, at once."""
    together = "\n".join(text.replace("\n", " ") for text in texts).casefold()
    return normalize("NFD", together).encode("ascii", "ignore").translate(None, _NO_LETTERS).split(b"\n")


_ASKED: set[str] = set()
"""The keys of all labels that were ever looked for: those of the program and of the sets that it has read."""

_JUDGED: dict[str, tuple[str, str] | None] = {}
"""Texts that were looked at: the keys of one that is such a label, None for any other."""


def _judge(texts: set[str]) -> Mapping[str, tuple[str, str] | None]:
    """Look at these texts, those that are new among them together.

    What units write is found to be no label by its last letters, whatever number stands before it.
    """
    if len(_JUDGED) > _MOST_JUDGED:
        _JUDGED.clear()
    if new := list(texts.difference(_JUDGED)):
        endings, short = _endings()
        for text, end in zip(new, _letters(text[-_END:] for text in new), strict=True):
            last = end if len(end) >= _TOLD_BY else letters(text)
            keys = _keys(text) if last[-_TOLD_BY:] in endings or last.endswith(short) else ()
            _JUDGED[text] = keys if keys and _ASKED.intersection(keys) else None
    return _JUDGED


@cache
def _endings() -> tuple[frozenset[bytes], tuple[bytes, ...]]:
    """The last letters of every label looked for; apart those that have fewer."""
    lasts = {letters(key)[-_TOLD_BY:] for key in _ASKED}
    short = tuple(last for last in lasts if len(last) < _TOLD_BY)
    return frozenset(lasts), short


def _ask(label: str) -> str:
    """The key of a label that is looked for, from now on on every sheet."""
    key = _remembered(label)
    if key not in _ASKED:
        if len(_ASKED) >= _MOST_ASKED:
            _ASKED.clear()
            _keys_asked.cache_clear()
        _ASKED.add(key)
        _JUDGED.clear()
        _endings.cache_clear()
    return key


@lru_cache(maxsize=1024)
def _keys_asked(labels: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of labels that are looked for, from now on on every sheet."""
    return tuple(map(_ask, labels))


class SheetWords:
    """Where each short text of a sheet stands that somebody looks for."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._looked_for: frozenset[str] = frozenset()
        self._at: defaultdict[str, list[Address]] = defaultdict(list)
        self._numbered: defaultdict[str, list[Address]] = defaultdict(list)

    def _look(self) -> None:
        """Go through the sheet once for all labels that were ever looked for: most of its texts are none."""
        self._looked_for = frozenset(_ASKED)
        self._at.clear()
        self._numbered.clear()
        cells = self.sheet.cells.items()
        texts = [(at, text) for at, text in cells if isinstance(text, str) and len(text) <= _LONGEST_LABEL]
        judged = _judge({text for _, text in texts})
        for address, text in texts:
            if keys := judged[text]:
                key, unnumbered = keys
                self._at[key].append(address)
                if unnumbered:
                    self._numbered[unnumbered].append(address)

    def _keys(self, *labels: str) -> tuple[str, ...]:
        """The keys of labels whose places are known from now on."""
        keys = _keys_asked(labels)
        if not self._looked_for.issuperset(keys):
            self._look()
        return keys

    def places(self, label: str) -> list[Address]:
        """All cells with this text, from the top; where there is none, those with a number before it."""
        (key,) = self._keys(label)
        return self._at.get(key) or self._numbered.get(key, [])

    def every_place(self, label: str) -> list[Address]:
        """All cells with this text, with a number before it or without."""
        (key,) = self._keys(label)
        return [*self._at.get(key, ()), *self._numbered.get(key, ())]

    def count(self, labels: Iterable[str]) -> int:
        """How many of the labels stand on the sheet."""
        return sum([key in self._at or key in self._numbered for key in self._keys(*labels)])

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
        right = ((row, beside) for beside in range(column + 1, limits.COLUMNS + 1))
        return next((at for at in right if at in self.sheet.cells), None)

    def header(self, titles: Mapping[str, str], least: int) -> Header | None:
        """The row that holds most of the titles (by key), None where no row holds at least ``least``."""
        rows: dict[int, dict[str, list[int]]] = {}
        for key, wanted in zip(titles, self._keys(*titles.values()), strict=True):
            for row, column in self._at.get(wanted) or self._numbered.get(wanted, []):
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
