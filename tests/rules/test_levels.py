"""R2: one of several levels."""

from decimal import Decimal

import pytest

from scoring.rules import Rule
from tests.rules.cases import points, refused, rule

DTI = rule(
    "levels",
    levels=[
        {"text": "Đầy đủ", "fraction": "1"},
        {"text": "Một phần", "fraction": "1/2"},
        {"text": "Không", "fraction": "0"},
    ],
)
STATED = rule("levels", levels=[{"text": "Tốt", "points": "5"}, {"text": "Khá", "points": "3.25"}])


@pytest.mark.parametrize(
    ("each", "top", "answer", "expected"),
    [
        (DTI, "5", "Đầy đủ", "5"),
        (DTI, "5", "Một phần", "2.5"),
        (DTI, "5", "Không", "0"),
        (STATED, "5", "Khá", "3.25"),
    ],
)
def test_the_level_gives_the_points(each: Rule, top: str, answer: str, expected: str) -> None:
    assert points(each, top, answer) == Decimal(expected)


def test_a_third_is_exact_enough_to_be_rounded_right() -> None:
    third = rule("levels", levels=[{"text": "Đủ", "fraction": "1"}, {"text": "Ít", "fraction": "1/3"}])
    assert points(third, "9", "Ít") == 3


def test_the_list_has_the_levels_in_order_and_the_guide_their_points() -> None:
    assert DTI.fields(Decimal(5))[0].choices == ("Đầy đủ", "Một phần", "Không")
    assert DTI.guide(Decimal(5)) == "Đầy đủ: 5 điểm; Một phần: 2,5 điểm; Không: 0 điểm."


def test_a_level_is_written_with_plain_spaces() -> None:
    first = {"text": " Đúng\u00a0 hạn ", "fraction": "1"}
    spaced = rule("levels", levels=[first, {"text": "Muộn", "fraction": "0"}])
    assert spaced.fields(Decimal(1))[0].choices == ("Đúng hạn", "Muộn")


@pytest.mark.parametrize(
    ("first", "says"),
    [
        ({"text": "50%", "points": "1"}, "phải có chữ"),
        ({"text": "1/2", "points": "1"}, "phải có chữ"),
        ({"text": "true", "points": "1"}, "phải có chữ"),
        ({"text": "=Đạt", "points": "1"}, "phải có chữ"),
        ({"text": "x" * 256, "points": "1"}, "255"),
        ({"text": "KHÔNG", "points": "1"}, "không được cùng tên"),
        ({"text": "A", "fraction": "3/2"}, "từ 0 đến 1"),
        ({"text": "A", "fraction": "1/0"}, "từ 0 đến 1"),
        ({"text": "A", "fraction": "-1"}, "từ 0 đến 1"),
        ({"text": "A", "fraction": "1e-1"}, "từ 0 đến 1"),
        ({"text": "A"}, "ghi đúng một trong hai"),
        ({"text": "A", "points": "1", "fraction": "1"}, "ghi đúng một trong hai"),
    ],
)
def test_levels_that_excel_or_an_official_would_stumble_over(first: dict[str, str], says: str) -> None:
    assert says in refused("levels", levels=[first, {"text": "Không", "points": "0"}])


def test_the_list_has_to_fit_into_the_formulas_of_the_form() -> None:
    levels = [{"text": f"Mức {n} {'x' * 240}", "points": "1"} for n in range(9)]
    assert "2000" in refused("levels", levels=levels)
    assert refused("levels", levels=levels[:8]) == ""


@pytest.mark.parametrize("text", ["Đầy đủ, đúng hạn", "Tốt; khá", 'Loại "A"', "Một tên mức dài " * 10])
def test_a_level_may_be_called_as_the_frame_calls_it(text: str) -> None:
    each = rule("levels", levels=[{"text": text, "points": "5"}, {"text": "Không", "points": "0"}])
    assert points(each, "5", text.strip()) == 5


@pytest.mark.parametrize(
    ("top", "flaws"),
    [
        ("5", []),
        ("4", ["mức “Tốt” được 5 điểm, nhiều hơn điểm tối đa 4"]),
        ("6", ["không mức nào được điểm tối đa 6"]),
    ],
)
def test_the_best_level_is_the_maximum(top: str, flaws: list[str]) -> None:
    assert STATED.flaws(Decimal(top)) == flaws


def test_a_fraction_that_does_not_end_is_told_as_a_fraction() -> None:
    levels = [{"text": "Đúng hạn", "fraction": "1"}, {"text": "Chậm", "fraction": "1/7"}]
    each = rule("levels", levels=levels)
    assert each.guide(Decimal(8)) == "Đúng hạn: 8 điểm; Chậm: 1/7 điểm tối đa."
    assert each.guide(Decimal(14)) == "Đúng hạn: 14 điểm; Chậm: 2 điểm."
