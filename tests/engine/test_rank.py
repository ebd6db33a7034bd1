from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from scoring.criteria.units import Roster
from scoring.engine.model import Mark, Status
from scoring.engine.rank import rank
from tests.engine.answers import card
from tests.engine.variants import change

Reached = tuple[str, dict[str, tuple[str, str]]]

ONE, TWO = "nhóm Xây dựng kế hoạch, tuyên truyền (1)", "nhóm Giải quyết kiến nghị của người dân (2)"


def places(roster: Roster, **scores: str) -> dict[str, int]:
    cards = {code: card(score) for code, score in _codes(scores).items()}
    return {code: found.place for code, found in rank(roster, cards).items()}


def notes(roster: Roster, **reached: Reached) -> dict[str, tuple[int, str]]:
    cards = {code: card(*each) for code, each in _codes(reached).items()}
    return {code: (r.place, r.note) for code, r in rank(roster, cards).items()}


def _codes(keywords: Mapping[str, Any]) -> dict[str, Any]:
    return {keyword.replace("_", "-"): value for keyword, value in keywords.items()}


def test_shared_places_leave_a_gap_and_dense_ones_do_not(mini: Roster) -> None:
    scores = {"vhxh": "90", "ktht": "95", "vp": "95", "tdp_1": "80"}
    assert places(mini, **scores) == {"ktht": 1, "vp": 1, "vhxh": 3, "tdp-1": 4}
    assert places(change(mini, ties="dense"), **scores) == {"ktht": 1, "vp": 1, "vhxh": 2, "tdp-1": 3}


def test_rounded_or_exact_is_the_set_s_choice(mini: Roster) -> None:
    close = {
        "vhxh": replace(card("90.004"), shown=Decimal("90.00")),
        "ktht": replace(card("90.001"), shown=Decimal("90.00")),
    }
    assert [r.place for r in rank(mini, close).values()] == [1, 1]
    assert [r.place for r in rank(change(mini, rank_on="exact"), close).values()] == [1, 2]


def test_an_undisputed_place_has_no_note(mini: Roster) -> None:
    assert notes(mini, vhxh=("90", {}), ktht=("80", {})) == {"vhxh": (1, ""), "ktht": (2, "")}


def test_a_shared_place_names_the_others(mini: Roster) -> None:
    same = {"2": ("40", "50")}
    found = notes(mini, vhxh=("90", same), ktht=("90", same), vp=("90", same))
    assert found["ktht"] == (1, "Đồng hạng với Phòng Văn hóa - Xã hội, Văn phòng HĐND và UBND phường")


def test_many_others_are_counted(mini: Roster) -> None:
    units = tuple(u.model_copy(update={"outside": ""}) for u in mini.units)
    everyone = Roster(change(mini, break_by=()).criteria, units)
    found = rank(everyone, {u.code: card("90") for u in units})
    assert found["mttq"].note.endswith("Văn phòng HĐND và UBND phường và 2 đơn vị khác")


def test_a_tie_is_broken_by_share_not_by_points(mini: Roster) -> None:
    found = notes(mini, vhxh=("90", {"2": ("40", "50")}), ktht=("90", {"2": ("36", "40")}))
    assert found == {
        "ktht": (1, f"Xếp trên Phòng Văn hóa - Xã hội nhờ tỷ lệ điểm {TWO} cao hơn"),
        "vhxh": (2, f"Xếp sau Phòng Kinh tế, Hạ tầng và Đô thị do tỷ lệ điểm {TWO} thấp hơn"),
    }


def test_the_chain_goes_on_to_the_next_item(mini: Roster) -> None:
    chained = change(mini, break_by=("2", "1"))
    found = notes(
        chained,
        vhxh=("90", {"2": ("40", "50"), "1": ("10", "27")}),
        ktht=("90", {"2": ("32", "40"), "1": ("20", "27")}),
        vp=("90", {"2": ("10", "50"), "1": ("27", "27")}),
    )
    assert {code: place for code, (place, _) in found.items()} == {"ktht": 1, "vhxh": 2, "vp": 3}
    assert found["vhxh"][1] == (
        f"Xếp sau Phòng Kinh tế, Hạ tầng và Đô thị do tỷ lệ điểm {ONE} thấp hơn; "
        f"Xếp trên Văn phòng HĐND và UBND phường nhờ tỷ lệ điểm {TWO} cao hơn"
    )


def test_who_was_not_asked_an_item_has_there_the_share_of_all_points(mini: Roster) -> None:
    asked_more = notes(mini, vhxh=("90", {"2": ("46", "50")}), ktht=("90", {"2": ("0", "0")}))
    why = "(Phòng Kinh tế, Hạ tầng và Đô thị không có mục này, lấy tỷ lệ điểm chung)"
    assert asked_more == {
        "vhxh": (1, f"Xếp trên Phòng Kinh tế, Hạ tầng và Đô thị nhờ tỷ lệ điểm {TWO} cao hơn {why}"),
        "ktht": (2, f"Xếp sau Phòng Văn hóa - Xã hội do tỷ lệ điểm {TWO} thấp hơn {why}"),
    }
    asked_less = notes(mini, vhxh=("90", {"2": ("44", "50")}), ktht=("90", {"2": ("0", "0")}))
    assert {code: place for code, (place, _) in asked_less.items()} == {"ktht": 1, "vhxh": 2}
    equal = notes(mini, vhxh=("90", {"2": ("45", "50")}), ktht=("90", {"2": ("0", "0")}))
    assert [place for place, _ in equal.values()] == [1, 1]


def test_a_third_unit_without_an_item_does_not_turn_two_others(mini: Roster) -> None:
    """By the former chain the item of greater weight was passed over for all, and 1 decided against vhxh."""
    chained = change(mini, break_by=("2", "1"))
    two = {"vhxh": ("90", {"2": ("45", "50"), "1": ("10", "27")}),
           "ktht": ("90", {"2": ("40", "50"), "1": ("20", "27")})}  # fmt: skip
    alone = notes(chained, **two)
    beside = notes(chained, **two, vp=("90", {"2": ("0", "0"), "1": ("15", "27")}))
    assert alone["vhxh"][0] < alone["ktht"][0]
    assert beside["vhxh"][0] < beside["ktht"][0]


def test_dense_places_count_broken_ties(mini: Roster) -> None:
    dense = change(mini, ties="dense")
    found = notes(
        dense,
        vhxh=("90", {"2": ("40", "50")}),
        ktht=("90", {"2": ("40", "50")}),
        vp=("90", {"2": ("30", "50")}),
        tdp_1=("80", {}),
    )
    assert [place for place, _ in found.values()] == [1, 1, 2, 3]


def test_a_single_criterion_may_break_a_tie(mini: Roster) -> None:
    def with_mark(points: str) -> object:
        return replace(card("90"), marks={"2.6": Mark("2.6", Status.SCORED, Decimal(points), Decimal(10))})

    found = rank(change(mini, break_by=("2.6",)), {"vhxh": with_mark("8"), "ktht": with_mark("9")})  # type: ignore[dict-item]
    assert found["ktht"].note == "Xếp trên Phòng Văn hóa - Xã hội nhờ tỷ lệ điểm tiêu chí 2.6 cao hơn"
