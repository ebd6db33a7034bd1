"""Columns beside the name: what is to be reached, a column for each level; sentences on single rows."""

from dataclasses import replace
from decimal import Decimal

import pytest
from docx.document import Document as Word
from openpyxl import Workbook
from openpyxl.comments import Comment

from scoring.annex.draft import AnnexDraft
from scoring.annex.drafting import drafted
from scoring.annex.headings import Holds, role_of
from scoring.annex.nodes import Node
from scoring.annex.opening import read_paper
from scoring.annex.paper import Paper, PaperLine
from scoring.annex.seen import Certainty
from tests.annex.papers import Rows, excel, table, word
from tests.annex.test_doubts import SCALE, read, row_of

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


def test_headers_footers_and_remarks_of_word_are_read() -> None:
    def change(document: Word) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].text = "Mỗi tiêu chí không đạt thì không chấm điểm"
        section.footer.paragraphs[0].text = "Trang 1"

    paper = read_paper(word(LEVELS, change=change)).paper
    assert paper
    read = {each.line.place: each for each in drafted(paper, paper.tables).around}
    assert read["Đầu trang"].doubts and not read["Đầu trang"].harmless


def test_a_remark_of_excel_is_asked_at_its_row() -> None:
    def change(book: Workbook) -> None:
        book.active["B3"].comment = Comment("Chỉ tính quý IV", "Phòng")

    paper = read_paper(excel(LEVELS, change=change)).paper
    assert paper
    node = leaves(drafted(paper, paper.tables))["Điều lệ"]
    assert "có chú thích: “Chỉ tính quý IV”" in node.doubts


def test_as_above_says_what_the_row_above_says() -> None:
    rows = [
        ["TT", "Tiêu chí", "Điểm tối đa", "Cách chấm"],
        ["1", "Kế hoạch", "5", "Có: 5 điểm; không: 0 điểm"],
        ["2", "Báo cáo", "5", "Như trên"],
    ]
    node = leaves(draft(rows))["Báo cáo"]
    assert node.how and node.how.taken.rule["kind"] == "yes_no"
    assert any("hiểu là" in doubt for doubt in node.doubts)


def test_groups_beside_their_criteria_stand_in_the_part_that_is_a_row() -> None:
    rows = [
        ["TT", "Tên tiêu chí", "Nội dung tiêu chí", "Điểm chuẩn"],
        ["I. HẠ TẦNG", "", "", ""],
        ["1", "Giao thông", "1.1. Đường thôn", "8"],
        ["", "", "1.2. Chiếu sáng", "6"],
        ["", "", "Cộng tiêu chí 1 (1.1 + 1.2)", "14"],
        ["2", "Nhà ở", "2.1. Nhà tạm", "7"],
        ["", "", "2.2. Vườn hộ", "8"],
        ["", "", "Cộng tiêu chí 2 (2.1 + 2.2)", "15"],
    ]

    def change(book: Workbook) -> None:
        sheet = book.active
        sheet.merge_cells("A2:D2")
        for area in ("A3:A5", "B3:B5", "A6:A8", "B6:B8"):
            sheet.merge_cells(area)

    paper = read_paper(excel(rows, change=change)).paper
    assert paper
    [part] = drafted(paper, paper.tables).groups
    assert [(group.text, group.top) for group in part.children] == [
        ("Giao thông", Decimal(14)),
        ("Nhà ở", Decimal(15)),
    ]
    assert [leaf.text for leaf in part.leaves()] == ["Đường thôn", "Chiếu sáng", "Nhà tạm", "Vườn hộ"]


def test_a_column_whose_heading_is_of_points_but_says_how_says_how() -> None:
    rows = [
        ["TT", "Nội dung thưởng", "Mức cộng"],
        ["1", "Mô hình được biểu dương", "Cộng 2 điểm/mô hình, tối đa 4 điểm"],
        ["2", "Tin, bài trên báo", "Cộng 0,5 điểm/tin, bài; tối đa 2 điểm"],
        ["3", "Đăng cai hoạt động", "Cộng 1 điểm/hoạt động, tối đa 2 điểm"],
    ]
    paper = read_paper(word(rows, around=("Bảng điểm thưởng", ""))).paper
    assert paper
    extra = drafted(paper, paper.tables).extras["bonus"]
    assert [node.top for node in extra.criteria] == [Decimal(4), Decimal(2), Decimal(2)]


def test_what_is_taken_off_stands_beside_the_case_in_a_column_of_its_own() -> None:
    rows = [
        ["TT", "Nội dung", "Điểm chuẩn", "Trường hợp bị trừ điểm", "Mức trừ"],
        ["I", "An ninh", "20", "", ""],
        ["1", "Tuần tra", "10", "Vắng buổi tuần tra", "1 điểm/buổi"],
        ["2", "Họp tổ", "5", "Không họp định kỳ", "2,5 điểm/kỳ"],
        ["3", "Báo cáo", "5", "Nộp chậm", "0,25 điểm/lần"],
        ["", "", "", "Không nộp", "0,5 điểm/lần"],
    ]
    found = leaves(draft(rows))
    ways = {name: node.how and node.how.taken for name, node in found.items()}
    assert {name: way and (way.rule["kind"], way.rule.get("each")) for name, way in ways.items()} == {
        "Tuần tra": ("deduction", "1"),
        "Họp tổ": ("deduction", "2.5"),
        "Báo cáo": ("direct", None),  # two cases: typed, and asked
    }
    assert ways["Họp tổ"] and "xem lại tên số liệu" in ways["Họp tổ"].doubts  # "Số không họp định kỳ"
    assert ways["Báo cáo"] and ways["Báo cáo"].doubts


def test_one_of_several_counts_whatever_the_word_order() -> None:
    rows = [
        ["TT", "Nội dung", "Điểm tối đa", "Cách chấm"],
        ["I", "Gần dân (chỉ tính điểm một nội dung có điểm cao nhất)", "8", ""],
        ["1", "Đối thoại", "8", "Mỗi cuộc đối thoại được 4 điểm"],
        ["2", "Diễn đàn", "6", "Mỗi buổi diễn đàn được 2 điểm"],
    ]
    [group] = draft(rows).groups
    assert (group.limit, group.top) == ("only_one", 8)


SLASHED = [
    ["TT", "Nội dung", "Điểm tối đa", "Điểm theo mức Tốt/Khá/Yếu"],
    ["I", "Việc chung", "9", ""],
    ["1", "Kế hoạch", "5", "5/2,5/0"],
    ["2", "Sổ", "4", "4/-/0"],
]
CLASSES = [["Tổng điểm", "Phân loại"], ["Từ 6 đến 10", "Đạt"], ["Dưới 6", "Chưa đạt"]]


def test_levels_of_one_column_stand_between_slashes() -> None:
    first, second = read(SLASHED).leaves()
    assert first.how and [(each["text"], each["points"]) for each in first.how.taken.rule["levels"]] == [
        ("Tốt", "5"), ("Khá", "2.5"), ("Yếu", "0"),
    ]  # fmt: skip
    assert second.how and [each["text"] for each in second.how.taken.rule["levels"]] == ["Tốt", "Yếu"]


def test_points_of_levels_that_are_not_used_are_asked() -> None:
    head, group, *_ = SLASHED
    rows = [[*head[:3], "Điểm theo mức"], group, ["1", "Kế hoạch", "5", "5/2/0"], ["2", "Sổ", "4", ""]]
    draft = read(rows)
    assert "5/2/0" in row_of(draft, "Kế hoạch").why
    assert row_of(draft, "Sổ").certainty is Certainty.SURE


def test_a_table_of_classes_with_the_points_first_ends_the_table_above() -> None:
    scale = (*SCALE, ["II", "Điểm trừ", "2", ""], ["1", "Không gửi bảng", "2", "Trừ 2 điểm"])
    paper = Paper((table(scale), table(CLASSES)))
    found = drafted(paper, paper.tables)
    assert [(each.name, each.low) for each in found.classes] == [("Đạt", 6), ("Chưa đạt", 0)]


@pytest.mark.parametrize("title", ["A. BẢNG ĐIỂM", "A. Bảng chấm điểm"])
def test_a_table_called_by_its_number_is_no_group(title: str) -> None:
    titles = PaperLine("Đoạn 1", title), PaperLine("Đoạn 2", "B. PHÂN LOẠI")
    named = [
        replace(table(rows), before=(line,)) for rows, line in zip((SCALE, CLASSES), titles, strict=True)
    ]
    found = drafted(Paper(tuple(named)), named)
    assert [group.text for group in found.groups] == ["Việc chung"]


def test_the_share_beside_the_points_of_a_level_bounds_it() -> None:
    rows = [["TT", "Nội dung", "Điểm tối đa", "Tốt", "Đạt", "Chưa đạt"], ["I", "Học tập", "14", "", "", ""],
            ["1", "Tỷ lệ học viên", "10", "10 (≥ 90%)", "5 (≥ 60%)", "0 (< 60%)"],
            ["2", "Mở lớp", "4", "4 (từ 03 lớp)", "2 (01 lớp)", "0 (không có)"]]  # fmt: skip
    share, count = read(rows).leaves()
    assert share.how and [each["at_least"] for each in share.how.taken.rule["bands"]] == ["90", "60", "0"]
    assert count.how and [each["points"] for each in count.how.taken.rule["levels"]] == ["4", "2", "0"]


def test_two_free_columns_to_tick_are_yes_or_no_and_a_star_is_asked() -> None:
    rows = [["TT", "Tiêu chí", "Có", "Không", "Điểm"], ["I", "Kinh tế", "", "", "9"],
            ["1", "Có việc làm ổn định", "", "", "5"], ["2", "Hộ nghèo giảm (**)", "", "", "4"]]  # fmt: skip
    found = read(rows, "(**) Khu dân cư không có hộ nghèo thì được tính đủ số điểm.")
    assert [node.how and node.how.taken.rule["kind"] for node in found.leaves()] == ["yes_no", "yes_no"]
    assert row_of(found, "Có việc làm").certainty is Certainty.SURE
    assert "(**)" in row_of(found, "Hộ nghèo").why and "Đoạn 1" in row_of(found, "Hộ nghèo").why
