"""C05."""

import pytest

from scoring.findings import Place
from scoring.intake.checks import altered_text
from tests.intake.checks.whole import codes, context

AT = {"text": Place("Tự chấm điểm", "B20")}


@pytest.mark.parametrize(
    "text", ["Không để xảy ra khiếu nại vượt cấp", "KHÔNG ĐỂ XẢY RA KHIẾU NẠI VƯỢT CẤP "]
)
def test_the_same_words__ok(text: str) -> None:
    assert codes(altered_text.check, context({"2.3": {"stated_text": text, "places": AT}})) == []


def test_other_words__warning() -> None:
    [found] = altered_text.check(context({"2.3": {"stated_text": "Việc khác", "places": AT}}))
    assert (found.code, found.criterion, found.is_error) == ("C05", "2.3", False)
    assert "Không để xảy ra khiếu nại vượt cấp" in found.remedy


def test_the_words_of_a_condition__warning() -> None:
    changed = {"DK1": {"stated_text": "Không có ai bị kỷ luật", "places": AT}}
    assert codes(altered_text.check, context(changed)) == ["C05"]
