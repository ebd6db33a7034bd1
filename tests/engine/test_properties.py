"""What holds for every set of answers, not for chosen ones only."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.criteria.units import Roster
from scoring.engine.model import Rank, Scorecard, Status, UnitResult
from scoring.engine.points import rounded
from scoring.engine.rank import rank, value
from scoring.engine.results import Submission, evaluate
from scoring.engine.scorecard import score
from scoring.rules import Entry
from tests.engine.answers import unit
from tests.engine.strategies import SETTINGS, better_cards, close_cards, forms, submissions
from tests.engine.variants import change

many = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

ITEMS = ("2", "1")
CODES = st.sampled_from(["vhxh", "ktht", "vp", "tdp-1", "tdp-2"])


def _card(roster: Roster, form: Submission) -> Scorecard:
    return score(roster, unit(roster, form.unit), form.entries, given=form.given, punctual=form.punctual)


@many
@given(data=st.data(), chosen=SETTINGS)
def test_bounds_hold(mini: Roster, data: st.DataObject, chosen: dict[str, Any]) -> None:
    roster = change(mini, **chosen)
    form = data.draw(submissions(roster, data.draw(st.sampled_from(roster.evaluated))))
    card = _card(roster, form)
    assert 0 <= card.percent <= 100
    assert 0 <= card.main <= card.applicable
    assert 0 <= card.bonus <= roster.criteria.bonus.cap  # type: ignore[union-attr]
    assert 0 <= card.penalty <= roster.criteria.penalty.cap  # type: ignore[union-attr]
    assert card.score >= 0
    assert card.shown == rounded(card.score, chosen["total"])
    for mark in card.marks.values():
        assert mark.points is None or (type(mark.points) is Decimal and 0 <= mark.points <= mark.top)
        assert (mark.points is None) == (mark.status in (Status.BLANK, Status.AWAITED))
        assert mark.final is None or mark.status is Status.SCORED
    for number in (card.main, card.applicable, card.percent, card.score, card.shown):
        assert type(number) is Decimal


@many
@given(data=st.data())
def test_sums_are_those_of_the_marks(mini: Roster, data: st.DataObject) -> None:
    form = data.draw(submissions(mini, data.draw(st.sampled_from(mini.evaluated))))
    card = _card(mini, form)
    below = mini.criteria.leaves_below
    for code, group in card.groups.items():
        leaves = [card.marks[leaf] for leaf in below[code] if leaf in card.marks]
        assert group.points == sum(mark.points or 0 for mark in leaves)
        assert group.top == sum(mark.top for mark in leaves)
    assert card.main == sum(card.groups[group.code].points for group in mini.criteria.groups)
    assert card.applicable == sum(card.groups[group.code].top for group in mini.criteria.groups)
    assert card.complete == all(mark.status is not Status.BLANK for mark in card.marks.values())


@many
@given(data=st.data())
def test_left_out_shrinks_the_maximum_and_blank_does_not(mini: Roster, data: st.DataObject) -> None:
    form = data.draw(submissions(mini, unit(mini, "ktht"), blanks=False))
    top = mini.criteria.criteria["2.1"].max
    blank = _card(mini, replace(form, entries={**form.entries, "2.1": Entry()}))
    left_out = _card(mini, replace(form, entries={**form.entries, "2.1": Entry(not_applicable=True)}))
    assert blank.applicable - left_out.applicable == top
    assert blank.main == left_out.main
    assert not blank.complete
    assert left_out.complete


@many
@given(data=st.data(), chosen=SETTINGS)
def test_order_never_matters(mini: Roster, data: st.DataObject, chosen: dict[str, Any]) -> None:
    roster = change(mini, **chosen)
    received = data.draw(forms(roster))
    results = evaluate(roster, received)
    assert evaluate(roster, data.draw(st.permutations(received))) == results

    shuffled = Roster(roster.criteria, tuple(data.draw(st.permutations(roster.units))))
    for other in evaluate(shuffled, received).units:
        assert _places(other) == _places(results[other.unit])
        assert (other.card, other.standing, other.state) == (
            results[other.unit].card,
            results[other.unit].standing,
            results[other.unit].state,
        )


def _places(result: UnitResult) -> tuple[int | None, int | None]:
    return (
        result.overall.place if result.overall else None,
        result.in_block.place if result.in_block else None,
    )


@many
@given(data=st.data(), chosen=SETTINGS, more=st.integers(1, 40))
def test_a_higher_point_never_lowers_place_or_class(
    mini: Roster, data: st.DataObject, chosen: dict[str, Any], more: int
) -> None:
    roster = change(mini, **chosen)
    received = data.draw(forms(roster, blanks=False))
    raised = data.draw(st.sampled_from([form.unit for form in received]))
    code = data.draw(st.sampled_from(["2.6", "1.2", "2.3"]))
    after = evaluate(roster, [_raise(form, code, more) if form.unit == raised else form for form in received])
    before = evaluate(roster, received)
    old, new = before[raised], after[raised]
    assert old.card
    assert new.card
    assert new.card.score >= old.card.score
    assert old.standing
    assert new.standing
    names = [each.code for each in roster.criteria.classes]
    if old.standing.code:
        assert names.index(new.standing.code) <= names.index(old.standing.code)
        assert old.overall
        assert new.overall
        assert new.overall.place <= old.overall.place
        assert old.in_block
        assert new.in_block
        assert new.in_block.place <= old.in_block.place


def _raise(form: Submission, code: str, more: int) -> Submission:
    was = form.entries[code].answers["1"]
    better: Decimal | str
    if code == "2.6":
        better = min(Decimal(10), Decimal(was) + more * Decimal("0.25"))
    elif code == "1.2":
        better = {"Không có": "Chậm", "Chậm": "Đúng hạn", "Đúng hạn": "Đúng hạn"}[str(was)]
    else:
        better = max(Decimal(0), Decimal(was) - more)
    return replace(form, entries={**form.entries, code: Entry({"1": better})})


@many
@given(data=st.data(), ties=st.sampled_from(["shared", "dense"]), total=st.sampled_from([0, 2]))
def test_places_are_those_of_the_definition(mini: Roster, data: st.DataObject, ties: str, total: int) -> None:
    roster = change(mini, ties=ties, total=total, break_by=())
    cards = {form.unit: _card(roster, form) for form in data.draw(forms(roster))}
    values = {code: value(roster, card) for code, card in cards.items()}
    for code, place in rank(roster, cards).items():
        better = [other for other in values.values() if other > values[code]]
        assert place.place == 1 + len(better if ties == "shared" else set(better))


@given(data=st.data(), ties=st.sampled_from(["shared", "dense"]))
def test_broken_ties_follow_the_chain(mini: Roster, data: st.DataObject, ties: str) -> None:
    """Where everybody is asked, the order is that of (value, share of the first item, of the second)."""
    roster = change(mini, ties=ties, break_by=ITEMS)
    cards = data.draw(st.dictionaries(CODES, close_cards(tops=("3", "4")), min_size=2))
    keys = {code: (card.shown, *(_share(card, item) for item in ITEMS)) for code, card in cards.items()}
    for code, place in rank(roster, cards).items():
        better = [key for key in keys.values() if key > keys[code]]
        assert place.place == 1 + len(better if ties == "shared" else set(better))


@given(data=st.data(), ties=st.sampled_from(["shared", "dense"]))
def test_places_among_close_results(mini: Roster, data: st.DataObject, ties: str) -> None:
    """With items not asked of all: order never matters, more points never cost a place."""
    roster = change(mini, ties=ties, break_by=ITEMS)
    cards = data.draw(st.dictionaries(CODES, close_cards(), min_size=2))
    before = rank(roster, cards)
    assert rank(roster, dict(data.draw(st.permutations(list(cards.items()))))) == before

    raised = data.draw(st.sampled_from(sorted(cards)))
    better = data.draw(better_cards(cards[raised]))
    assert rank(roster, cards | {raised: better})[raised].place <= before[raised].place


@many
@given(data=st.data(), ties=st.sampled_from(["shared", "dense"]), by=st.sampled_from(["score", "class"]))
def test_who_else_is_ranked_never_changes_the_order_of_two(
    mini: Roster, data: st.DataObject, ties: str, by: str
) -> None:
    """Whatever items some were not asked: among fewer units everybody stands to everybody as among all."""
    roster = change(mini, ties=ties, by=by, break_by=ITEMS)
    cards = data.draw(st.dictionaries(CODES, close_cards(), min_size=2))
    classes = {code: data.draw(st.integers(0, 1)) for code in cards}
    fewer = data.draw(st.sets(st.sampled_from(sorted(cards)), min_size=2))
    among_all = rank(roster, cards, classes)
    among_fewer = rank(roster, {code: cards[code] for code in fewer}, classes)
    for one in fewer:
        for other in fewer:
            assert _order(among_fewer, one, other) == _order(among_all, one, other)


def _order(places: dict[str, Rank], one: str, other: str) -> int:
    difference = places[one].place - places[other].place
    return (difference > 0) - (difference < 0)


def _share(card: Scorecard, item: str) -> Fraction:
    reached = card.sum(item)
    return Fraction(reached.points) / Fraction(reached.top)


@given(cents=st.integers(0, 10**7), places=st.integers(0, 2))
def test_rounding_is_to_the_nearest_and_up_from_the_middle(cents: int, places: int) -> None:
    exact = Decimal(cents) / 1000
    unit_of = Decimal(1).scaleb(-places)
    found = rounded(exact, places)
    assert -unit_of / 2 < exact - found < unit_of / 2 or found - exact == unit_of / 2


@many
@given(data=st.data())
def test_the_verified_stage_is_the_same_where_the_self_stage_is_known(
    mini: Roster, data: st.DataObject
) -> None:
    sent = []
    for form in data.draw(forms(mini)):
        asked = [each for each in mini.asked(unit(mini, form.unit)) if each.by_unit]
        some = data.draw(st.sampled_from([asked, asked[1:], []]))
        points = {each.code: data.draw(st.sampled_from([Decimal(0), each.max])) for each in some}
        codes = {each.code: data.draw(st.booleans()) for each in mini.conditions(unit(mini, form.unit))}
        settled = data.draw(st.sampled_from([codes, {}]))
        sent.append(replace(form, verified=points, settled=settled, waits=data.draw(st.booleans())))
    assert evaluate(mini, sent, stage="verified", own=evaluate(mini, sent)) == evaluate(
        mini, sent, stage="verified"
    )
