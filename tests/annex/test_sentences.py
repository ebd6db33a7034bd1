"""What a paper says -> how the set scores it, in the words of the form. An official can read this table."""

from decimal import Decimal

import pytest
from pydantic import TypeAdapter

from scoring.annex.classes import classes_in, settled
from scoring.annex.figures import worth_of
from scoring.annex.how import How, how_scored
from scoring.annex.sentences.reading import Sentence
from scoring.rules import AnyRule

RULE = TypeAdapter(AnyRule)


def how(title: str, text: str, top: str, section: str = "") -> How:
    found = how_scored(Sentence(title, text, Decimal(top) if top else None, section))
    assert found
    return found


def words(found: How) -> str:
    taken = found.taken
    rule = RULE.validate_python(dict(taken.rule))
    assert taken.top is not None
    return rule.guide(taken.top)


SURE = [
    (
        "Phong trào thi đua",
        "Phát động 01 phong trào: 20 điểm, tối đa 60 điểm",
        "60",
        "Số phong trào: mỗi trường hợp 20 điểm, tối đa 60 điểm.",
    ),
    (
        "Giải quyết khiếu nại",
        "Từ 90% vụ việc trở lên: 50 điểm; dưới 90%: 10 điểm",
        "50",
        "Tỷ lệ = Số vụ việc đã giải quyết / Tổng số vụ việc. Từ 90%: 50 điểm; từ 0%: 10 điểm.",
    ),
    (
        "Tỷ lệ hồ sơ giải quyết đúng hạn",
        "Đạt 100%: 5 điểm; từ 80% đến dưới 100%: 3 điểm; dưới 80%: 0 điểm",
        "5",
        "Tỷ lệ = Số hồ sơ giải quyết đúng hạn / Tổng số hồ sơ. "
        "Từ 100%: 5 điểm; từ 80%: 3 điểm; từ 0%: 0 điểm.",
    ),
    (
        "Tỷ lệ hồ sơ trễ hạn trên tổng số hồ sơ",
        "Đến 5%: 5đ\nTrên 5% đến 10%: 3đ\nTrên 10%: 0đ",
        "5",
        "Tỷ lệ = Số hồ sơ trễ hạn / Tổng số hồ sơ. Đến 5%: 5 điểm; đến 10%: 3 điểm; đến 100%: 0 điểm.",
    ),
    (
        "Giải quyết đơn thư",
        "(Số đơn đã giải quyết/Tổng số đơn tiếp nhận) x 5",
        "5",
        "Tỷ lệ = Số đơn đã giải quyết / Tổng số đơn tiếp nhận. Đạt 100% trở lên: 5 điểm, "
        "thấp hơn tính theo tỷ lệ.",
    ),
    (
        "Tỷ lệ hộ tham gia",
        "Điểm = tỷ lệ x điểm tối đa",
        "5",
        "Tỷ lệ = Số hộ tham gia / Tổng số hộ. Đạt 100% trở lên: 5 điểm, thấp hơn tính theo tỷ lệ.",
    ),
    (
        "Báo cáo",
        "Chậm báo cáo trừ 0,5 điểm/lần, tối đa 2 điểm",
        "5",
        "Không có: 5 điểm. Số lần chậm báo cáo: mỗi trường hợp trừ 0,5 điểm, thấp nhất 3 điểm.",
    ),
    (
        "Báo cáo",
        "Chậm 01 ngày trừ 0,25 điểm",
        "2",
        "Không có: 2 điểm. Số ngày chậm: mỗi trường hợp trừ 0,25 điểm, thấp nhất 0 điểm.",
    ),
    (
        "Báo cáo",
        "Đầy đủ, đúng hạn được điểm tối đa; cứ 01 báo cáo chậm trừ 10% số điểm",
        "5",
        "Không có: 5 điểm. Số báo cáo chậm: mỗi trường hợp trừ 0,5 điểm, thấp nhất 0 điểm.",
    ),
    ("Mô hình", "Mỗi mô hình 3 điểm, không quá 6", "6", "Số mô hình: mỗi trường hợp 3 điểm, tối đa 6 điểm."),
    ("Mô hình", "2 điểm/mô hình; tối đa 6 điểm", "6", "Số mô hình: mỗi trường hợp 2 điểm, tối đa 6 điểm."),
    ("Kế hoạch", "có: 2, không: 0", "2", "Có: 2 điểm. Không: 0 điểm."),
    ("Kế hoạch", "- Có kế hoạch: 2 điểm\n- Không có kế hoạch: 0 điểm", "2", "Có: 2 điểm. Không: 0 điểm."),
    (
        "Kết quả",
        "Tốt 5 điểm, Khá 3 điểm, Yếu 0 điểm",
        "5",
        "Tốt: 5 điểm; Khá: 3 điểm; Yếu: 0 điểm.",
    ),
    (
        "Kết quả",
        "Thực hiện tốt được 5 điểm. Thực hiện khá được 3 điểm. Không thực hiện không tính điểm",
        "5",
        "Thực hiện tốt: 5 điểm; Thực hiện khá: 3 điểm; Không thực hiện: 0 điểm.",
    ),
    (
        "Mô hình",
        "Từ 5 mô hình trở lên: 5 điểm; từ 3 đến 4 mô hình: 3 điểm; dưới 3 mô hình: 1 điểm",
        "5",
        "Từ 5 mô hình trở lên: 5 điểm; Từ 3 đến 4 mô hình: 3 điểm; Dưới 3 mô hình: 1 điểm.",
    ),
    (
        "Tổ chức",
        "Có kế hoạch: 2 điểm; có sơ kết: 3 điểm",
        "5",
        "Cộng điểm các việc đã làm. Có kế hoạch: 2 điểm; Có sơ kết: 3 điểm.",
    ),
    (
        "Hồ sơ trực tuyến",
        "a/b x 5 (a: số hồ sơ trực tuyến; b: tổng số hồ sơ)",
        "5",
        "Tỷ lệ = Số hồ sơ trực tuyến / Tổng số hồ sơ. Đạt 100% trở lên: 5 điểm, thấp hơn tính theo tỷ lệ.",
    ),
    (
        "Tỷ lệ hồ sơ trực tuyến",
        "Điểm = 20 x (tỷ lệ đạt được/80%), không quá 20 điểm",
        "20",
        "Tỷ lệ = Số hồ sơ trực tuyến / Tổng số hồ sơ. Đạt 80% trở lên: 20 điểm, thấp hơn tính theo tỷ lệ.",
    ),
    (
        "Hài lòng",
        "Hoàn thành tốt: 80% điểm tối đa; hoàn thành xuất sắc: điểm tối đa; không hoàn thành: 0 điểm",
        "10",
        "Hoàn thành tốt: 8 điểm; Hoàn thành xuất sắc: 10 điểm; Không hoàn thành: 0 điểm.",
    ),
    (
        "Mô hình",
        "Từ 5 mô hình trở lên: 10 điểm; thấp hơn tính theo tỷ lệ",
        "10",
        "Số mô hình: đạt chỉ tiêu 5 trở lên được 10 điểm, thấp hơn tính theo tỷ lệ.",
    ),
    (
        "Tin bài",
        "Đơn vị có số tin bài cao nhất được 5 điểm, đơn vị khác tính theo tỷ lệ so với đơn vị cao nhất",
        "5",
        "Số tin bài: đơn vị cao nhất của khối được 5 điểm, đơn vị khác theo tỷ lệ so với đơn vị ấy; điểm "
        "tính khi tổng hợp.",
    ),
    (
        "Báo cáo",
        "Gửi chậm hoặc thiếu báo cáo: - 0,5 điểm/lần",
        "5",
        "Không có: 5 điểm. Số lần gửi chậm hoặc thiếu báo cáo: mỗi trường hợp trừ 0,5 điểm, thấp nhất 0 "
        "điểm.",
    ),
    (
        "Họp",
        "Vắng 01 buổi không có lý do bị trừ 0,5 điểm, trừ đến hết",
        "5",
        "Không có: 5 điểm. Số buổi vắng không có lý do: mỗi trường hợp trừ 0,5 điểm, thấp nhất 0 điểm.",
    ),
    ("Đối thoại", "Đạt/Không đạt", "5", "Có: 5 điểm. Không: 0 điểm."),
    (
        "Phối hợp",
        "Tùy mức độ thực hiện chấm từ 0 đến 10 điểm",
        "10",
        "Tự chấm từ 0 đến 10 điểm, theo bước 0,25.",
    ),
    ("Hài lòng", "Hội đồng xem xét, cho điểm", "5", "Hội đồng chấm, tối đa 5 điểm; đơn vị không ghi."),
    (
        "Kế hoạch",
        "1. Ban hành kế hoạch: 1 điểm\n2. Kiểm tra: 1 điểm\n3. Tổng kết: 1 điểm",
        "3",
        "Cộng điểm các việc đã làm. Ban hành kế hoạch: 1 điểm; Kiểm tra: 1 điểm; Tổng kết: 1 điểm.",
    ),
    (
        "Hòa giải",
        "Tỷ lệ hòa giải thành: từ 80% trở lên (4 điểm), từ 60% đến dưới 80% (2 điểm), dưới 60% (0 điểm)",
        "4",
        "Tỷ lệ = Số hòa giải thành / Tổng số hòa giải. Từ 80%: 4 điểm; từ 60%: 2 điểm; từ 0%: 0 điểm.",
    ),
    (
        "Báo cáo",
        "Đúng hạn 5đ; chậm từ 1 đến 3 ngày 3đ; chậm quá 3 ngày hoặc không nộp 0đ",
        "5",
        "Đúng hạn: 5 điểm. Chậm đến 3 ngày: 3 điểm. Chậm hơn: 0 điểm.",
    ),
    (
        "Báo cáo",
        "Đúng hạn: 5 điểm; chậm đến 3 ngày: 3 điểm; chậm trên 3 ngày: 0 điểm",
        "5",
        "Đúng hạn: 5 điểm. Chậm đến 3 ngày: 3 điểm. Chậm hơn: 0 điểm.",
    ),
]


@pytest.mark.parametrize(("title", "text", "top", "said"), SURE, ids=lambda value: value[:40])
def test_a_sentence_that_is_certain(title: str, text: str, top: str, said: str) -> None:
    found = how(title, text, top)
    assert (words(found), found.taken.doubts) == (said, ())


UNSURE = [
    (
        "Tinh thần phối hợp (Thành Hội chấm, cơ sở không tự chấm)",
        "",
        "10",
        "Thành Hội chấm, tối đa 10 điểm; đơn vị không ghi.",
        "hiểu là điểm do Thành Hội cho",
    ),
    (
        "Tỷ lệ hồ sơ đúng hạn",
        "Đạt 100%: 5 điểm; từ 80% đến dưới 100%: 3 điểm",
        "5",
        "Tỷ lệ = Số hồ sơ đúng hạn / Tổng số hồ sơ. Từ 100%: 5 điểm; từ 80%: 3 điểm; từ 0%: 0 điểm.",
        "dưới 80% văn bản không nêu",
    ),
    (
        "Báo cáo",
        "Chậm báo cáo trừ 1 điểm",
        "3",
        "Không có: 3 điểm. Số chậm báo cáo: mỗi trường hợp trừ 1 điểm, thấp nhất 0 điểm.",
        "một lần hay mỗi lần",
    ),
    (
        "Báo cáo",
        "Mỗi lần chậm trừ 1 điểm. Không gửi báo cáo 2 kỳ thì 0 điểm cả nhóm",
        "3",
        "Không có: 3 điểm. Số lần chậm: mỗi trường hợp trừ 1 điểm, thấp nhất 0 điểm.",
        "chưa dùng đến câu",
    ),
    (
        "Mô hình",
        "Mỗi mô hình 3 điểm, không quá 6",
        "9",
        "Tự chấm từ 0 đến 9 điểm, theo bước 0,25.",
        "ghi 9, cách chấm cao nhất 6",
    ),
    (
        "Báo cáo",
        "Thiếu 1 báo cáo trừ 1 điểm; chậm 1 báo cáo trừ 0,5 điểm",
        "5",
        "Tự chấm từ 0 đến 5 điểm, theo bước 0,25.",
        "không hiểu cách chấm",
    ),
    (
        "Từ 90% hộ trở lên nộp phí thu gom rác",
        "",
        "5",
        "Tự chấm từ 0 đến 5 điểm, theo bước 0,25.",
        "không nêu cách chấm",
    ),
    (
        "Tuyên truyền",
        "Đơn vị có số tin bài cao nhất được 5 điểm; thứ hai 3 điểm; còn lại 1 điểm",
        "5",
        "Đơn vị có số tin bài cao nhất: 5 điểm; Thứ hai: 3 điểm; Còn lại: 1 điểm.",
        "tùy kết quả của đơn vị khác",
    ),
    (
        "Tiếp dân",
        "Có: 2 điểm; không: 0 điểm; không phát sinh thì không tính điểm",
        "2",
        "Có: 2 điểm. Không: 0 điểm.",
        "hiểu là không tính tiêu chí này",
    ),
]


REMARKED = [
    (
        "Tỷ lệ hồ sơ đúng hạn",
        "Trên 90%: 5 điểm; từ 80% đến 90%: 3 điểm; dưới 80%: 0 điểm",
        "5",
        "Trên 90%: 5 điểm; Từ 80% đến 90%: 3 điểm; Dưới 80%: 0 điểm.",
        "cũng có thể chấm theo tỷ lệ %",
    ),
    (
        "Kế hoạch",
        "Hoàn thành 100%: 2 điểm; dưới 100%: 0 điểm",
        "2",
        "Tỷ lệ = Kết quả thực hiện / Chỉ tiêu, kế hoạch được giao. Từ 100%: 2 điểm; từ 0%: 0 điểm. "
        "Quá 100% tính là 100%.",
        "tên hai số liệu do danvan đặt; văn bản không nêu",
    ),
    (
        "Tiếp dân",
        "Giải quyết 100% đơn thư: 2 điểm; dưới 100%: 0 điểm",
        "2",
        "Tỷ lệ = Số đơn thư đã giải quyết / Tổng số đơn thư. Từ 100%: 2 điểm; từ 0%: 0 điểm.",
        "tên hai số liệu do danvan đặt; văn bản không nêu",
    ),
    (
        "Kế hoạch ban hành kịp thời",
        "",
        "5",
        "Tự chấm từ 0 đến 5 điểm, theo bước 0,25.",
        "văn bản không nêu cách chấm",
    ),
]


@pytest.mark.parametrize(("title", "text", "top", "said", "why"), REMARKED, ids=lambda value: value[:40])
def test_what_the_paper_leaves_to_danvan_is_certain_and_said(
    title: str, text: str, top: str, said: str, why: str
) -> None:
    found = how(title, text, top)
    assert (words(found), found.taken.doubts, found.taken.remarks) == (said, (), (why,))


@pytest.mark.parametrize(("title", "text", "top", "said", "why"), UNSURE, ids=lambda value: value[:40])
def test_a_sentence_that_is_not_certain_says_why(
    title: str, text: str, top: str, said: str, why: str
) -> None:
    found = how(title, text, top)
    assert words(found) == said
    assert why in "; ".join(found.taken.doubts)


TOO_MUCH = [
    ("Thực hiện tốt: 8 - 10 điểm; khá: 5 - 7 điểm; trung bình: dưới 5 điểm", "10"),
    ("Thực hiện tốt: 5 điểm. Nếu có đơn thư: 0 điểm", "5"),
    ("Giảm 1 vụ so với năm trước: 2 điểm", "2"),
    ("Hoàn thành: 2 điểm\nKhông hoàn thành: 0 điểm\nHoàn thành vượt mức: cộng thêm 1 điểm", "2"),
    ("Mỗi văn bản ban hành chậm trừ 0,5 điểm; không ban hành 0 điểm", "5"),
    ("Vi phạm lần 1 trừ 1 điểm; lần 2 trừ 2 điểm", "5"),
    ("Mỗi mô hình 3 điểm", "3"),
    ("Đúng hạn: 5 điểm; chậm từ 3 đến 5 ngày: 2 điểm; chậm trên 5 ngày: 0 điểm", "5"),
    ("Tỷ lệ hồ sơ trễ hạn từ 5% đến 10%: 5 điểm; trên 10%: 2 điểm", "5"),
    ("Có kế hoạch: 5 điểm; không có: 0 điểm; bị phê bình: -2 điểm", "5"),
    ("Tốt: 3 điểm; Khá: 2 điểm", "5"),
    ("Có kế hoạch: 10 điểm, trong đó đúng hạn: 5 điểm, đủ nội dung: 5 điểm", "10"),
    ("Đúng hạn: 10 điểm; chậm: 5 điểm", "15"),
    ("Thiếu 01 nội dung: 5 điểm, tối đa 10 điểm", "10"),
]
"""Sentences that say more than a rule can, or less than it needs."""


@pytest.mark.parametrize(("text", "top"), TOO_MUCH, ids=lambda value: value[:40])
def test_what_a_rule_cannot_say_is_never_certain(text: str, top: str) -> None:
    assert how("Kết quả", text, top).taken.doubts


def test_in_the_block_of_penalties_points_are_counted() -> None:
    found = how("Đơn thư", "Mỗi đơn thư vượt cấp trừ 2 điểm, tối đa 10 điểm", "", "penalty")
    assert words(found) == "Số đơn thư vượt cấp: mỗi trường hợp 2 điểm, tối đa 10 điểm."


@pytest.mark.parametrize(
    ("text", "void"),
    [
        ("Không phát sinh được điểm tối đa", "full"),
        ("Không có nhiệm vụ này thì được điểm tối đa", "full"),
        ("Năm không có đơn thì không đánh giá chỉ tiêu này", "excluded"),
        ("Trường hợp trong năm không phát sinh thì không tính điểm nội dung này", "excluded"),
        ("Đơn vị không được giao vốn thì không tính điểm chỉ tiêu này", "excluded"),
        ("Đơn vị nào không thuộc diện thực hiện thì không chấm nội dung này", "excluded"),
        ("Địa bàn không còn hộ nghèo có nhà ở dột nát: 2 điểm", "full"),
        ("Không có phản ánh thì không chấm, giảm trừ điểm tối đa của tiêu chí", "excluded"),
    ],
)
def test_what_happens_where_nothing_arose(text: str, void: str) -> None:
    found = how("Tiếp dân", f"Có: 2 điểm; không: 0 điểm. {text}", "2")
    assert (words(found), found.void, found.taken.doubts) == ("Có: 2 điểm. Không: 0 điểm.", void, ())


@pytest.mark.parametrize(
    "text",
    [
        "Nếu không thuộc trường hợp trên thì không tính điểm nội dung này",
        "Đơn vị không có kế hoạch thì không tính điểm tiêu chí này",
        "Không phát sinh thì không chấm, vẫn được điểm tối đa",
    ],
)
def test_what_may_be_no_points_or_not_asked_is_told(text: str) -> None:
    assert how("Tiếp dân", f"Mỗi buổi 1 điểm. {text}", "2").taken.doubts


def test_direct_points_may_always_be_picked() -> None:
    for title, text, top, *_ in (*SURE, *UNSURE):
        assert f"Tự ghi điểm 0…{top}" in [way.label for way in how(title, text, top).ways]


def test_a_number_below_one_is_no_thousands() -> None:
    found = [worth_of(text) for text in ("0.125", "1.000 điểm")]
    assert [each and each.points for each in found] == [Decimal("0.125"), Decimal(1000)]


def test_classes_that_do_not_fit_are_told() -> None:
    text = "Xuất sắc: từ 90 điểm; Tốt: từ 70 đến dưới 80 điểm; Xuất sắc: từ 85 điểm; Yếu: dưới 70 điểm"
    assert settled(classes_in(text))[1] == [
        "“Xuất sắc” còn từ 85 điểm; lấy mức nêu trước",
        "trên 80 đến dưới 90 điểm văn bản không nêu loại",
    ]
