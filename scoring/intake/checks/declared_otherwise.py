"""N26: a condition is declared otherwise than the answer says from which it follows."""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of, in_list
from scoring.intake.checks.words import tell
from scoring.intake.layout import AskedCondition
from scoring.intake.model import Row
from scoring.rules import NO, YES
from scoring.rules.base import excel_text


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding at the declaration."""
    answer = row.entry.answers.get("1")
    if asked.says is not None and answer in (YES, NO) and (answer == YES) is not asked.says:
        yield _finding(asked, row, "1")


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form, where the answer stands on it."""
    if "says" not in cells.columns:
        return
    cell = cells.answers["1"]
    differs = f"IF({cell}={excel_text(YES)},NOT({cells['says']}),{cells['says']})"
    listed = in_list(asked.criterion.fields[0], cell)
    yield Live(all_of(listed, cells["answered"], differs), _finding(asked))


def _finding(asked: Asked, row: Row | None = None, key: str = "") -> Finding:
    of = asked.criterion
    when = of.when if isinstance(of, AskedCondition) else None
    return tell("N26", asked, row, key, expected=when.code if when else "")
