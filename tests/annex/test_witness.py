"""A row's place has two witnesses, its number and the sums: without them, or against one, it is asked."""

from collections.abc import Sequence

import pytest

from scoring.annex.draft import AnnexDraft
from scoring.annex.seen import Certainty, SeenRow
from scoring.annex.told import seen_rows
from tests.annex.test_doubts import HEAD, read, row_of

YES = "Có: 10 điểm; không: 0 điểm"


def sure(draft: AnnexDraft, *texts: str) -> list[bool]:
    return [row_of(draft, text).certainty is Certainty.SURE for text in texts]


def grouped(*points: str, marks: str = "1 2 1 2") -> list[list[str]]:
    first, second, third, fourth = marks.split()
    return [
        ["I", "VIỆC CHUNG", points[0], ""], [first, "Kế hoạch", "10", YES], [second, "Hội nghị", "10", YES],
        ["II", "VIỆC RIÊNG", points[1], ""], [third, "Tường rào", "10", YES], [fourth, "Sân chơi", "10", YES],
    ]  # fmt: skip


ROWS = ("Kế hoạch", "Hội nghị", "Tường rào", "Sân chơi")


@pytest.mark.parametrize(("points", "marks"), [("20", "1 2 1 2"), ("", "1 2 1 2"), ("20", "- - - -")])
def test_sums_alone_and_numbers_that_make_the_total_are_enough(points: str, marks: str) -> None:
    rows = [HEAD, *grouped(points, points, marks=marks), ["", "Tổng cộng", "40", ""]]
    assert sure(read(rows), *ROWS) == [True] * 4


def test_without_sums_numbers_that_do_not_count_on_are_asked() -> None:
    rows = [HEAD, *grouped("", "20", marks="1 3 1 2"), ["", "Tổng cộng", "40", ""]]
    draft = read(rows)
    assert sure(draft, *ROWS) == [False, False, True, True]
    assert "số thứ tự và tổng điểm không cùng xác nhận" in row_of(draft, "Hội nghị").why


def test_a_number_against_a_sum_is_asked_with_both() -> None:
    draft = read([HEAD, *grouped("20", "20", marks="1 3 1 2"), ["", "Tổng cộng", "40", ""]])
    assert sure(draft, *ROWS) == [True, False, True, True]
    assert "3 đứng sau 1" in row_of(draft, "Hội nghị").why and "20" in row_of(draft, "Hội nghị").why


def test_criteria_beside_names_of_groups_that_hold_nothing_are_asked() -> None:
    """The total is right, yet the criteria came to stand in a group that the paper does not have."""
    rows = [[*row[:2], "", ""] if row[0] in ("I", "II") else ["", *row[1:]] for row in grouped("", "")]
    draft = read([HEAD, *rows, ["", "Tổng cộng", "40", ""]])
    assert all(row.certainty is not Certainty.SURE for row in listed(draft, ROWS))


def test_a_name_without_number_and_points_holds_no_groups_for_certain() -> None:
    """A heading of columns that nobody knows may come to be such a row."""
    draft = read([HEAD, ["", "PHỤ THÊM", "", ""], *grouped("20", "20"), ["", "Tổng cộng", "40", ""]])
    assert [group.text for group in draft.groups] == ["PHỤ THÊM"]
    assert sure(draft, "PHỤ THÊM", "VIỆC CHUNG", "VIỆC RIÊNG") == [False] * 3


def listed(draft: AnnexDraft, texts: Sequence[str]) -> list[SeenRow]:
    return [row for row in seen_rows(draft) if any(text in row.read for text in texts)]


def test_a_title_over_the_table_without_points_holds_its_groups_for_no_certain() -> None:
    draft = read([HEAD, ["A", "NỘI DUNG", "", ""], *grouped("20", "20"), ["", "Tổng cộng", "40", ""]])
    assert sure(draft, "VIỆC CHUNG", "VIỆC RIÊNG") == [False] * 2
    assert "có thể là tên bảng" in row_of(draft, "VIỆC CHUNG").why
