import pytest

from scoring.reports.consolidated.formulas import areas, runs
from scoring.sheets.measure import lines_needed


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("Tổ dân phố", 1),
        ("một\nhai\nba", 3),
        ("Trung tâm Phục vụ hành chính công", 2),
        ("PHÒNG VĂN HÓA XÃ HỘI", 2),
        ("x" * 70, 5),
    ],
)
def test_lines_needed_in_a_column_of_twenty(text: str, lines: int) -> None:
    assert lines_needed(text, 20.0) == lines


def test_neighbouring_rows_become_one_range() -> None:
    assert runs([7, 1, 2, 3]) == [(1, 3), (7, 7)]
    assert areas("E", [1, 2, 3, 7]) == ["E2:E4", "E8"]
    assert areas("E", []) == []
