"""From a paper to a set: the workbook, the choices, the set, the forms; A03, A04 where none comes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from scoring.annex.answer import PaperAnswer, answer, answer_here
from scoring.annex.drafting import drafted
from scoring.annex.opening import read_paper
from scoring.annex.paper import Paper
from scoring.annex.plain import Heading, roster_of
from scoring.annex.seen import Certainty, SeenRow
from scoring.annex.told import seen_rows
from scoring.criteria.excel.choices import LOOK_TITLES, with_choices
from scoring.criteria.loader import load_roster
from scoring.criteria.schema import Criterion
from scoring.errors import SetError
from tests.annex.papers import DAY, PAPER, excel, table, word
from tests.support.commands import danvan


def answered(data: bytes) -> PaperAnswer:
    opened = read_paper(data)
    assert opened.paper, opened.findings
    return answer_here("phu-luc", opened.paper, DAY)


def rows_of(data: bytes) -> dict[str, SeenRow]:
    return {row.read.split(" | ")[1] if " | " in row.read else row.read: row for row in answered(data).seen}


@pytest.mark.parametrize("data", [word(PAPER), excel(PAPER)], ids=["word", "excel"])
def test_the_tree_the_maxima_and_the_rules(data: bytes) -> None:
    criteria = answered(data).roster.criteria
    found = {code: (str(c.max), c.rule.kind) for code, c in criteria.criteria.items()}
    assert found == {
        "I.1": ("10", "yes_no"),
        "I.2.1": ("10", "deduction"),
        "I.2.2": ("10", "levels"),
        "II.1": ("40", "ratio"),
        "II.2": ("30", "direct"),
        "III.1": ("5", "count"),
    }
    assert criteria.bonus and criteria.bonus.cap == 5
    assert [group.max for group in criteria.groups] == [30, 70]


def test_every_row_is_told_with_how_sure_it_is() -> None:
    seen = answered(word(PAPER)).seen
    assert [row.place for row in seen] == [f"Bảng 1, dòng {n}" for n in range(1, len(PAPER) + 1)]
    unsure = {row.read.split(" | ")[1]: row.certainty for row in seen if row.why and row.choices}
    assert unsure == {
        "Tỷ lệ hồ sơ đúng hạn": Certainty.UNSURE,
        "Đối thoại với nhân dân": Certainty.UNKNOWN,
    }
    assert [row.why for row in seen if row.certainty is Certainty.SKIPPED] == [
        "tiêu đề cột",
        "tiêu đề cột lặp lại",
    ]


def test_sums_that_do_not_add_up_are_asked_with_both_numbers() -> None:
    rows = [["TT", "Nội dung", "Điểm"], ["I", "Nhóm", "10"], ["1", "Việc một", "8"], ["2", "Việc hai", "6"],
            ["", "Tổng cộng", "100"]]  # fmt: skip
    group, total = rows_of(word(rows))["Nhóm"], answered(word(rows)).seen[-1]
    assert group.why == "văn bản ghi 10 điểm, các mục bên dưới cộng lại 14"
    assert group.choices == ("Lấy tổng 14 điểm", "Nhóm không quá 10 điểm")
    assert (total.certainty, total.why) == (
        Certainty.UNSURE,
        "văn bản ghi tổng 100 điểm, các nhóm cộng lại 14",
    )


def test_classes_and_quotas_are_taken_from_the_lines_around() -> None:
    around = ("BỘ TIÊU CHÍ CHẤM ĐIỂM NĂM 2027", "Xuất sắc: từ 90 điểm trở lên; Tốt: từ 70 đến dưới 90 điểm; "
              "Chưa đạt: dưới 70 điểm. Đơn vị xếp loại Xuất sắc không quá 20% tổng số đơn vị.")  # fmt: skip
    criteria = answered(word(PAPER, around=around)).roster.criteria
    assert [(each.name, each.at_least) for each in criteria.classes] == [
        ("Xuất sắc", 90), ("Tốt", 70), ("Chưa đạt", 0),
    ]  # fmt: skip
    assert [(each.code, each.percent) for each in criteria.quota] == [("xuat-sac", 20)]
    assert (criteria.year, criteria.name) == (2027, "Bộ tiêu chí chấm điểm năm 2027")


def test_a_paper_without_points_is_refused() -> None:
    with pytest.raises(SetError, match="không có bảng nào"):
        answered(word([["TT", "Nội dung"], ["1", "Việc"]]))


def test_a_sheet_that_is_not_there_is_named() -> None:
    paper = read_paper(excel(PAPER, title="Phụ lục")).paper
    assert paper
    with pytest.raises(SetError, match="“Phu luc”; có: “Phụ lục”"):
        answer("a.xlsx", paper, DAY, sheet="Phu luc")
    with pytest.raises(SetError, match="bảng thứ 2"):
        answer("a.xlsx", paper, DAY, table=2)


TEXTS = st.sampled_from(
    [
        *("", "I", "1", "a)", "-", "1.1", "TT", "Nội dung", "Điểm", "5", "10đ", "7,5", "Kế hoạch"),
        *("Có: 5 điểm; không: 0", "mỗi lần trừ 1 điểm", "không xếp loại", "Xuất sắc: từ 90 điểm trở lên"),
        *("Tổng cộng", "ĐIỂM TRỪ", "Ghi chú: x"),
    ]
)


@given(st.lists(st.lists(TEXTS, min_size=4, max_size=4), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_whatever_stands_in_a_table_every_row_is_on_the_list(rows: list[list[str]]) -> None:
    head, first = ["TT", "Nội dung", "Điểm", "Cách chấm"], ["1", "Việc đầu", "5", ""]
    paper = Paper((table([head, first, *rows]),))
    draft = drafted(paper, paper.tables)
    roster_of(draft, Heading("Bộ", 2026))
    seen = seen_rows(draft)
    places = [f"Bảng 1, dòng {n}" for n in range(1, len(rows) + 3)]
    made_up = ("không có dòng", "ô bên trái")
    assert [row.place for row in seen if not row.place.endswith(made_up)] == places
    assert all(row.why or row.became for row in seen)


def test_from_the_paper_to_forms(tmp_path: Path) -> None:
    (tmp_path / "phu-luc.docx").write_bytes(word(PAPER, around=("BỘ TIÊU CHÍ NĂM 2026",)))
    book = tmp_path / "bo.xlsx"
    made = danvan("criteria", "from-table", "-w", tmp_path, tmp_path / "phu-luc.docx", "--out", book)
    assert made.exit_code == 0, made.output
    assert "16 dòng: 11 vào bộ tiêu chí, 2 trong danh sách cần xem, 3 bỏ qua" in made.output
    opened = load_workbook(book)
    look = opened["Cần xem"]
    assert tuple(cell.value for cell in look[3]) == LOOK_TITLES
    [row] = [row for row in look.iter_rows(min_row=4) if "Đối thoại" in str(row[1].value)]
    assert row[3].value == "Không hiểu"
    [row] = [row for row in look.iter_rows(min_row=4) if "hồ sơ đúng hạn" in str(row[1].value)]
    row[5].value = "Tự ghi điểm 0…40"
    opened.save(book)
    taken = danvan("criteria", "from-excel", "-w", tmp_path, book)
    assert taken.exit_code == 0, taken.output
    [folder] = (tmp_path / "criteria").iterdir()
    assert load_roster(folder).criteria.criteria["II.1"].rule.kind == "direct"
    assert danvan("criteria", "check", "-w", tmp_path).exit_code == 0
    assert danvan("forms", "-w", tmp_path).exit_code == 0
    assert (
        danvan("criteria", "from-table", "-w", tmp_path, tmp_path / "phu-luc.docx", "--out", book).exit_code
        == 2
    )


def test_a_choice_that_is_not_offered_is_named_by_its_cell(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word(PAPER))
    danvan("criteria", "from-table", "-w", tmp_path, tmp_path / "a.docx")
    book = load_workbook(tmp_path / "a-bo-tieu-chi.xlsx")
    book["Cần xem"]["F14"] = "Theo cảm tính"
    book.save(tmp_path / "a-bo-tieu-chi.xlsx")
    refused = danvan("criteria", "from-excel", "-w", tmp_path, tmp_path / "a-bo-tieu-chi.xlsx")
    assert refused.exit_code == 2
    assert "trang “Cần xem”, ô F14: “Theo cảm tính” không có trong các lựa chọn" in refused.output


def test_two_choices_for_one_criterion_are_refused() -> None:
    lines = [("Bảng 1", "Việc", "Tiêu chí I.1: Việc", "Chưa chắc", "", pick) for pick in ("Theo mức", "Khác")]
    rows = enumerate((LOOK_TITLES, *lines), 1)
    cells = {(row, column): text for row, line in rows for column, text in enumerate(line, 1)}
    with pytest.raises(SetError, match=r"ô F3: mục I\.1 đã chọn “Theo mức” ở dòng khác; chỉ chọn một"):
        with_choices("a.xlsx", {"Cần xem": cells})


def test_every_choice_gives_a_set_that_holds(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word(PAPER))
    danvan("criteria", "from-table", "-w", tmp_path, tmp_path / "a.docx")
    path = tmp_path / "a-bo-tieu-chi.xlsx"
    offered = [(row.place, choice) for row in answered(word(PAPER)).seen for choice in row.choices]
    assert len(offered) > 3
    for place, choice in offered:
        book = load_workbook(path)
        [row] = [row for row in book["Cần xem"].iter_rows(min_row=4) if row[0].value == place]
        row[5].value = choice
        book.save(tmp_path / "chon.xlsx")
        taken = danvan("criteria", "from-excel", "-w", tmp_path, tmp_path / "chon.xlsx", "--replace")
        assert taken.exit_code == 0, (choice, taken.output)


def test_evidence_named_beside_a_criterion_is_asked_for() -> None:
    criterion = answered(word(PAPER)).roster.criteria.criteria["I.1"]
    assert isinstance(criterion, Criterion)
    assert (criterion.evidence, criterion.evidence_hint) == ("required", "Kế hoạch")


def test_levels_beside_a_merged_criterion_and_lines_below_the_totals() -> None:
    def merge(book: Workbook) -> None:
        for area in ("A2:A4", "B2:B4"):
            book.active.merge_cells(area)

    rows = [["STT", "Tiêu chí", "Cách chấm", "Điểm"], ["1", "Việc", "Tốt", "10"], [None, None, "Khá", "5"],
            [None, None, "Yếu", "0"], [None, "Tổng cộng", None, "10"], [None, "Đơn vị tự chấm trung thực"],
            ["Nơi nhận:"], ["- UBND tỉnh"]]  # fmt: skip
    found = answered(excel(rows, change=merge))
    assert found.roster.criteria.criteria["1"].rule_words == "Tốt: 10 điểm; Khá: 5 điểm; Yếu: 0 điểm."
    assert [row.certainty.value for row in found.seen[1:4]] == ["Chắc chắn"] * 3
    assert [row.certainty for row in found.seen[5:8]] == [
        Certainty.UNKNOWN,
        Certainty.SKIPPED,
        Certainty.SKIPPED,
    ]
