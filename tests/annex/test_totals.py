"""Every total that a paper states is held against what was read, also where it stands in words."""

import pytest

from scoring.annex.figures import total_in, worth_in
from scoring.annex.seen import Certainty
from tests.annex.test_doubts import HEAD, read, row_of

ONE = ["1", "Kế hoạch", "10", "Có: 10 điểm; không: 0 điểm"]
BONUS = [["II", "Điểm thưởng", "5", ""], ["1", "Mô hình", "5", "Mỗi mô hình 1 điểm"]]


@pytest.mark.parametrize(
    "title",
    ["Việc chung (điểm tối đa 35)", "Việc chung, điểm tối đa: 35", "Việc chung – tổng số điểm chuẩn 35 điểm"],
)
def test_points_in_the_words_of_a_group_are_held_against_its_criteria(title: str) -> None:
    worth = worth_in(title)
    assert worth and (worth.points, worth.rest) == (35, "Việc chung")
    row = row_of(read([HEAD, ["I", title, "", ""], ONE]), "Việc chung")
    assert row.certainty is Certainty.UNSURE and "35 điểm, các mục bên dưới cộng lại 10" in row.why


def test_points_of_a_group_that_cannot_be_read_are_asked() -> None:
    row = row_of(read([HEAD, ["I", "Việc chung 35 điểm cho cả mục", "", ""], ONE]), "Việc chung")
    assert "tên nhóm ghi “35 điểm”" in row.why


def test_a_name_that_states_other_points_than_its_column_is_asked() -> None:
    row = row_of(read([HEAD, ["I", "Việc chung (35 điểm)", "10", ""], ONE]), "Việc chung")
    assert "tên ghi 35 điểm, cột điểm ghi 10" in row.why


@pytest.mark.parametrize("words", ["TỔNG CỘNG: 100 ĐIỂM", "Tổng điểm = 100", "Tổng cộng (100 điểm)"])
def test_a_total_in_words_is_compared(words: str) -> None:
    worth = total_in(words)
    assert worth and worth.points == 100
    row = row_of(read([HEAD, ["I", "Việc chung", "10", ""], ONE, ["", words, "", ""]]), words)
    assert (row.certainty, row.why) == (
        Certainty.UNSURE,
        "văn bản ghi tổng 100 điểm, các nhóm cộng lại 10",
    )


def test_a_total_counts_the_bonus_only_where_that_stands_above_it() -> None:
    scale, total = [HEAD, ["I", "Việc chung", "10", ""], ONE], ["", "Tổng cộng", "15", ""]
    assert row_of(read([*scale, total, *BONUS]), "Tổng cộng").certainty is Certainty.UNSURE
    assert row_of(read([*scale, *BONUS, total]), "Tổng cộng").certainty is Certainty.SURE


def test_a_subtotal_that_no_group_makes_is_asked() -> None:
    rows = [HEAD, ["I", "Việc chung", "", ""], ONE, ["", "Cộng mục I", "12", ""], ["", "Tổng cộng", "10", ""]]
    assert "cộng 12 điểm" in row_of(read(rows), "Cộng mục I").why
    rows[3] = ["", "Cộng mục I", "10", ""]
    assert row_of(read(rows), "Cộng mục I").certainty is Certainty.SKIPPED
