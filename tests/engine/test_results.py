from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from scoring.engine.model import State
from scoring.engine.results import Results, Submission, evaluate
from scoring.rules import Entry
from tests.conftest import SETS
from tests.engine.answers import deal, dealt, unit
from tests.engine.variants import change


@pytest.fixture(scope="module")
def district() -> Roster:
    return load_roster(SETS / "ngan-son")


def states(results: Results) -> dict[str, State]:
    return {result.unit: result.state for result in results.units}


def test_every_unit_has_a_result_in_the_roster_s_order(mini: Roster) -> None:
    results = evaluate(mini, [])
    assert [result.unit for result in results.units] == [u.code for u in mini.units]
    assert states(results) == dict.fromkeys((u.code for u in mini.evaluated), State.NOT_SUBMITTED) | {
        "mttq": State.OUTSIDE
    }
    assert not any(r.ranked or r.card or r.standing or r.in_block for r in results.units)


def test_a_valid_form_is_ranked(district: Roster) -> None:
    first, second = district.units
    results = evaluate(
        district,
        [Submission("xa-2", dealt(district, second, "80")), Submission("xa-1", dealt(district, first, "70"))],
    )
    assert states(results) == {"xa-1": State.VALID, "xa-2": State.VALID}
    places = [(r.unit, r.overall and r.overall.place, r.in_block and r.in_block.place) for r in results.units]
    assert places == [("xa-1", 2, 2), ("xa-2", 1, 1)]


def test_rank_within_the_block_and_overall() -> None:
    rules = load_roster(SETS / "thi-dua")
    totals = {"huyen-1": "700", "huyen-2": "600", "so-1": "650"}
    forms = [Submission(code, dealt(rules, unit(rules, code), total)) for code, total in totals.items()]
    full = [Submission(f.unit, f.entries | _no_incidents()) for f in forms]
    results = evaluate(rules, full)
    places = {r.unit: (r.in_block.place, r.overall.place) for r in results.units if r.in_block and r.overall}
    assert places == {"huyen-1": (1, 1), "huyen-2": (2, 3), "so-1": (1, 2)}


def _no_incidents() -> dict[str, Entry]:
    return {code: Entry({"1": Decimal(0)}) for code in ("B.2", "T.1", "T.2", "TR.1")}


@pytest.mark.parametrize("wrong", ["an error", "a blank"])
def test_a_form_to_mend_is_scored_provisionally_and_unranked(district: Roster, wrong: str) -> None:
    first, second = district.units
    entries = dealt(district, first, "87")
    if wrong == "a blank":
        del entries["II.2"]
    mended = Submission("xa-1", entries, valid=wrong != "an error")
    results = evaluate(district, [mended, Submission("xa-2", dealt(district, second, "50"))])
    result = results["xa-1"]
    assert result.state is State.TO_MEND
    assert result.card
    assert result.standing
    assert (result.overall, result.in_block) == (None, None)
    assert results["xa-2"].overall
    assert results["xa-2"].overall.place == 1


def test_a_disqualified_unit_is_unranked_and_says_why(district: Roster) -> None:
    form = Submission("xa-1", dealt(district, district.units[0], "87"), declared={"DK1": True})
    result = evaluate(district, [form])["xa-1"]
    assert result.state is State.INELIGIBLE
    assert result.standing
    assert "bị kỷ luật" in result.standing.reason
    assert not result.ranked


def test_quota_looks_at_ranked_units_only() -> None:
    rules = load_roster(SETS / "nd-335")

    def forms(valid: bool) -> list[Submission]:
        return [Submission(u.code, dealt(rules, u, "95"), valid=valid) for u in rules.units[:2]]

    assert [note.classed for note in evaluate(rules, forms(valid=True)).quota_notes] == [2]
    assert evaluate(rules, forms(valid=False)).quota_notes == ()


def test_a_capped_class_stands_below_better_classes_where_the_set_ranks_by_class() -> None:
    rules = load_roster(SETS / "nd-335")
    first, second = rules.units[:2]
    violation = next(c.code for c in rules.criteria.conditions if c.effect == "cap")
    forms = [
        Submission(first.code, dealt(rules, first, "95"), declared={violation: True}),
        Submission(second.code, dealt(rules, second, "75")),
    ]

    def places(roster: Roster) -> list[int | None]:
        found = evaluate(roster, forms)
        return [(rank := found[unit.code].overall) and rank.place for unit in (first, second)]

    assert places(rules) == [1, 2]
    assert places(change(rules, by="class")) == [2, 1]


def test_a_unit_whose_files_are_all_unusable_has_to_mend_not_to_submit(mini: Roster) -> None:
    results = evaluate(mini, [], unusable={"vp", "mttq", "", "nobody"})
    assert (results["vp"].state, results["vp"].card) == (State.TO_MEND, None)
    assert results["ktht"].state is State.NOT_SUBMITTED
    assert results["mttq"].state is State.OUTSIDE


def test_a_unit_outside_the_evaluation_stays_outside(mini: Roster) -> None:
    assert evaluate(mini, [Submission("mttq", {})])["mttq"].state is State.OUTSIDE


def test_strangers_and_second_submissions_are_a_bug_of_the_caller(mini: Roster) -> None:
    with pytest.raises(ValueError, match="nobody"):
        evaluate(mini, [Submission("nobody", {})])
    with pytest.raises(ValueError, match="two"):
        evaluate(mini, [Submission("vp", {}), Submission("vp", {})])


def test_an_unknown_code_is_not_found(mini: Roster) -> None:
    with pytest.raises(KeyError):
        evaluate(mini, [])["nobody"]


def test_on_the_verified_stage_only_the_verified_are_ranked(district: Roster) -> None:
    first, second = district.units
    verified = Submission(
        "xa-1",
        dealt(district, first, "87"),
        given={"III.1": Decimal(5)},
        verified=deal(district, first, "73"),
        settled={"DK1": False},
    )
    waiting = Submission("xa-2", dealt(district, second, "90"), given={"III.1": Decimal(10)})
    results = evaluate(district, [verified, waiting], stage="verified")
    assert states(results) == {"xa-1": State.VERIFIED, "xa-2": State.VALID}
    one, two = results["xa-1"], results["xa-2"]
    assert one.card
    assert one.standing
    assert two.card
    assert (one.card.shown, one.standing.name, one.overall and one.overall.place) == (78, "Khá", 1)
    assert (two.card.stage, two.card.shown, two.overall) == ("self", 100, None)


@pytest.mark.parametrize(
    ("declared", "settled", "state"),
    [
        (False, {}, State.VALID),  # a self-declared Không is no more final than a self score
        (False, {"DK1": False}, State.VERIFIED),
        (False, {"DK1": True}, State.INELIGIBLE),
        (True, {"DK1": False}, State.VERIFIED),
    ],
)
def test_the_class_waits_for_somebody_to_speak_of_the_conditions(
    district: Roster, declared: bool, settled: dict[str, bool], state: State
) -> None:
    form = Submission(
        "xa-1",
        dealt(district, district.units[0], "87"),
        declared={"DK1": declared},
        given={"III.1": Decimal(5)},
        verified=deal(district, district.units[0], "87"),
        settled=settled,
    )
    assert evaluate(district, [form], stage="verified")["xa-1"].state is state


def test_a_decided_condition_counts_at_once_and_a_verified_one_beside_verified_points(
    district: Roster,
) -> None:
    form = Submission("xa-1", dealt(district, district.units[0], "87"), settled={"DK1": True})
    assert evaluate(district, [form])["xa-1"].state is State.VALID
    ruled = replace(form, ruled={"DK1": True})
    assert evaluate(district, [ruled])["xa-1"].state is State.INELIGIBLE


def test_a_unit_that_is_left_out_keeps_its_points_and_gives_up_its_place(district: Roster) -> None:
    first, second = district.units
    forms = [
        Submission("xa-1", dealt(district, first, "80")),
        Submission("xa-2", dealt(district, second, "70")),
    ]
    results = evaluate(district, forms, left_out={"xa-1": "Sáp nhập từ tháng 7"})
    left, other = results["xa-1"], results["xa-2"]
    assert left.state is State.LEFT_OUT
    assert left.standing and (left.standing.code, left.standing.reason) == (None, "Sáp nhập từ tháng 7")
    assert left.card and left.card.shown == Decimal(80)
    assert not left.ranked and left.in_block is None
    assert other.overall and other.overall.place == 1


def test_a_unit_without_a_form_may_be_left_out_and_one_outside_stays_outside(mini: Roster) -> None:
    results = evaluate(mini, [], left_out={"ktht": "Giải thể", "mttq": "Nhầm"})
    assert results["ktht"].state is State.LEFT_OUT
    assert results["mttq"].state is State.OUTSIDE
