import pytest

from scoring.criteria.schema import Quota
from scoring.criteria.units import Roster
from scoring.engine.quota import quota_notes
from tests.engine.variants import change


def excess(roster: Roster, quota: Quota, **classed: list[str]) -> list[tuple[str, int, int]]:
    notes = quota_notes(change(roster, quota=(quota,)).criteria, classed)
    return [(note.block, note.allowed, note.classed) for note in notes]


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
    (note,) = quota_notes(change(mini, quota=(quota,)).criteria, {"phong": ["xuat-sac", "tot"]})
    assert note.text == (
        "Khối phòng chuyên môn: có 1 đơn vị xếp loại “Xuất sắc”, quá mức cho phép là 0 "
        "(20% của 1 đơn vị xếp loại “Tốt”); đề nghị người có thẩm quyền xem xét, quyết định."
    )


def test_no_quota_no_note(mini: Roster) -> None:
    assert quota_notes(change(mini, quota=()).criteria, {"phong": ["xuat-sac"] * 5}) == ()
