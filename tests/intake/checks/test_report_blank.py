"""R01."""

from scoring.intake.checks import report_blank
from tests.intake.checks.whole import codes, context


def test_every_part_filled__ok() -> None:
    assert codes(report_blank.check, context(report={"results": "Tốt", "models": "Không"})) == []


def test_an_empty_part__warning() -> None:
    [found] = report_blank.check(context(report={"results": "Tốt", "models": ""}))
    assert (found.code, found.is_error) == ("R01", False)
    assert "Mô hình" in found.message
