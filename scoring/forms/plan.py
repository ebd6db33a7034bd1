"""Which row and column everything of the score sheet stands in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from scoring.criteria.schema import Criterion
from scoring.criteria.units import Roster, Unit
from scoring.intake.checks.base import Cells
from scoring.intake.layout import (
    COLUMNS,
    ConditionRow,
    CriterionRow,
    FieldRow,
    FormRow,
    as_criterion,
    field_code,
    is_own_row,
    rows,
)

HEADER = 6
"""The row of the column titles, as Excel counts."""

POINTS, APPLICABLE, TICKED, AROSE, EXACT_POINTS = "M", "N", "O", "P", "Q"
"""Hidden columns: the points that count and the maximum that counts, so that sums stay simple; whether
the mark of "Không phát sinh" stands; whether there are points that evidence is asked for; and the points
before rounding, where a class needs a share of them.
"""

_LETTER = {column.key: chr(ord("A") + n) for n, column in enumerate(COLUMNS)}
INDEX = {column.key: n for n, column in enumerate(COLUMNS)}
WIDTH = {column.key: column.width for column in COLUMNS}


def column_of(letter: str) -> int:
    """The number of a column, from 0."""
    return ord(letter) - ord("A")


@dataclass(frozen=True)
class FormPlan:
    """The rows of one unit's score sheet and their addresses. Row numbers are Excel's, from 1."""

    roster: Roster
    unit: Unit

    @cached_property
    def rows(self) -> tuple[FormRow, ...]:
        """All rows from top to bottom."""
        return rows(self.roster, self.unit)

    @cached_property
    def numbered(self) -> tuple[tuple[int, FormRow], ...]:
        """The rows with their numbers."""
        return tuple(enumerate(self.rows, HEADER + 1))

    @cached_property
    def line(self) -> dict[str, int]:
        """Code -> row number, of criteria, fields and conditions."""
        return dict(self._lines())

    def _lines(self) -> Iterator[tuple[str, int]]:
        for number, row in self.numbered:
            if isinstance(row, CriterionRow):
                yield row.criterion.code, number
            elif isinstance(row, FieldRow):
                yield row.code, number
            elif isinstance(row, ConditionRow):
                yield row.condition.code, number

    @property
    def last(self) -> int:
        """The number of the last row."""
        return HEADER + len(self.rows)

    @cached_property
    def scored(self) -> tuple[str, ...]:
        """Codes of the criteria that the unit scores itself on this form, exempt ones left out."""
        return tuple(
            row.criterion.code
            for row in self.rows
            if isinstance(row, CriterionRow) and row.criterion.by_unit and not row.exempt
        )

    def span(self, column: str, codes: Iterable[str]) -> str | None:
        """The cells of a column from the first to the last of ``codes`` on this form, None if none is."""
        found = [self.line[code] for code in codes if code in self.line]
        return f"{column}{min(found)}:{column}{max(found)}" if found else None

    def cells(self, criterion: Criterion) -> Cells:
        """The cells of a criterion, or of a condition's criterion."""
        row = self.line[criterion.code]
        columns = {key: f"{letter}{row}" for key, letter in _LETTER.items()}
        return Cells(
            {f.key: self._answer(criterion, f.key, f.kind) for f in criterion.fields},
            {**columns, "points": f"{POINTS}{row}", "ticked": f"{TICKED}{row}", "arose": f"{AROSE}{row}"},
        )

    def _answer(self, criterion: Criterion, key: str, kind: str) -> str:
        if kind == "points":
            return f"{_LETTER['score']}{self.line[criterion.code]}"
        code = field_code(criterion, key) if is_own_row(criterion) else criterion.code
        return f"{_LETTER['answer']}{self.line[code]}"

    @cached_property
    def conditions(self) -> dict[str, str]:
        """Code of each condition -> its answer's cell."""
        return {
            row.condition.code: self.cells(as_criterion(row.condition)).answers["1"]
            for row in self.rows
            if isinstance(row, ConditionRow)
        }

    @property
    def checks(self) -> str:
        """The cells of the column "Kiểm tra"."""
        letter = _LETTER["check"]
        return f"{letter}{HEADER + 1}:{letter}{self.last}"
