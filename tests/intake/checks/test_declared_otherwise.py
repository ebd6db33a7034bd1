"""N26."""

import pytest

from scoring.criteria.conditions import Condition, When
from scoring.intake.checks import declared_otherwise
from scoring.intake.checks.base import Asked, Cells
from scoring.intake.layout import as_criterion
from scoring.intake.model import Row
from scoring.rules import Entry

CRITERION = as_criterion(
    Condition(
        code="DK8",
        text="Bị kỷ luật",
        effect="lower",
        lower_by=1,
        when=When(code="IX.8", at_least="1", declared="true"),  # type: ignore[arg-type]
    )
)


def codes(answer: str, says: bool | None) -> list[str]:
    row = Row("DK8", Entry({"1": answer} if answer else {}))
    return [found.code for found in declared_otherwise.check(row, Asked(CRITERION, says=says))]


@pytest.mark.parametrize(
    ("answer", "says"), [("Có", True), ("Không", False), ("Có", None), ("Không", None), ("", True)]
)
def test_what_agrees_or_cannot_be_compared__ok(answer: str, says: bool | None) -> None:
    assert codes(answer, says) == []


@pytest.mark.parametrize(("answer", "says"), [("Có", False), ("Không", True)])
def test_a_contradiction__error(answer: str, says: bool) -> None:
    assert codes(answer, says) == ["N26"]


def test_the_finding_names_the_criterion() -> None:
    [found] = declared_otherwise.check(Row("DK8", Entry({"1": "Không"})), Asked(CRITERION, says=True))
    assert found.is_error
    assert "tiêu chí IX.8" in found.message


def test_a_form_that_does_not_ask_the_criterion_compares_nothing() -> None:
    assert [*declared_otherwise.live(Cells({"1": "E9"}, {}), Asked(CRITERION))] == []
