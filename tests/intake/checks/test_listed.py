"""A check that stands in no list checks nothing."""

from pathlib import Path

from scoring.intake.checks import rows, sign_off, whole

CHECKS = Path(rows.__file__).parent
HELPERS = {"__init__", "base", "excel", "rows", "seen", "sign_off", "tasks", "whole", "words"}
LISTED = (
    *whole.REFUSALS,
    *whole.REMARKS,
    *whole.FORM_CHECKS,
    whole.unfilled.check,
    *(function for each in rows.ROW_CHECKS for function in (each.check, each.live) if function),
    *(function for each in sign_off.SIGN_OFF_CHECKS for function in (each.check, each.live_tests)),
)


def test_every_file_of_a_check_is_on_a_list() -> None:
    files = {path.stem for path in CHECKS.glob("*.py")} - HELPERS
    assert files == {function.__module__.rpartition(".")[2] for function in LISTED}
