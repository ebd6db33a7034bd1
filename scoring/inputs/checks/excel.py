"""Excel conditions that the live checks and the form's points share.

Only functions that Excel 2010 and LibreOffice both have. AND and OR look at all their arguments, so an
error or a text in one would spoil the whole: :func:`all_of` stops at the first that does not hold.
"""

from collections.abc import Sequence
from decimal import Decimal

from scoring.criteria.schema import Criterion
from scoring.inputs.checks.base import Cells
from scoring.inputs.layout import TICK
from scoring.rules import EntryField
from scoring.rules.base import excel_number, excel_text
from scoring.rules.values import LARGEST

NEAR = "0.000000001"
"""Binary floats: what differs by less is the same number of decimals."""


def all_of(*conditions: str) -> str:
    """True where all hold; a later one is not looked at where an earlier one fails."""
    *first, last = conditions
    for condition in reversed(first):
        last = f"IF({condition},{last},FALSE)"
    return last


def any_of(conditions: Sequence[str]) -> str:
    """True where one of the conditions, which must not be errors, holds."""
    return conditions[0] if len(conditions) == 1 else f"OR({','.join(conditions)})"


def no(condition: str) -> str:
    """The contrary."""
    return f"NOT({condition})"


def blank(cell: str) -> str:
    """Nothing, or spaces only. An error is not a blank."""
    return f"IF(ISERROR({cell}),FALSE,LEN(TRIM({cell}))=0)"


def ticked(cell: str) -> str:
    """The mark of "Không phát sinh"."""
    return f"IF(ISERROR({cell}),FALSE,TRIM({cell})={excel_text(TICK)})"


def in_list(field: EntryField, cell: str) -> str:
    """One of the choices."""
    chosen = any_of([f"{cell}={excel_text(choice)}" for choice in field.choices])
    return f"IF(ISERROR({cell}),FALSE,{chosen})"


def within(field: EntryField, cell: str) -> str:
    """Between the limits, both included; ``cell`` has to be a number."""
    high = LARGEST if field.high is None else field.high
    return f"AND({cell}>={excel_number(field.low)},{cell}<={excel_number(high)})"


def on_step(step: Decimal, cell: str) -> str:
    """A multiple of the step; MOD is of no use with steps such as 0.1."""
    times = f"{cell}/{excel_number(step)}"
    return f"ABS({times}-ROUND({times},0))<{NEAR}"


def is_valid(field: EntryField, cell: str) -> str:
    """The same as :func:`scoring.rules.valid`."""
    if field.kind == "choice":
        return in_list(field, cell)
    tests = [f"ISNUMBER({cell})", within(field, cell)]
    if field.step is not None:
        tests.append(on_step(field.step, cell))
    return all_of(*tests)


def all_valid(criterion: Criterion, cells: Cells) -> str:
    """Every field valid by itself, contradictions between them apart."""
    fields = criterion.fields
    return all_of(*(is_valid(field, cells.answers[field.key]) for field in fields))


def is_answered(criterion: Criterion, cells: Cells) -> str:
    """The same as :func:`scoring.engine.points.is_valid`."""
    mistakes = [condition for condition, _, _ in criterion.rule.mistake_formulas(cells.answers)]
    return all_of(all_valid(criterion, cells), *(no(condition) for condition in mistakes))


def is_void(criterion: Criterion, cells: Cells) -> str | None:
    """The answers themselves say that the matter did not arise; None where they never can."""
    void = criterion.rule.void_formula(cells.answers)
    if void is None or criterion.not_applicable == "refused":
        return None
    return all_of(is_answered(criterion, cells), void)


def has_points(criterion: Criterion, cells: Cells) -> str:
    """The matter arose and there are points, so that evidence and explanation can be asked for."""
    tests = [no(ticked(cells["not_applicable"])), f"ISNUMBER({cells['points']})"]
    void = is_void(criterion, cells)
    if void is not None:
        tests.append(no(void))
    return all_of(*tests)
