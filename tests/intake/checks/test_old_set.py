"""B04."""

from dataclasses import replace

from scoring.intake.checks import old_set
from tests.intake.checks.whole import claim, codes
from tests.intake.forms import mini, unit


def test_the_set_as_it_is__ok() -> None:
    assert codes(old_set.check, claim(set_hash=mini().form_hash(unit("ktht"), "nam"))) == []


def test_the_set_before_it_was_changed__error() -> None:
    asked = claim()
    assert asked.unit
    [found] = old_set.check(claim(set_hash="fedcba98" * 8))
    today = asked.roster.form_hash(asked.unit, "nam")
    assert (found.code, found.found, found.expected) == ("B04", "fedcba98", today[:8])


def test_a_form_accepted_in_its_time__ok() -> None:
    assert codes(old_set.check, replace(claim(set_hash="fedcba98" * 8), accepted=True)) == []


def test_the_form_of_this_very_set_by_version_0_1__ok() -> None:
    assert codes(old_set.check, claim(set_hash=claim().set_hash)) == []


def test_a_form_of_an_older_layout__error() -> None:
    assert codes(old_set.check, claim(format="danvan-0")) == ["B04"]
