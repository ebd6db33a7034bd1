"""Random weights against exact enumeration, and what criteria do to a ranking, by hand."""

from decimal import Decimal
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.criteria.units import Roster
from scoring.engine.model import DecidedClass
from scoring.engine.results import Results, Submission, evaluate
from scoring.whatif import stability as stability_module
from scoring.whatif.influence import influences
from scoring.whatif.lowered import lowered, one_step_less
from scoring.whatif.shares import Shares, shares
from scoring.whatif.stability import Kind, stability
from tests.engine.strategies import SETTINGS
from tests.engine.strategies import forms as drawn_forms
from tests.engine.variants import change
from tests.whatif.tiny import criterion, form, tiny

GROUPS = [{"code": "I", "text": "Một", "children": [criterion("A", 60), criterion("B", 40)]}]
PLAIN = tiny(3, groups=GROUPS, bonus=None, penalty=None, quota=[])


def two(unit: str, a: str, b: str) -> Submission:
    submission = form(unit, a, b, "0")
    return Submission(unit, {code: submission.entries[code] for code in "AB"})


FORMS = [two("u1", "48", "26"), two("u2", "45", "30"), two("u3", "30", "39")]
"""74, 75 and 69 points: u2 leads, u1 is near, u3 is far unless B weighs much more."""


def table(forms: list[Submission] = FORMS) -> Shares:
    return shares(PLAIN, evaluate(PLAIN, forms))


def quiet(done: int, total: int) -> None:
    assert done <= total


def test_without_a_spread_nothing_moves() -> None:
    found = stability(table(), quiet, spread=Decimal(0), draws=100)
    assert [(each.unit, each.place, each.low, each.high, each.keeps_place) for each in found.units] == [
        ("u2", 1, 1, 1, 1.0),
        ("u1", 2, 2, 2, 1.0),
        ("u3", 3, 3, 3, 1.0),
    ]


def test_draws_agree_with_exact_enumeration() -> None:
    """All pairs of weights on a grid give the same shares as 20,000 draws, within three standard errors."""
    held, grid = table(), np.linspace(0.75, 1.25, 201)
    weights = np.array(list(product(60 * grid, 40 * grid)))
    places = held.stood(held.scores(weights))[0]
    found = stability(held, quiet, draws=20_000)
    for each in found.units:
        exact = places[:, held.units.index(each.unit)]
        assert each.keeps_place == pytest.approx((exact == each.place).mean(), abs=0.012)
        assert exact.min() <= each.best <= each.place <= each.worst <= exact.max()
        assert [each.low, each.high] == list(np.percentile(exact, [5, 95], method="nearest"))


@pytest.mark.parametrize("kind", ["uniform", "dirichlet"])
def test_the_same_seed_gives_the_same_result(kind: Kind) -> None:
    one, again, other = (stability(table(), quiet, kind, draws=600, seed=seed) for seed in (7, 7, 8))
    assert one == again != other


def assert_as_the_engine(roster: Roster, results: Results) -> None:
    held = shares(roster, results)
    places, classes = held.stood(held.scores(held.weights[np.newaxis, :]))
    order = list(roster.criteria.class_names)
    for n, unit in enumerate(held.units):
        rank, standing = results[unit].overall, results[unit].standing
        assert rank and standing
        assert (places[0][n], order[classes[0][n]]) == (rank.place, standing.code)


def test_places_and_classes_without_draws_are_those_of_the_engine() -> None:
    assert_as_the_engine(PLAIN, evaluate(PLAIN, FORMS))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), chosen=SETTINGS, by=st.sampled_from(["score", "class"]))
def test_under_any_settings_too(mini: Roster, data: st.DataObject, chosen: dict[str, Any], by: str) -> None:
    """Ties and their chain, shared and dense places, rounding, ranking by class, decided classes."""
    roster = change(mini, **chosen, by=by)
    decided = {"vhxh": DecidedClass("kha", "thử")} if data.draw(st.booleans()) else {}
    told = data.draw(drawn_forms(roster, blanks=False))
    assert_as_the_engine(roster, evaluate(roster, told, decided=decided))


def test_a_tie_is_parted_in_every_draw_as_it_is_now() -> None:
    """74 points each; the chain of the set puts who has more of C first."""
    roster = tiny(2, ranking={"break_by": ["C"]})
    forms = [form("u1", "48", "16", "10"), form("u2", "48", "26", "0")]
    found = stability(shares(roster, evaluate(roster, forms)), quiet, spread=Decimal(0), draws=100)
    assert [(each.unit, each.place, each.above_next) for each in found.units] == [
        ("u1", 1, 1.0),
        ("u2", 2, None),
    ]


def test_a_class_that_a_person_decided_stays_in_every_draw() -> None:
    results = evaluate(PLAIN, FORMS, decided={"u3": DecidedClass("tot", "Nghị quyết")})
    found = {each.unit: each for each in stability(shares(PLAIN, results), quiet, draws=500).units}
    assert found["u3"].keeps_class == 1.0
    less = {each.unit: each for each in lowered(PLAIN, results, {each.unit: each for each in FORMS})}
    assert less["u3"].classes == ()


def test_the_size_of_a_batch_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = stability(table(), quiet, draws=300)
    monkeypatch.setattr(stability_module, "_AT_ONCE", 7)
    assert stability(table(), quiet, draws=300) == whole


def test_equal_units_share_their_place_in_every_draw() -> None:
    found = stability(table([two("u1", "30", "20"), two("u2", "30", "20")]), quiet, draws=500)
    assert [(each.place, each.worst, each.keeps_place) for each in found.units] == [(1, 1, 1.0), (1, 1, 1.0)]


def test_nobody_ranked_is_no_fault() -> None:
    empty = table([])
    assert stability(empty, quiet).units == ()
    assert influences(empty) == ()


def test_effective_weights_add_up_and_a_constant_criterion_has_none() -> None:
    forms = [two("u1", "60", "20"), two("u2", "30", "20"), two("u3", "0", "20")]
    a, b = influences(table(forms))
    assert (a.nominal, b.nominal) == (pytest.approx(0.6), pytest.approx(0.4))
    assert a.effective == pytest.approx(1)
    assert b.effective == pytest.approx(0)
    assert (a.correlation, b.correlation) == (pytest.approx(1), None)
    assert (a.moves, b.moves, a.full, b.spread) == (2, 0, pytest.approx(1 / 3), 0)


def test_a_criterion_that_nearly_all_have_in_full_is_named() -> None:
    forms = [two(f"u{n}", str(n), "40") for n in (1, 2, 3)]
    assert [each.is_at_ceiling for each in influences(table(forms))] == [False, True]


def test_one_answer_one_step_lower() -> None:
    """u2 at 80: 6 less in A (a tenth of 60) costs class and first place, 4 less in B the same."""
    forms = [two("u1", "48", "28"), two("u2", "50", "30"), two("u3", "0", "0")]
    found = {
        each.unit: each
        for each in lowered(PLAIN, evaluate(PLAIN, forms), {each.unit: each for each in forms})
    }
    assert (found["u2"].classes, found["u2"].places, found["u2"].worst) == (("A", "B"), ("A",), 2)
    assert (found["u1"].classes, found["u1"].places) == ((), ())


def test_a_step_is_the_next_level_where_the_rule_has_levels() -> None:
    rule = {
        "kind": "levels",
        "levels": [
            {"text": f"Mức {name}", "points": points} for name, points in (("a", 40), ("b", 25), ("c", 0))
        ],
    }
    roster = tiny(1, groups=[{"code": "I", "text": "Một", "children": [criterion("L", 40, rule=rule)]}])
    levels = roster.criteria.criteria["L"]
    assert [one_step_less(levels, Decimal(points), 2) for points in (40, 25, 0)] == [25, 0, 0]
