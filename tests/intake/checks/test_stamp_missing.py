"""B05."""

from scoring.intake.checks import stamp_missing
from tests.intake.checks.whole import claim, codes


def test_stamped__ok() -> None:
    assert codes(stamp_missing.check, claim()) == []


def test_without_a_stamp__warning() -> None:
    [found] = stamp_missing.check(claim(stamped=False))
    assert (found.code, found.is_error) == ("B05", False)
