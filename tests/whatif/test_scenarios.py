"""A scenario changes what it says and nothing else; the figures are computed by hand."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.criteria.units import Exemption, Roster
from scoring.engine.results import evaluate
from scoring.errors import SetError
from scoring.reports.what_if.described import described
from scoring.whatif.against import against
from scoring.whatif.applied import applied, new_maxima
from scoring.whatif.lapsed import lapses
from scoring.whatif.reading import read_scenario, scenario_yaml, told_scenario
from scoring.whatif.scenario import Scenario
from tests.engine.strategies import forms as drawn_forms
from tests.whatif.tiny import criterion, form, moved, tiny, tried

FORMS = [form("u1", "48", "24", "8"), form("u2", "54", "15", "5"), form("u3", "30", "15", "5")]
"""80, 74 and 50 points: Tốt, Khá, Khá."""


@given(st.data())
def test_a_scenario_that_changes_nothing_changes_nothing(mini: Roster, data: st.DataObject) -> None:
    forms = data.draw(drawn_forms(mini))
    other, carried = applied(told_scenario({"name": "Giữ nguyên"}, mini), mini, forms)
    assert evaluate(other, carried) == evaluate(mini, forms)


def test_a_maximum_said_as_it_is_changes_nothing(mini: Roster) -> None:
    same = {code: each.max for code, each in mini.criteria.criteria.items()}
    assert new_maxima(told_scenario({"name": "Như cũ", "maxima": same}, mini), mini.criteria) == {}


@pytest.mark.parametrize(
    ("told", "unit", "score", "class_name"),
    [
        ({"classes": {"tot": "74"}}, "u2", "74", "Tốt"),
        ({"classes": {"tot": "74.5"}}, "u2", "74", "Khá"),
        # A 40 and B, C 45 and 15: 80 % of each stays 80.
        ({"maxima": {"I": "40", "II": "60"}}, "u1", "80", "Tốt"),
        # 90 % of A, 50 % of B and C: 0.9 x 40 + 0.5 x 60.
        ({"maxima": {"I": "40", "II": "60"}}, "u2", "66", "Khá"),
        ({"without": ["A"]}, "u2", "50", "Khá"),
        ({"without": ["II"]}, "u2", "90", "Tốt"),
        ({"conditions": {"u1": {"K": "true"}}}, "u1", "80", "Khá"),
        ({"rounding": {"total": "0"}}, "u2", "74", "Khá"),
    ],
)
def test_what_a_scenario_gives(told: dict[str, Any], unit: str, score: str, class_name: str) -> None:
    after = moved(tried(tiny(), FORMS, told), unit).after
    assert (after.score, after.class_name) == (Decimal(score), class_name)


def test_swapped_weights_turn_two_units_round() -> None:
    forms = [form("u1", "60", "15", "5"), form("u2", "30", "30", "10")]
    found = tried(tiny(2), forms, {"maxima": {"I": "40", "II": "60"}})
    one, two = moved(found, "u1"), moved(found, "u2")
    assert [one.before.score, one.after.score] == [Decimal(80), Decimal(70)]
    assert [two.before.score, two.after.score] == [Decimal(70), Decimal(80)]
    assert (one.rise, two.rise, one.class_rise, two.class_rise) == (-1, 1, -1, 1)
    assert found.classes == (("Tốt", (1, 1)), ("Khá", (1, 1)), ("Yếu", (0, 0)))


def test_a_groups_maximum_is_shared_out_to_the_last_hundredth() -> None:
    roster = tiny()
    shared = new_maxima(
        told_scenario({"name": "Ba phần", "maxima": {"II": "33.33"}}, roster), roster.criteria
    )
    assert shared == {"B": Decimal("25.00"), "C": Decimal("8.33")}
    assert sum(shared.values()) == Decimal("33.33")


def test_a_criterion_named_beside_its_group_keeps_what_was_said() -> None:
    roster = tiny()
    told = told_scenario({"name": "Cả hai", "maxima": {"II": "20", "B": "12"}}, roster)
    assert new_maxima(told, roster.criteria) == {"B": Decimal(12), "C": Decimal("5.00")}


def test_verified_points_keep_their_share() -> None:
    verified = {"A": Decimal(30), "B": Decimal(30), "C": Decimal(10), "T": Decimal(0), "X": Decimal(0)}
    forms = [form("u1", "60", "30", "10", verified=verified, settled={"K": False})]
    found = tried(tiny(1), forms, {"maxima": {"I": "40", "II": "60"}}, stage="verified")
    assert moved(found, "u1").before.score == Decimal(70)
    assert moved(found, "u1").after.score == Decimal(80)


def test_what_did_not_arise_stays_out_of_the_other_maximum() -> None:
    found = tried(tiny(1), [form("u1", None, "15", "10")], {"maxima": {"I": "10"}})
    assert moved(found, "u1").after.score == moved(found, "u1").before.score == Decimal("62.5")


def test_answers_are_scored_again_where_that_is_asked() -> None:
    levels = {
        "kind": "levels",
        "levels": [{"text": "Đủ", "fraction": "1"}, {"text": "Thiếu", "fraction": "1/2"}],
    }
    groups = [{"code": "I", "text": "Một", "children": [criterion("A", 60), criterion("L", 40, rule=levels)]}]
    roster = tiny(1, groups=groups, bonus=None, penalty=None)
    entries = {**form("u1", "60", "0", "0").entries}
    chosen = type(entries["A"])({"1": "Thiếu"})
    forms = [form("u1", "60", "0", "0")]
    forms = [type(forms[0])("u1", {"A": entries["A"], "L": chosen})]
    again = moved(tried(roster, forms, {"maxima": {"L": "30"}, "by": "rule"}), "u1").after.score
    assert again == Decimal("83.33")  # (60 + 15) of 90


def test_the_maximum_of_a_capped_group_is_its_cap() -> None:
    """Of 40 points below only 30 count; at a maximum of 15 the parts and the cap are halved."""
    groups = [
        {"code": "I", "text": "Một", "children": [criterion("A", 60)]},
        {"code": "II", "text": "Hai", "cap": 30, "children": [criterion("B", 30), criterion("C", 10)]},
    ]
    roster = tiny(1, groups=groups, score_on="points")
    found = moved(tried(roster, [form("u1", "60", "30", "10")], {"maxima": {"II": "15"}}), "u1")
    assert (found.before.score, found.after.score) == (Decimal(90), Decimal(75))


def test_a_condition_tried_outweighs_what_was_verified() -> None:
    forms = [form("u1", "60", "30", "10", ruled={"K": True})]
    found = moved(tried(tiny(1), forms, {"conditions": {"u1": {"K": "false"}}}), "u1")
    assert (found.before.class_name, found.after.class_name) == ("Khá", "Tốt")


def test_a_quota_is_counted_again() -> None:
    found = tried(tiny(), FORMS, {"classes": {"tot": "70"}, "quota": {"tot": "30"}})
    assert [len(notes) for notes in found.quota] == [0, 1]
    assert found.quota[1][0].classed == 2
    assert found.quota[1][0].allowed == 0


def test_a_quota_that_the_set_does_not_have_is_tried() -> None:
    found = tried(tiny(quota=[]), FORMS, {"quota": {"tot": "30", "kha": "100"}})
    assert [len(notes) for notes in found.quota] == [0, 1]
    assert (found.quota[1][0].class_code, found.quota[1][0].classed) == ("tot", 1)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"classes": {"to": "75"}}, "không có loại “to” (có phải “tot”?)"),
        ({"classes": {"kha": "85"}}, "loại “Khá” từ 85 điểm phải thấp hơn loại “Tốt” từ 80 điểm"),
        ({"classes": {"yeu": "10"}}, "loại cuối cùng luôn bắt đầu từ 0 điểm"),
        ({"maxima": {"Z": "5"}}, "không có tiêu chí hoặc nhóm “Z”"),
        ({"maxima": {"A": "0"}}, "phải lớn hơn 0"),
        ({"maxima": {"A": "x"}}, "phải là số"),
        ({"without": ["I", "II"]}, "bỏ hết tiêu chí thì không còn gì để chấm"),
        ({"conditions": {"u9": {"K": "true"}}}, "không có đơn vị “u9”"),
        ({"conditions": {"u1": {"Q": "true"}}}, "điều kiện ở đơn vị “u1”: không có điều kiện “Q”"),
        ({"caps": {"K": "gioi"}}, "không có loại “gioi”"),
        ({"quota": {"gioi": "10"}}, "không có loại “gioi”"),
        ({"needs": {"tot": {"A": "90"}}}, "không có điều kiện của loại “tot” về mục “A”"),
        ({"cutoff": {"tot": "75"}}, "khóa lạ"),
    ],
)
def test_what_cannot_be_tried_is_said(told: dict[str, Any], says: str) -> None:
    with pytest.raises(SetError) as refused:
        told_scenario({"name": "Sai", **told}, tiny())
    assert any(says in message for message in refused.value.messages)


def test_a_scenario_reads_back_from_its_file() -> None:
    roster = tiny()
    told = {"classes": {"tot": "75.5"}, "without": ["C"], "conditions": {"u1": {"K": "true"}}, "why": "a: b"}
    scenario = told_scenario({"name": "Hạ mức", **told}, roster)
    text = scenario_yaml(scenario, ["Người lập\nlúc nào"])
    assert text.startswith("# Người lập lúc nào\n")
    assert read_scenario("ha-muc.yaml", text.encode(), roster) == scenario


def test_the_same_answers_under_the_same_set_stand_the_same() -> None:
    roster = tiny()
    carried = against(roster.criteria, roster, FORMS)
    assert carried
    assert (carried.left_out, carried.units) == ((), ())
    assert evaluate(carried.roster, carried.submissions) == evaluate(roster, FORMS)


def test_what_another_set_asks_beside_is_left_out_of_its_maximum() -> None:
    roster = tiny()
    groups = [{"code": "I", "text": "Một", "children": [criterion("A", 60), criterion("N", 40)]}]
    other = tiny(groups=groups, bonus=None, penalty=None).criteria
    carried = against(other, roster, FORMS)
    assert carried
    assert carried.left_out == ("N",)
    found = evaluate(carried.roster, carried.submissions)
    card = found["u2"].card
    assert card and card.shown == Decimal(90)  # 54 of 60


def test_sets_that_share_nothing_are_not_compared() -> None:
    groups = [{"code": "I", "text": "Một", "children": [criterion("N", 100)]}]
    assert against(tiny(groups=groups, bonus=None, penalty=None).criteria, tiny(), FORMS) is None


WATCHED = {
    "code": "Y",
    "text": "Yếu mục C",
    "effect": "cap",
    "class_code": "kha",
    "when": {"code": "C", "at_most": "2"},
}
NEEDING = [
    {"code": "tot", "name": "Tốt", "at_least": 80, "needs": [{"code": "C", "at_least_percent": "50"}]},
    {"code": "kha", "name": "Khá", "at_least": 50},
    {"code": "yeu", "name": "Yếu", "at_least": 0},
]


def test_what_lapses_with_a_criterion_left_out_is_said() -> None:
    roster = tiny(1, conditions=[WATCHED], classes=NEEDING, ranking={"break_by": ["C", "A"]})
    scenario = told_scenario({"name": "Bỏ C", "without": ["C"]}, roster)
    assert lapses(scenario, roster.criteria) == (
        "Bỏ tiêu chí C thì điều kiện “Yếu mục C”, vốn theo điểm của tiêu chí này, không còn xét",
        "Loại “Tốt” không còn đòi hỏi riêng về mục C",
        "Khi bằng điểm không còn xét mục C",
    )
    assert lapses(told_scenario({"name": "Bỏ B", "without": ["B"]}, roster), roster.criteria) == ()


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"maxima": {"C": "5"}}, "vừa bỏ mục “C” vừa đặt điểm tối đa"),
        ({"needs": {"tot": {"C": "60"}}}, "vừa bỏ mục “C” vừa đặt điều kiện của loại “tot”"),
        ({"break_by": ["C"]}, "vừa đặt thứ tự ưu tiên khi bằng điểm"),
        ({"caps": {"Y": "yeu"}}, "điều kiện “Y” theo điểm của tiêu chí C, mà phương án bỏ tiêu chí này"),
    ],
)
def test_a_scenario_that_contradicts_itself_is_refused(told: dict[str, Any], says: str) -> None:
    roster = tiny(1, conditions=[WATCHED], classes=NEEDING)
    with pytest.raises(SetError, match=says):
        told_scenario({"name": "Sai", "without": ["C"], **told}, roster)


def test_conditions_of_another_set_that_nobody_was_asked_are_named() -> None:
    other = {"code": "Q", "text": "Có đơn thư đúng", "effect": "disqualify"}
    carried = against(tiny(conditions=[other]).criteria, tiny(), FORMS)
    assert carried and carried.undeclared == ("Có đơn thư đúng",)


def test_units_without_anything_left_to_score_are_named() -> None:
    """u1 is exempt from group II: without group I nothing of it counts, and it stands nowhere."""
    roster = tiny(2)
    exempt = roster.units[0].model_copy(update={"exempt": (Exemption(code="II", basis="NQ 1"),)})
    found = tried(Roster(roster.criteria, (exempt, roster.units[1])), FORMS[:2], {"without": ["I"]})
    assert found.unranked == ("Tổ 1",)


def test_every_key_of_a_scenario_is_said_in_words() -> None:
    """What is tried stands in the report, not its name alone."""
    told: dict[str, Any] = {
        "classes": {"tot": "75.5"},
        "needs": {"tot": {"C": "60"}},
        "quota": {"tot": "30"},
        "caps": {"K": "yeu"},
        "maxima": {"A": "50"},
        "without": ["B"],
        "conditions": {"u1": {"K": "true"}},
        "bonus_cap": "4",
        "penalty_cap": "3",
        "rounding": {"points": 1, "total": 0, "class_on": "exact", "rank_on": "exact"},
        "ties": "dense",
        "break_by": ["A"],
    }
    roster = tiny(1, classes=NEEDING)
    scenario = told_scenario({"name": "Mọi thứ", **told}, roster)
    assert set(told) == set(Scenario.model_fields) - {"name", "why", "by"}
    assert list(described(scenario, roster.criteria)) == [
        "loại “Tốt” từ 75,5 điểm",
        "loại “Tốt” cần 60% mục C",
        "hạn mức loại “Tốt” 30%",
        "điều kiện K không xếp quá loại “Yếu”",
        "điểm tối đa của A là 50 (giữ tỷ lệ đã đạt)",
        "bỏ B",
        "ở u1 điều kiện K là có",
        "điểm thưởng tối đa 4",
        "điểm trừ tối đa 3",
        "làm tròn điểm tiêu chí đến 1 chữ số",
        "làm tròn tổng điểm đến 0 chữ số",
        "xếp loại theo điểm chưa làm tròn",
        "xếp hạng theo điểm chưa làm tròn",
        "đồng hạng thì hạng sau kế tiếp",
        "bằng điểm thì xét A",
    ]
