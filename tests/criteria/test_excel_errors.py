"""What is wrong in the workbook is told by sheet, column and cell, in the words of the workbook."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from scoring.criteria.excel.layout import TABLES
from scoring.criteria.reports import MODELS
from scoring.criteria.schema import SUBJECT
from scoring.criteria.sheet import Raw, Unusable
from scoring.errors import SetError
from scoring.intake.criteria_book import open_set_and_doubts
from tests.criteria.books import HEAD, Table
from tests.criteria.broken import messages
from tests.criteria.test_no_english import KEYS, UNACCENTED

TREE = "Tiêu chí"
# sheet, column, a text in the row, what is put there, where the message says it is, what it says
ERRORS: list[tuple[str, str, str, Raw | None, str, str]] = [
    (TREE, "Cách chấm", "1.2", "Chọn mức", "cột “Cách chấm” (ô F", "(có phải “Chọn một mức”?)"),
    (TREE, "Cách chấm", "1.2", None, "cột “Cách chấm” (ô F", "chưa ghi cách chấm"),
    (TREE, "Điểm", "1.2", None, "cột “Điểm” (ô E", "thiếu giá trị bắt buộc"),
    (TREE, "Điểm", "1.2", "tám", "cột “Điểm” (ô E", "“tám” không phải là số"),
    (TREE, "Điểm", "1.2", "-1", "cột “Điểm” (ô E", "phải từ 0"),
    (TREE, "Điểm", "1.2", "1.000", "cột “Điểm” (ô E", "hai cách; ghi 1000 hoặc 1,000"),
    (TREE, "Điểm", "1.2", "7", "cột “Cách chấm”", None),
    (TREE, "Điểm", "Có tin bài", "3", "cột “Cách chấm”", "cộng lại 10 điểm, điểm tối đa là 9"),
    (TREE, "Mã", "1.10", "1.2", "cột “Mã” (ô B", "mã “1.2” đã dùng ở trên"),
    (TREE, "Mã", "1.10", Decimal("1.1"), "cột “Mã” (ô B", "thành số 1,1 (có phải “1.1” hay “1.10”?)"),
    (TREE, "Mã", "1.10", date(2026, 10, 1), "cột “Mã” (ô B", "thành ngày 01/10/2026 (có phải “1.10”"),
    (TREE, "Mã", "1.10", Unusable("ô báo lỗi #N/A"), "cột “Mã” (ô B", "ô báo lỗi #N/A"),
    (TREE, "Mã", "1.10", True, "cột “Mã” (ô B", "thành TRUE"),
    (TREE, "Mã", "1.10", "mục 1", "cột “Mã” (ô B", "chỉ được gồm chữ không dấu"),
    (TREE, "Mã", "1.10", None, "cột “Mã” (ô B", "thiếu giá trị bắt buộc"),
    (TREE, "Thuộc nhóm", "1.10", "9", "cột “Thuộc nhóm” (ô C", "không có nhóm “9”"),
    (TREE, "Thuộc nhóm", "1.10", None, "cột “Thuộc nhóm” (ô C", "chưa ghi tiêu chí thuộc nhóm nào"),
    (TREE, "Thuộc nhóm", "1.2", "3", "cột “Thuộc nhóm” (ô C", "nhóm phải ở dòng trên"),
    (TREE, "Dòng", "1.10", "Tieu chi", "cột “Dòng” (ô A", "chọn một trong: “Nhóm”, “Tiêu chí”"),
    (TREE, "Dòng", "1.10", None, "cột “Dòng” (ô A", "chưa ghi loại dòng"),
    (TREE, "Dòng", "Chậm", "Việc", "cột “Dòng” (ô A", "cách chấm “Cộng các việc”"),
    (TREE, "Dòng", "Chậm", "Mức chậm", "cột “Dòng” (ô A", "“Mức chậm” phải ở ngay dưới"),
    (TREE, "Điểm", "Chậm", "4", "dòng 10", "“Điểm” hoặc “Phần của điểm tối đa”"),
    (TREE, "Phần của điểm tối đa", "Chậm", date(2026, 2, 1), "cột “Phần của điểm tối đa”", "hay “1/2”"),
    (TREE, "Phần của điểm tối đa", "Chậm", "2", "cột “Phần của điểm tối đa”", "từ 0 đến 1"),
    (TREE, "Bước điểm", "1.2", "1", "cột “Bước điểm”", "cách chấm “Chọn một mức” không dùng cột này"),
    (TREE, "Cách chấm", "Chậm", "Tỷ lệ", "cột “Cách chấm”", "dòng “Mức” không dùng cột này"),
    (TREE, "Căn cứ", "2.1", "XYZ mục 1", "cột “Căn cứ”", "mã của một văn bản ở trang “Căn cứ”"),
    (TREE, "Không phát sinh", "2.2", "Không cho phép", "dòng 18", "“Coi là không phát sinh” cần cột"),
    (TREE, "Áp dụng cho đơn vị", "2.4", "tdp-9", "cột “Áp dụng cho đơn vị”", "không có đơn vị “tdp-9”"),
    (TREE, "Áp dụng cho đơn vị chủ trì nhiệm vụ", "2.4", "9.9", "nhiệm vụ”", "không có nhiệm vụ “9.9”"),
    (TREE, "% điểm mỗi lần", "2.3", "10", "cột “Cách chấm”", "“Điểm mỗi lần” hoặc “% điểm mỗi lần”"),
    (TREE, "Điểm thấp nhất", "2.3", "10", "cột “Cách chấm”", "mức thấp nhất (10) phải nhỏ hơn"),
    (TREE, "Đạt tối đa từ %", "2.2", "90", "cột “Cách chấm”", "“Đạt tối đa từ %” hoặc các dòng “Mức tỷ lệ”"),
    (TREE, "Từ %, đến số ngày", "80", "96", "cột “Cách chấm”", "các dòng “Mức tỷ lệ” xếp từ cao"),
    (TREE, "Điểm", "ĐIỂM THƯỞNG", None, "cột “Điểm” (ô E", "thiếu giá trị bắt buộc"),
    (TREE, "Điểm", "1.2", "8,125", "cột “Điểm” (ô E", "tăng mục “Số lẻ của điểm tiêu chí” ở trang “Chung”"),
    (TREE, "Bước điểm", "2.6", "0.125", "cột “Bước điểm”", "0,125 quá lẻ"),
    ("Chung", "Giá trị", "Mã bộ tiêu chí", "Bộ Mới", "mục “Mã bộ tiêu chí” (ô B4)", "chữ thường không dấu"),
    ("Chung", "Giá trị", "Ngày cuối kỳ", "31/11/2026", "“Ngày cuối kỳ” (ô B9)", "đọc là ngày 31 tháng 11"),
    ("Chung", "Giá trị", "Ngày cuối kỳ", "1/1/2020", "trang “Chung”", "ngày kết thúc phải sau ngày bắt đầu"),
    ("Chung", "Giá trị", "Năm đánh giá", "hai nghìn", "mục “Năm đánh giá”", "không phải là số"),
    ("Chung", "Giá trị", "Trạng thái", "Đã ban hành", "mục “Trạng thái”", "cần số và ngày quyết định"),
    ("Chung", "Giá trị", "Trạng thái", "Xong", "mục “Trạng thái”", "“Mẫu”, “Dự thảo”, “Đã ban hành”"),
    ("Chung", "Giá trị", "Số quyết định", "5/QĐ", "mục “Ngày quyết định”", "thiếu giá trị bắt buộc"),
    ("Chung", "Giá trị", "Tên bộ tiêu chí", None, "mục “Tên bộ tiêu chí”", "thiếu giá trị bắt buộc"),
    ("Chung", "Mục", "Thang điểm", "Thang", "ô A", "mục lạ “Thang”"),
    ("Xếp loại", "Từ điểm", "yeu", "10", "cột “Từ điểm”", "loại cuối phải từ 0"),
    ("Xếp loại", "Từ điểm", "kha", "85", "cột “Từ điểm”", "mức điểm giảm dần"),
    ("Xếp loại", "Điều kiện kèm theo", "tot", "nhóm 1", "kèm theo” (ô D", "cần ghi mã, dấu hai chấm"),
    ("Xếp loại", "Điều kiện kèm theo", "tot", "9: 50", "kèm theo” (ô D", "không có nhóm hay tiêu chí “9”"),
    ("Tỷ lệ", "Loại bị khống chế", "xuat-sac", "gioi", "khống chế”", "không có mức xếp loại “gioi”"),
    ("Loại đơn vị", "Khối", "Phòng chuyên môn", "phg", "cột “Khối”", "(có phải “phong”?)"),
    ("Báo cáo", "Ngày hạn", "nam", "15/11/2027", "cột “Ngày hạn”", "ngoài kỳ đánh giá"),
    ("Báo cáo", "Phải gửi", "nam", "sau", "cột “Phải gửi”", "“Trước ngày hạn”"),
    ("Nhiệm vụ", "Mã loại đơn vị phối hợp", "1.1", "phong; tổ", "Mã loại đơn vị phối hợp”", "chỉ được gồm"),
    ("Nhiệm vụ", "Chủ trì", "1.1", None, "cột “Chủ trì” (ô D4)", "thiếu giá trị bắt buộc"),
    ("Điều kiện", "Hạ mấy loại", "DK1", "1", "dòng 4", "“Hạ loại” cần cột “Hạ mấy loại”"),
    ("Điều kiện", "Theo điểm tiêu chí", "DK1", "2.6", "tiêu chí” (ô F", "“Có khi từ điểm”, “Có khi"),
    ("Điều kiện", "Loại cao nhất", "DK1", None, "dòng 4", "“Không xếp quá loại” cần cột “Loại cao nhất”"),
    ("Đơn vị", "Loại", "tdp-2", "phongs", "cột “Loại” (ô C", "(có phải “phong”?)"),
    ("Đơn vị", "Mã", "tdp-2", Decimal("1.1"), "cột “Mã” (ô A", "Excel đã đổi ô này thành số"),
    ("Đơn vị", "Mã", "tdp-2", "tdp-1", "cột “Mã” (ô A", "đã dùng cho “Tổ dân phố số 1”"),
    ("Đơn vị", "Tên đơn vị", "tdp-2", Unusable("ô báo lỗi #REF!"), "đơn vị” (ô B", "ô báo lỗi #REF!"),
    ("Đơn vị", "Miễn", "vp", "2.1", "cột “Miễn”", "cần ghi mã, dấu hai chấm"),
]  # fmt: skip


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: f"{case[0]}-{case[1]}-{case[2]}-{case[3]}")
def test_a_mistake_is_told_by_sheet_and_cell(case: tuple[str, str, str, Raw | None, str, str | None]) -> None:
    sheet, title, holding, raw, where, says = case
    table = Table()
    at = table.at(sheet, title, holding)
    table.put(sheet, at, raw)
    if says is None:
        table.roster()
        return
    told = table.messages()
    assert len(told) <= 2, told
    matching = [line for line in told if f"trang “{sheet}”" in line and where in line and says in line]
    assert matching, told
    if "(ô " in where:
        assert f"{at[0]}" in matching[0]


def test_all_mistakes_are_told_at_once() -> None:
    table = Table()
    table.put("Chung", table.at("Chung", "Giá trị", "Năm đánh giá"), "x")
    table.put("Tiêu chí", table.at("Tiêu chí", "Điểm", "1.2"), None)
    table.put("Báo cáo", table.at("Báo cáo", "Ngày hạn", "nam"), "cuối năm")
    table.put("Đơn vị", table.at("Đơn vị", "Loại", "tdp-1"), None)
    told = table.messages()
    assert [line.split("“")[1].split("”")[0] for line in told] == ["Chung", "Báo cáo", "Tiêu chí", "Đơn vị"]


def test_details_without_their_rows_are_missed() -> None:
    table = Table()
    first = table.row("Tiêu chí", "Có hội nghị quán triệt")
    for at in [at for at in table.cells["Tiêu chí"] if first <= at[0] < first + 3]:
        del table.cells["Tiêu chí"][at]
    assert ["“Việc” ngay dưới" in line for line in table.messages()] == [True]


@pytest.mark.parametrize("name", [name for name in Table().cells if name != "Hướng dẫn"])
def test_a_missing_sheet_is_named(name: str) -> None:
    table = Table()
    table.cells[f"{name} cũ"] = table.cells.pop(name)
    assert any(f"thiếu trang “{name}”" in line for line in table.messages())


def test_a_workbook_of_before_has_no_steps_of_approval() -> None:
    table = Table()
    del table.cells["Phê duyệt"]
    assert table.roster().criteria.approvals == ()


@pytest.mark.parametrize("name", [name for name in Table().cells if name != "Hướng dẫn"])
def test_a_missing_column_is_named_with_its_sheet(name: str) -> None:
    newer = {(table.sheet, column.title) for table in TABLES for column in table.columns if column.newer}
    for title, column in Table().columns(name).items():
        if (name, title) in newer:
            continue
        table = Table().put(name, (HEAD, column), None)
        told = table.messages()
        assert any(f"trang “{name}”: không có cột “{title}”" in line for line in told), (title, told)


def test_a_workbook_of_before_says_neither_what_is_assessed_nor_the_heading_of_models() -> None:
    table = Table()
    row = table.row("Chung", "Nội dung đánh giá")
    table.put("Chung", (row, 1), None).put("Chung", (row, 2), None).put("Chung", (row, 3), None)
    heading = table.columns("Báo cáo")["Mục mô hình"]
    for at in [at for at in table.cells["Báo cáo"] if at[1] == heading]:
        table.put("Báo cáo", at, None)
    criteria = table.roster().criteria
    assert (criteria.subject, {each.models for each in criteria.reports}) == (SUBJECT, {MODELS})


def test_a_strange_or_repeated_column_is_told_by_cell() -> None:
    table = Table()
    table.put("Báo cáo", (HEAD, 5), "Người làm").put("Khối", (HEAD, 3), "Tên")
    table.put("Căn cứ", (HEAD + 1, 4), "lạc chỗ")
    told = "\n".join(table.messages())
    assert "trang “Báo cáo”, ô E3: cột lạ “Người làm”" in told
    assert "trang “Khối”, ô C3: có hai cột “Tên”" in told
    assert "trang “Căn cứ”, ô D4: cột này không có tiêu đề" in told


def test_columns_and_sheets_may_be_moved_and_titles_may_be_written_otherwise() -> None:
    table = Table()
    expected = table.roster()
    cells = table.cells["Báo cáo"]
    width = max(column for _, column in cells)
    table.cells["BÁO CÁO"] = {(row + 2, width + 1 - column): raw for (row, column), raw in cells.items()}
    del table.cells["Báo cáo"]
    assert table.roster() == expected


def fuzzed() -> set[str]:
    odd: list[Raw | None] = [
        None,
        "zz",
        "-7,5",
        "1.000",
        Decimal("1.5"),
        date(2026, 3, 2),
        True,
        Unusable("ô lỗi"),
    ]
    told: set[str] = set()
    for sheet, at in list(Table().places()):
        for raw in odd:
            try:
                Table().put(sheet, at, raw).roster()
            except SetError as error:
                told.update(error.messages)
    return told


def test_no_key_of_yaml_and_no_english_reaches_the_official() -> None:
    told = fuzzed()
    assert len(told) > 150
    for line in told:
        assert re.match(r"bo\.xlsx(, trang “|: thiếu)", line), line
        own = re.sub(r"“[^”]*”|\(ô [A-Z]+\d+\)|bo\.xlsx|docs/\S+", "", line)
        words = {word for word in re.findall(r"\w+", own) if re.fullmatch("[A-Za-z_]{4,}", word)}
        assert not words & KEYS - UNACCENTED, line
        assert words <= UNACCENTED | {"Excel", "Text", "danvan", "criteria", "TRUE", "trang", "nhanh"}, line


FILES: list[tuple[str, Callable[[Path], object], str]] = [
    ("rong.xlsx", lambda path: path.write_bytes(b""), "rong.xlsx"),
    ("anh.xlsx", lambda path: path.write_bytes(b"\x89PNG"), "anh.xlsx"),
    ("khac.xlsx", lambda path: Workbook().save(path), "thiếu trang “Chung”"),
]


@pytest.mark.parametrize(("name", "write", "says"), FILES, ids=lambda each: str(each)[:12])
def test_a_file_that_is_no_such_workbook(
    tmp_path: Path, name: str, write: Callable[[Path], object], says: str
) -> None:
    write(tmp_path / name)
    assert says in "\n".join(messages(lambda: open_set_and_doubts(tmp_path / name)[0]))


def test_a_real_error_cell_and_an_uncalculated_formula_are_told(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    from scoring.criteria.loader import load_roster
    from tests.criteria.books import workbook
    from tests.criteria.broken import MINI

    file = tmp_path / "bo.xlsx"
    file.write_bytes(workbook(load_roster(MINI)))
    book = load_workbook(file)
    book["Khối"]["B4"] = "=1+1"
    book["Báo cáo"]["C4"] = "#REF!"
    book["Báo cáo"]["C4"].data_type = "e"
    book.save(file)
    told = "\n".join(messages(lambda: open_set_and_doubts(file)[0]))
    assert "trang “Khối”, cột “Tên” (ô B4): công thức chưa có kết quả" in told
    assert "trang “Báo cáo”, cột “Ngày hạn” (ô C4): ô báo lỗi #REF!" in told
