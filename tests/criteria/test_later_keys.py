"""A key that came after forms were out touches no form whose set does not use it."""

from pathlib import Path

import pytest

from scoring.criteria.loader import load_roster
from scoring.criteria.schema import Criterion, Extra, Group
from scoring.criteria.units import Roster
from scoring.rules import RULES
from scoring.rules.levels import Level
from scoring.verification.layout import field_of
from tests.conftest import SETS

BEFORE = {
    "mini": "815ed1ae7f29",
    "ngan-son": "7474e9e60d44",
    "giao-viec": "5bc078e879a9",
    "tcpl": "79f31d362984",
    "thi-dua": "f5c328893ae0",
}
"""How the identity of the first unit's form began before ``Data.later`` held any key."""


def form(roster: Roster) -> str:
    return roster.form_hash(roster.evaluated[0], "nam")


@pytest.mark.parametrize("name", BEFORE)
def test_a_set_without_the_new_keys_keeps_its_forms(name: str) -> None:
    assert form(load_roster(SETS / name)).startswith(BEFORE[name])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("round_to: 0.25}", "round_to: 0.5}"),
        ("step: 0.01", "step: 0.1"),
        ("step: 0.01\n          over: capped", "step: 0.01"),
        ("at_most: 20,", "at_most: 25,"),
    ],
)
def test_a_new_key_that_changes_makes_another_form(old: str, new: str, tmp_path: Path) -> None:
    folder = SETS / "cach-cham"
    text = (folder / "criteria.yaml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / "criteria.yaml").write_text(text.replace(old, new), encoding="utf-8")
    (tmp_path / "units.yaml").write_text(
        (folder / "units.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    assert form(load_roster(tmp_path)) != form(load_roster(folder))


def test_later_keys_are_keys_with_a_default() -> None:
    for data in (*RULES.values(), Level, Group, Criterion, Extra):
        assert all(not data.model_fields[key].is_required() for key in data.later)


def test_a_verifier_keeps_to_the_step_of_the_rule() -> None:
    criteria = load_roster(SETS / "cach-cham").criteria.criteria
    steps = [str(field_of(criteria[code], "points1", 2).step) for code in ("1.1", "1.3")]
    assert steps == ["0.25", "0.01"]
