"""Names of classes that are ordinary words: "đạt" is a verb, "khá" stands in "khác"."""

import pytest

from scoring.annex.classes import class_of_cells, quota_in
from scoring.annex.conditions import effect_of
from scoring.annex.seen import Certainty
from tests.annex.test_doubts import SCALE, read, row_of

NAMES = ["Tiêu biểu", "Khá", "Đạt", "Không đạt"]
MOST = "Mỗi đợt chọn không quá 30% số mô hình đạt loại Tiêu biểu."


@pytest.mark.parametrize(
    ("text", "name", "of"),
    [
        (MOST, "Tiêu biểu", ""),
        ("Xếp loại đạt không quá 30%", "Đạt", ""),
        ("Khá không quá 30% số đơn vị xếp loại Đạt", "Khá", "Đạt"),
        ("Đạt yêu cầu thì loại Tiêu biểu không quá 30%", "Tiêu biểu", ""),
        ("TIÊU BIỂU: không quá 30%", "Tiêu biểu", ""),
    ],
)
def test_a_quota_is_of_the_class_that_is_named(text: str, name: str, of: str) -> None:
    quota = quota_in(text, NAMES)
    assert quota and (quota.name, quota.percent, quota.of) == (name, 30, of)


@pytest.mark.parametrize(
    "text",
    ["Không quá 30% số đơn vị khác", "Số hộ đạt chuẩn không quá 30%", "Không quá 30% đơn vị khá giả"],
)
def test_a_verb_is_no_class_and_the_sentence_is_asked(text: str) -> None:
    assert quota_in(text, NAMES) is None
    says = (
        "Tiêu biểu: từ 9 điểm; Khá: từ 7 đến dưới 9 điểm; Đạt: từ 5 đến dưới 7 điểm; Không đạt: dưới 5 điểm"
    )
    row = row_of(read(SCALE, says, text), text)
    assert (row.certainty, row.why) == (
        Certainty.UNKNOWN,
        "có thể là hạn mức của một loại; chưa đưa vào bộ",
    )


def test_a_sentence_is_the_name_of_no_class() -> None:
    assert class_of_cells(MOST, MOST) is None
    assert class_of_cells("Tiêu biểu", "90 - 100") is not None


def test_other_words_that_begin_like_a_class_cap_none() -> None:
    assert effect_of("Không xếp loại khác với loại đã công nhận", ["Tốt", "Khá"]).effect == "disqualify"  # type: ignore[union-attr]
    assert effect_of("Không xếp loại Khá khi vi phạm", ["Tốt", "Khá", "Yếu"]).class_name == "Yếu"  # type: ignore[union-attr]
