"""The score sheet: every answer of the unit, normalised, with the cell it stands in."""

from collections.abc import Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.criteria.schema import Criterion
from scoring.dataclass import dataclass
from scoring.findings import Finding
from scoring.intake import columns, layout, normalise
from scoring.intake.binding import Bound, Known, bind
from scoring.intake.columns import Merges
from scoring.intake.layout import ConditionRow, CriterionRow, FormRow
from scoring.intake.locate import Header
from scoring.intake.model import Evidence, Row, RowPlaces
from scoring.intake.normalise import Asking, Reading
from scoring.intake.origin import Origins
from scoring.intake.papers import day, document_number, is_like_a_day
from scoring.intake.shown import Shown, shown
from scoring.opening.opened import place_of
from scoring.rules import YES, Answer, Entry, EntryField
from scoring.text import clean
from scoring.xlsx.grid import Address, Value

_TITLES = {column.key: column.title for column in layout.COLUMNS}
_NEEDED = ("code", "answer", "not_applicable", "score", "number", "day", "summary", "explanation")
_STATED = EntryField("score", "Điểm", "points")


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """What the sheet says: a row a criterion and a condition, by code.

    ``asks_more``: the form was sent before the unit was exempted from some criterion; its total and class
    still count that.
    """

    rows: dict[str, Row]
    declared: dict[str, bool]
    findings: tuple[Finding, ...]
    asks_more: bool = False

    @property
    def is_filled(self) -> bool:
        """True where the unit answered anything."""
        said = ((row.entry, row.evidence, row.explanation, row.unreadable) for row in self.rows.values())
        return any(entry != Entry() or any(words) for entry, *words in said)


def read_scores(header: Header, plan: Sequence[FormRow], known: Known, origins: Origins) -> ScoreSheet:
    """Read every row of ``plan`` that the sheet has. B07, B08, C01-C03, C06 and N, P03, M04 as found.

    ``known``: all rows that the form may have been sent with.
    """
    lacking = list(columns.lacking(header, _TITLES, _NEEDED, _TITLES))
    if "code" not in header.columns:
        return ScoreSheet({}, {}, tuple(lacking))
    bound = bind(header, plan, known)
    reader = _Reader(header, bound, origins)
    rows = {row.code: row for row in map(reader.read, plan) if row}
    answers = {
        row.condition.code: rows[row.condition.code].entry.answers
        for row in plan
        if isinstance(row, ConditionRow) and row.condition.code in rows
    }
    declared = {code: given["1"] == YES for code, given in answers.items() if "1" in given}
    exempt = [row for row in plan if isinstance(row, CriterionRow) and row.exempt]
    asks_more = any(_asks(header, bound, row.criterion.code) for row in exempt)
    return ScoreSheet(rows, declared, (*lacking, *bound.findings, *reader.findings), asks_more)


def _asks(header: Header, bound: Bound, code: str) -> bool:
    """True where the form asks the criterion of an exempt row."""
    if code not in bound.rows:
        return False
    how = normalise.text_in(header.cell(bound.rows[code], "how"))
    return not how.startswith(layout.EXEMPT.partition(":")[0])


@dataclass
class _Reader:
    """Reads rows one by one and gathers the findings on the way."""

    header: Header
    bound: Bound
    origins: Origins
    findings: list[Finding] = field(default_factory=list)
    merges: Merges = field(init=False)

    def __post_init__(self) -> None:
        self.merges = Merges(self.header, self.findings)

    def read(self, row: FormRow) -> Row | None:
        """The row as filled, None for headings, fields (read with their criterion) and missing rows."""
        if isinstance(row, ConditionRow):
            asked: Criterion = layout.as_criterion(row.condition)
        elif isinstance(row, CriterionRow):
            asked = row.criterion
        else:
            return None
        if asked.code not in self.bound.rows:
            return None
        filling = _Filling(self, asked.code)
        return filling.exempt() if isinstance(row, CriterionRow) and row.exempt else filling.read(asked)


class _Filling:
    """One criterion, or condition, being read."""

    def __init__(self, reader: _Reader, code: str) -> None:
        self._reader, self._header = reader, reader.header
        self._code = code
        self._row = reader.bound.rows[code]
        self._at: dict[str, Address] = {}
        self._unreadable: set[str] = set()
        self._shown: dict[str, Shown] = {}

    def read(self, criterion: Criterion) -> Row:
        """The criterion with its fields, wherever they stand."""
        answers = self._answers(criterion)
        excused = self._take("not_applicable", normalise.tick)
        top, text = self._stated()
        evidence, explanation = self._evidence(), self._words("explanation", normalise.words)
        points = None if layout.typed_in_score(criterion) else stated_number(self._cell("score"))
        entry, unread = Entry(answers, bool(excused)), frozenset(self._unreadable)
        places = RowPlaces(self._header.sheet.name, self._at)
        return Row(self._code, entry, evidence, explanation, points, top, text, places, unread, self._shown)

    def exempt(self) -> Row:
        """A row that asks nothing: an answer of before the exemption is neither read nor judged."""
        top, text = self._stated()
        places = RowPlaces(self._header.sheet.name, self._at)
        return Row(self._code, Entry({}), stated_top=top, stated_text=text, places=places)

    def _stated(self) -> tuple[Decimal | None, str]:
        """The maximum and the text as the form has them."""
        return stated_number(self._cell("top")), normalise.text_in(self._cell("text"))

    def _answers(self, criterion: Criterion) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        own_rows = layout.is_own_row(criterion)
        for asked in criterion.fields:
            code = layout.field_code(criterion, asked.key) if own_rows else criterion.code
            row = self._reader.bound.rows.get(code)
            if row is None:
                self._unreadable.add(asked.key)  # C01 has said that the row is missing
                continue
            value = self._field(asked, row, "score" if asked.kind == "points" else "answer")
            if value is not None:
                answers[asked.key] = value
        return answers

    def _field(self, asked: EntryField, row: int, column: str) -> Answer | None:
        cell = self._cell(column, asked.key, row)
        if not self._is_there(cell, asked.key, column):
            return None
        if seen := self._seen(cell, asked.key):
            self._shown[asked.key] = seen
        asking = self._asking(asked.key, asked.label, seen)
        reading: Reading[Any] = (
            normalise.choice(cell, asked, asking)
            if asked.kind == "choice"
            else normalise.number(cell, asked, asking)
        )
        value: Answer | None = self._note(reading, asked.key)
        return value

    def _seen(self, cell: Value | None, key: str) -> Shown | None:
        code = self._header.sheet.formats.get(self._at[key], "")
        return shown(cell, code) if code and isinstance(cell, Decimal) else None

    def _take(self, key: str, read: Any) -> Any:
        """What the cell in the column of this key says, None where nothing stands there."""
        cell = self._cell(key)
        if not self._is_there(cell, key, key):
            return None
        return self._note(read(cell, self._asking(key, _TITLES[key])), key)

    def _words(self, key: str, read: Any) -> str:
        """The same of a cell of words: of a text that was typed, and is no day, there is nothing to say."""
        cell = self._cell(key)
        if not self._is_there(cell, key, key):
            return ""
        if isinstance(cell, str) and self._header.sheet.formula_at(self._at[key]) is None:
            text = clean(cell)
            if not is_like_a_day(text):
                return text
        return self._note(read(cell, self._asking(key, _TITLES[key])), key) or ""

    def _is_there(self, cell: Value | None, key: str, column: str) -> bool:
        """True where a cell holds or computes something; it is unreadable where the column is gone (B07 says
        so) or the cell is merged (C06).
        """
        at, sheet = self._at.get(key), self._header.sheet
        if at is None or (sheet.merge_at(at) and self._reader.merges.covers(at[0], column, self._code)):
            self._unreadable.add(key)
            return False
        return cell is not None or sheet.formula_at(at) is not None

    def _evidence(self) -> Evidence:
        number, day_of_it = self._words("number", document_number), self._take("day", _day)
        return Evidence(number, day_of_it, self._words("summary", normalise.words))

    def _note(self, reading: Reading[Any], key: str) -> Any:
        self._reader.findings += reading.findings
        if reading.unreadable:
            self._unreadable.add(key)
        return reading.value

    def _asking(self, key: str, label: str, seen: Shown | None = None) -> Asking:
        sheet, at = self._header.sheet, self._at[key]
        return Asking(place_of(sheet, at), label, self._code, self._reader.origins.at(sheet, at), seen)

    def _cell(self, column: str, key: str = "", row: int = 0) -> Value | None:
        number = self._header.columns.get(column)
        if number is None:
            return None
        at = self._at[key or column] = row or self._row, number
        return self._header.sheet.cells.get(at)


def _day(cell: Value | None, asking: Asking) -> Reading[date]:
    return day(cell, "M04", asking)


def stated_number(cell: Value | None) -> Decimal | None:
    """A number that the form states itself; only compared, so nothing is said where it is none."""
    if isinstance(cell, Decimal):
        return cell
    found = normalise.numbers_in(cell, _STATED) if isinstance(cell, str) else []
    return found[0] if len(found) == 1 else None
