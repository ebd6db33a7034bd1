"""What the form calls the two figures of a ratio, and notes below a table that may change a rule."""

from decimal import Decimal

import pytest

from scoring.annex.how import how_scored
from scoring.annex.seen import Certainty
from scoring.annex.sentences.reading import Sentence
from tests.annex.test_doubts import SCALE, read, row_of


@pytest.mark.parametrize(
    ("title", "text", "names"),
    [
        ("Tỷ lệ cán bộ, công chức được trang bị máy tính",
         "a = Số máy tính; b = Số cán bộ;\n- Tỷ lệ=a/b;\n- Tỷ lệ >=100%: Điểm tối đa;\n"
         "- Tỷ lệ <100%: Điểm=Tỷ lệ*Điểm tối đa", ("Số máy tính", "Tổng số cán bộ")),
        ("Dịch vụ công", "Điểm = Tỷ lệ hồ sơ trực tuyến*Điểm tối đa",
         ("Số hồ sơ trực tuyến", "Tổng số hồ sơ")),
        ("Số hóa", "Tỷ lệ từ 80% trở lên: Điểm tối đa; dưới 80% tính: Tỷ lệ/80%*Điểm tối đa",
         ("Số đã thực hiện", "Tổng số phải thực hiện")),
    ],
)  # fmt: skip
def test_the_figures_have_the_names_of_the_paper(title: str, text: str, names: tuple[str, str]) -> None:
    found = how_scored(Sentence(title, text, Decimal(40)))
    assert found
    assert (found.taken.rule["top_label"], found.taken.rule["bottom_label"]) == names


@pytest.mark.parametrize("mark", ["(*)", "*", "(1)"])
def test_a_footnote_below_the_table_is_on_the_list(mark: str) -> None:
    row = row_of(read(SCALE, f"{mark} Mô hình đăng ký bổ sung thì tính đúng hạn."), "đăng ký bổ sung")
    assert row.certainty is Certainty.UNKNOWN
    assert "chú thích của bảng" in row.why
