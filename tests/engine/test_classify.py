from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from scoring.criteria.classes import Need
from scoring.criteria.conditions import Applies, Condition
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster
from scoring.engine.classify import INELIGIBLE, classify, item_name
from scoring.engine.model import Standing
from tests.engine.answers import card, unit
from tests.engine.variants import change

ENOUGH = {"1": ("27", "27")}


def stand(
    roster: Roster, score: str, *declared: str, groups: dict[str, tuple[str, str]] = ENOUGH
) -> Standing:
    return classify(roster, unit(roster, "ktht"), card(score, groups), dict.fromkeys(declared, True))


@pytest.mark.parametrize(
    ("score", "name"),
    [
        ("107", "Xuất sắc"),
        ("90", "Xuất sắc"),
        ("89.99", "Tốt"),
        ("80", "Tốt"),
        ("79.99", "Khá"),
        ("65", "Khá"),
        ("64.99", "Trung bình"),
        ("50", "Trung bình"),
        ("49.99", "Yếu"),
        ("0", "Yếu"),
    ],
)
def test_lower_bounds_are_inclusive(mini: Roster, score: str, name: str) -> None:
    standing = stand(mini, score)
    assert (standing.name, standing.by_points, standing.reason) == (name, name, "")


def test_rounded_or_exact_is_the_set_s_choice(mini: Roster) -> None:
    almost = replace(card("89.995", ENOUGH), shown=Decimal("90.00"))
    ktht = unit(mini, "ktht")
    assert classify(mini, ktht, almost, {}).code == "xuat-sac"
    assert classify(change(mini, class_on="exact"), ktht, almost, {}).code == "tot"


def test_a_class_may_need_a_share_of_a_group(mini: Roster) -> None:
    assert stand(mini, "95", groups={"1": ("13.5", "27")}).code == "xuat-sac"
    short = stand(mini, "95", groups={"1": ("13.49", "27")})
    assert (short.code, short.by_points) == ("tot", "Xuất sắc")
    assert short.reason == (
        "Điểm đạt loại “Xuất sắc”, xếp loại “Tốt” vì: "
        "nhóm Xây dựng kế hoạch, tuyên truyền (1) đạt 13,49/27 điểm, loại “Xuất sắc” phải đạt 50% trở lên."
    )


def test_what_several_classes_need_is_said_once(mini: Roster) -> None:
    best, good, *others = mini.criteria.classes
    half, less = Need(code="1", at_least_percent=Decimal(50)), Need(code="1", at_least_percent=Decimal(40))
    share = "nhóm Xây dựng kế hoạch, tuyên truyền (1) đạt 9/27 điểm, "

    def reason(needs_of_good: Need) -> str:
        classes = (
            best.model_copy(update={"needs": (half,)}),
            good.model_copy(update={"needs": (needs_of_good,)}),
        )
        criteria = mini.criteria.model_copy(update={"classes": (*classes, *others)})
        return stand(replace(mini, criteria=criteria), "95", groups={"1": ("9", "27")}).reason

    head = "Điểm đạt loại “Xuất sắc”, xếp loại “Khá” vì: "
    assert (
        reason(less)
        == head + share + "loại “Xuất sắc” phải đạt 50% trở lên, loại “Tốt” phải đạt 40% trở lên."
    )
    assert reason(half) == head + share + "loại “Xuất sắc”, “Tốt” phải đạt 50% trở lên."


def test_a_need_is_met_where_the_unit_is_not_scored_on_it(mini: Roster) -> None:
    assert stand(mini, "95", groups={"1": ("0", "0")}).code == "xuat-sac"
    assert stand(mini, "95", groups={}).code == "xuat-sac"


def test_a_condition_caps_and_never_raises(mini: Roster) -> None:
    capped = stand(mini, "95", "DK1")
    assert (capped.code, capped.by_points) == ("kha", "Xuất sắc")
    assert capped.reason == (
        "Điểm đạt loại “Xuất sắc”, xếp loại “Khá” vì: "
        "Có công chức bị kỷ luật từ cảnh cáo trở lên: không xếp quá loại “Khá”."
    )
    low = stand(mini, "40", "DK1")
    assert (low.code, low.reason) == ("yeu", "")


def test_every_cause_is_named(mini: Roster) -> None:
    reason = stand(mini, "95", "DK1", groups={"1": ("1", "27")}).reason
    assert "nhóm Xây dựng kế hoạch, tuyên truyền (1) đạt 1/27 điểm" in reason
    assert "kỷ luật" in reason


def test_a_condition_disqualifies_whatever_the_points(mini: Roster) -> None:
    standing = stand(mini, "95", "DK1", "DK2")
    assert (standing.code, standing.name, standing.by_points) == (None, INELIGIBLE, "Xuất sắc")
    assert standing.reason == "Không đủ điều kiện xếp loại: Có vụ việc gây hậu quả nghiêm trọng."


def test_a_condition_answered_no_changes_nothing(mini: Roster) -> None:
    answered = dict.fromkeys(("DK1", "DK2"), False)
    assert classify(mini, unit(mini, "ktht"), card("95", ENOUGH), answered).code == "xuat-sac"


def lowered(roster: Roster, by: int, **more: Any) -> Roster:
    """The set with a condition that lowers, beside DK1, which caps at Khá."""
    extra = Condition(code="DK3", text="Kê khai sai", effect="lower", lower_by=by, **more)
    return change(roster, conditions=(*roster.criteria.conditions, extra))


@pytest.mark.parametrize(
    ("score", "by", "declared", "name"),
    [
        ("95", 1, ("DK3",), "Tốt"),
        ("95", 2, ("DK3",), "Khá"),
        ("95", 1, ("DK1", "DK3"), "Trung bình"),  # what lowers comes after what caps
        ("66", 3, ("DK3",), "Yếu"),  # never below the last class
        ("10", 1, ("DK3",), "Yếu"),
        ("95", 1, ("DK2", "DK3"), INELIGIBLE),
    ],
)
def test_lowering_comes_after_caps(
    mini: Roster, score: str, by: int, declared: tuple[str, ...], name: str
) -> None:
    standing = stand(lowered(mini, by), score, *declared)
    assert standing.name == name
    assert ("hạ" in standing.reason) is (score != "10" and name != INELIGIBLE)


def test_what_lowers_adds_up_and_the_needs_of_the_lower_class_are_looked_at(mini: Roster) -> None:
    first, second, third, *rest = mini.criteria.classes
    asks = second.model_copy(update={"needs": (Need(code="2", at_least_percent=Decimal(50)),)})
    roster = change(lowered(mini, 1), classes=(first, asks, third, *rest))
    met = stand(roster, "95", "DK3", groups=ENOUGH | {"2": ("5", "10")})
    unmet = stand(roster, "95", "DK3", groups=ENOUGH | {"2": ("4", "10")})
    assert (met.name, unmet.name) == ("Tốt", "Khá")
    twice = change(roster, conditions=(*roster.criteria.conditions, _another()))
    assert stand(twice, "95", "DK3", "DK4", groups=ENOUGH | {"2": ("5", "10")}).name == "Khá"


def _another() -> Condition:
    return Condition(code="DK4", text="Báo cáo sai", effect="lower", lower_by=1)


def test_a_condition_that_does_not_concern_the_unit_is_ignored(mini: Roster) -> None:
    only_tdp = Applies(kinds=("tdp",))
    conditions = tuple(c.model_copy(update={"applies": only_tdp}) for c in mini.criteria.conditions)
    narrowed = change(mini, conditions=conditions)
    assert stand(narrowed, "95", "DK1", "DK2").code == "xuat-sac"


@pytest.mark.parametrize(("title", "words"), [
    ("CHẾ ĐỘ BÁO CÁO (MỤC III CỦA KẾ HOẠCH)", "nhóm Chế độ báo cáo (1)"),
    ("Quy chế dân chủ ở UBND", "nhóm Quy chế dân chủ ở UBND (1)"),
    ("CÔNG VIỆC CỦA UBND, HĐND", "nhóm Công việc của UBND, HĐND (1)"),
    ("THỰC HIỆN CÔNG TÁC DÂN VẬN GẮN VỚI CÁC NHIỆM VỤ THỰC HIỆN CHỦ ĐỀ NĂM 2026", "nhóm 1"),
])  # fmt: skip
def test_a_group_is_called_by_its_name(mini: Roster, title: str, words: str) -> None:
    groups = (mini.criteria.groups[0].model_copy(update={"text": title}), *mini.criteria.groups[1:])
    plain = {key: getattr(mini.criteria, key) for key in CriteriaSet.model_fields}
    assert item_name(CriteriaSet.model_validate(plain | {"groups": groups}), "1") == words
    assert item_name(mini.criteria, "1.10") == "tiêu chí 1.10"
