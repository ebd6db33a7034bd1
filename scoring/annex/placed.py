"""Every row under its heading; what stands in the columns decides where their headings do not."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from scoring.annex.figures import worth_of
from scoring.annex.headings import Columns, Holds, columns_of, heading_rows, may_be_heading
from scoring.annex.marks import marks_of
from scoring.annex.paper import PaperRow, PaperTable

_SAYS_HOW = re.compile(r"\d\s*(?:điểm|đ\b)|\btrừ\b|\bmỗi\b", re.IGNORECASE)
_OWN_POINTS = re.compile(r"[(\[]\s*(?:tối đa\s*)?:?\s*[\d.,]+\s*(?:điểm|đ)\s*[)\]]", re.IGNORECASE)
"""``Đời sống kinh tế (20 điểm)`` says what it has, not how it is scored."""

_TOTAL = re.compile(r"(?:tổng(?: cộng| điểm| số điểm| số)?|cộng)\s*(?:[:(]|$)", re.IGNORECASE)
_FEW_WORDS = 2
_MAY_SAY = (Holds.OTHER, Holds.POINTS, Holds.FILLED, Holds.GRADE)


@dataclass
class _Contents:
    """The columns of a table and what stands in them; each step gives a column the role that it fills."""

    columns: Columns
    rows: Sequence[PaperRow]
    cells: Mapping[int, Sequence[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.cells = {c: [text for row in self.rows if (text := row.own(c))] for c in self.columns.roles}

    def decided(self) -> Columns:
        """The columns, roles changed where what stands there says more than the heading."""
        self._read_words()
        self._count_rows()
        self._free_empty_points()
        self._find_points_and_text()
        self._find_groups()
        self._find_grades()
        self._find_ways()
        self._find_aims()
        return self.columns

    def _take(self, found: Sequence[int], role: Holds) -> None:
        self.columns = replace(self.columns, roles={**self.columns.roles, **dict.fromkeys(found, role)})

    def _mostly(self, column: int, fits: Callable[[str], bool]) -> bool:
        texts = self.cells.get(column, ())
        return 2 * sum(map(fits, texts)) > len(texts) if texts else False

    def _read_words(self) -> None:
        """Whatever its heading, a column with sentences is none for points, nor left free to be filled in."""
        for column, role in self.columns.roles.items():
            said = [text for text in self.cells[column] if not _is_points(text)]
            told = sum(map(_says_how, said)) if role is Holds.POINTS else sum(map(_is_sentence, said))
            if role is Holds.POINTS and len(said) < len(self.cells[column]):
                continue
            if role in (Holds.POINTS, Holds.FILLED) and told > 1 and 2 * told > len(self.cells[column]):
                self._take([column], Holds.HOW)

    def _count_rows(self) -> None:
        """A column on the left with numbers of rows counts them, whatever it is called; no other does."""
        texts = self.columns.of(Holds.TEXT)
        odd = [
            c
            for c in self.columns.of(Holds.MARK)
            if 4 * sum(map(_is_mark, self.cells[c])) < len(self.cells[c])
        ]
        self._take(odd, Holds.OTHER)
        if texts and not self.columns.of(Holds.MARK):
            left = [c for c in self.columns.of(Holds.OTHER) if c < texts[0]]
            self._take([c for c in left if self._mostly(c, _is_mark)][:1], Holds.MARK)

    def _free_empty_points(self) -> None:
        """Of columns of points those without any are left free for whoever scores."""
        points = self.columns.of(Holds.POINTS)
        empty = [c for c in points if not self.cells.get(c)]
        if len(empty) < len(points):
            self._take(empty, Holds.FILLED)

    def _find_points_and_text(self) -> None:
        """Where no heading names them: the first column of points, the first of words."""
        other = sorted(c for c, role in self.columns.roles.items() if role in (Holds.OTHER, Holds.FILLED))
        for role, fits in ((Holds.POINTS, _is_points), (Holds.TEXT, _is_words)):
            found = [c for c in other if self._mostly(c, fits)][:1]
            if found and not self.columns.of(role):
                self._take(found, role)
                self.columns = replace(self.columns, guessed=True)

    def _find_aims(self) -> None:
        """Of two columns of texts the right one holds what is to be reached where the left names each row.

        A column that names groups has one text for many rows.
        """
        texts = self.columns.of(Holds.TEXT)
        for names, aims in pairwise(texts):
            told = [row for row in self.rows if row.own(aims) and not _spans(row, aims)]
            both = [row for row in told if row.own(names)]
            different = {row.own(names) for row in both}  # a group may be repeated in each row of it
            if len(told) > 2 and 5 * len(different) >= 4 * len(told):
                self._take([c for c in texts if c >= aims], Holds.AIM)
                return

    def _find_groups(self) -> None:
        """Of two columns of points the left one whose numbers are what the other's below make together."""
        points, texts = self.columns.of(Holds.POINTS), self.columns.of(Holds.TEXT)
        for groups, each in pairwise(points):
            named = texts and texts[0] < groups and any(groups < c < each for c in texts)
            if named and self._adds_up(groups, each):
                self._take([groups, *self._counts_groups(groups, each)], Holds.GROUP)
                return

    def _counts_groups(self, groups: int, each: int) -> list[int]:
        """The column of numbers where criteria that begin no group have none."""
        alone = [row for row in self.rows if row.own(each) and not row.own(groups)]
        return [c for c in self.columns.of(Holds.MARK) if not any(row.own(c) for row in alone)]

    def _adds_up(self, groups: int, each: int) -> bool:
        """True where every number of the one column is the sum of the other's down to its next number."""
        sums: list[list[Decimal]] = []
        for row in self.rows:
            if any(map(_TOTAL.match, (cell.own for cell in row.cells))):
                continue
            if stated := worth_of(row.own(groups)):
                sums.append([stated.points])
            if (worth := worth_of(row.own(each))) and not sums:
                return False
            if worth:
                sums[-1].append(worth.points)
        longer = any(len(numbers) > 2 for numbers in sums)
        return len(sums) > 1 and longer and all(first == sum(below) for first, *below in sums)

    def _find_grades(self) -> None:
        """Of two columns of points the one beside words that has them in rows where the other has none."""
        points, texts = self.columns.of(Holds.POINTS), self.columns.of(Holds.TEXT)
        for levels in points:
            words = levels - 1
            if len(points) < 2 or not texts or self.columns.roles.get(words) not in (Holds.TEXT, Holds.HOW):
                continue
            told = [row for row in self.rows if row.own(words)]
            others = [c for c in points if c != levels]
            alone = [row for row in told if row.own(levels) and not any(row.own(c) for c in others)]
            if words != texts[0] and alone and 2 * sum(bool(row.own(levels)) for row in told) > len(told):
                self._take([words], Holds.HOW)
                self._take([levels], Holds.GRADE)
                return

    def _find_ways(self) -> None:
        """Of columns of texts one may say how the other is scored: "Tiêu chí chấm" beside "Nội dung"."""
        texts = self.columns.of(Holds.TEXT)
        saying = [c for c in texts if self._mostly(c, _says_how)]
        if len(saying) < len(texts):
            self._take(saying, Holds.HOW)
        points = self.columns.of(Holds.POINTS)
        others = [c for c, role in self.columns.roles.items() if role in _MAY_SAY and points != [c]]
        self._take([c for c in others if self._mostly(c, _says_how)], Holds.HOW)


def _spans(row: PaperRow, column: int) -> bool:
    """True for a cell that begins a merged one to the right."""
    return column + 1 < len(row.cells) and row.cells[column + 1].part_of == "left"


def _is_mark(text: str) -> bool:
    return bool(marks_of(text))


def _is_points(text: str) -> bool:
    return worth_of(text) is not None


def _is_words(text: str) -> bool:
    return len(text.split()) > 1


def _is_sentence(text: str) -> bool:
    return len(text.split()) > _FEW_WORDS


def _says_how(text: str) -> bool:
    """True for words on how points are given; points alone, ``5 điểm/lần`` too, say how many."""
    says = _SAYS_HOW.search(_OWN_POINTS.sub("", text))
    return bool(says) and (text[:1].isalpha() or not _is_points(text))


def _decided(columns: Columns, rows: Sequence[PaperRow]) -> Columns:
    return _Contents(columns, rows).decided()


def _guessed(table: PaperTable) -> Columns:
    """The columns of a table without headings, by what stands in them."""
    roles: dict[int, Holds] = {}
    for column in range(table.width):
        texts = [text for row in table.rows if (text := row.own(column))]
        if not texts:
            continue
        if _most(texts, _is_mark) and column == 0:
            roles[column] = Holds.MARK
        elif _most(texts, _is_points):
            roles[column] = Holds.POINTS
        else:
            roles[column] = Holds.TEXT if Holds.TEXT not in roles.values() else Holds.HOW
    return Columns(roles, guessed=True)


def _is_title(rows: Sequence[PaperRow], at: int, heads: Mapping[int, int]) -> bool:
    """True for a text alone in its row that stands above a heading further down: the name of what follows."""
    row = rows[at]
    if at in heads or sum(bool(cell.own) for cell in row.cells) != 1:
        return False
    following = next((n for n in range(at + 1, len(rows)) if not rows[n].is_blank), -1)
    return following in heads or (following >= 0 and _is_title(rows, following, heads))


def _holds_points(row: PaperRow) -> bool:
    """True for a row of a table whose heading is not known: a text, and points beside it."""
    own = [cell.own for cell in row.cells if cell.own]
    return any(worth_of(text) for text in own) and any(any(map(str.isalpha, text)) for text in own)


def _most(texts: Sequence[str], fits: Callable[[str], bool]) -> bool:
    return 2 * sum(map(fits, texts)) > len(texts)


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of a table with its columns; ``is_head``, ``is_title``: it stands in the heading, or above it."""

    row: PaperRow
    table: PaperTable
    columns: Columns
    is_head: bool = False
    is_title: bool = False


def _heads(rows: Sequence[PaperRow]) -> dict[int, int]:
    """The headings of a table with their rows; the first row of names where none is fully known."""
    known = {at: count for at in range(len(rows)) if (count := heading_rows(rows, at))}
    if known:
        return known
    first = next((at for at, row in enumerate(rows) if _holds_points(row)), 0)
    may_be = next((at for at in range(first) if may_be_heading(rows[at])), -1)
    return {may_be: 1} if may_be >= 0 else {}


def placed_rows(tables: Sequence[PaperTable]) -> Iterator[PlacedRow]:
    """Every row of every table under the heading that it belongs to.

    A heading in the middle begins another table. One without a heading goes on under that of the table
    before it, where both are equally wide: so a table is cut at the end of a page.
    """
    known: dict[int, Columns] = {}
    for table in tables:
        heads = _heads(table.rows)
        words = {at: tuple(cell.own for cell in table.rows[at].cells) for at in heads}
        new = {at: heads[at] for at in heads if words[at] not in [words[n] for n in heads if n < at]}
        columns = known.get(table.width)
        if columns is None and not heads:
            columns = _guessed(table)
        at = 0
        while at < len(table.rows):
            count = heads.get(at, 0)
            if count:
                end = next((n for n in heads if n > at), len(table.rows))
                columns = _decided(columns_of(table.rows[at : at + count]), table.rows[at + count : end])
            elif columns is None and _holds_points(table.rows[at]):
                columns = _guessed(table)
            is_title = columns is None or _is_title(table.rows, at, new)
            for row in table.rows[at : at + max(1, count)]:
                yield PlacedRow(row, table, columns or Columns({}), bool(count), is_title)
            at += max(1, count)
        if columns and not columns.guessed:
            known = {table.width: columns}
