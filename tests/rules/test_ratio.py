"""R4: the ratio of two counts, linear or in bands."""

from decimal import Decimal

import pytest

from scoring.rules import Rule
from tests.rules.cases import entry, points, refused, rule

NAMES = {"top_label": "Đúng hạn", "bottom_label": "Phải làm"}
NOTHING = {"at_least": "0", "points": "0"}
BANDS = [{"at_least": "95", "points": "10"}, {"at_least": "80", "points": "6"}, NOTHING]
LINEAR, TO_80 = rule("ratio", **NAMES), rule("ratio", **NAMES, full_at="80")
BANDED, VOID = rule("ratio", **NAMES, bands=BANDS), rule("ratio", **NAMES, zero="not_applicable")


@pytest.mark.parametrize(
    ("each", "top", "part", "whole", "expected"),
    [
        (LINEAR, "12", 0, 7, "0"),
        (LINEAR, "12", 7, 7, "12"),
        (LINEAR, "12", 3, 4, "9"),
        (TO_80, "10", 40, 100, "5"),
        (TO_80, "10", 79, 100, "9.875"),
        (TO_80, "10", 80, 100, "10"),
        (TO_80, "10", 100, 100, "10"),
        (BANDED, "10", 95, 100, "10"),
        (BANDED, "10", 949, 1000, "6"),
        (BANDED, "10", 80, 100, "6"),
        (BANDED, "10", 7999, 10000, "0"),
        (BANDED, "10", 0, 3, "0"),
        (BANDED, "10", 19, 20, "10"),
    ],
)
def test_points_at_and_beside_the_bounds(each: Rule, top: str, part: int, whole: int, expected: str) -> None:
    assert points(each, top, part, whole) == Decimal(expected)


def test_a_band_is_decided_without_division() -> None:
    thirds = rule("ratio", **NAMES, bands=[{"at_least": "33.333333", "points": "1"}, NOTHING])
    assert points(thirds, "1", 1, 3) == 1
    assert points(thirds, "1", 33333332, 100000000) == 0


@pytest.mark.parametrize(
    ("each", "part", "whole", "codes"),
    [
        (LINEAR, 5, 4, ["N06"]),
        (LINEAR, 4, 4, []),
        (LINEAR, 0, 0, ["N07"]),
        (LINEAR, 1, 0, ["N06"]),
        (VOID, 0, 0, []),
        (VOID, 1, 0, ["N06"]),
        (VOID, 0, 1, []),
    ],
)
def test_contradictions(each: Rule, part: int, whole: int, codes: list[str]) -> None:
    assert [code for code, _ in each.mistakes(entry(part, whole))] == codes


def test_nothing_of_nothing_may_mean_not_applicable() -> None:
    assert VOID.void(entry(0, 0))
    assert not VOID.void(entry(0, 1))
    assert not VOID.void(entry(0))
    assert not LINEAR.void(entry(0, 0))


def test_the_guide_says_how() -> None:
    assert TO_80.guide(Decimal(10)) == (
        "Tỷ lệ = Đúng hạn / Phải làm. Đạt 80% trở lên: 10 điểm, thấp hơn tính theo tỷ lệ."
    )
    assert BANDED.guide(Decimal(10)) == (
        "Tỷ lệ = Đúng hạn / Phải làm. Từ 95%: 10 điểm; từ 80%: 6 điểm; từ 0%: 0 điểm."
    )


@pytest.mark.parametrize(
    ("bands", "says"),
    [
        ([("80", "6"), ("95", "10"), ("0", "0")], "từ cao xuống thấp"),
        ([("80", "6"), ("80", "5"), ("0", "0")], "không trùng"),
        ([("80", "6"), ("10", "0")], "mức cuối at_least: 0"),
        ([("80", "6"), ("0", "7")], "không được nhiều điểm hơn"),
    ],
)
def test_bands_have_no_gaps(bands: list[tuple[str, str]], says: str) -> None:
    assert says in refused("ratio", **NAMES, bands=[{"at_least": a, "points": p} for a, p in bands])


def test_bands_and_a_linear_bound_exclude_each_other() -> None:
    assert "full_at" in refused("ratio", **NAMES, bands=BANDS, full_at="90")


def test_the_best_band_is_the_maximum() -> None:
    assert BANDED.flaws(Decimal(10)) == ()
    assert BANDED.flaws(Decimal(12)) == ["mức cao nhất của bands được 10 điểm, điểm tối đa là 12"]
    assert LINEAR.flaws(Decimal(12)) == ()
