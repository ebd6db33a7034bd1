"""What a ward states of itself is held against its set: what cannot be is refused in words."""

from decimal import Decimal
from typing import Any

import pytest

from scoring.criteria.units import Roster
from scoring.engine.model import State
from scoring.reports.final.frozen import Frozen, FrozenClass, frozen
from scoring.reports.rollup.plausible import contradiction
from tests.reports.rollup.wards import base, scored, under
from tests.reports.runs import typical, verified


def ranked(found: Frozen) -> list[str]:
    return [unit.code for unit in found.units if unit.final is not None]


def but(unit: str, **more: Any) -> Frozen:
    """The base with something else of one unit."""
    units = tuple(each.model_copy(update=more) if each.code == unit else each for each in base().units)
    return base().model_copy(update={"units": units})


def test_what_the_tool_freezes_itself_holds_whoever_is_verified(mini: Roster) -> None:
    codes = [unit.code for unit in mini.units]
    for number in range(len(codes) + 1):
        assert contradiction(frozen(verified(typical(mini), frozenset(codes[:number])), 1)) == ""
    assert (base().set.highest, base().set.places) == (Decimal(105), mini.criteria.rounding.total)
    assert base().set.bounds == tuple(each.at_least for each in mini.criteria.classes)


FIRST = ranked(base())[0]
LAST = max((u for u in base().units if u.final is not None), key=lambda u: u.overall or 0)
NOWHERE = next(unit.code for unit in base().units if unit.state is State.NOT_SUBMITTED)
BEST = base().classes[0]


@pytest.mark.parametrize(
    ("unit", "more", "says"),
    [
        (FIRST, {"final": Decimal(106), "verified": Decimal(106)}, "điểm thẩm định 106 ngoài mức"),
        (FIRST, {"self_score": Decimal(-1)}, "điểm tự chấm -1 ngoài mức"),
        (FIRST, {"self_score": Decimal("1.2345")}, "lẻ hơn 2 chữ số"),
        (FIRST, {"verified": Decimal(1)}, "điểm chính thức khác điểm thẩm định"),
        (FIRST, {"verified": None}, "điểm chính thức khác điểm thẩm định"),
        (FIRST, {"state": State.VALID}, "“hợp lệ” không hợp với điểm chính thức"),
        (FIRST, {"final": None, "in_block": None, "overall": None}, "“đã thẩm định” không hợp"),
        (FIRST, {"overall": 7}, "hạng chung ghi 7, theo điểm là"),
        (FIRST, {"overall": None}, "hạng chung ghi trống"),
        (FIRST, {"in_block": 9}, "hạng khối"),
        (NOWHERE, {"verified": Decimal(9)}, "“chưa nộp” mà có điểm thẩm định"),
        (NOWHERE, {"in_block": 1}, "có hạng mà không có điểm"),
        (FIRST, {"class_": FrozenClass(code=BEST.code, name="Giỏi nhất")}, "không có trong bộ tiêu chí"),
        (LAST.code, {"class_": FrozenClass(code=BEST.code, name=BEST.name)}, "cao hơn mức điểm"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(unit: str, more: dict[str, Any], says: str) -> None:
    assert says in contradiction(but(unit, **more))


def places(*stated: int, scores: tuple[str, ...], **rules: str) -> str:
    """What is told of units of one block with these scores and places."""
    block = base().blocks[0].code
    made = under(scored("A", {block: list(scores)}), bounds=(), **rules)
    units = [
        unit.model_copy(update={"in_block": place, "overall": place})
        for unit, place in zip(made.units, stated, strict=True)
    ]
    return contradiction(made.model_copy(update={"units": tuple(units)}))


@pytest.mark.parametrize(
    ("stated", "ties", "sound"),
    [
        ((1, 2, 2, 4), "shared", True),
        ((1, 2, 3, 4), "shared", True),  # a tie that the chain of the set has broken
        ((1, 3, 2, 4), "shared", True),
        ((1, 2, 2, 3), "shared", False),
        ((1, 2, 2, 3), "dense", True),
        ((1, 2, 3, 4), "dense", True),
        ((1, 2, 2, 4), "dense", False),
        ((2, 1, 3, 4), "shared", False),
        ((1, 1, 3, 4), "shared", False),
        ((1, 2, 4, 4), "shared", False),
    ],
)
def test_places_follow_from_points(stated: tuple[int, ...], ties: str, sound: bool) -> None:
    told = places(*stated, scores=("90", "80", "80", "70"), ties=ties)
    assert (told == "") is sound, told


def test_a_class_may_be_lower_than_the_points_allow_never_better() -> None:
    block, codes = base().blocks[0].code, [each.code for each in base().classes]
    good = str(base().set.bounds[0])
    assert contradiction(scored("A", {block: [good]}, {good: codes[-1]})) == ""
    less = str(base().set.bounds[0] - Decimal("0.01"))
    assert "cao hơn mức điểm" in contradiction(scored("A", {block: [less]}, {less: codes[0]}))


def test_an_edition_of_an_older_version_is_held_against_what_it_says() -> None:
    old = under(base(), highest=None, places=None, bounds=())
    assert contradiction(old) == ""
    assert "khác điểm thẩm định" in contradiction(
        under(but(FIRST, verified=Decimal(1)), highest=None, places=None, bounds=())
    )
