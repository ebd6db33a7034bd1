"""C04, C05."""

from decimal import Decimal

import pytest

from scoring.findings import Place
from scoring.intake.checks.altered import check
from tests.intake.checks.whole import codes, context

AT = {"text": Place("Tự chấm điểm", "B20")}


def test_the_maximum_as_it_is_or_unknown__ok() -> None:
    assert codes(check, context({"2.3": {"stated_top": Decimal("10.0")}})) == []


def test_another_maximum__warning() -> None:
    place = Place("Tự chấm điểm", "D20")
    [found] = check(context({"2.3": {"stated_top": Decimal("12.5"), "places": {"top": place}}}))
    assert (found.code, found.criterion, found.place) == ("C04", "2.3", place)
    assert (found.found, found.expected) == ("12,5", "10")


@pytest.mark.parametrize(
    "text", ["Không để xảy ra khiếu nại vượt cấp", "KHÔNG ĐỂ XẢY RA KHIẾU NẠI VƯỢT CẤP "]
)
def test_the_same_words__ok(text: str) -> None:
    assert codes(check, context({"2.3": {"stated_text": text, "places": AT}})) == []


def test_other_words__warning() -> None:
    [found] = check(context({"2.3": {"stated_text": "Việc khác", "places": AT}}))
    assert (found.code, found.criterion, found.is_error) == ("C05", "2.3", False)
    assert "Không để xảy ra khiếu nại vượt cấp" in found.remedy


def test_the_words_of_a_condition__warning() -> None:
    changed = {"DK1": {"stated_text": "Không có ai bị kỷ luật", "places": AT}}
    assert codes(check, context(changed)) == ["C05"]
