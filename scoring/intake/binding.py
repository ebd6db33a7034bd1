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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from scoring.criteria.schema import CriteriaSet
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
from scoring.opening.opened import place_of
from scoring.text import clean
from scoring.xlsx.grid import Value

_ANSWERS = ("answer", "not_applicable", "number", "day", "summary", "explanation", "progress", "result")
_LONGEST = 1_000  # characters of a text that is remembered
_PLAIN_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_A_CODE = re.compile(r"[0-9A-Za-zĐđ]+([._-][0-9A-Za-zĐđ]+)+")

# Why a row that somebody filled counts for nothing (C03).
_UNKNOWN = "không thuộc bộ tiêu chí"
_NOT_ASKED = "không thuộc phần của đơn vị"
_AT_ODDS = "ghi mã của mục này nhưng nội dung của mục khác"


@dataclass(frozen=True, slots=True)
class Bound:
    """The row of each code, and what was odd about the rows."""

    rows: Mapping[str, int]
    findings: tuple[Finding, ...] = ()


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


def bind(header: Header, plan: Sequence[FormRow], known: "Known") -> Bound:
    """Find every row of the plan below the header: C01 (R03 of tasks) missing, C02 (R04)
    doubled, C03 foreign with content.

    ``plan``: what is asked of the unit today; ``known``: all rows that the form may have been sent with.
    """
    lines = _Lines(header, known)
    lines.sort_out()
    rows = {code: found[0] for code, found in lines.found.items()}
    findings = [
        *_missing(plan, rows, header),
        *_doubled(plan, lines.found, header),
        *_foreign(lines, _asked(plan)),
    ]
    return Bound(rows, tuple(findings))


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


_KEPT: dict[int, tuple[CriteriaSet, KnownForm]] = {}
_MOST_KEPT = 8


def known_form(criteria: CriteriaSet) -> KnownForm:
    """The rows that a form of the set may have; remembered, since every form of a run asks for them."""
    kept = _KEPT.get(id(criteria))
    if kept is None or kept[0] is not criteria:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        known = KnownForm(Known.of(every_row(criteria)), Known.of(every_task(criteria)))
        kept = _KEPT[id(criteria)] = criteria, known
    return kept[1]


class _Lines:
    """The rows below a header, each with its code or among the strange ones with the reason."""

    def __init__(self, header: Header, known: Known) -> None:
        self.header = header
        self.known = known
        self.found: dict[str, list[int]] = {}
        self.strange: dict[int, str] = {}

    def sort_out(self) -> None:
        """Look at every row: by code and text first, then what is left by its place among those."""
        open_rows: dict[int, list[str]] = {}
        for row in range(self.header.row + 1, _last_row(self.header) + 1):
            codes = self._codes_at(row)
            if len(codes) == 1:
                self.found.setdefault(codes[0], []).append(row)
            else:
                self.strange.setdefault(row, _UNKNOWN)
                open_rows[row] = codes
        self._by_place({row: codes for row, codes in open_rows.items() if codes})

    def text(self, row: int) -> str:
        """The words beside the code, as a key."""
        return words_of(text_in(self.header.cell(row, "text")))

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


def _asked(plan: Sequence[FormRow]) -> frozenset[str]:
    """The codes of today's plan, and of fields that an exemption took out of it: nothing is said of them."""
    exempt = [row.criterion for row in plan if isinstance(row, CriterionRow) and row.exempt]
    fields = [field_code(criterion, field.key) for criterion in exempt for field in criterion.fields]
    return frozenset((*map(code_of, plan), *fields))


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
        if code in found or isinstance(row, HeadingRow):
            continue
        if isinstance(row, CriterionRow) and (row.exempt or not row.criterion.by_unit):
            continue
        if isinstance(row, TaskRow):
            yield finding("R03", place, task=code, expected=code)
            continue
        name = f"{code} “{text_of(row)}”"
        criterion = row.criterion.code if isinstance(row, CriterionRow | FieldRow) else code
        yield finding("C01", place, criterion=criterion, criterion_name=name, expected=code)


def _doubled(plan: Sequence[FormRow], found: Mapping[str, list[int]], header: Header) -> Iterator[Finding]:
    if all(len(rows) < 2 for rows in found.values()):
        return
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


def _foreign(lines: _Lines, asked: Collection[str]) -> Iterator[Finding]:
    """C03 for every row with content that counts for nothing, the rows of criteria not asked included."""
    header, last = lines.header, max((rows[0] for rows in lines.found.values()), default=lines.header.row)
    unasked = {row: _NOT_ASKED for code, rows in lines.found.items() if code not in asked for row in rows}
    for row, reason in sorted({**lines.strange, **unasked}.items()):
        code = show(header.cell(row, "code"))
        if row > last and not code:
            continue  # below the table stand totals and signatures
        if (
            all(is_blank(header.cell(row, key)) for key in _ANSWERS)
            or lines.text(row) in lines.known.headings
        ):
            continue
        words = " ".join(filter(None, (code, show(header.cell(row, "text"))))) or f"dòng {row}"
        place = place_of(header.sheet, (row, header.columns["code"]))
        yield finding("C03", place, found=words, reason=reason)
