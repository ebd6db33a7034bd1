"""B04."""

from scoring.intake.checks import old_set
from tests.intake.checks.whole import claim, codes


def test_the_set_as_it_is__ok() -> None:
    assert codes(old_set.check, claim()) == []


def test_the_set_before_it_was_changed__error() -> None:
    [found] = old_set.check(claim(set_hash="fedcba98" * 8))
    assert (found.code, found.found, found.expected) == ("B04", "fedcba98", "01234567")


def test_a_form_of_an_older_layout__error() -> None:
    assert codes(old_set.check, claim(format="danvan-0")) == ["B04"]
