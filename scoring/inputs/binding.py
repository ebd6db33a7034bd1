"""Which row of the sheet answers which row of the plan: by code, and by text where the code was spoiled.

Excel turns a code into a number (1.1 and 1.10 become the same) or a date (2.1); the text beside it decides.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from scoring.findings import Finding, finding
from scoring.inputs.grid import Value
from scoring.inputs.layout import ConditionRow, CriterionRow, FieldRow, FormRow, HeadingRow, TaskRow
from scoring.inputs.locate import Header, words_of
from scoring.inputs.normalise import is_blank, show, text_in

_ANSWERS = ("answer", "not_applicable", "number", "day", "summary", "explanation", "progress", "result")
_PLAIN_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Bound:
    """The row of each code, and what was odd about the rows."""

    rows: Mapping[str, int]
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Plan:
    """Codes and texts of the rows that the form should have."""

    texts: dict[str, str]
    headings: set[str]
    by_code: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.by_code = {words_of(code): code for code in self.texts}


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


def bind(header: Header, plan: Sequence[FormRow]) -> Bound:
    """Find every row of the plan below the header: C01 (R03 of tasks) missing, C02 (R04)
    doubled, C03 foreign with content."""
    known = _Plan(
        {code_of(row): words_of(text_of(row)) for row in plan if code_of(row)},
        {words_of(row.text) for row in plan if isinstance(row, HeadingRow)},
    )
    found: dict[str, list[int]] = {}
    strange: list[int] = []
    for row in range(header.row + 1, _last_row(header) + 1):
        code = _code_at(header, row, known)
        if code:
            found.setdefault(code, []).append(row)
        else:
            strange.append(row)
    last = max((rows[0] for rows in found.values()), default=header.row)
    findings = [
        *_missing(plan, found, header),
        *_doubled(plan, found, header),
        *_foreign(strange, last, known, header),
    ]
    return Bound({code: rows[0] for code, rows in found.items()}, tuple(findings))


def _last_row(header: Header) -> int:
    return max((row for row, _ in header.sheet.cells), default=header.row)


def _text(header: Header, row: int) -> str:
    return words_of(text_in(header.cell(row, "text")))


def _code_at(header: Header, row: int, plan: _Plan) -> str | None:
    value = header.cell(row, "code")
    if isinstance(value, str) and (code := plan.by_code.get(words_of(value))):
        return code
    text = _text(header, row)
    if text in plan.headings:
        return None
    by_text = [code for code, wanted in plan.texts.items() if wanted == text]
    candidates = list(_spoiled(value, plan.texts))
    if not candidates:
        return _only(by_text)
    if not by_text and isinstance(value, Decimal):
        return _only(candidates)
    return _only([code for code in candidates if code in by_text])


def _only(codes: Sequence[str]) -> str | None:
    return codes[0] if len(codes) == 1 else None


def _spoiled(value: Value | None, codes: Mapping[str, str]) -> Iterator[str]:
    """The codes that a spreadsheet may have turned into this number or date."""
    for code in codes:
        if isinstance(value, Decimal):
            if _PLAIN_NUMBER.fullmatch(code) and Decimal(code) == value:
                yield code
        elif isinstance(value, date):
            parts = tuple(int(part) for part in re.split(r"[.-]", code) if part.isdecimal())
            d, m, y = value.day, value.month, value.year % 100
            if parts in {(d, m), (m, d), (d, m, y), (m, d, y), (y, m, d), (m, y)}:
                yield code


def _missing(plan: Sequence[FormRow], found: Mapping[str, list[int]], header: Header) -> Iterator[Finding]:
    place = header.sheet.place((header.row, header.columns["code"]))
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
    tasks = {row.task.code for row in plan if isinstance(row, TaskRow)}
    for code, rows in found.items():
        if len(rows) > 1:
            place = header.sheet.place((rows[1], header.columns["code"]))
            lines = ", ".join(f"dòng {row}" for row in rows)
            if code in tasks:
                yield finding("R04", place, task=code, found=lines)
            else:
                yield finding("C02", place, criterion=code, criterion_name=code, found=lines)


def _foreign(strange: Sequence[int], last: int, plan: _Plan, header: Header) -> Iterator[Finding]:
    for row in strange:
        code = show(header.cell(row, "code"))
        if row > last and not code:
            continue  # below the table stand totals and signatures
        if all(is_blank(header.cell(row, key)) for key in _ANSWERS) or _text(header, row) in plan.headings:
            continue
        words = " ".join(filter(None, (code, show(header.cell(row, "text"))))) or f"dòng {row}"
        yield finding("C03", header.sheet.place((row, header.columns["code"])), found=words)
