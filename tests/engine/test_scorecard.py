from decimal import Decimal

import pytest

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from scoring.engine.model import Mark, Status, Sum
from scoring.engine.scorecard import on_stage, score
from scoring.rules import NO, YES, Entry
from tests.conftest import SETS
from tests.engine.answers import direct, unit

PHONG = {
    "1.1.2": Entry({"1": YES}),
    "1.2": Entry({"1": "Chậm"}),
    "1.10": Entry({"1": YES, "2": NO, "3": YES}),
    "2.1": Entry({"1": Decimal(9), "2": Decimal(10)}),
    "2.2": Entry({"1": Decimal(0), "2": Decimal(0)}),
    "2.3": Entry({"1": Decimal(1)}),
    "2.4": Entry({"1": Decimal(6)}),
    "2.5": Entry({"1": Decimal(3)}),
    "2.6": direct("9.25"),
    "T1": Entry({"1": Decimal(0)}),
    "TR1": Entry({"1": Decimal(1)}),
}


def test_every_criterion_asked_has_a_mark_and_no_other(mini: Roster) -> None:
    vhxh, tdp = unit(mini, "vhxh"), unit(mini, "tdp-1")
    assert set(score(mini, vhxh, {}).marks) == {c.code for c in mini.asked(vhxh)}
    assert "1.1.1" in score(mini, vhxh, {}).marks
    assert not {"1.1.1", "2.4"} & set(score(mini, tdp, PHONG).marks)


def test_points_of_each_rule_add_up(mini: Roster) -> None:
    card = score(mini, unit(mini, "ktht"), PHONG)
    assert {code: str(mark.points) for code, mark in card.marks.items() if mark.points is not None} == {
        "1.1.2": "10.00",
        "1.2": "4.00",
        "1.10": "6.00",
        "2.1": "10.80",
        "2.2": "10.00",
        "2.3": "7.50",
        "2.4": "1.50",
        "2.5": "7.50",
        "2.6": "9.25",
        "T1": "0.00",
        "TR1": "3.00",
    }
    assert (card.main, card.applicable) == (Decimal("66.55"), Decimal(85))
    assert card.groups == {
        "1": Sum(Decimal(20), Decimal(27)),
        "1.1": Sum(Decimal(10), Decimal(10)),
        "2": Sum(Decimal("46.55"), Decimal(58)),
        "3": Sum(Decimal(0), Decimal(0)),
    }
    assert card.percent == Decimal("66.55") * 100 / 85
    assert card.score == card.percent - 3
    assert str(card.shown) == "75.29"
    assert card.complete


def test_blank_is_neither_zero_nor_not_applicable(mini: Roster) -> None:
    ktht = unit(mini, "ktht")
    blank = score(mini, ktht, {code: e for code, e in PHONG.items() if code != "2.1"})
    zero = score(mini, ktht, PHONG | {"2.1": Entry({"1": Decimal(0), "2": Decimal(10)})})
    left_out = score(mini, ktht, PHONG | {"2.1": Entry(not_applicable=True)})
    assert blank.marks["2.1"] == Mark("2.1", Status.BLANK, None, Decimal(12))
    assert zero.marks["2.1"] == Mark("2.1", Status.SCORED, Decimal(0), Decimal(12))
    assert left_out.marks["2.1"] == Mark("2.1", Status.NOT_APPLICABLE, Decimal(0), Decimal(0))
    assert (blank.complete, zero.complete, left_out.complete) == (False, True, True)
    assert (blank.applicable, zero.applicable, left_out.applicable) == (85, 85, 73)


def test_not_applicable_may_count_in_full(mini: Roster) -> None:
    mark = score(mini, unit(mini, "ktht"), PHONG | {"2.2": Entry(not_applicable=True)}).marks["2.2"]
    assert mark == Mark("2.2", Status.NOT_APPLICABLE, Decimal(10), Decimal(10))


def test_an_exempt_criterion_counts_nothing_whatever_is_answered(mini: Roster) -> None:
    card = score(mini, unit(mini, "vp"), PHONG)
    assert card.marks["2.1"] == Mark("2.1", Status.EXEMPT, Decimal(0), Decimal(0))
    assert card.applicable == 73


def test_what_the_office_scores_is_awaited_and_then_counts(mini: Roster) -> None:
    ktht = unit(mini, "ktht")
    before = score(mini, ktht, PHONG)
    assert before.marks["3.2"] == Mark("3.2", Status.AWAITED, None, Decimal(0))
    assert before.complete
    on_time = {"6-thang": True, "9-thang": False, "nam": True}
    after = score(mini, ktht, PHONG, given={"3.2": Decimal("3.5")}, punctual=on_time)
    assert after.marks["3.1"].points == Decimal("4.5")
    assert after.marks["3.2"].final == Decimal("3.5")
    assert (after.main - before.main, after.applicable - before.applicable) == (8, 10)


def test_punctuality_is_awaited_while_one_report_is_open(mini: Roster) -> None:
    card = score(mini, unit(mini, "ktht"), PHONG, punctual={"6-thang": True, "9-thang": True})
    assert card.marks["3.1"].status is Status.AWAITED


def test_bonus_and_penalty_are_capped(mini: Roster) -> None:
    much = {"T1": Entry({"1": Decimal(99)}), "TR1": Entry({"1": Decimal(99)})}
    card = score(mini, unit(mini, "ktht"), PHONG | much)
    assert (card.bonus, card.penalty) == (5, 10)


def test_the_block_caps_what_its_criteria_give_together() -> None:
    rules = load_roster(SETS / "thi-dua")
    both = {"T.1": Entry({"1": Decimal(2)}), "T.2": Entry({"1": Decimal(2)})}
    card = score(rules, rules.units[0], both)
    assert (card.marks["T.1"].points, card.marks["T.2"].points, card.bonus) == (40, 30, 50)


def test_the_score_never_falls_below_zero(mini: Roster) -> None:
    card = score(mini, unit(mini, "ktht"), {"TR1": Entry({"1": Decimal(4)})})
    assert (card.penalty, card.score, card.shown) == (10, 0, 0)


def test_nothing_applicable_is_zero_percent() -> None:
    rules = load_roster(SETS / "giao-viec")
    left_out = {c.code: Entry(not_applicable=True) for c in rules.criteria.main}
    card = score(rules, rules.units[0], left_out)
    assert (card.applicable, card.percent, card.shown, card.complete) == (0, 0, 0, True)


def test_points_from_people_outside_the_range_are_refused(mini: Roster) -> None:
    with pytest.raises(ValueError, match=r"3\.2"):
        score(mini, unit(mini, "ktht"), PHONG, given={"3.2": Decimal("4.01")})
    with pytest.raises(ValueError, match=r"2\.6"):
        score(mini, unit(mini, "ktht"), PHONG, verified={"2.6": Decimal(-1)})


def test_a_self_score_never_becomes_final_by_itself(mini: Roster) -> None:
    ktht = unit(mini, "ktht")
    card = score(mini, ktht, PHONG, verified={"2.6": Decimal(8)})
    assert (card.marks["2.6"].points, card.marks["2.6"].final) == (Decimal("9.25"), 8)
    assert card.marks["2.5"].final is None
    assert card.main == score(mini, ktht, PHONG).main

    checked = score(mini, ktht, PHONG, verified={"2.6": Decimal(8)}, stage="verified")
    assert checked.main == 8
    assert not checked.complete


def test_verified_is_complete_when_everything_that_counts_is_final(mini: Roster) -> None:
    ktht = unit(mini, "ktht")
    entries = PHONG | {"2.1": Entry(not_applicable=True)}
    verified = {c.code: Decimal(1) for c in mini.asked(ktht) if c.by_unit and c.code != "2.1"}
    office = {"6-thang": True, "9-thang": True, "nam": True}

    def card(**more: object) -> tuple[Decimal, Decimal, bool]:
        found = score(mini, ktht, entries, verified=verified, stage="verified", **more)  # type: ignore[arg-type]
        return found.main, found.applicable, found.complete

    assert card(punctual=office)[2] is False
    assert card(punctual=office, given={"3.2": Decimal(4)}) == (18, 83, True)


def test_a_verifier_may_overrule_not_applicable(mini: Roster) -> None:
    entries = PHONG | {"2.1": Entry(not_applicable=True)}
    ktht = unit(mini, "ktht")
    own = score(mini, ktht, entries, verified={"2.1": Decimal(6)})
    checked = score(mini, ktht, entries, verified={"2.1": Decimal(6)}, stage="verified")
    assert own.sum("2.1") == Sum(Decimal(0), Decimal(0))
    assert checked.sum("2.1") == Sum(Decimal(6), Decimal(12))


def test_sum_of_a_group_of_a_criterion_and_of_what_is_not_asked(mini: Roster) -> None:
    card = score(mini, unit(mini, "ktht"), PHONG)
    assert card.sum("2") == card.groups["2"]
    assert card.sum("2.6") == Sum(Decimal("9.25"), Decimal(10))
    assert card.sum("1.1.1") == Sum(Decimal(0), Decimal(0))


@pytest.mark.parametrize(
    ("code", "verified", "status"),
    [
        ("2.1", None, Status.NOT_APPLICABLE),
        ("2.1", Decimal(6), Status.OVERRULED),
        ("2.1", Decimal(0), Status.OVERRULED),
        ("2.2", Decimal(10), Status.NOT_APPLICABLE),
        ("2.2", Decimal(6), Status.OVERRULED),
    ],
    ids=["excluded", "excluded_points", "excluded_nil", "full_agreed", "full_lowered"],
)
def test_overruled_not_arisen_is_scored_once_verified(
    mini: Roster, code: str, verified: Decimal | None, status: Status
) -> None:
    """And not before: the self stage shows what the unit says; either card gives the other."""
    entries = PHONG | {code: Entry(not_applicable=True)}
    given = {} if verified is None else {code: verified}
    own = score(mini, unit(mini, "ktht"), entries, verified=given)
    checked = score(mini, unit(mini, "ktht"), entries, verified=given, stage="verified")
    assert own.marks[code].status is Status.NOT_APPLICABLE
    assert (checked.marks[code].status, checked.marks[code].is_scored) == (
        status,
        status is Status.OVERRULED,
    )
    assert on_stage(mini.criteria, own, "verified") == checked
    assert on_stage(mini.criteria, checked, "self") == own
