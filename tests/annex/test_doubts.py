"""Blocks, classes and numbers under names that are not known are asked, never taken for sure."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from scoring.annex.classes import classes_in, settled
from scoring.annex.draft import AnnexDraft
from scoring.annex.drafting import drafted
from scoring.annex.figures import worth_of
from scoring.annex.paper import Paper, PaperLine
from scoring.annex.plain import Heading, roster_of
from scoring.annex.sections import section_of
from scoring.annex.seen import Certainty, SeenRow
from scoring.annex.told import seen_rows
from scoring.criteria import coherence
from tests.annex.papers import table

HEAD = ["TT", "Nội dung", "Điểm tối đa", "Cách chấm"]
SCALE = [HEAD, ["I", "Việc chung", "10", ""], ["1", "Kế hoạch", "10", "Có: 10 điểm; không: 0 điểm"]]


def read(rows: Sequence[Sequence[str]], *around: str) -> AnnexDraft:
    paper = Paper((table(rows),), tuple(PaperLine(f"Đoạn {n}", text) for n, text in enumerate(around, 1)))
    return drafted(paper, paper.tables)


def row_of(draft: AnnexDraft, text: str) -> SeenRow:
    return next(row for row in seen_rows(draft) if text in row.read)


def test_points_for_each_and_their_cap_in_one_cell() -> None:
    worth = worth_of("2 điểm/công trình, tối đa 6")
    assert worth and (worth.points, worth.per, worth.top) == (2, "công trình", 6)
    draft = read(
        [*SCALE, ["II", "Điểm thưởng", "6", ""], ["1", "Công trình", "2 điểm/công trình, tối đa 6", ""]]
    )
    [node] = draft.extras["bonus"].criteria
    assert node.how and (node.top, node.how.taken.rule["kind"], node.how.taken.rule["each"]) == (
        6,
        "count",
        "2",
    )


def test_a_class_that_is_not_understood_is_missed() -> None:
    lines = "Tốt: đạt từ 9 trên thang 10 điểm; Khá: từ 7 đến dưới 9 điểm; Yếu: dưới 7 điểm"
    [row] = [row for row in seen_rows(read(SCALE, lines)) if row.read == lines]
    assert row.certainty is Certainty.UNSURE and "Tốt: đạt từ 9 trên thang 10" in row.why
    assert [each.name for each in read(SCALE, lines.replace("9 trên thang 10", "9/10")).classes] == [
        "Tốt", "Khá", "Yếu",
    ]  # fmt: skip


def test_the_points_of_a_best_class_that_no_class_has_are_missed() -> None:
    draft = read(SCALE, "Khá: từ 7 đến dưới 9 điểm; Yếu: dưới 7 điểm")
    assert "từ 9 điểm trở lên không thấy loại nào" in draft.class_doubts


def test_deadlines_and_quotas_of_the_text_are_in_the_set_and_on_the_list() -> None:
    says = "Báo cáo 6 tháng gửi trước ngày 10/6; báo cáo năm gửi chậm nhất ngày 15/11."
    draft = read(
        SCALE, says, "Tốt: từ 8 điểm; Khá: dưới 8 điểm", "Loại Tốt không quá 20% số đơn vị xếp loại Khá"
    )
    criteria = roster_of(draft, Heading("Bộ", 2026)).criteria
    assert [(each.code, str(each.due), each.before) for each in criteria.reports] == [
        ("6-thang", "2026-06-10", True),
        ("nam", "2026-11-15", False),
    ]
    assert [(each.percent, each.of) for each in criteria.quota] == [(20, ("kha",))]
    assert row_of(draft, "Báo cáo 6 tháng").certainty is Certainty.SURE
    assert row_of(draft, "không quá 20%").certainty is Certainty.SURE


def test_classes_whose_long_names_begin_alike_have_codes_of_their_own() -> None:
    names = ("Hoàn thành nhiệm vụ mức một", "Hoàn thành nhiệm vụ mức hai")
    rows = [["Xếp loại", "Điểm"], [names[0], "từ 8 điểm"], [names[1], "từ 5 đến dưới 8 điểm"]]
    paper = Paper((table(SCALE), table(rows)))
    classes = roster_of(drafted(paper, paper.tables), Heading("Bộ", 2026)).criteria.classes
    assert [each.name for each in classes[:2]] == list(names)
    assert classes[0].code != classes[1].code


def test_a_group_that_no_row_holds_is_told() -> None:
    draft = read([HEAD, ["1", "Kế hoạch", "10", "Có: 10 điểm; không: 0 điểm"]])
    assert row_of(draft, "Các tiêu chí").certainty is Certainty.UNSURE
    beside = read([["Nhóm", "Nội dung", "Điểm"], ["I. Kinh tế (10 điểm)", "1. Kế hoạch", "10"]])
    assert [(row.became, row.certainty) for row in seen_rows(beside) if "ô bên trái" in row.place] == [
        ("Nhóm I: 10 điểm", Certainty.SURE)
    ]


@pytest.mark.parametrize("column", ["Căn cứ chấm điểm", "Ghi chú"])
def test_a_row_with_a_way_of_scoring_of_its_own_is_no_level(column: str) -> None:
    ways = ("02 cuộc: 10 điểm; 01 cuộc: 7 điểm; không: 0 điểm", "Có: 6 điểm; không: 0 điểm")
    rows = [["4", "Lắng nghe (chỉ chấm một trong hai ý)", "10", ""], ["a", "Đối thoại", "10", ways[0]],
            ["b", "Lấy phiếu", "6", ways[1]]]  # fmt: skip
    draft = read([["TT", "Nội dung", "Điểm tối đa", column], ["I", "Việc chung", "10", ""], *rows])
    assert [leaf.text for leaf in draft.leaves()] == ["Đối thoại", "Lấy phiếu"]


def test_the_points_of_levels_stand_left_of_the_maximum() -> None:
    head = ["TT", "Nội dung", "Mức thực hiện", "Điểm", "Điểm tối đa"]
    draft = read([head, ["I", "Việc chung", "", "", "10"], ["1", "Tin, bài", "Mỗi tin, bài", "0,5", "10"]])
    [leaf] = draft.leaves()
    assert leaf.how and (leaf.top, leaf.how.taken.rule["kind"], leaf.how.taken.rule["each"]) == (
        10,
        "count",
        "0.5",
    )


@pytest.mark.parametrize(
    ("heading", "block"),
    [("Điểm bị trừ", "penalty"), ("Các trường hợp trừ điểm", "penalty"), ("Nội dung phạt điểm", "penalty"),
     ("Tiêu chí được cộng điểm", "bonus"), ("Điểm ưu tiên", "bonus"), ("Công tác dân vận", ""),
     ("Điểm phát Wi-Fi công cộng miễn phí", ""), ("Điểm công dân số", ""), ("Điểm phat", "penalty")],
)  # fmt: skip
def test_a_block_has_many_names(heading: str, block: str) -> None:
    assert section_of(heading) == block


def test_classes_in_brackets_and_in_one_sentence() -> None:
    bracketed = classes_in(
        "Xếp loại: Xuất sắc (từ 95 điểm trở lên), Tốt (từ 80 đến dưới 95 điểm), Khá (dưới 80 điểm)."
    )
    assert [(each.name, each.low) for each in bracketed] == [("Xuất sắc", 95), ("Tốt", 80), ("Khá", 0)]
    told = classes_in("Tổ đạt từ 90 điểm trở lên xếp loại Tốt, từ 70 đến dưới 90 điểm xếp loại Khá")
    assert [(each.name, each.low) for each in told] == [("Tốt", 90), ("Khá", 70)]


def test_other_names_of_classes_are_taken_with_a_doubt_where_the_points_go_on() -> None:
    middle = "từ 50 đến dưới 80 điểm: Tổ tiên tiến"
    found, doubts = settled(
        classes_in(f"Từ 80 điểm trở lên: Tổ kiểu mẫu; {middle}; dưới 50 điểm: Tổ cần cố gắng")
    )
    assert [each.name for each in found] == ["Tổ kiểu mẫu", "Tổ tiên tiến", "Tổ cần cố gắng"]
    assert len(doubts) == 3
    assert classes_in("Từ 80 điểm trở lên: Tổ kiểu mẫu; dưới 50 điểm: Tổ cần cố gắng") == []


def test_the_class_above_the_one_that_is_not_reached_has_its_name() -> None:
    found, doubts = settled(classes_in("dưới 80 điểm: Không đạt"))
    assert [(each.name, each.low) for each in found] == [("Đạt", 80), ("Không đạt", 0)]
    assert doubts


def test_classes_that_no_points_reach_stay_out_and_the_set_holds() -> None:
    rows = [HEAD, ["I", "Việc chung", "60", ""], ["1", "Kế hoạch", "60", "Có: 60 điểm; không: 0 điểm"]]
    draft = read(rows, "Xuất sắc: từ 90 điểm trở lên; Tốt: từ 50 đến dưới 90 điểm; Chưa đạt: dưới 50 điểm")
    roster = roster_of(draft, Heading("Bộ", 2026))
    assert [each.name for each in roster.criteria.classes] == ["Tốt", "Chưa đạt"]
    assert not list(coherence.mistakes(roster.criteria))
    assert "chưa đưa vào loại “Xuất sắc”" in row_of(draft, "từ 90 điểm").why


def test_a_line_outside_the_tables_that_may_state_classes_is_listed() -> None:
    row = row_of(read(SCALE, "Được khen khi có từ 8 điểm trở lên theo quy chế riêng"), "Được khen")
    assert (row.certainty, row.why) == (Certainty.UNKNOWN, "có thể là mức xếp loại")


@pytest.mark.parametrize(
    "more",
    [
        [["", "Tổng cộng", "10", ""], ["II", "Vi phạm", "4", ""]],
        [["II", "Thưởng thêm vào tổng điểm", "4", ""]],
    ],
)
def test_what_may_be_a_block_is_asked(more: list[list[str]]) -> None:
    draft = read([*SCALE, *more, ["1", "Nộp chậm", "4", "Có: 4 điểm; không: 0 điểm"]])
    assert "có thể là điểm thưởng hoặc điểm trừ" in row_of(draft, "Nộp chậm").why
    assert row_of(draft, "Kế hoạch").certainty is Certainty.SURE


def test_numbers_and_headings_that_are_not_known_are_asked() -> None:
    numbered = read([*SCALE, ["##7", "Báo cáo", "5", "Có: 5 điểm; không: 0 điểm"]])
    assert "không hiểu số thứ tự “##7”" in row_of(numbered, "Báo cáo").why
    bare = read([["a", "b", "c", "d"], *SCALE[1:]])
    assert "không nhận ra tiêu đề cột" in row_of(bare, "Việc chung").why


def test_a_column_of_numbers_under_a_torn_heading_counts_the_rows() -> None:
    draft = read([["S\nT T", *HEAD[1:]], *SCALE[1:]])
    assert row_of(draft, "Kế hoạch").certainty is Certainty.SURE


def test_nothing_to_do_in_one_sentence_with_the_way_is_read() -> None:
    says = "Điểm tính theo tỷ lệ hồ sơ đúng hạn, không có hồ sơ được 10 điểm"
    draft = read([*SCALE[:2], ["1", "Hồ sơ", "10", says]])
    assert "Không phát sinh: được điểm tối đa." in row_of(draft, "Hồ sơ").became
    assert draft.total == Decimal(10)


def test_a_rule_of_no_points_is_none_and_a_draft_is_told_without_its_set() -> None:
    draft = read([*SCALE, ["2", "Báo cáo", "5", "Mỗi lần chậm trừ 0 điểm"]])
    row = row_of(draft, "Báo cáo")
    assert row.certainty is Certainty.UNKNOWN and "Tự ghi điểm 0…5" in row.became


@pytest.mark.parametrize("said", ["không có dự án thì được điểm tối đa", "không có đơn thư được 5 điểm"])
def test_full_points_beside_points_for_each_are_those_of_a_unit_with_nothing_to_do(said: str) -> None:
    draft = read([*SCALE, ["2", "Báo cáo", "5", f"Mỗi việc quá hạn trừ 1 điểm; {said}"]])
    leaf = list(draft.leaves())[-1]
    assert leaf.how and (leaf.how.void, leaf.how.taken.rule["kind"]) == ("full", "deduction")
    assert row_of(draft, "Báo cáo").certainty is Certainty.UNSURE


def test_a_condition_that_lowers_a_class_holds_in_a_set_without_classes() -> None:
    draft = read(SCALE, "Đơn vị có người bị kỷ luật thì hạ một bậc.")
    roster = roster_of(draft, Heading("Thử", 2026))
    assert [each.effect for each in roster.criteria.conditions] == ["disqualify"]
    assert row_of(draft, "hạ một bậc").certainty is Certainty.UNSURE


@pytest.mark.parametrize(
    "said", ["Địa bàn không xảy ra vụ án được 10 điểm", "Không áp dụng (không có bếp ăn) - được tính 10 điểm"]
)
def test_the_best_level_said_again_is_that_of_a_unit_with_nothing_to_do(said: str) -> None:
    draft = read([*SCALE, ["2", "Khám phá án", "10", f"Tốt: 10 điểm; khá: 7 điểm; kém: 0 điểm; {said}"]])
    leaf = list(draft.leaves())[-1]
    assert leaf.how and leaf.how.void == "full"
    assert [each["points"] for each in leaf.how.taken.rule["levels"]] == ["10", "7", "0"]
    assert row_of(draft, "Khám phá án").certainty is Certainty.UNSURE


def test_a_dash_between_words_and_points_takes_nothing_off() -> None:
    draft = read([*SCALE, ["2", "Sáng kiến", "2", "01 sáng kiến - 1 điểm"]])
    leaf = list(draft.leaves())[-1]
    assert leaf.how and leaf.how.taken.rule["kind"] != "deduction"


def test_half_the_points_for_each_are_a_share_of_the_maximum() -> None:
    draft = read([*SCALE, ["2", "Việc cưới", "6", "Dựng rạp lấn đường trừ 1/2 số điểm/trường hợp"]])
    leaf = list(draft.leaves())[-1]
    assert leaf.how and leaf.how.taken.rule["each_percent"] == "50"


def test_a_name_before_a_colon_is_no_level() -> None:
    said = "Thăm hỏi hội viên: 100% trường hợp được 6 điểm, dưới 100% được 3 điểm"
    leaf = list(read([*SCALE, ["2", said, "6", ""]]).leaves())[-1]
    assert leaf.how and [each["points"] for each in leaf.how.taken.rule["bands"]] == ["6", "3"]
