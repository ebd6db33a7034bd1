"""Which row and column everything of the score sheet stands in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from scoring.criteria.conditions import When
from scoring.criteria.schema import Criterion
from scoring.criteria.units import Roster, Unit
from scoring.intake.checks.base import Cells
from scoring.intake.checks.excel import is_scored
from scoring.intake.layout import (
    COLUMNS,
    AskedCondition,
    ConditionRow,
    CriterionRow,
    FieldRow,
    FormRow,
    as_criterion,
    field_code,
    is_own_row,
    rows,
)
from scoring.rules.base import excel_number

EXACT = 9
"""Decimal places at which binary noise is cut off."""

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
        return tuple(each.code for each in self._own if not each.rule.relative)

    @cached_property
    def relative(self) -> tuple[Criterion, ...]:
        """The criteria that the unit answers and whose points are worked out with those of all units."""
        return tuple(each for each in self._own if each.rule.relative)

    @property
    def _own(self) -> Iterator[Criterion]:
        """What the unit is asked on this form."""
        for row in self.rows:
            if isinstance(row, CriterionRow) and row.criterion.by_unit and not row.exempt:
                yield row.criterion

    def areas(self, column: str, codes: Iterable[str]) -> list[str]:
        """The cells of a column that belong to ``codes`` on this form, in as few ranges as possible.

        A range goes over rows that hold no points; a bonus beside a criterion ends it.
        """
        wanted = {self.line[code] for code in codes if code in self.line}
        parts: list[list[int]] = []
        open_ = False
        for row in sorted(wanted.union(self.line[criterion.code] for criterion in self._own)):
            if row in wanted and open_:
                parts[-1].append(row)
            elif row in wanted:
                parts.append([row])
            open_ = row in wanted
        return [f"{column}{part[0]}:{column}{part[-1]}" for part in parts]

    def cells(self, criterion: Criterion) -> Cells:
        """The cells of a criterion, or of a condition's criterion."""
        row, rivals = self.line[criterion.code], self.roster.criteria.rivals.get(criterion.code, ())
        beside = self.roster.criteria.criteria.get(criterion.beside or "")
        columns = {key: f"{letter}{row}" for key, letter in _LETTER.items()}
        columns |= {
            "points": f"{columns['answer'] if criterion.rule.relative else POINTS + str(row)}",
            "rivals": ",".join(self.areas(POINTS, rivals)),
            "beside": is_scored(beside, self.cells(beside)) if beside else "",
            "ticked": f"{TICKED}{row}",
            "arose": f"{AROSE}{row}",
        }
        if isinstance(criterion, AskedCondition) and (when := criterion.when) and when.code in self.scored:
            answered = f"ISNUMBER({POINTS}{self.line[when.code]})"
            columns |= {"answered": answered, "says": self.says(when)}
        return Cells({f.key: self._answer(criterion, f.key, f.kind) for f in criterion.fields}, columns)

    def _answer(self, criterion: Criterion, key: str, kind: str) -> str:
        if kind == "points":
            return f"{_LETTER['score']}{self.line[criterion.code]}"
        code = field_code(criterion, key) if is_own_row(criterion) else criterion.code
        return f"{_LETTER['answer']}{self.line[code]}"

    def says(self, when: When) -> str:
        """True where the answer to a criterion says that a condition holds, as far as this form knows."""
        if when.code not in self.scored:
            return "FALSE"
        row, at_least = self.line[when.code], when.at_least is not None
        bound = excel_number((when.at_least if at_least else when.at_most) or Decimal(0))
        reached = f"ROUND({POINTS}{row},{EXACT}){'>=' if at_least else '<='}{bound}"
        return f"IF({self.stands(when.code)},{reached},FALSE)"

    def stands(self, code: str) -> str:
        """True where a criterion has points for something done; a mark that it refuses does not count."""
        row = self.line[code]
        refused = self.roster.criteria.criteria[code].not_applicable == "refused"
        return f"ISNUMBER({POINTS}{row})" if refused else f"{AROSE}{row}"

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
