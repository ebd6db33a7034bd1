"""Row heights: no text is cut, no row is absurdly high."""

import pytest

from scoring.sheets.measure import (
    Fitted,
    lines,
    row_height,
    text_width,
)

TEXT = "Chủ trì tham mưu phổ biến, quán triệt, tuyên truyền các văn bản của Trung ương, thành phố, phường"


def test_vietnamese_letters_are_as_wide_as_their_base() -> None:
    assert text_width("Ủy ban") == text_width("Uy ban")
    assert text_width("ĩ") == text_width("i")


def test_bold_and_big_are_wider() -> None:
    assert text_width(TEXT, bold=True) > text_width(TEXT)
    assert text_width(TEXT, 14) > text_width(TEXT, 11)


def test_short_text_and_blank_take_one_line() -> None:
    assert lines("Có", 15) == 1
    assert lines("", 15) == 1


def test_every_paragraph_begins_a_line() -> None:
    assert lines("một\nhai\n\nbốn", 30) == 4


def test_a_word_longer_than_the_column_is_broken() -> None:
    assert lines("a" * 100, 10) > 5


@pytest.mark.parametrize(("width", "count"), [(34, 3), (42, 3), (70, 2), (120, 1)])
def test_the_wider_the_column_the_fewer_the_lines(width: float, count: int) -> None:
    assert lines(TEXT, width) == count


def test_the_highest_cell_decides_within_excels_limit() -> None:
    low, high = Fitted("Có", 15), Fitted(TEXT, 34)
    assert row_height(low, high) == row_height(high) > row_height(low)
    assert row_height(least=34) == 34
    assert row_height(Fitted(TEXT * 50, 20)) == 409
