"""Columns beside the name: what is to be reached, a column for each level; sentences on single rows."""

from decimal import Decimal

import pytest

from scoring.annex.draft import AnnexDraft
from scoring.annex.drafting import drafted
from scoring.annex.headings import Holds, role_of
from scoring.annex.nodes import Node
from scoring.annex.opening import read_paper
from tests.annex.papers import Rows, excel, word

AIMS = [
    ["Tiêu chí", "TT", "Nội dung", "Chỉ tiêu", "Điểm", "Cách tính riêng"],
    ["1. Hạ tầng (14 điểm)", "1.1", "Đường phố có đèn", "≥ 95%", "8", ""],
    ["", "1.2", "Xây dựng tuyến phố", "02 tuyến", "6", "Mỗi tuyến 3 điểm, chỉ tiêu 02 tuyến"],
    ["2. Môi trường (11 điểm)", "2.1", "Hộ phân loại rác", "≥ 80%", "6", ""],
    ["", "2.2", "Cây xanh", "Không chặt hạ", "5", "Mỗi cây bị chặt trừ 1 điểm"],
]
LEVELS = [
    ["TT", "Tiêu chí", "Điểm tối đa", "Tốt", "Đạt (60% số điểm)", "Chưa đạt"],
    ["I", "Quản lý", "20", "", "", ""],
    ["1", "Điều lệ", "10", "10", "6", "0"],
    ["2", "Đại hội thành viên", "5", "5", "-", "0"],
    ["3", "Sổ sách", "5", "Đủ sổ: 5 điểm", "Thiếu một sổ", "Không có sổ: 0 điểm"],
]


def draft(rows: Rows, below: str = "", *, as_excel: bool = False) -> AnnexDraft:
    paper = read_paper(excel(rows) if as_excel else word(rows, around=("", below))).paper
    assert paper
    return drafted(paper, paper.tables)


def leaves(found: AnnexDraft) -> dict[str, Node]:
    return {node.text.partition(" (")[0]: node for node in found.leaves()}


def test_a_column_that_says_what_is_to_be_reached_names_no_criterion() -> None:
    found = draft(AIMS)
    assert [leaf.text for leaf in found.leaves()] == [
        "Đường phố có đèn (yêu cầu: ≥ 95%)",
        "Xây dựng tuyến phố (yêu cầu: 02 tuyến)",
        "Hộ phân loại rác (yêu cầu: ≥ 80%)",
        "Cây xanh (yêu cầu: Không chặt hạ)",
    ]


@pytest.mark.parametrize(
    ("name", "asked"),
    [("Đường phố có đèn", True), ("Xây dựng tuyến phố", False), ("Hộ phân loại rác", True)],
)
def test_what_is_to_be_reached_is_asked_where_no_way_of_scoring_uses_it(name: str, asked: bool) -> None:
    doubts = leaves(draft(AIMS))[name].doubts
    assert any("cột yêu cầu" in doubt for doubt in doubts) == asked


def test_a_column_for_each_level_gives_levels() -> None:
    found = leaves(draft(LEVELS))
    told = {name: [level["points"] for level in _rule(node)["levels"]] for name, node in found.items()}
    assert told == {
        "Điều lệ": ["10", "6", "0"],
        "Đại hội thành viên": ["5", "0"],
        "Sổ sách": ["5", "3", "0"],
    }


def _rule(node: Node) -> dict[str, list[dict[str, str]]]:
    assert node.how
    return {key: value for key, value in node.how.taken.rule.items() if key == "levels"}


@pytest.mark.parametrize("heading", ["Nội dung, tiêu chí (điểm tối đa)", "Tiêu chuẩn (điểm chuẩn)"])
def test_a_heading_that_names_points_in_brackets_is_of_names(heading: str) -> None:
    assert role_of(heading) is Holds.TEXT


def test_points_in_the_names_alone_are_read() -> None:
    rows = [
        ["Nội dung, tiêu chí (điểm tối đa)", "Hướng dẫn chấm", "Tự chấm"],
        ["I. TỔ CHỨC (10 điểm)", "", ""],
        ["1. Kế hoạch (4 điểm)", "Có: 4 điểm; không: 0 điểm", ""],
        ["2. Họp (6 điểm)", "Mỗi kỳ được 1 điểm", ""],
    ]
    for as_excel in (False, True):
        found = draft(rows, as_excel=as_excel)
        assert [leaf.top for leaf in found.leaves()] == [Decimal(4), Decimal(6)]


@pytest.mark.parametrize(
    ("said", "void", "asked"),
    [
        ("Đơn vị không có thành viên thì mục 2 vẫn được tính trọn 5 điểm.", "full", True),
        ("Đơn vị mới thành lập được chấm điểm tối đa ở tiêu chí 2.", "refused", True),
        (
            "Hợp tác xã không tổ chức đại hội thành viên vì lý do khách quan được chấm điểm sau.",
            "refused",
            True,
        ),
        ("Tổng điểm các mục 1, 2, 3: 20 điểm.", "refused", False),
        ("Nơi nhận: Ủy ban nhân dân.", "refused", False),
    ],
)
def test_a_sentence_below_the_table_is_told_at_the_criterion_that_it_names(
    said: str, void: str, asked: bool
) -> None:
    node = leaves(draft(LEVELS, said))["Đại hội thành viên"]
    assert node.how and node.how.void == void
    assert any("theo câu ở" in doubt or "có câu nói riêng" in doubt for doubt in node.doubts) == asked


def test_a_column_that_nobody_knows_is_asked_where_it_has_figures() -> None:
    rows = [[*row, extra] for row, extra in zip(LEVELS, ("Quy đổi", "", "1,5", "", "3"), strict=True)]
    found = leaves(draft(rows))
    told = {name: any("chưa hiểu" in doubt for doubt in node.doubts) for name, node in found.items()}
    assert told == {"Điều lệ": True, "Đại hội thành viên": False, "Sổ sách": True}
