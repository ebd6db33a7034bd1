"""What stands in a cell and not in the rule is asked, whatever the kind of sentence."""

from decimal import Decimal

import pytest

from scoring.annex.conditions import effect_of
from scoring.annex.how import How, how_scored
from scoring.annex.sentences.reading import Sentence


def how(text: str, top: str = "40") -> How:
    found = how_scored(Sentence("Kế hoạch", text, Decimal(top)))
    assert found
    return found


@pytest.mark.parametrize(
    ("share", "points"),
    [("1/2*Điểm tối đa", "20"), ("3/4 x Điểm tối đa", "30"), ("50% của điểm tối đa", "20"),
     ("0,25*Điểm tối đa", "10"), ("Điểm tối đa x 3/4", "30"), ("Điểm tối đa/4", "10")],
)  # fmt: skip
def test_a_share_of_the_maximum_is_calculated(share: str, points: str) -> None:
    taken = how(f"Trước 31/01: Điểm tối đa\nSau 31/01: {share}\nKhông ban hành: 0 điểm").taken
    assert [level["points"] for level in taken.rule["levels"]] == ["40", points, "0"]
    assert not taken.doubts


@pytest.mark.parametrize(
    "share",
    [
        "1/3*Điểm tối đa",
        "3/2*Điểm tối đa",
        "một phần hai điểm tối đa",
        "1/2*1/2*Điểm tối đa",
        "k*Điểm tối đa",
    ],
)
def test_a_share_that_cannot_be_calculated_is_asked(share: str) -> None:
    taken = how(f"Trước 31/01: Điểm tối đa\nSau 31/01: {share}\nKhông ban hành: 0 điểm").taken
    assert taken.doubts


@pytest.mark.parametrize(
    ("text", "void"),
    [
        ("Điểm = Tỷ lệ hồ sơ đúng hạn*Điểm tối đa.\n"
         "Đơn vị không có thủ tục: không đánh giá, loại khỏi tổng điểm",
         "excluded"),
        ("Từ 95%: 40 điểm; dưới 95%: 0 điểm. Trường không tổ chức bán trú: không chấm tiêu chí này",
         "excluded"),
        ("100% bếp đủ điều kiện: 40đ. Mỗi bếp không đủ điều kiện trừ 5đ. Đơn vị không quản lý bếp ăn được "
         "tính điểm tối đa", "full"),
    ],
)  # fmt: skip
def test_units_that_a_criterion_is_not_for_are_read_beside_any_way(text: str, void: str) -> None:
    found = how(text)
    assert (found.void, found.taken.doubts) == (void, ())


@pytest.mark.parametrize(
    "beside",
    [
        "Đơn vị không có bếp ăn: không áp dụng",
        "Tổ không thuộc diện được giao: miễn chấm",
        "Đơn vị mới thành lập được hưởng nguyên điểm",
        "Đơn vị không có cán bộ vi phạm được điểm tối đa",
    ],
)
@pytest.mark.parametrize("way", ["Mỗi lần thiếu trừ 5 điểm", "Mỗi mô hình 5 điểm", "Điểm = tỷ lệ hộ x 40"])
def test_units_left_out_in_other_words_are_asked(way: str, beside: str) -> None:
    assert how(f"{way}. {beside}").taken.doubts


def test_levels_of_equal_points_and_figures_left_over_are_asked() -> None:
    assert "hai mức cùng 40 điểm" in how("Tốt: 40 điểm; khá: 40 điểm; kém: 0 điểm").taken.doubts
    steps = how("Đạt từ 20% trở lên: 40 điểm; dưới 20% cứ 4%: 8 điểm; còn lại: 0 điểm").taken
    assert steps.doubts


def test_what_leaves_the_total_is_no_class() -> None:
    assert effect_of("Đơn vị không có thủ tục: loại khỏi tổng điểm", ["Tốt"]) is None
    assert effect_of("Đơn vị vi phạm: loại khỏi danh sách xét", ["Tốt"]) is not None


def test_a_sentence_that_no_pattern_used_is_asked_though_it_has_no_figure() -> None:
    assert how("Mỗi mô hình 5 điểm. Chỉ xét mô hình được công nhận").taken.doubts
    assert not how("Mỗi mô hình 5 điểm").taken.doubts


def test_a_formula_whose_whole_has_no_name_is_asked() -> None:
    taken = how("Tỷ lệ hộ tham gia đạt từ 90%: 40 điểm; còn lại: 0 điểm; a/b là tỷ lệ hộ").taken
    assert taken.doubts
