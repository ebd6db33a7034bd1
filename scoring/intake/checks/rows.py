"""The checks that the form makes by itself, in the order in which it shows the first problem."""

from collections.abc import Callable, Iterable, Mapping

from scoring.catalogue import Severity
from scoring.criteria.schema import Criterion
from scoring.findings import Finding, weigh
from scoring.intake.checks import (
    bare_bonus,
    broken_cell,
    contradiction,
    declared_otherwise,
    document_day,
    document_number,
    evidence,
    explanation_missing,
    like_a_day,
    missing_answer,
    not_a_number,
    not_in_list,
    one_claim,
    out_of_range,
    void,
    wrong_step,
)
from scoring.intake.checks.base import Asked, Cells, Live, RowCheck
from scoring.intake.layout import AskedCondition
from scoring.intake.model import Row
from scoring.intake.once import once_each
from scoring.rules import Rule


def _counts(criterion: Criterion) -> bool:
    return bool(criterion.numbers)


def _lists(criterion: Criterion) -> bool:
    return len(criterion.numbers) < len(criterion.fields)


def _contradicts(criterion: Criterion) -> bool:
    return type(criterion.rule).mistakes is not Rule.mistakes


ROW_CHECKS = (
    RowCheck(None, broken_cell.live),
    RowCheck(void.check, void.live),
    RowCheck(not_a_number.check, not_a_number.live, _counts),
    RowCheck(not_in_list.check, not_in_list.live, _lists),
    RowCheck(missing_answer.check, missing_answer.live),
    RowCheck(out_of_range.check, out_of_range.live, _counts),
    RowCheck(wrong_step.check, wrong_step.live, _counts),
    RowCheck(contradiction.check, contradiction.live, _contradicts),
    RowCheck(one_claim.check, one_claim.live),
    RowCheck(bare_bonus.check, bare_bonus.live, lambda of: of.beside is not None),
    RowCheck(declared_otherwise.check, declared_otherwise.live, lambda of: isinstance(of, AskedCondition)),
    RowCheck(like_a_day.check, like_a_day.live, _counts),
    RowCheck(document_number.check, document_number.live),
    RowCheck(document_day.check, document_day.live),
    RowCheck(evidence.check, evidence.live, lambda of: of.evidence != "none"),
    RowCheck(explanation_missing.check, explanation_missing.live, lambda of: of.explanation != "optional"),
)


def row_findings(row: Row, asked: Asked, severities: Mapping[str, Severity]) -> list[Finding]:
    """Everything wrong with one row, errors first, each with the severity of the criteria set."""
    found = [finding for check in _checks(asked.criterion) for finding in check(row, asked)]
    return sorted(weigh(found, severities), key=lambda f: not f.is_error) if found else []


@once_each(4096)
def _checks(criterion: Criterion) -> tuple[Callable[[Row, Asked], Iterable[Finding]], ...]:
    """The checks that can find anything in a row of the criterion."""
    return tuple(each.check for each in ROW_CHECKS if each.check and each.concerns(criterion))


def live_tests(cells: Cells, asked: Asked, severities: Mapping[str, Severity]) -> list[Live]:
    """The live tests of one row in the order of :func:`row_findings`."""
    tests = [test for each in ROW_CHECKS for test in each.live(cells, asked)]
    return weighed(tests, severities)


def weighed(tests: Iterable[Live], severities: Mapping[str, Severity]) -> list[Live]:
    """Live tests with the severities of the criteria set, errors first."""
    heavy = [Live(test.condition, *weigh([test.finding], severities)) for test in tests]
    return sorted(heavy, key=lambda test: not test.finding.is_error)
