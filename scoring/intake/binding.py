"""Which row of the sheet answers which row of the form that was sent: by code, then by text, then by place.

Excel turns a code into a number (1.1 and 1.10 become the same) or a date (2.1); the text beside it decides
where only one row of the whole form has it. Fields of several criteria share labels ("Tổng số hồ sơ"): with
its code gone such a row is known by the rows it stands between. Whatever is left, and
whatever says two things, binds to nothing and is a finding.

Rows are looked for among all that the criteria set has, not only those asked of the unit today: a form may
have been sent before the unit was exempted.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any

from scoring.criteria.schema import CriteriaSet
from scoring.dataclass import dataclass
from scoring.findings import Finding, finding
from scoring.intake.layout import (
    ConditionRow,
    CriterionRow,
    FieldRow,
    FormRow,
    HeadingRow,
    TaskRow,
    every_row,
    every_task,
    field_code,
)
from scoring.intake.locate import Header, words_of
from scoring.intake.normalise import is_blank, show, text_in
from scoring.intake.once import once_each
from scoring.opening.opened import place_of
from scoring.text import clean
from scoring.xlsx.grid import Value
from scoring.xlsx.memory import BoundedMemory

_ANSWERS = ("answer", "not_applicable", "number", "day", "summary", "explanation", "progress", "result")
_LONGEST = 1_000  # characters of a text that is remembered
_PLAIN_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_A_CODE = re.compile(r"[0-9A-Za-zĐđ]+([._-][0-9A-Za-zĐđ]+)+")

# Why a row that somebody filled counts for nothing (C03).
_UNKNOWN = "không thuộc bộ tiêu chí"
_NOT_ASKED = "không thuộc phần của đơn vị"
_AT_ODDS = "ghi mã của mục này nhưng nội dung của mục khác"


def code_of(row: FormRow) -> str:
    """The code in the first column of a row of the plan."""
    if isinstance(row, CriterionRow):
        return row.criterion.code
    if isinstance(row, ConditionRow):
        return row.condition.code
    return row.task.code if isinstance(row, TaskRow) else row.code


def text_of(row: FormRow) -> str:
    """The text beside the code."""
    if isinstance(row, CriterionRow):
        return row.criterion.text
    if isinstance(row, ConditionRow):
        return row.condition.text
    if isinstance(row, TaskRow):
        return row.task.text
    return row.field.label if isinstance(row, FieldRow) else row.text


@dataclass(frozen=True, slots=True)
class Bound:
    """The row of each code, and what was odd about the rows."""

    rows: Mapping[str, int]
    findings: tuple[Finding, ...] = ()


def bind(header: Header, plan: Sequence[FormRow], known: "Known") -> Bound:
    """Find every row of the plan below the header: C01 (R03 of tasks) missing, C02 (R04)
    doubled, C03 foreign with content.

    ``plan``: what is asked of the unit today; ``known``: all rows that the form may have been sent with.
    """
    lines, asked = _sorted_out(header, known), _asked(plan)
    findings: list[Finding] = []
    if not asked.needed <= lines.rows.keys():
        findings += _missing(plan, lines.rows, header)
    if lines.doubled:
        findings += _doubled(plan, lines.found, header)
    return Bound(lines.rows, (*findings, *_foreign(header, lines, asked.codes)))


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Codes and texts of all rows that a sheet may have; one object for all forms of a set.

    ``order``: the place of each code on a form that nobody sorted.
    """

    texts: Mapping[str, str]
    by_code: Mapping[str, str]
    by_text: Mapping[str, tuple[str, ...]]
    headings: frozenset[str]
    order: Mapping[str, int]

    @classmethod
    def of(cls, rows: Iterable[FormRow]) -> "Known":
        """Look up the rows of a form; a row given twice is one."""
        texts: dict[str, str] = {}
        headings = set()
        for row in rows:
            code, text = code_of(row), words_of(text_of(row))
            if isinstance(row, HeadingRow):
                headings.add(text)
            if code:
                texts[code] = text
        by_text: dict[str, list[str]] = {}
        for code, text in texts.items():
            by_text.setdefault(text, []).append(code)
        return cls(
            texts,
            {words_of(code): code for code in texts},
            {text: tuple(codes) for text, codes in by_text.items()},
            frozenset(headings),
            {code: n for n, code in enumerate(texts)},
        )


@dataclass(frozen=True, slots=True)
class KnownForm:
    """The rows of the two sheets that are read row by row."""

    scores: Known
    tasks: Known


@once_each(8)
def known_form(criteria: CriteriaSet) -> KnownForm:
    """The rows that a form of the set may have; remembered, since every form of a run asks for them."""
    return KnownForm(Known.of(every_row(criteria)), Known.of(every_task(criteria)))


@dataclass(frozen=True, slots=True)
class _SortedOut:
    """The rows below a header by code, all of them and the first, and which codes stand there twice.

    ``strange``: rows without a code of the form, each with the reason. ``expected``: rows of which nothing is
    said whatever stands in them.
    """

    found: Mapping[str, Sequence[int]]
    rows: Mapping[str, int]
    doubled: bool
    strange: Mapping[int, str]
    expected: frozenset[int]


_SORTED: BoundedMemory[tuple[Any, ...], _SortedOut] = BoundedMemory(8 << 20)
_WEIGHT = 300  # bytes of a row, beside its letters


def _sorted_out(header: Header, known: "Known") -> _SortedOut:
    """Which row is which: remembered by all that says so, codes and texts, as nearly all forms of a set have
    the same.
    """
    columns = [header.columns.get(key, 0) for key in ("code", "text")]
    rows, cells = range(header.row + 1, _last_row(header) + 1), header.sheet.cells
    said = [cells.get((row, column)) for column in columns for row in rows]
    # True is not 1, nor is a day a number.
    key = known, header.row, tuple(said), tuple(map(type, said))
    lines = _SORTED.get(key)
    if lines is None:
        lines = _Lines(header, known, rows).sorted_out()
        letters = sum(len(value) for value in said if isinstance(value, str))
        _SORTED.keep(key, lines, _WEIGHT * len(rows) + 2 * letters)
    return lines


class _Lines:
    """The rows below a header, each with its code or among the strange ones with the reason."""

    def __init__(self, header: Header, known: Known, rows: range) -> None:
        self.header = header
        self.known = known
        self.rows = rows
        self.found: dict[str, list[int]] = {}
        self.strange: dict[int, str] = {}

    def sorted_out(self) -> _SortedOut:
        """Look at every row: by code and text first, then what is left by its place among those."""
        open_rows: dict[int, list[str]] = {}
        for row in self.rows:
            codes = self._codes_at(row)
            if len(codes) == 1:
                self.found.setdefault(codes[0], []).append(row)
            else:
                self.strange.setdefault(row, _UNKNOWN)
                open_rows[row] = codes
        self._by_place({row: codes for row, codes in open_rows.items() if codes})
        first = {code: rows[0] for code, rows in self.found.items()}
        is_doubled = any(len(rows) > 1 for rows in self.found.values())
        last = max(first.values(), default=self.header.row)
        expected = frozenset(row for row in self.rows if self._is_expected(row, last))
        return _SortedOut(self.found, first, is_doubled, self.strange, expected)

    def _is_expected(self, row: int, last: int) -> bool:
        """True for headings, and below the ``last`` row of the table, where totals and signatures stand."""
        is_below = row > last and not show(self.header.cell(row, "code"))
        return is_below or words_of(text_in(self.header.cell(row, "text"))) in self.known.headings

    def _codes_at(self, row: int) -> list[str]:
        """The codes that the row may have: one where it is certain, none for a strange row."""
        value, text = self.header.cell(row, "code"), text_in(self.header.cell(row, "text"))
        codes = (_codes if len(text) <= _LONGEST else _codes.__wrapped__)(self.known, value, text)
        if codes is None:
            self.strange[row] = _AT_ODDS
        return list(codes or ())

    def _by_place(self, open_rows: Mapping[int, list[str]]) -> None:
        """Bind rows of which only one code fits between the rows above and below.

        Nothing is known by its place on a sheet that was sorted.
        """
        bound = sorted((row, self.known.order[code]) for code, rows in self.found.items() for row in rows)
        if any(above[1] >= below[1] for above, below in pairwise(bound)):
            return
        for row, codes in open_rows.items():
            at = bisect(bound, (row, 0))
            above = bound[at - 1][1] if at else -1
            below = bound[at][1] if at < len(bound) else len(self.known.order)
            here = [code for code in codes if above < self.known.order[code] < below]
            if len(here) == 1:
                self.found.setdefault(here[0], []).append(row)
                del self.strange[row]


@lru_cache(maxsize=4_096, typed=True)  # most rows of the forms of a set begin alike; True is not 1
def _codes(known: Known, value: Value | None, written: str) -> Sequence[str] | None:
    """The codes that a row may have by what stands in its first two columns; None where these are at odds."""
    text = words_of(written)
    by_text = known.by_text.get(text, ())
    if isinstance(value, str) and (code := known.by_code.get(words_of(value))):
        return None if by_text and code not in by_text else (code,)
    if text in known.headings or _is_a_code(value):
        return ()
    candidates = tuple(_spoiled(value, known.texts))
    if candidates and by_text:
        return tuple(code for code in candidates if code in by_text)
    if candidates:  # a number is hardly anything else than its code, a day may be
        return candidates if isinstance(value, Decimal) and len(candidates) == 1 else ()
    return by_text


def _is_a_code(value: Value | None) -> bool:
    """True for a code that no row has: it is that of a criterion of another set, whatever stands beside."""
    return isinstance(value, str) and _A_CODE.fullmatch(clean(value)) is not None


@dataclass(frozen=True, slots=True)
class _Asked:
    """The codes of today's plan, and of fields that an exemption took out of it: nothing is said of them.

    ``needed``: those of rows that have to be there.
    """

    codes: frozenset[str]
    needed: frozenset[str]


@once_each(64)
def _asked(plan: Sequence[FormRow]) -> _Asked:
    exempt = [row.criterion for row in plan if isinstance(row, CriterionRow) and row.exempt]
    fields = [field_code(criterion, field.key) for criterion in exempt for field in criterion.fields]
    return _Asked(
        frozenset((*map(code_of, plan), *fields)), frozenset(map(code_of, filter(_is_needed, plan)))
    )


def _is_needed(row: FormRow) -> bool:
    """True for a row that has to be on the form."""
    if isinstance(row, CriterionRow):
        return not row.exempt and row.criterion.by_unit
    return not isinstance(row, HeadingRow)


def _last_row(header: Header) -> int:
    return max(header.sheet.cells, default=(header.row, 0))[0]


def _spoiled(value: Value | None, codes: Mapping[str, str]) -> Iterator[str]:
    """The codes that a spreadsheet may have turned into this number or date."""
    if not isinstance(value, Decimal | date):
        return
    for code in codes:
        if isinstance(value, Decimal):
            if _PLAIN_NUMBER.fullmatch(code) and Decimal(code) == value:
                yield code
        else:
            parts = tuple(int(part) for part in re.split(r"[.-]", code) if part.isdecimal())
            d, m, y = value.day, value.month, value.year % 100
            if parts in {(d, m), (m, d), (d, m, y), (m, d, y), (y, m, d), (m, y)}:
                yield code


def _missing(plan: Sequence[FormRow], found: Mapping[str, int], header: Header) -> Iterator[Finding]:
    place = place_of(header.sheet, (header.row, header.columns["code"]))
    for row in plan:
        code = code_of(row)
        if code in found or not _is_needed(row):
            continue
        if isinstance(row, TaskRow):
            yield finding("R03", place, task=code, expected=code)
            continue
        name = f"{code} “{text_of(row)}”"
        criterion = row.criterion.code if isinstance(row, CriterionRow | FieldRow) else code
        yield finding("C01", place, criterion=criterion, criterion_name=name, expected=code)


def _doubled(
    plan: Sequence[FormRow], found: Mapping[str, Sequence[int]], header: Header
) -> Iterator[Finding]:
    for row in plan:
        code = code_of(row)
        rows = found.get(code, ())
        if len(rows) < 2 or (isinstance(row, CriterionRow) and row.exempt):
            continue
        place = place_of(header.sheet, (rows[1], header.columns["code"]))
        lines = ", ".join(f"dòng {number}" for number in rows)
        if isinstance(row, TaskRow):
            yield finding("R04", place, task=code, found=lines)
        else:
            yield finding("C02", place, criterion=code, criterion_name=code, found=lines)


def _foreign(header: Header, lines: _SortedOut, asked: Set[str]) -> Iterator[Finding]:
    """C03 for every row with content that counts for nothing, the rows of criteria not asked included."""
    unasked = {row: _NOT_ASKED for code in lines.found.keys() - asked for row in lines.found[code]}
    told = {**lines.strange, **unasked}
    for row in sorted(told.keys() - lines.expected):
        if all(is_blank(header.cell(row, key)) for key in _ANSWERS):
            continue
        code, text = (show(header.cell(row, key)) for key in ("code", "text"))
        words = " ".join(filter(None, (code, text))) or f"dòng {row}"
        place = place_of(header.sheet, (row, header.columns["code"]))
        yield finding("C03", place, found=words, reason=told[row])
