"""The sheet Hỏi thêm: what the paper says of itself beside what stands in the set that is written."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.annex.answer import answer_here
from scoring.annex.asked import Question
from scoring.annex.opening import read_paper
from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from tests.annex.papers import DAY, PAPER, word
from tests.support.commands import ROOT, danvan

TITLE = "BẢNG ĐIỂM XÁC ĐỊNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH"
DECISION = "Quyết định số 1234/QĐ-UBND ngày 05 tháng 3 năm 2026"
ABOVE = f"ỦY BAN NHÂN DÂN\nPHỤ LỤC\n{TITLE}\n(Kèm theo {DECISION} của Chủ tịch)"


def asked(above: str, beside: Roster | None = None, rows: list[list[str]] = PAPER) -> dict[str, Question]:
    paper = read_paper(word(rows, around=(above,))).paper
    assert paper
    found = answer_here("phu-luc", paper, DAY, beside=beside).asked
    return {question.asks.partition(",")[0]: question for question in found}


def test_title_and_decision_of_the_paper_are_offered() -> None:
    found = asked(ABOVE)
    assert (found["Tên bộ"].says, found["Tên bộ"].now) == (
        TITLE,
        "Bảng điểm xác định chỉ số cải cách hành chính; năm 2026",
    )
    assert found["Nội dung đánh giá"].says == TITLE
    assert (found["Số"].says, found["Số"].now) == (DECISION, "chưa ghi")
    assert found["Cơ quan ban hành"].says == "Ủy ban nhân dân"


@pytest.mark.parametrize(
    "above",
    ["Phụ lục", "Căn cứ Quyết định số 1/QĐ-TTg ngày 01/02/2025", "Kèm theo Quyết định số …/QĐ-UBND ngày …"],
)
def test_what_the_paper_does_not_say_is_told(above: str) -> None:
    found = asked(above)
    keys = ("Tên bộ", "Nội dung đánh giá", "Số", "Cơ quan ban hành")
    assert [found[key].says for key in keys] == ["không nói"] * 4


def test_beside_a_set_what_stands_is_that_set() -> None:
    there = load_roster(ROOT / "criteria" / "viet-hoa-2026")
    found = asked(ABOVE, there)
    criteria = there.criteria
    assert found["Tên bộ"].now.startswith(criteria.name)
    assert found["Nội dung đánh giá"].now == criteria.subject
    assert found["Cơ quan ban hành"].now == f"{criteria.issuer}; {criteria.office}"
    assert found["Đơn vị nào được đánh giá"].now.startswith(f"{len(list(there.evaluated))} đơn vị")
    assert all(report.name in found["Hạn gửi báo cáo của từng kỳ"].now for report in criteria.reports)
    assert criteria.classes[0].name in found["Các loại và mức điểm"].now


def test_what_is_not_in_the_set_is_said_in_words() -> None:
    found = asked("")
    nows = [found[key].now for key in ("Hạn mức của từng loại", "Trường hợp bị hạ loại")]
    assert nows == ["chưa ghi", "chưa ghi"]
    assert found["Đơn vị nào được đánh giá"].now == "1 đơn vị (1 đơn vị mẫu), 1 khối"


HEAD = ["TT", "Nội dung", "Điểm", "Cách chấm"]


def test_who_scores_is_asked_where_a_unit_does_not() -> None:
    given = asked(
        "", rows=[HEAD, ["1", "Đối thoại", "60", "UBND phường chấm"], ["2", "Họp", "40", "Có: 40; không: 0"]]
    )
    assert given["Ai chấm những tiêu chí đơn vị không tự chấm"].now == "1: UBND phường"
    offered = asked("", rows=[HEAD, ["1", "Đối thoại", "60", ""]])
    assert offered["Ai chấm những tiêu chí đơn vị không tự chấm"].now.startswith("chưa có tiêu chí nào")
    assert not [
        key for key in asked("", rows=[HEAD, ["1", "Họp", "40", "Có: 40; không: 0"]]) if "Ai chấm" in key
    ]


def test_a_group_may_keep_the_points_of_the_paper(tmp_path: Path) -> None:
    rows = [HEAD, ["I", "CHỈ ĐẠO", "40", ""], ["1", "Kế hoạch", "30,5", "Có: 30,5; không: 0"],
            ["II", "KẾT QUẢ", "60", ""], ["1", "Đối thoại", "60", "Mỗi cuộc 10 điểm"]]  # fmt: skip
    (tmp_path / "a.docx").write_bytes(word(rows))
    danvan("criteria", "from-table", "-w", tmp_path, tmp_path / "a.docx")
    path = tmp_path / "a-bo-tieu-chi.xlsx"
    book = load_workbook(path)
    [row] = [row for row in book["Cần xem"].iter_rows(min_row=4) if "CHỈ ĐẠO" in str(row[1].value)]
    row[5].value = "Giữ 40 điểm và thêm tiêu chí 9,5 điểm"
    [scale] = [row for row in book["Chung"].iter_rows() if row[0].value == "Thang điểm"]
    scale[1].value = 100
    book.save(path)
    taken = danvan("criteria", "from-excel", "-w", tmp_path, path)
    assert taken.exit_code == 0, taken.output
    [folder] = (tmp_path / "criteria").iterdir()
    group = load_roster(folder).criteria.groups[0]
    assert (group.max, [child.max for child in group.children]) == (40, [9.5, 30.5])
