"""Excel conditions that the live checks and the form's points share.

Only functions that Excel 2010 and LibreOffice both have. AND and OR look at all their arguments, so an
error or a text in one would spoil the whole: :func:`all_of` stops at the first that does not hold.
"""

from collections.abc import Sequence
from decimal import Decimal

from scoring.criteria.schema import Criterion
from scoring.intake.checks.base import Cells
from scoring.intake.days import Days, serial
from scoring.intake.layout import TICK_WORDS, TICKS
from scoring.rules import EntryField
from scoring.rules.base import excel_number, excel_text
from scoring.rules.values import LARGEST
from scoring.xlsx.noise import MOST_NOISE, NOISE, tolerance


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
    """Nothing, or only spaces and line breaks, those of web pages included. An error is not a blank."""
    text = f'SUBSTITUTE(SUBSTITUTE({cell},"\u00a0"," "),"\u200b","")'
    return f"IF(ISERROR({cell}),FALSE,LEN(TRIM(CLEAN({text})))=0)"


def empty(cell: str) -> str:
    """Nothing, or spaces only: for answers, where whatever else looks like nothing is refused as no answer.

    Many of them stand in one formula, which Excel limits.
    """
    return f"IF(ISERROR({cell}),FALSE,LEN(TRIM({cell}))=0)"


def without(letters: str, text: str) -> str:
    """The text without these letters."""
    for letter in letters:
        text = f"SUBSTITUTE({text},{excel_text(letter)},{excel_text('')})"
    return text


def marked(cell: str) -> str:
    """The mark of "Không phát sinh", in any of the ways in which the tool reads it too."""
    marks = ",".join(map(excel_text, (*TICKS, *TICK_WORDS)))
    return f"IF(ISERROR({cell}),FALSE,IF(ISLOGICAL({cell}),{cell},OR(TRIM({cell})={{{marks}}})))"


def ticked(cells: Cells) -> str:
    """The same, worked out once a row."""
    return cells["ticked"]


def is_number(cell: str) -> str:
    """A number; LibreOffice takes TRUE for one."""
    return f"IF(ISNUMBER({cell}),NOT(ISLOGICAL({cell})),FALSE)"


def outside(days: Days, cell: str) -> str:
    """A day before the first or after the last; an hour of the last day is still of that day."""
    return f"OR({cell}<{serial(days.first)},{cell}>={serial(days.last) + 1})"


def in_list(field: EntryField, cell: str) -> str:
    """One of the choices."""
    chosen = any_of([f"{cell}={excel_text(choice)}" for choice in field.choices])
    return f"IF(ISERROR({cell}),FALSE,{chosen})"


def within(field: EntryField, cell: str) -> str:
    """Between the limits, both included; ``cell`` has to be a number. Binary noise takes none beyond them."""
    low, high = field.low - tolerance(field.low), LARGEST
    if field.high is not None:
        high = field.high + tolerance(field.high)
    return f"AND({cell}>={excel_number(low)},{cell}<={excel_number(high)})"


def on_step(step: Decimal, cell: str) -> str:
    """A multiple of the step but for binary noise; MOD is of no use with steps such as 0.1."""
    near = f"ROUND({cell}/{excel_number(step)},0)*{excel_number(step)}"
    noise = f"MIN({excel_number(MOST_NOISE)},MAX(1,ABS({cell}))*{excel_number(NOISE)})"
    return f"ABS({cell}-{near})<={noise}"


def exact(criterion: Criterion, cells: Cells) -> dict[str, str]:
    """The valid answers as rules reckon with them: numbers without noise, which is finer than any step."""
    found = dict(cells.answers)
    for field in criterion.fields:
        if field.kind != "choice":
            found[field.key] = f"ROUND({found[field.key]},6)"
    return found


def is_valid(field: EntryField, cell: str) -> str:
    """The same as :func:`scoring.rules.valid`."""
    if field.kind == "choice":
        return in_list(field, cell)
    tests = [is_number(cell), within(field, cell)]
    if field.step is not None:
        tests.append(on_step(field.step, cell))
    return all_of(*tests)


def all_valid(criterion: Criterion, cells: Cells) -> str:
    """Every field valid by itself, contradictions between them apart."""
    fields = criterion.fields
    return all_of(*(is_valid(field, cells.answers[field.key]) for field in fields))


def is_answered(criterion: Criterion, cells: Cells) -> str:
    """The same as :func:`scoring.engine.points.is_valid`."""
    mistakes = [condition for condition, _, _ in criterion.rule.mistake_formulas(exact(criterion, cells))]
    return all_of(all_valid(criterion, cells), *(no(condition) for condition in mistakes))


def is_void(criterion: Criterion, cells: Cells) -> str | None:
    """The answers themselves say that the matter did not arise; None where they never can."""
    void = criterion.rule.void_formula(exact(criterion, cells))
    if void is None or criterion.not_applicable == "refused":
        return None
    return all_of(is_answered(criterion, cells), void)


def is_scored(criterion: Criterion, cells: Cells) -> str:
    """There are points, and not because the matter did not arise."""
    tests = [f"ISNUMBER({cells['points']})"]
    if criterion.not_applicable != "refused":
        void = is_void(criterion, cells)
        tests += [no(ticked(cells)), *([] if void is None else [no(void)])]
    return all_of(*tests)


def has_points(criterion: Criterion, cells: Cells) -> str:
    """The matter arose and there are points, so that evidence and explanation can be asked for."""
    there = is_answered(criterion, cells) if criterion.rule.relative else f"ISNUMBER({cells['points']})"
    tests = [no(ticked(cells)), there]
    void = is_void(criterion, cells)
    if void is not None:
        tests.append(no(void))
    return all_of(*tests)
