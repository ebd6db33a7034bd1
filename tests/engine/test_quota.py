from decimal import Decimal

import pytest

from scoring.criteria.classes import Quota
from scoring.criteria.units import Roster, Unit
from scoring.engine.model import Accepted, QuotaNote, Rank, Standing, State, UnitResult
from scoring.engine.quota import quota_notes
from tests.engine.variants import change

NOBODY: dict[tuple[str, str], Accepted] = {}


def note_of(
    roster: Roster,
    quota: Quota,
    classed: dict[str, list[str]],
    places: tuple[int, ...] = (),
    accepted: dict[tuple[str, str], Accepted] = NOBODY,
) -> tuple[QuotaNote, ...]:
    """The notes where the units of each block have these classes, each in the order of its place."""
    rules = change(roster, quota=(quota,)).criteria
    pairs = [(block, code) for block, codes in classed.items() for code in codes]
    units = [Unit(code=f"u{n}", name=f"Tổ {n}", kind="tdp") for n in range(1, len(pairs) + 1)]
    results = []
    for n, (block, code) in enumerate(pairs):
        rank = Rank(places[n] if places else n + 1)
        standing = Standing(code, rules.class_names[code], "")
        results.append(UnitResult(units[n].code, block, State.VERIFIED, None, standing, rank, rank))
    return quota_notes(Roster(rules, tuple(units)), results, accepted)


def excess(roster: Roster, quota: Quota, **classed: list[str]) -> list[tuple[str, int, int]]:
    return [(note.block, note.allowed, note.classed) for note in note_of(roster, quota, classed)]


@pytest.mark.parametrize(("good", "allowed"), [(0, 0), (4, 0), (5, 1), (9, 1), (10, 2)])
def test_allowed_is_a_whole_number_of_the_class_below(mini: Roster, good: int, allowed: int) -> None:
    quota = Quota(code="xuat-sac", percent=20, of=("tot",))
    units = ["tot"] * good + ["kha"] * 50
    assert excess(mini, quota, phong=["xuat-sac"] * allowed + units) == []
    too_many = ["xuat-sac"] * (allowed + 1) + units
    assert excess(mini, quota, phong=too_many) == [("", allowed, allowed + 1)]


def test_without_of_it_counts_all_ranked_units(mini: Roster) -> None:
    quota = Quota(code="xuat-sac", percent=20)
    assert excess(mini, quota, phong=["xuat-sac", "kha", "kha"], tdp=["yeu", "yeu"]) == []
    assert excess(mini, quota, phong=["xuat-sac", "xuat-sac", "kha"], tdp=["yeu", "yeu"]) == [("", 1, 2)]


def test_within_each_block(mini: Roster) -> None:
    quota = Quota(code="xuat-sac", percent=50, within="block")
    assert excess(mini, quota, phong=["xuat-sac", "kha"], tdp=["xuat-sac", "xuat-sac"]) == [("tdp", 1, 2)]


def test_the_note_gives_the_figures_and_leaves_the_decision_to_people(mini: Roster) -> None:
    quota = Quota(code="xuat-sac", percent=20, of=("tot",), within="block")
    (note,) = note_of(mini, quota, {"phong": ["xuat-sac", "tot"]})
    assert note.text == (
        "Khối phòng chuyên môn: có 1 đơn vị xếp loại “Xuất sắc”, quá mức cho phép là 0 "
        "(20% của 1 đơn vị xếp loại “Tốt”); đề nghị người có thẩm quyền xem xét, quyết định. Theo điểm, rồi "
        "mục ưu tiên, đề nghị không giữ loại: Tổ 1."
    )


def test_the_best_keep_the_class_up_to_the_quota(mini: Roster) -> None:
    (note,) = note_of(mini, Quota(code="xuat-sac", percent=50), {"phong": ["xuat-sac"] * 3 + ["tot"]})
    assert (note.keep, note.tied, note.give_up) == (("u1", "u2"), (), ("u3",))
    assert note.text.endswith("đề nghị giữ loại: Tổ 1, Tổ 2; không giữ loại: Tổ 3.")


def test_units_tied_at_the_cut_are_named_and_stand_on_no_side(mini: Roster) -> None:
    units = {"phong": ["xuat-sac"] * 4}
    (note,) = note_of(mini, Quota(code="xuat-sac", percent=50), units, places=(1, 2, 2, 4))
    assert (note.keep, note.tied, note.give_up) == (("u1",), ("u2", "u3"), ("u4",))
    assert "bằng nhau ở mức cắt, cần chọn: Tổ 2, Tổ 3" in note.text


def test_who_gives_up_the_class_counts_in_the_one_below(mini: Roster) -> None:
    """20 % of those classed tốt: of 7 and 8, six of the 7 go down, and 20 % of 14 lets two stay."""
    quota = Quota(code="xuat-sac", percent=Decimal(20), of=("tot",))
    (note,) = note_of(mini, quota, {"phong": ["xuat-sac"] * 7 + ["tot"] * 8})
    assert note.allowed == 1
    assert note.keep == ("u1", "u2")


def test_an_accepted_excess_says_why_and_proposes_nothing(mini: Roster) -> None:
    quota, said = Quota(code="xuat-sac", percent=50), {("xuat-sac", ""): Accepted(2, "Theo TB 9")}
    (note,) = note_of(mini, quota, {"phong": ["xuat-sac", "xuat-sac", "tot"]}, accepted=said)
    assert note.accepted == "Theo TB 9"
    assert note.text.endswith("việc vượt hạn mức đã được chấp nhận: Theo TB 9.")


def test_one_unit_more_than_was_accepted_is_open_again(mini: Roster) -> None:
    quota, said = Quota(code="xuat-sac", percent=50), {("xuat-sac", ""): Accepted(2, "Theo TB 9")}
    (note,) = note_of(mini, quota, {"phong": ["xuat-sac", "xuat-sac", "xuat-sac"]}, accepted=said)
    assert note.accepted == ""


def test_no_quota_no_note(mini: Roster) -> None:
    assert quota_notes(change(mini, quota=()), [], {}) == ()
