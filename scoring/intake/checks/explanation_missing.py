"""G01: the criterion's policy wants an explanation and there is none."""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of, blank
from scoring.intake.checks.words import arose, tell
from scoring.intake.model import Row
from scoring.rules.base import excel_number

_WANTED = {
    "below_max": "lý do chưa đạt điểm tối đa",
    "above_zero": "vụ việc, nguyên nhân, cách khắc phục",
    "always": "căn cứ tự chấm",
}


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding where points are known and the policy applies to them."""
    criterion, points = asked.criterion, asked.points
    if criterion.explanation == "optional" or points is None or not arose(row, asked) or row.explanation:
        return
    due = {"below_max": points < criterion.max, "above_zero": points > 0, "always": True}
    if due[criterion.explanation]:
        yield _finding(asked, row)


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form."""
    criterion, points = asked.criterion, cells["points"]
    if criterion.explanation == "optional":
        return
    due = {
        "below_max": [f"{points}<{excel_number(criterion.max)}"],
        "above_zero": [f"{points}>0"],
        "always": [],
    }
    tests = (cells["arose"], *due[criterion.explanation], blank(cells["explanation"]))
    yield Live(all_of(*tests), _finding(asked))


def _finding(asked: Asked, row: Row | None = None) -> Finding:
    return tell("G01", asked, row, "explanation", expected=_WANTED[asked.criterion.explanation])
