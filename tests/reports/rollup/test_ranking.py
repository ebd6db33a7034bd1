"""Places across wards against a naive count, and the figures of Tổng quan."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.model import State
from scoring.reports.final.frozen import Frozen
from scoring.reports.rollup.model import Rollup, by_name, ward_key
from tests.reports.rollup.wards import (
    base,
    city,
    results,
    scored,
    under,
    ward,
)

CLASSES = [each.code for each in base().classes]
BLOCKS = [each.code for each in base().blocks]
SCORES = st.sampled_from(["60", "70.25", "80", "80.01", "95.5", "100"])
CLASSED = st.fixed_dictionaries(
    dict.fromkeys(("60", "70.25", "80", "80.01", "95.5", "100"), st.sampled_from(CLASSES))
)
SEVERAL = st.lists(
    st.tuples(st.dictionaries(st.sampled_from(BLOCKS), st.lists(SCORES, max_size=5), max_size=2), CLASSED),
    min_size=1,
    max_size=5,
)


def made(wards: list[Frozen], **held: Any) -> Rollup:
    return Rollup(2026, "0.1.0", tuple(ward(under(each, **held)) for each in wards))


def naive(found: Rollup) -> dict[tuple[str, str], int]:
    """Every unit against every other."""
    units = [(w.folder, u) for w in found.wards for u in w.results.units if u.final is not None]

    def key(unit: Any) -> tuple[int, Decimal]:
        first = CLASSES.index(unit.class_.code) if found.set.rank_by == "class" else 0
        return (first, -unit.final)

    places = {}
    for folder, unit in units:
        better = [key(u) for _, u in units if u.block == unit.block and key(u) < key(unit)]
        places[folder, unit.code] = 1 + (len(set(better)) if found.set.ties == "dense" else len(better))
    return places


@given(SEVERAL, st.sampled_from(["score", "class"]), st.sampled_from(["shared", "dense"]))
def test_places_are_those_of_a_naive_count(wards: Any, rank_by: str, ties: str) -> None:
    several = [scored(f"Phường {n}", scores, classed) for n, (scores, classed) in enumerate(wards)]
    found = made(several, rank_by=rank_by, ties=ties)
    assert found.place == naive(found)


def test_a_city_of_114_wards() -> None:
    found = made(city(114, 60))
    assert len(found.place) == 114 * 60
    assert {b: len(placed) for b, placed in found.ranking.items()} == dict.fromkeys(BLOCKS, 57 * 60)
    for placed in found.ranking.values():
        scores = [each.unit.final for each in placed]
        assert scores == sorted(scores, key=lambda score: score or Decimal(0), reverse=True)
        assert [each.place for each in placed] == sorted(each.place for each in placed)


def test_only_ranked_units_have_a_place_and_only_evaluated_ones_count() -> None:
    found = made([results("Phường A")])
    units = found.wards[0].results.units
    assert set(found.place) == {("thu/Phường A", u.code) for u in units if u.final is not None}
    figures = found.summary(units)
    assert figures.evaluated == sum(u.state is not State.OUTSIDE for u in units)
    assert figures.ranked == sum(figures.classes) == sum(u.overall is not None for u in units)
    assert figures.ranked < figures.evaluated < len(units)


def test_a_unit_that_its_office_left_out_is_still_counted() -> None:
    whole = scored("Phường A", {BLOCKS[0]: ["90", "80"]})
    out = whole.units[1].model_copy(update={"state": State.LEFT_OUT, "final": None})
    figures = made([whole]).summary((whole.units[0], out))
    assert (figures.evaluated, figures.ranked, figures.mean) == (2, 1, Decimal(90))


def test_summary_of_a_ward() -> None:
    found = made([scored("Phường A", {BLOCKS[0]: ["100", "90.01", "80"]}, {"80": CLASSES[1]})])
    figures = found.summary(found.wards[0].results.units)
    assert (figures.classes[:2], figures.mean) == ((2, 1), Decimal("90.00"))
    assert (figures.share(1), figures.share(2)) == (Decimal("66.67"), Decimal("100.00"))
    nobody = found.summary(())
    assert (nobody.mean, nobody.share(1)) == (None, None)


SPELLINGS = (
    "UBND phường Việt Hoà",
    "Phường Việt Hòa",
    "Ủy ban nhân dân phường Việt Hòa",
    "uỷ ban nhân dân PHƯỜNG VIỆT HOÀ",
)


@pytest.mark.parametrize("name", SPELLINGS)
def test_one_ward_in_many_spellings(name: str) -> None:
    assert ward_key(name) == ward_key("phường Việt Hoà")
    assert ward_key(name) != ward_key("xã Việt Hoà")


def test_wards_stand_by_name_and_number() -> None:
    names = ["UBND phường số 10", "Phường số 2", "UBND phường An Biên"]
    assert sorted(names, key=by_name) == ["UBND phường An Biên", "Phường số 2", "UBND phường số 10"]
