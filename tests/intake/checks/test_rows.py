"""The checks together: their order, their weight, and the live tests' words."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from scoring.catalogue import CATALOGUE
from scoring.criteria.conditions import Condition, When
from scoring.criteria.units import Roster
from scoring.engine.points import points
from scoring.findings import Severity
from scoring.intake.checks import report_blank, report_empty, task_progress
from scoring.intake.checks.base import Asked, Cells
from scoring.intake.checks.rows import ROW_CHECKS, live_tests, row_findings
from scoring.intake.checks.sign_off import SIGN_OFF_CHECKS
from scoring.intake.layout import as_criterion
from scoring.intake.model import Evidence
from scoring.rules import YES
from tests.intake.checks.asking import (
    COUNT,
    DAY,
    RATIO,
    YES_NO,
    criterion,
    row,
)

COLUMNS = {
    key: f"{key[0].upper()}7"
    for key in ("not_applicable", "ticked", "arose", "points", "rivals", "beside", "number", "day", "summary")
}
CELLS = Cells({"1": "E8", "2": "E9"}, {**COLUMNS, "explanation": "K7"})
DECLARED = Cells({"1": "E8"}, {**CELLS.columns, "answered": "A1", "says": "A1>0"})
FOLLOWS = Condition(
    code="DK1",
    text="Bị kỷ luật",
    effect="lower",
    lower_by=1,
    when=When(code="1.1", at_least=Decimal(1), declared=True),
)


def test_errors_come_before_what_the_set_takes_lightly() -> None:
    asked = criterion(COUNT, evidence="required", explanation="always")
    filled = row({"1": 1})
    worth = Asked(asked, points(asked, filled.entry, 2))
    assert [f.code for f in row_findings(filled, worth, {})] == ["M01", "G01"]
    light = {"M01": Severity.WARNING}
    found = row_findings(filled, worth, light)
    assert [(f.code, f.is_error) for f in found] == [("G01", True), ("M01", False)]
    assert [test.finding.code for test in live_tests(CELLS, worth, light)][-1] == "M01"


def test_one_document_can_lack_number_and_day() -> None:
    asked = criterion(COUNT, evidence="required")
    filled = row({"1": 1}, evidence=Evidence(summary="trang 3"))
    found = row_findings(filled, Asked(asked, points(asked, filled.entry, 2)), {})
    assert [f.code for f in found] == ["M02", "M03"]


def test_every_live_code_of_the_catalogue_is_made_by_the_form(mini: Roster) -> None:
    kinds = ({"kind": "yes_no"}, {"kind": "direct"}, RATIO, COUNT)
    made = set()
    for rule in kinds:
        for policy in ("refused", "full"):
            asked = criterion(
                rule, not_applicable=policy, evidence="required", explanation="always", beside="2.1"
            )
            full = Asked(asked, period=mini.criteria.period, rivals=("1.1", "1.2"))
            made |= {t.finding.code for t in live_tests(CELLS, full, {})}
    contradicted = Asked(as_criterion(FOLLOWS), period=mini.criteria.period, says=True)
    made |= {t.finding.code for t in live_tests(DECLARED, contradicted, {})}
    made |= {t.finding.code for each in SIGN_OFF_CHECKS for t in each.live("B7", mini.criteria)}
    made |= {test.finding.code for test in task_progress.live("E6", "F6", "1.1", scored=False)}
    made |= {report_blank.live("B6", "Kết quả").finding.code, report_empty.live(["B6", "B7"]).finding.code}
    assert made == {code for code, check in CATALOGUE.items() if check.live and code[0] != "V"}


def test_live_words_fit_into_a_formula() -> None:
    long = {"kind": "count", "label": "Số cuộc tiếp xúc, đối thoại " * 12, "each": 1}
    tests = live_tests(CELLS, Asked(criterion(long)), {})
    assert len(tests) > 3
    assert all(len(test.finding.message) < 255 for test in tests)


def test_every_row_check_has_a_live_twin() -> None:
    assert all(each.live for each in ROW_CHECKS)


ANSWERS = (
    {},
    {"1": 1},
    {"1": 5, "2": 3},
    {"1": 46_100, "2": 46_100},
    {"1": YES},
    {"1": "x", "2": Decimal(-1)},
)
PAPERS = (None, Evidence("03/02/2026"), Evidence("0,5", DAY), Evidence("15/BC", date(1950, 1, 1), "trang 3"))


@pytest.mark.parametrize(
    "rule", [YES_NO, {"kind": "direct"}, RATIO, COUNT], ids=lambda rule: str(rule["kind"])
)
@pytest.mark.parametrize("policy", ["none", "required"])
@pytest.mark.parametrize("explained", ["optional", "always"])
def test_a_check_that_does_not_concern_a_criterion_finds_nothing(
    rule: dict[str, str], policy: str, explained: str, mini: Roster
) -> None:
    asked = criterion(rule, evidence=policy, explanation=explained, not_applicable="full")
    idle = [each.check for each in ROW_CHECKS if each.check and not each.concerns(asked)]
    assert idle
    for answers, paper, void, unread in product(ANSWERS, PAPERS, (True, False), ((), ("1", "day"))):
        filled = row(answers, void=void, evidence=paper, unreadable=unread)
        worth = Asked(
            asked, points(asked, filled.entry, 2), mini.criteria.period, ("1.1",), frozenset({"1.1"})
        )
        assert [found for check in idle for found in check(filled, worth)] == []
