"""R05."""

from scoring.intake.checks.report_empty import check
from tests.intake.checks.whole import context


def test_a_report_without_a_word_is_no_report() -> None:
    [found] = check(context(report={"results": "", "next": ""}, period="6-thang"))
    assert (found.code, found.is_error) == ("R05", True)


def test_a_word_is_enough_and_the_annual_form_has_its_scores() -> None:
    assert not list(check(context(report={"results": "", "next": "Không"}, period="6-thang")))
    assert not list(check(context(report={"results": "", "next": ""})))
    assert not list(check(context(report={}, period="6-thang")))
