"""Loading a sound folder, and the identity of a set."""

import hashlib
import json

import pytest

from scoring.criteria.loader import load_roster, load_set, load_units, set_hash
from tests.criteria.broken import MINI, Change, Workshop


def test_a_roster_is_its_set_and_its_units() -> None:
    roster = load_roster(MINI)
    assert roster.criteria == load_set(MINI)
    assert roster.units == load_units(MINI)


def test_codes_keep_their_zeros() -> None:
    assert "1.10" in load_set(MINI).criteria


def test_the_hash_is_of_the_content_in_canonical_json() -> None:
    criteria = load_set(MINI)
    content = criteria.model_dump(mode="json", exclude_defaults=True)
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert set_hash(criteria) == hashlib.sha256(canonical.encode()).hexdigest()


SAME: list[Change] = [
    ("# A small set", "# Another remark about a small set"),
    ("scale: 100\nscore_on: percent\n", "score_on: percent\n\n\nscale: 100\n"),
    ("max: 8\n", 'max: "8.0"\n'),
    ("scale: 100\n", ""),
    ("status: sample\n", "status: 'sample'\ndecision:\nseverities: {}\n"),
]


@pytest.mark.parametrize("change", SAME, ids=lambda c: c[1])
def test_layout_order_of_keys_and_defaults_do_not_change_the_hash(workshop: Workshop, change: Change) -> None:
    assert set_hash(workshop.sound(change).criteria) == set_hash(load_set(MINI))


@pytest.mark.parametrize(
    "change",
    [
        ("max: 8\n", "max: 7\n"),
        ("text: Ý thức, thái độ phục vụ", "text: Ý thức phục vụ"),
        ("status: sample", "status: draft"),
        ("quota:\n  - {code: xuat-sac, percent: 20", "quota:\n  - {code: xuat-sac, percent: 25"),
        ("ties: shared", "ties: dense"),
    ],
)
def test_any_other_change_changes_the_hash(workshop: Workshop, change: Change) -> None:
    assert set_hash(workshop.sound(change).criteria) != set_hash(load_set(MINI))


def test_units_are_not_part_of_the_hash(workshop: Workshop) -> None:
    roster = workshop.sound(("name: Tổ dân phố số 2", "name: Tổ dân phố số 3"), file="units.yaml")
    assert set_hash(roster.criteria) == set_hash(load_set(MINI))
