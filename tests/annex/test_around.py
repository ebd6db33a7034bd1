"""What stands outside the tables: no sentence for many criteria is dropped, each class has its line."""

from decimal import Decimal

import pytest

from scoring.annex.classes import classes_in_lines
from scoring.annex.drafting import drafted
from scoring.annex.harmless import harmless
from scoring.annex.how import how_scored
from scoring.annex.paper import Paper, PaperCell, PaperLine, PaperRow, PaperTable
from scoring.annex.seen import Certainty
from scoring.annex.sentences.reading import Sentence
from scoring.annex.sentences.unused import NO_LOWEST
from scoring.annex.told import seen_rows
from tests.annex.papers import table
from tests.annex.test_doubts import HEAD, SCALE, read, row_of

SILENT = [HEAD, ["I", "Việc chung", "20", ""], ["1", "Kế hoạch", "10", "Có: 10 điểm; không: 0 điểm"],
          ["2", "Tường rào", "10", ""]]  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "Cách chấm: mỗi tiêu chí thực hiện đầy đủ được điểm tối đa; một phần được 1/2 số điểm; "
        "không thực hiện: 0 điểm",
        "Ghi chú: Các nội dung đạt: điểm tối đa; đạt một phần: 50% điểm tối đa; không đạt: 0 điểm.",
        "* Mỗi chỉ tiêu: thực hiện tốt: điểm tối đa; có thực hiện: 50% số điểm tối đa; "
        "không thực hiện: 0 điểm",
    ],
)
def test_a_sentence_for_many_criteria_is_proposed_where_it_is_understood(said: str) -> None:
    draft = read(SILENT, said)
    row = row_of(draft, "Tường rào")
    assert row.certainty is Certainty.UNSURE and "Đoạn 1" in row.why
    _, leaf = draft.leaves()
    assert leaf.how and [each["points"] for each in leaf.how.taken.rule["levels"]] == ["10", "5", "0"]
    assert "Tự ghi điểm 0…10" in row.choices
    assert row_of(draft, "Kế hoạch").certainty is Certainty.SURE
    told = row_of(draft, said[:20])
    assert (told.place, told.certainty) == ("Đoạn 1", Certainty.UNSURE)
    assert "dùng cho 1 tiêu chí: I.2" in told.became


@pytest.mark.parametrize(
    "said",
    ["Chưa đạt thì không chấm điểm", "Cứ chậm 1 ngày trừ 0,5 điểm.",
     "Mỗi tiêu chí tại mục I: đạt 5 điểm",
     "Điểm của từng nội dung do Hội đồng quyết định theo mức độ",
     "(*) Không đủ hai lần thì tính một nửa số điểm"],
)  # fmt: skip
def test_a_sentence_that_is_not_understood_is_cited_by_those_it_may_concern(said: str) -> None:
    draft = read(SILENT, said)
    row = row_of(draft, "Tường rào")
    assert row.certainty is Certainty.UNSURE and said[:40] in row.why
    assert row_of(draft, said).certainty is Certainty.UNKNOWN


def test_the_same_in_a_sheet_below_the_table_and_for_a_group_alone() -> None:
    said = "Nội dung nào chưa đạt thì không chấm điểm"
    cells = (PaperCell(said), *(PaperCell(said, part_of="left"),) * 3)
    below = table([*SILENT, ["", "", "", ""]])
    rows = (*below.rows, PaperRow("Bảng 1, dòng 6", cells))
    draft = drafted(Paper((PaperTable("Bảng 1", rows),)), (PaperTable("Bảng 1", rows),))
    assert "Bảng 1, dòng 6" in row_of(draft, "Tường rào").why
    grouped = [["I", "Việc chung (mỗi việc không đạt: 0 điểm)", "10", ""], ["1", "Tường rào", "10", ""],
               ["II", "Việc riêng", "10", ""], ["1", "Sân chơi", "10", ""]]  # fmt: skip
    draft = read([HEAD, *grouped])
    assert "không đạt: 0 điểm" in row_of(draft, "Tường rào").why
    assert row_of(draft, "Sân chơi").certainty is Certainty.SURE


@pytest.mark.parametrize(
    "said",
    ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "UBND PHƯỜNG", "Số: 12/QĐ-UBND",
     "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/3/2026)", "Việt Hoà, ngày    tháng    năm 2026",
     "KT. CHỦ TỊCH", "Căn cứ Nghị định số 144/2021/NĐ-CP quy định xử phạt vi phạm hành chính;",
     "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;", "Nơi nhận:\n- Như Điều 3;\n- Lưu: VT.",
     "BẢNG CHẤM ĐIỂM THI ĐUA NĂM 2026", "Bảng 1. Tiêu chí chấm điểm (100 điểm)", "Tên mô hình: …………………",
     "Nơi nhận:\n- Như Điều 3;\n- Các phòng, đơn vị thuộc UBND phường;\n- Lưu: VT.", "Nguyễn Văn An",
     "XÃ, PHƯỜNG KHÔNG MA TÚY", "“Trường học dân chủ, kỷ cương, thân thiện”", "Kỳ đánh giá: năm 2026",
     "Điều 1. Ban hành kèm theo Quyết định này Bộ tiêu chí đánh giá công tác dân vận.",
     "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.", "Về việc ban hành Bộ tiêu chí",
     "(Ký, ghi rõ họ tên)",
     "Điều 3. Chánh Văn phòng, Trưởng các phòng chịu trách nhiệm thi hành Quyết định này./."],
)  # fmt: skip
def test_what_every_paper_has_says_nothing_of_scoring(said: str) -> None:
    assert harmless(said)


@pytest.mark.parametrize(
    "said",
    ["Số liệu lấy tại thời điểm 31/12", "Hoạt động chống Đảng, Nhà nước;",
     "Có cán bộ khu phố bị truy cứu trách nhiệm hình sự.", "Khu phố có người vượt biên trái phép",
     "ĐƠN VỊ ĐỂ XẢY RA CHÁY LÀ LOẠI", "Chủ tịch hội bị khởi tố", "Trưởng phòng có con sinh thứ ba",
     "Theo quy định, nơi có án hình sự là loại", "Kèm theo ảnh chụp; không có ảnh là loại", "Lưu ý thời gian",
     "Đánh giá theo biểu quyết của hội nghị", "Áp dụng cho thôn chưa đạt chuẩn", "Đối với nơi có án hình sự",
     "Nơi nhận:\n- Như Điều 3;\n- Nơi có án hình sự.", "TM. ỦY BAN NHÂN DÂN\n- Án hình sự trên địa bàn;",
     "Cơ sở bị phạt thì hạ loại: …………", "Các tổ họp hằng tháng", "Đơn vị nào vi phạm kỷ luật sẽ bị xem xét",
     "KHÔNG ĐẠT THÌ KHÔNG CHẤM ĐIỂM",
     "Hướng dẫn chấm: đạt chấm tối đa, không đạt chấm không", "Nhân hệ số 2 với xã đảo",
     "Chỉ tính báo cáo đúng mẫu"],
)  # fmt: skip
def test_all_else_with_figures_or_words_of_scoring_is_on_the_list(said: str) -> None:
    assert not harmless(said)
    assert row_of(read(SCALE, said), said).certainty is Certainty.UNKNOWN


@pytest.mark.parametrize(
    "said", ["Thang điểm này chưa áp dụng cho ấp mới", "Thang điểm không áp dụng cho nơi có án hình sự"]
)
def test_a_sentence_that_begins_as_the_name_of_a_part_is_on_the_list(said: str) -> None:
    assert row_of(read(SCALE, said), said).certainty is Certainty.UNKNOWN


def test_a_total_in_words_that_the_groups_do_not_make_is_asked() -> None:
    assert row_of(read(SCALE, "Thang điểm: 10 điểm"), "Thang điểm").certainty is Certainty.SURE
    assert "cộng lại 10" in row_of(read(SCALE, "(Tổng điểm: 100 điểm)"), "Tổng điểm").why


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["1. Chi hội hoạt động xuất sắc: đạt từ 90 điểm trở lên.",
          "2. Chi hội hoạt động khá: đạt từ 65 đến 89 điểm.",
          "3. Chi hội hoạt động trung bình: dưới 65 điểm."],
         ["Chi hội hoạt động xuất sắc", "Chi hội hoạt động khá", "Chi hội hoạt động trung bình"]),
        (["a) Từ 90 điểm trở lên: Tổ gương mẫu;", "b) Từ 70 đến dưới 90 điểm: Tổ khá giỏi;",
          "c) Dưới 70 điểm: Tổ cần giúp đỡ."], ["Tổ gương mẫu", "Tổ khá giỏi", "Tổ cần giúp đỡ"]),
        (["Mức 1 (Dẫn đầu): >= 90 điểm", "Mức 2 (Khá): 70 <= điểm < 90", "Mức 3: < 70 điểm"],
         ["Mức 1 (Dẫn đầu)", "Mức 2 (Khá)", "Mức 3"]),
        (["Hạng A: từ 85 điểm trở lên; không xếp hạng: dưới 85 điểm"], ["Hạng A", "Không xếp hạng"]),
    ],
)  # fmt: skip
def test_classes_one_a_line_have_the_names_of_the_paper(lines: list[str], names: list[str]) -> None:
    assert [each.name for line in classes_in_lines(lines) for each in line] == names


def test_the_lowest_class_has_a_line_and_unknown_lines_are_asked() -> None:
    draft = read(
        SCALE, "Chuẩn: từ 8 điểm trở lên", "Gần chuẩn: từ 5 đến dưới 8 điểm", "Xa chuẩn: dưới 5 điểm"
    )
    assert [each.name for each in draft.classes] == ["Chuẩn", "Gần chuẩn", "Xa chuẩn"]
    assert row_of(draft, "Xa chuẩn").became == "Xếp loại: loại Xa chuẩn từ 0 điểm"
    alone = row_of(read(SCALE, "Dưới 5 điểm thì tổ dân phố họp lại"), "họp lại")
    assert (alone.certainty, alone.why) == (Certainty.UNKNOWN, "có thể là mức xếp loại")


@pytest.mark.parametrize(
    "said",
    ["Không xét công nhận đối với khu phố để xảy ra cháy",
     "Không đề nghị tặng danh hiệu với tổ có đơn vượt cấp",
     "Chưa được xét khen thưởng nếu nợ báo cáo",
     "Không bình xét đối với khu dân cư để xảy ra sự cố môi trường", "Không xét đối với tổ có người nghiện",
     "Không tặng danh hiệu cho hộ vi phạm", "Tổ để mất đoàn kết thì loại ra khỏi danh sách bình chọn"],
)  # fmt: skip
def test_what_keeps_a_unit_out_is_a_condition(said: str) -> None:
    [condition] = read(SCALE, f"* {said}.").conditions
    assert (condition.text, condition.effect.effect) == (said, "disqualify")


@pytest.mark.parametrize(("said", "by"), [("hạ bậc", 1), ("hạ xuống một bậc", 1), ("hạ hai loại", 2)])
def test_a_class_that_is_lowered_is_a_condition(said: str, by: int) -> None:
    [condition] = read(SCALE, f"Khu phố có án hình sự thì {said}").conditions
    assert (condition.effect.effect, condition.effect.lower_by) == ("lower", by)


NUMBERED = [HEAD, ["1", "Đường làng", "20", ""], ["1.1", "Trồng cây", "10", "Có: 10 điểm; không: 0 điểm"],
            ["1.2", "Đèn đường", "10", ""], ["2", "Sản xuất", "20", ""],
            ["2.1", "Ký cam kết", "10", "Có: 10 điểm; không: 0 điểm"],
            ["2.2", "Rác thải", "10", ""]]  # fmt: skip


def test_a_sentence_that_names_a_group_is_cited_at_each_of_its_criteria_and_at_no_other() -> None:
    draft = read(NUMBERED, "Khu phố không có cơ sở nào được điểm tối đa ở mục 2.")
    asked = [leaf.code for leaf in draft.leaves() if any("Đoạn 1" in doubt for doubt in leaf.doubts)]
    assert asked == ["2.1", "2.2"]
    assert row_of(draft, "Ký cam kết").certainty is Certainty.UNSURE
    assert row_of(draft, "Đèn đường").certainty is Certainty.SURE


def test_a_number_that_may_be_that_of_another_paper_spares_no_criterion() -> None:
    said = "Mục 2 Kế hoạch số 12 chưa thực hiện thì không chấm điểm"
    assert "Đoạn 1" in row_of(read(NUMBERED, said), "Đèn đường").why


def test_recipients_one_a_line_are_harmless_only_below_their_heading() -> None:
    lines = ("Nơi nhận:", "- Như Điều 3;", "- Các phòng, đơn vị;", "Họp hằng quý", "- Các phòng, đơn vị")
    rows = [row for row in seen_rows(read(SCALE, *lines)) if row.place.startswith("Đoạn")]
    assert [row.certainty is Certainty.SKIPPED for row in rows] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("title", "text", "asked"),
    [
        ("Phân loại rác", "Điểm = tỷ lệ hộ x 10", True),
        ("Công khai", "Điểm = tỷ lệ hộ được x 10", True),
        ("Hồ sơ giải quyết đúng hạn", "Điểm = tỷ lệ x 10", False),
        ("Phản ánh", "Điểm = tỷ lệ phản ánh, kiến nghị được xử lý đúng hạn x 10", False),
    ],
)
def test_names_of_figures_that_say_not_what_they_count_are_asked(title: str, text: str, asked: bool) -> None:
    found = how_scored(Sentence(title, text, Decimal(10)))
    assert found and any("xem lại tên hai số liệu" in doubt for doubt in found.taken.doubts) is asked


@pytest.mark.parametrize(
    ("levels", "asked"),
    [
        ("4 lần: 10 điểm; 3 lần: 7 điểm; 1 lần: 2 điểm", True),
        ("Tốt: 10 điểm; Khá: 7 điểm; Trung bình: 4 điểm", True),
        ("Đúng hạn: 10 điểm; chậm: 5 điểm", True),
        ("4 lần: 10 điểm; 3 lần: 7 điểm; còn lại: 2 điểm", False),
        ("Tốt: 10 điểm; Khá: 7 điểm; không đạt: 0 điểm", False),
    ],
)
def test_levels_without_one_for_those_who_reach_none_are_asked(levels: str, asked: bool) -> None:
    found = how_scored(Sentence("Sinh hoạt", levels, Decimal(10)))
    assert found and (NO_LOWEST in found.taken.doubts) is asked


@pytest.mark.parametrize(
    ("text", "void", "asked"),
    [
        ("Tham gia (10đ); thiếu (6đ); không (0đ). Năm không tổ chức thực tập: tính đủ điểm", "full", False),
        ("Xong 10 điểm; chưa xong 0 điểm. Tổ không có hộ nào thì chấm điểm tuyệt đối", "full", False),
        ("Tham gia các cuộc thi: 10 điểm. Mỗi cuộc thi không dự trừ 2 điểm. "
         "Nếu trong năm không có cuộc thi nào thì được điểm tối đa.", "full", False),
        ("Xong: 10 điểm; còn lại: 0 điểm. Địa bàn không có hộ kinh doanh: không đánh giá", "excluded", True),
        ("Mỗi hộ để chuồng bẩn trừ 1 điểm. Khu phố không có hộ chăn nuôi thì được 10 điểm", "full", False),
        ("Mỗi hộ lấn chiếm trừ 1 điểm. Khu phố không có hộ lấn chiếm thì được 10 điểm", "refused", False),
        ("Khu phố không có nghĩa trang thì không tính điểm mục này, điểm tối đa còn 96", "excluded", True),
    ],
)  # fmt: skip
def test_more_words_for_what_did_not_arise(text: str, void: str, asked: bool) -> None:
    found = how_scored(Sentence("Thực tập", text, Decimal(10)))
    assert found and found.void == void
    assert any("hiểu là không tính" in doubt for doubt in found.taken.doubts) is asked


@pytest.mark.parametrize(
    ("said", "void"),
    [("Tiêu chí nào không phát sinh thì được tính điểm tối đa.", "full"),
     ("Nội dung không phát sinh thì không chấm, trừ khỏi tổng điểm.", "excluded"),
     ("Nhiệm vụ không phát sinh thì Hội đồng xem xét", "refused")],
)  # fmt: skip
def test_what_did_not_arise_of_all_criteria_is_said_at_each(said: str, void: str) -> None:
    draft = read(SILENT, said)
    assert [leaf.how and leaf.how.void for leaf in draft.leaves()] == [void, void]
    assert said[:30] in row_of(draft, "Kế hoạch").why and said[:30] in row_of(draft, "Tường rào").why


def test_a_range_of_counts_and_a_remark_in_brackets_are_read_whole() -> None:
    levels = how_scored(
        Sentence("Tin", "04 tin, bài: 4 điểm; 02 - 03 tin, bài: 2 điểm; không có: 0 điểm", Decimal(4))
    )
    assert levels and [each["text"] for each in levels.taken.rule["levels"]] == [
        "04 tin, bài", "02 - 03 tin, bài", "Không có",
    ]  # fmt: skip
    counted = how_scored(Sentence("Lớp", "Mỗi lớp (từ 15 người trở lên) được 2,5 điểm", Decimal(10)))
    assert counted and counted.taken.rule["each"] == "2.5"
    assert "chưa dùng đến số 15" in counted.taken.doubts
    long = how_scored(
        Sentence("Đường hoa", "Mỗi tuyến dài từ 100 m trở lên được 3 điểm, tối đa 6 điểm", Decimal(6))
    )
    assert long and (long.taken.rule["kind"], long.taken.rule["each"]) == ("count", "3")
    assert any("chưa dùng đến" in doubt for doubt in long.taken.doubts)


@pytest.mark.parametrize(
    "title", ["Bảng 2. Điểm cộng (tối đa 5 điểm)", "Biểu II: ĐIỂM THƯỞNG (không quá 5 điểm)"]
)
def test_a_numbered_table_of_the_bonus_is_no_group(title: str) -> None:
    more = table([["TT", "Nội dung", "Điểm tối đa"], ["1", "Sáng kiến", "3"]])
    tables = (table(SCALE), PaperTable("Bảng 2", more.rows, (PaperLine("Đoạn 2", title),)))
    draft = drafted(Paper(tables), tables)
    assert (draft.total, draft.extras["bonus"].cap) == (10, 5)


def test_a_criterion_whose_number_was_forgotten_stands_beside_the_one_above() -> None:
    way = "Có: 10 điểm; không: 0 điểm"
    draft = read(
        [HEAD, ["I", "Việc chung", "20", ""], ["1", "Kế hoạch", "10", way], ["", "Báo cáo", "10", way]]
    )
    assert [leaf.text for leaf in draft.leaves()] == ["Kế hoạch", "Báo cáo"]
    assert "không có số" in row_of(draft, "Báo cáo").why


def test_what_a_heading_or_a_column_without_one_says_is_asked() -> None:
    head = [*HEAD[:2], "Điểm tối đa (không đạt: 0 điểm)", HEAD[3]]
    draft = read([head, *SILENT[1:]])
    assert "không đạt: 0 điểm" in row_of(draft, "Tường rào").why
    assert row_of(draft, "Nội dung").certainty is Certainty.UNSURE
    beside = [[*row, ""] for row in SILENT[:-1]] + [[*SILENT[-1], "đạt một phần được 5 điểm"]]
    assert "cột chưa đọc ghi" in row_of(read(beside), "Tường rào").why


def test_a_long_plan_above_its_annex_is_one_row_with_the_count() -> None:
    plan = [f"Tổ chức tuyên truyền sâu rộng trong Nhân dân bằng hình thức thứ {n}" for n in "abcdefg"]
    said = "Cơ quan nào chậm báo cáo thì Phòng xem xét điểm"
    draft = read(SILENT, *plan[:3], "KẾ HOẠCH", *plan[3:], said)
    rows = [row for row in seen_rows(draft) if row.place.startswith("Đoạn")]
    assert [row.place for row in rows] == ["Đoạn 4", "Đoạn 1 đến Đoạn 8", "Đoạn 9"]
    assert "7 đoạn" in rows[1].why and rows[1].certainty is Certainty.UNKNOWN
    assert rows[2].read == said and rows[2].certainty is Certainty.UNKNOWN


def test_three_such_paragraphs_are_listed_one_by_one() -> None:
    plan = [f"Tổ chức tuyên truyền sâu rộng trong Nhân dân bằng hình thức thứ {n}" for n in "abc"]
    rows = [row for row in seen_rows(read(SILENT, *plan)) if row.place.startswith("Đoạn")]
    assert [row.read for row in rows] == plan
