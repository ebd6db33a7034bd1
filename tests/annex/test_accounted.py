"""What is added to a sentence that was certain makes it uncertain, or stands in the rule."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from scoring.annex.how import How, how_scored
from scoring.annex.sentences.reading import Sentence

CERTAIN = {
    "levels": "Đầy đủ: 10 điểm; thiếu: 5 điểm; không có: 0 điểm",
    "bands": "Từ 90% trở lên: 10 điểm; từ 70% đến dưới 90%: 5 điểm; dưới 70%: 0 điểm",
    "share": "Tỷ lệ hồ sơ đúng hạn x 10",
    "deduction": "Đủ báo cáo: 10 điểm; mỗi báo cáo chậm trừ 1 điểm",
    "count": "Mỗi mô hình 2 điểm, tối đa 10 điểm",
    "parts": "Có kế hoạch: 4 điểm; có sơ kết: 6 điểm",
    "yes_no": "Có: 10 điểm; không: 0 điểm",
    "void": "Mỗi vụ trừ 2 điểm. Không phát sinh vụ việc thì được điểm tối đa",
    "excluded": "Tỷ lệ hồ sơ đúng hạn x 10. Không phát sinh hồ sơ thì không tính tiêu chí này",
}
MORE = (
    "riêng vùng xa nhân hệ số",
    "trừ trường hợp bất khả kháng",
    "không áp dụng cho đơn vị mới thành lập",
    "tính gấp đôi khi có xác nhận",
    "trường hợp đặc biệt do Hội đồng xem xét",
    "tính từ quý II",
    "chỉ tính đơn vị loại một",
    "kể cả năm trước",
    "làm tròn xuống",
    "so với bình quân của thành phố",
)


def how(text: str, title: str = "Nội dung") -> How:
    found = how_scored(Sentence(title, text, Decimal(10)))
    assert found
    return found


def changed(text: str, more: str) -> Iterator[str]:
    """The words in each place where a writer may have put them."""
    yield from (f"{text}\n{more}", f"{text}, {more}", f"{text} ({more})", f"{more}\n{text}")
    if ";" in text:
        yield text.replace(";", f" ({more});", 1)


@pytest.mark.parametrize("kind", CERTAIN)
def test_what_is_added_is_asked_or_stands_in_the_rule(kind: str) -> None:
    assert not how(CERTAIN[kind]).taken.doubts
    for more in MORE:
        for text in changed(CERTAIN[kind], more):
            taken = how(text).taken
            assert taken.doubts or more in str(taken.rule).lower(), text


@pytest.mark.parametrize(
    "more", ["(chậm trừ 1 điểm)", "(tối đa 15 điểm)", "nhân hệ số 2", "khi không phát sinh"]
)
def test_what_the_name_says_of_points_is_asked_where_a_cell_says_how(more: str) -> None:
    assert not how(CERTAIN["levels"], "Kế hoạch").taken.doubts
    assert how(CERTAIN["levels"], f"Kế hoạch {more}").taken.doubts


def test_two_sentences_on_what_did_not_arise_are_asked() -> None:
    said = f"{CERTAIN['void']}. Không phát sinh thì không tính tiêu chí này"
    assert "hai câu nói khác nhau về khi không phát sinh" in how(said).taken.doubts
