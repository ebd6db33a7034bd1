"""Labels are found wherever they stand, and however they are spelled; what is no label costs nothing."""

from decimal import Decimal
from itertools import chain
from random import Random
from unicodedata import normalize

import pytest

from scoring.intake.locate import SheetWords, letters, words_of
from scoring.xlsx.grid import Sheet


@pytest.mark.parametrize("around", ["{}", "aB{}é x"])
def test_a_text_has_the_letters_of_its_key_whatever_stands_in_it(around: str) -> None:
    codes = chain(range(0x3000), range(0xA000, 0xAC00), range(0xF900, 0x10000))
    texts = [around.format(chr(code)) for code in codes]
    assert [text for text in texts if letters(text) != letters(words_of(text))] == []


def test_texts_of_odd_letters_have_the_letters_of_their_keys() -> None:
    chance, odd = Random(1), "aBx ơỚứ̛̀ộâ̂đĐðÐIİıﬁßK-–“'\"./:;()1iV\u0345\u200b\n"
    for _ in range(5_000):
        text = "".join(chance.choices(odd, k=chance.randrange(1, 9)))
        assert letters(text) == letters(words_of(text)), repr(text)


@pytest.mark.parametrize(
    "spelled",
    [
        "Tên đơn vị",
        "TÊN  ĐƠN VỊ:",
        "Tên ðơn vị *",
        normalize("NFD", "Tên đơn vị"),
        "1. Tên đơn vị",
        "a) TÊN ĐƠN VỊ",
    ],
)
def test_a_label_is_found_however_it_is_spelled(spelled: str) -> None:
    words = SheetWords(Sheet("A", {(3, 2): "Xóm Tên đơn", (4, 2): spelled, (4, 3): "Ủy ban"}))
    assert words.places("Không có ở đây") == []
    assert words.places("Tên đơn vị") == [(4, 2)]
    assert words.value_beside("Tên đơn vị") == "Ủy ban"


def test_a_label_asked_for_later_is_found_on_a_sheet_seen_before() -> None:
    words = SheetWords(Sheet("A", {(1, 1): "Nhãn thứ nhất", (2, 1): "Nhãn chưa ai hỏi bao giờ"}))
    assert words.places("Nhãn thứ nhất") == [(1, 1)]
    assert words.places("Nhãn chưa ai hỏi bao giờ") == [(2, 1)]


def test_many_texts_are_looked_at_together_as_each_by_itself() -> None:
    chance, odd = Random(2), "aBx ơỚứ̛̀ộâ̂đĐðÐİß:*.1)\u0345\u200b\n"
    labels = ("Tên đơn vị", "Mã", "1", "Ký tên:")
    texts = ["".join(chance.choices(odd, k=chance.randrange(9))) for _ in range(400)]
    texts += [f"{before}{label}" for label in labels for before in ("", "2. ", "́", "x\n", "\n")]
    chance.shuffle(texts)
    words = SheetWords(Sheet("A", {(row, 1): text for row, text in enumerate(texts, 1)}))
    for label in labels:
        alone = [(row, 1) for row, text in enumerate(texts, 1) if words_of(text) == words_of(label)]
        assert alone and words.places(label) == alone


def test_the_first_filled_cell_is_found_wherever_it_stands() -> None:
    words = SheetWords(
        Sheet("A", {(2, 2): "Tổng", (2, 1): "x", (3, 4): "y", (2, 500): Decimal(5), (2, 9): "z"})
    )
    assert words.next_filled("Tổng") == (2, 9)
    assert SheetWords(Sheet("A", {(2, 2): "Tổng", (3, 3): "y"})).next_filled("Tổng") is None
