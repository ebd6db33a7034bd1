"""What a class needs beside points, by hand from criteria/README.md."""

from collections.abc import Mapping

import pytest

from tests.engine.needy import CASES, stand


@pytest.mark.parametrize(("changes", "wanted"), CASES, ids=str)
def test_shares_are_looked_at_before_rounding_and_figures_as_they_are(
    changes: dict[str, str], wanted: str
) -> None:
    assert stand(changes).name == wanted


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"A1": "999/1000"}, "tiêu chí A1 có tỷ lệ 99,9%, loại “Xuất sắc” phải có tỷ lệ 100%"),
        (
            {"A2": "169/200"},
            "nhóm Nhiệm vụ (A) đạt 56,9/60 điểm trước khi làm tròn, loại “Xuất sắc” phải đạt 95% trở lên",
        ),
        ({"F1": "1"}, "tiêu chí F1 có số liệu 1, loại “Xuất sắc” phải có số liệu từ 2 trở lên"),
        (
            {"T1": "2", "T2": "33/100"},
            "phần Điểm thưởng (TH) đạt 2,99/5 điểm trước khi làm tròn, loại “Xuất sắc” phải đạt 60% trở lên",
        ),
        (
            {"F1": "1", "B1": "0"},
            "tiêu chí F1 có số liệu 1, loại “Xuất sắc” phải có số liệu từ 2 trở lên; "
            "tiêu chí B1 có số liệu 0, loại “Tốt” phải có số liệu từ 2 trở lên, "
            "loại “Đạt” phải có số liệu từ 1 trở lên",
        ),
    ],
)
def test_the_reason_tells_what_was_reached_and_what_is_needed_once(
    changes: dict[str, str], reason: str
) -> None:
    assert stand(changes).reason.endswith(f" vì: {reason}.")


SHORT = {"F1": "1"}  # not the best class, whatever is verified


@pytest.mark.parametrize(
    ("changes", "verified", "wanted"),
    [
        ({}, {}, "Xuất sắc"),
        ({"A1": "999/1000"}, {}, "Tốt"),  # 40 points verified as shown: the figures stand
        ({"A1": "999/1000"}, {"A1": "39"}, "Tốt"),
        ({}, {"A1": "39"}, "Tốt"),  # 100 % would bring 40
        (SHORT, {"B1": "14"}, "Tốt"),  # two models bring 14
        (SHORT, {"B1": "13"}, "Đạt"),
        (SHORT, {"B1": "6"}, "Chưa đạt"),
        (SHORT | {"B1": "1"}, {"B1": "14"}, "Tốt"),  # more than the unit said
        (SHORT | {"B1": ""}, {"B1": "10"}, "Đạt"),  # it did arise
        (SHORT | {"B1": "1", "B2": "40/100"}, {"B2": "0"}, "Đạt"),  # as the unit says
        (SHORT | {"B1": "1", "B2": "65/100"}, {"B2": "0"}, "Chưa đạt"),  # 40 % brings nothing to be seen by
        ({"A2": "169/200"}, {"A2": "17"}, "Tốt"),
        ({"A2": "169/200"}, {"A2": "18"}, "Xuất sắc"),
    ],
)
def test_where_a_verifier_gives_other_points_the_figure_is_judged_by_them(
    changes: dict[str, str], verified: Mapping[str, str], wanted: str
) -> None:
    assert stand(changes, verified).name == wanted


def test_a_figure_that_was_not_upheld_is_told_by_the_points() -> None:
    assert stand(SHORT, {"B1": "13"}).reason.endswith(
        "tiêu chí B1 được 13 điểm thẩm định, loại “Tốt” phải có số liệu từ 2 trở lên."
    )
