"""One small set in the many shapes that offices give a table: names of columns, places of groups."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from scoring.annex.draft import AnnexDraft
from scoring.annex.drafting import drafted
from scoring.annex.nodes import Node
from scoring.annex.paper import Paper, PaperCell, PaperLine, PaperRow, PaperTable
from scoring.annex.plain import Heading, roster_of
from scoring.annex.seen import Certainty
from scoring.annex.told import seen_rows
from tests.annex.papers import table

BODY = [
    ["I", "CÔNG TÁC CHỈ ĐẠO", "", "20", ""],
    ["1", "Ban hành kế hoạch", "Có: 10 điểm; không: 0 điểm", "10", ""],
    ["2", "Báo cáo", "Mỗi báo cáo chậm trừ 1 điểm", "10", ""],
    ["II", "KẾT QUẢ", "", "80", ""],
    ["1", "Tỷ lệ hồ sơ đúng hạn", "Đạt 100%: 40 điểm; dưới 100%: 20 điểm", "40", ""],
    ["2", "Đối thoại", "Mỗi cuộc 10 điểm", "40", ""],
    ["", "TỔNG CỘNG", "", "100", ""],
]
HEADINGS = [
    ["TT", "Nội dung", "Cách chấm", "Điểm tối đa", "Ghi chú"],
    ["Thứ tự", "Việc phải làm", "Tính điểm thế nào", "Điểm", "Điểm tự chấm"],
    ["#", "Tiêu chí", "Thang đo", "Max", "Tự ĐG"],
    ["STT", "Tên tiêu chí", "Chấm", "Số điểm", "Kết quả"],
    ["TT", "Các mặt công tác", "Điều kiện", "Điểm trần", ""],
    ["Mục", "Yêu cầu cần đạt", "Mức điểm và cách tính", "Điểm số", "Xác nhận"],
    ["STT", "TIÊU CHÍ, NỘI DUNG", "GIẢI THÍCH CÁCH CHẤM", "ĐIỂM TC", "ĐIỂM"],
    ["TT", "Lĩnh vực/Nội dung", "Barem điểm", "Tổng điểm", "Điểm chấm"],
    ["Số hiệu", "Chỉ tiêu", "Đánh giá", "Điểm đạt tối đa", "P. VH-XH chấm"],
    ["TT", "Nội dung", "Tiêu chuẩn chấm điểm", "Điểm chuẩn", "Điểm đơn vị tự chấm"],
    ["TT", "Nội dung", "Mức", "Điểm", "Minh chứng"],
    ["Stt", "Nội dung công việc", "Quy ra điểm", "Thang điểm 100", "Duyệt"],
    ["", "", "", "", ""],
]


def read(*tables: PaperTable) -> AnnexDraft:
    draft = drafted(Paper(tables), tables)
    roster_of(draft, Heading("Bộ", 2026))
    return draft


def rules(draft: AnnexDraft) -> list[str]:
    return [node.how.taken.rule["kind"] for node in draft.leaves() if node.how]


def tree(draft: AnnexDraft) -> list[str]:
    return [f"{node.code} {node.top}" for group in draft.groups for node in below(group)]


def below(group: Node) -> list[Node]:
    return list(group.everything())


@pytest.mark.parametrize("heading", HEADINGS, ids=lambda heading: "|".join(heading)[:50])
def test_columns_under_many_names(heading: list[str]) -> None:
    draft = read(table([heading, *BODY]))
    assert tree(draft) == ["I 20", "I.1 10", "I.2 10", "II 80", "II.1 40", "II.2 40"]
    assert rules(draft) == ["yes_no", "deduction", "ratio", "count"]


def across(text: str, width: int = 4) -> tuple[PaperCell, ...]:
    return (PaperCell(text, bold=True), *[PaperCell(text, bold=True, part_of="left")] * (width - 1))


def made(*rows: Sequence[str | PaperCell], above: str = "", name: str = "Bảng 1") -> PaperTable:
    cells = [tuple(c if isinstance(c, PaperCell) else PaperCell(c) for c in row) for row in rows]
    read = (PaperRow(f"{name}, dòng {number}", row) for number, row in enumerate(cells, 1))
    return PaperTable(name, tuple(read), (PaperLine("Đoạn 1", above),) if above else ())


HEAD = ["TT", "Nội dung", "Điểm tối đa", "Cách chấm"]
PLAN = ["1", "Kế hoạch", "10", "Có: 10 điểm; không: 0 điểm"]
REPORT = ["2", "Báo cáo", "10", "Chậm trừ 1 điểm/lần"]
TALKS = ["1", "Đối thoại", "80", "Mỗi cuộc 10 điểm"]
GROUPED = {
    "points in the merged group": [
        made(HEAD, across("I. CHỈ ĐẠO (20 điểm)"), PLAN, REPORT, across("II. KẾT QUẢ: 80 điểm"), TALKS)
    ],
    "groups as lines over tables": [
        made(HEAD, PLAN, REPORT, above="I. CHỈ ĐẠO (20 điểm)"),
        made(HEAD, TALKS, above="II. KẾT QUẢ (80 điểm)", name="Bảng 2"),
    ],
    "groups as rows over headings": [
        made(across("I. CHỈ ĐẠO (20 điểm)"), HEAD, PLAN, REPORT, across("II. KẾT QUẢ (80 điểm)"), HEAD, TALKS)
    ],
    "groups merged on the left": [
        made(
            ["Lĩnh vực", "TT", "Tiêu chí", "Điểm", "Cách chấm"],
            ["I. CHỈ ĐẠO (20 điểm)", *PLAN],
            [PaperCell("I. CHỈ ĐẠO (20 điểm)", part_of="above"), *REPORT],
            ["II. KẾT QUẢ (80 điểm)", *TALKS],
        )
    ],
    "codes of letters": [
        made(HEAD, ["TC1", "CHỈ ĐẠO", "20", ""], ["TC1.1", *PLAN[1:]], ["TC1.2", *REPORT[1:]],
             ["TC2", "KẾT QUẢ", "80", ""], ["TC2.1", *TALKS[1:]])
    ],
    "Roman numbers in the codes": [
        made(HEAD, ["I", "CHỈ ĐẠO", "20", ""], ["I.1", *PLAN[1:]], ["I.2", *REPORT[1:]],
             ["II", "KẾT QUẢ", "80", ""], ["II.1", *TALKS[1:]])
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", GROUPED)
def test_groups_in_many_places(name: str) -> None:
    draft = read(*GROUPED[name])
    assert [(group.top, [leaf.top for leaf in group.leaves()]) for group in draft.groups] == [
        (20, [10, 10]),
        (80, [80]),
    ]
    assert rules(draft) == ["yes_no", "deduction", "count"]
    assert {row.certainty for row in seen_rows(draft)} <= {Certainty.SURE, Certainty.SKIPPED}


MERGED = [PaperCell(text, part_of="above") for text in ("1", "CHỈ ĐẠO", "20")]
BESIDE = ["TT", "Tiêu chí", "Điểm tiêu chí", "Nội dung đánh giá", "Điểm nội dung", "Cách chấm"]


def of_groups(first: str, numbered: bool = False) -> AnnexDraft:
    second = [PaperCell("2") if numbered else MERGED[0], *MERGED[1:], *REPORT[1:]]
    third = ["3" if numbered else "2", "KẾT QUẢ", "80", *TALKS[1:]]
    return read(made(BESIDE, ["1", "CHỈ ĐẠO", first, *PLAN[1:]], second, third,
                     ["", "", "", "Cộng", "100", ""]))  # fmt: skip


@pytest.mark.parametrize("numbered", [False, True])
def test_points_of_groups_in_a_column_of_their_own(numbered: bool) -> None:
    draft = of_groups("20", numbered)
    assert [(group.text, group.top, [leaf.top for leaf in group.leaves()]) for group in draft.groups] == [
        ("CHỈ ĐẠO", 20, [10, 10]),
        ("KẾT QUẢ", 80, [80]),
    ]
    assert {row.certainty for row in seen_rows(draft)} <= {Certainty.SURE, Certainty.SKIPPED}


def test_a_column_that_does_not_add_up_is_no_column_of_groups() -> None:
    read = {row.certainty for row in seen_rows(of_groups("25")) if "CHỈ ĐẠO" in row.read}
    assert read and read <= {Certainty.UNSURE, Certainty.UNKNOWN}


SENTENCES = [
    ["Nội dung và thang điểm", "Ghi chú"],
    ["1. CHỈ ĐẠO: tối đa 20 điểm", ""],
    ["1.1. Kế hoạch: 10 điểm (có: 10 điểm; không: 0 điểm)", ""],
    ["1.2. Báo cáo: 10 điểm; chậm 01 báo cáo trừ 1 điểm", ""],
    ["2. KẾT QUẢ: tối đa 80 điểm", ""],
    ["2.1. Bồn hoa trước nhà: 40 điểm; tính theo tỷ lệ số hộ thực hiện", ""],
    ["2.2. Đối thoại: 40 điểm, mỗi cuộc được 10 điểm", ""],
    ["Tổng điểm: 100 điểm", ""],
    ["ĐIỂM ƯU TIÊN (cộng thêm, tối đa 5 điểm)", ""],
    ["3.1. Mô hình: 5 điểm; mỗi mô hình 1 điểm", ""],
]


def test_a_tree_whose_points_and_ways_stand_in_sentences() -> None:
    draft = read(made(*SENTENCES))
    assert tree(draft) == ["1 20", "1.1 10", "1.2 10", "2 80", "2.1 40", "2.2 40"]
    assert rules(draft) == ["yes_no", "deduction", "ratio", "count", "count"]
    assert (draft.extras["bonus"].text, draft.extras["bonus"].cap) == (SENTENCES[8][0], 5)


@pytest.mark.parametrize(
    "text",
    ["1. Có kế hoạch: 10 điểm; không có: 0 điểm", "1. Mỗi cuộc đối thoại: 2 điểm, tối đa 10 điểm",
     "1. Xuất sắc: 90 điểm, tốt: 70 điểm"],
)  # fmt: skip
def test_levels_and_points_of_each_are_no_name_with_points(text: str) -> None:
    rows = [
        row for row in seen_rows(read(made(SENTENCES[0], [text, ""], *SENTENCES[4:7]))) if row.read == text
    ]
    assert {row.certainty for row in rows} <= {Certainty.UNSURE, Certainty.UNKNOWN}


def test_points_of_which_each_is_a_part_are_no_levels() -> None:
    text = "1. Kế hoạch: 10 điểm. Trong đó: ban hành đúng hạn 5 điểm, đủ nội dung 5 điểm"
    draft = read(made(SENTENCES[0], [text, ""], *SENTENCES[4:7]))
    leaf = next(draft.leaves())
    assert (leaf.text, leaf.top, leaf.how and leaf.how.taken.rule["kind"]) == ("Kế hoạch", 10, "parts")


def test_a_block_without_anything_in_it_is_asked() -> None:
    draft = read(made(HEAD, PLAN, ["", "Tổng cộng", "10", ""], ["", "ĐIỂM ƯU TIÊN (tối đa 5 điểm)", "", ""]))
    assert seen_rows(draft)[-2].certainty is Certainty.UNSURE


def test_a_second_table_of_other_columns_gives_no_criteria_called_by_numbers() -> None:
    draft = read(made(BESIDE, ["1", "CHỈ ĐẠO", "20", *PLAN[1:]], [*MERGED, *REPORT[1:]],
                      ["2", "KẾT QUẢ", "80", *TALKS[1:]], ["", "", "", "Cộng", "100", ""],
                      ["Tốt", "80 - 100 điểm", "", "", "", ""]))  # fmt: skip
    assert [leaf.text for leaf in draft.leaves()] == ["Kế hoạch", "Báo cáo", "Đối thoại"]


def test_a_name_its_points_and_its_way_in_one_sentence() -> None:
    draft = read(made(["TT", "Nội dung"], ["I", "CHỈ ĐẠO (tối đa 20 điểm)"],
                      ["1", "Kế hoạch, tối đa 10 điểm: có kế hoạch 10 điểm, không có 0 điểm"],
                      ["2", "Báo cáo (10 điểm). Chậm trừ 1 điểm/lần"]))  # fmt: skip
    assert (tree(draft), rules(draft)) == (["I 20", "I.1 10", "I.2 10"], ["yes_no", "deduction"])


def test_levels_whose_last_is_worth_nothing_are_no_criteria() -> None:
    draft = read(made(["TT", "Tiêu chí", "Điểm"], ["I", "CHỈ ĐẠO", ""], ["1", "Kế hoạch", ""],
                      ["", "- Ban hành đúng hạn", "10"], ["", "- Ban hành chậm", "5"],
                      ["", "- Không ban hành", "0"]))  # fmt: skip
    assert (tree(draft), rules(draft)) == (["I 10", "I.1 10"], ["levels"])


def test_a_level_in_the_row_of_its_criterion() -> None:
    draft = read(made(["TT", "Tiêu chí", "Thang điểm", "Nội dung chấm", "Điểm chấm"],
                      ["1", "Kế hoạch", "10", "Ban hành đúng hạn", "10"], ["", "", "", "Ban hành chậm", "5"],
                      ["2", "Báo cáo", "10", "Mỗi báo cáo đúng hạn", "2,5"]))  # fmt: skip
    assert [leaf.top for leaf in draft.leaves()] == [10, 10]
    assert rules(draft) == ["levels", "count"]


def test_classes_may_be_rows_of_the_table_of_points() -> None:
    draft = read(made(HEAD, ["I", "CHỈ ĐẠO", "20", ""], PLAN, REPORT, ["II", "XẾP LOẠI", "", ""],
                      ["1", "Tốt", "Từ 15 điểm trở lên", ""],
                      ["2", "Chưa đạt", "Dưới 15 điểm", ""]))  # fmt: skip
    assert [(each.name, each.low) for each in draft.classes] == [("Tốt", 15), ("Chưa đạt", 0)]


def test_nothing_is_sure_where_the_groups_do_not_make_the_total() -> None:
    draft = read(made(HEAD, ["I", "CHỈ ĐẠO", "", ""], PLAN, REPORT, ["", "Tổng cộng", "100", ""]))
    seen = {row.read: row.certainty for row in seen_rows(draft)}
    assert {seen[" | ".join(filter(None, row))] for row in (["I", "CHỈ ĐẠO"], PLAN, REPORT)} == {
        Certainty.UNSURE
    }


def test_a_paper_of_deductions_alone_gets_points_to_take_them_from() -> None:
    draft = read(made(["TT", "Hành vi vi phạm", "Điểm trừ"], ["1", "Chậm báo cáo", "1 điểm/lần"],
                      ["2", "Có đơn thư vượt cấp", "2 điểm/vụ"]))  # fmt: skip
    assert draft.total == Decimal(100)
    [made_up] = [row for row in seen_rows(draft) if row.place == "không có dòng"]
    assert made_up.certainty is Certainty.UNSURE
    assert {node.how.taken.rule["kind"] for node in draft.extras["penalty"].criteria if node.how} == {"count"}


@pytest.mark.parametrize(
    ("taken_off", "rule", "certainty"),
    [
        ("Thiếu 01 nội dung trừ 1 điểm", "deduction", Certainty.SURE),
        ("1", "direct", Certainty.UNKNOWN),
    ],
)
def test_a_column_of_what_is_taken_off_says_how_and_leaves_the_scale(
    taken_off: str, rule: str, certainty: Certainty
) -> None:
    row = ["1", "Công khai", "60", taken_off]
    draft = read(made(["TT", "Nội dung", "Thang điểm", "Điểm trừ"], row))
    assert (tree(draft)[1:], rules(draft)) == (["1 60"], [rule])
    assert {seen.read: seen.certainty for seen in seen_rows(draft)}[" | ".join(row)] is certainty
