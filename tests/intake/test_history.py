"""Lists of earlier years' results: read by titles; what is odd is said with its cell (L01-L07)."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from scoring.findings import Finding
from scoring.intake.history import EarlierYear, read_history
from tests.intake.forms import mini

HEAD = ("STT", "Đơn vị", "Điểm", "Xếp loại", "Hạng")


def listed(folder: Path, *rows: Sequence[object]) -> EarlierYear:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(folder / "ket-qua.xlsx")
    return read_history(folder / "ket-qua.xlsx", 2025, mini())


def only(year: EarlierYear, code: str) -> Finding:
    [found] = [f for f in year.findings if f.code == code]
    return found


def test_rows_are_found_by_titles_and_units_by_any_name(tmp_path: Path) -> None:
    year = listed(
        tmp_path,
        ("DANH SÁCH XẾP LOẠI NĂM 2025",),
        HEAD,
        (1, "Phòng VHXH", 91.5, "Xuất sắc", 1),
        (2, "tổ dân phố số 1", "88,25", "Tốt", 2),
        ("", "Người lập biểu"),
    )
    first, second = year.results
    assert (first.unit, first.score, first.class_name, first.rank) == ("vhxh", Decimal("91.5"), "Xuất sắc", 1)
    assert (second.unit, second.score, second.rank) == ("tdp-1", Decimal("88.25"), 2)
    assert [f.code for f in year.findings] == ["N03"]
    assert year.of("tdp-1") == second
    assert not year.ranks_counted


def test_without_ranks_they_follow_from_the_scores_and_are_shared(tmp_path: Path) -> None:
    rows = (("vhxh", 80), ("ktht", 90), ("vp", 90), ("tdp-1", 70))
    year = listed(tmp_path, ("Tên đơn vị", "Tổng điểm"), *rows)
    assert [result.rank for result in year.results] == [3, 1, 1, 4]
    assert year.ranks_counted


def test_an_unknown_unit_is_kept_as_gone_and_its_near_miss_proposed(tmp_path: Path) -> None:
    year = listed(tmp_path, HEAD, (1, "Tổ dân phố xố 1", 80, "Tốt", 1), (2, "Đội quản lý chợ", 70, "Khá", 2))
    near, far = [f for f in year.findings if f.code == "L03"]
    assert "Tổ dân phố số 1" in near.remedy
    assert near.place.cell == "B2" and near.file == "ket-qua.xlsx" and not near.is_error
    assert "không còn" in far.remedy
    assert [(result.name, result.unit) for result in year.results] == [
        ("Tổ dân phố xố 1", ""),
        ("Đội quản lý chợ", ""),
    ]


@pytest.mark.parametrize(
    ("score", "code"), [("x", "N02"), ("=1/0", "N11"), (True, "N12"), (-3, "N04"), ("1.000", "N13")]
)
def test_an_odd_score_is_told_with_its_cell(tmp_path: Path, score: object, code: str) -> None:
    told = only(listed(tmp_path, HEAD, (1, "vhxh", score, "Tốt", 1)), code)
    assert told.place.cell == "C2" and told.is_error


def test_an_odd_rank_is_told_with_its_cell(tmp_path: Path) -> None:
    assert only(listed(tmp_path, HEAD, (1, "vhxh", 80, "Tốt", 0)), "N04").place.cell == "E2"
    assert only(listed(tmp_path, HEAD, (1, "vhxh", 80, "Tốt", "nhất")), "N02").place.cell == "E2"


def test_a_unit_twice_is_an_error_at_the_second_row(tmp_path: Path) -> None:
    year = listed(tmp_path, HEAD, (1, "vhxh", 80, "", 1), (2, "Phòng VHXH", 81, "", 2))
    told = only(year, "L04")
    assert (told.place.cell, told.expected, told.is_error) == ("B3", "B2", True)
    assert len(year.results) == 1


def test_a_known_unit_without_a_score_was_not_ranked(tmp_path: Path) -> None:
    year = listed(tmp_path, ("Đơn vị", "Điểm"), ("vhxh", None), ("ktht", 70))
    assert not only(year, "L05").is_error
    assert [result.rank for result in year.results] == [None, 1]


@pytest.mark.parametrize(
    ("head", "missing"),
    [(("Đơn vị", "Xếp loại"), ["Điểm"]), (("Điểm",), ["Đơn vị"]), (("a", "b"), ["Đơn vị", "Điểm"])],
)
def test_a_missing_column_is_named(tmp_path: Path, head: tuple[str, ...], missing: list[str]) -> None:
    year = listed(tmp_path, head, ("vhxh", 80))
    assert [f.expected for f in year.findings if f.code == "L01"] == missing
    assert year.results == ()


def test_a_doubled_column_is_told(tmp_path: Path) -> None:
    assert only(listed(tmp_path, ("Đơn vị", "Điểm", "Điểm"), ("vhxh", 80, 81)), "L02").place.cell == "C1"


def test_a_file_that_is_no_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "ket-qua.xlsx").write_bytes(b"%PDF-1.7")
    year = read_history(tmp_path / "ket-qua.xlsx", 2025, mini())
    assert [f.code for f in year.findings] == ["T01"]


PUBLISHED = [
    (("TT", "Tên cơ quan, đơn vị", "Tổng điểm", "Xếp loại", "Xếp thứ"), (1, "vhxh", 91, "Tốt", 2)),
    (("Xếp hạng", "Danh hiệu", "Điểm tự chấm", "Tổng số điểm", "Tập thể"), (2, "Tốt", 95, 91, "vhxh")),
    (("Đơn vị", "Đơn vị tính", "Điểm thưởng", "Điểm đạt", "Kết quả xếp loại", "Vị thứ"),
     ("vhxh", "điểm", 3, 91, "Tốt", 2)),
]  # fmt: skip


@pytest.mark.parametrize(("head", "row"), PUBLISHED, ids=lambda each: str(each[1]))
def test_any_headings_in_any_order_are_read(
    tmp_path: Path, head: tuple[str, ...], row: tuple[object, ...]
) -> None:
    year = listed(tmp_path, ("KẾT QUẢ NĂM 2025",), (), head, row)
    [result] = year.results
    assert (result.unit, result.score, result.class_name, result.rank) == ("vhxh", Decimal(91), "Tốt", 2)
    assert not any(told.is_error for told in year.findings)


def test_a_heading_that_only_looks_right_is_told(tmp_path: Path) -> None:
    told = only(listed(tmp_path, ("Tập thể", "Điểm"), ("vhxh", 91)), "L07")
    assert (told.place.cell, told.found, told.expected, told.is_error) == ("A1", "Tập thể", "Đơn vị", False)


def test_of_two_columns_that_may_be_the_score_one_has_to_be_named(tmp_path: Path) -> None:
    year = listed(tmp_path, ("Đơn vị", "Điểm tự chấm", "Điểm thẩm định"), ("vhxh", 95, 91))
    told = only(year, "L06")
    assert told.is_error and "Điểm tự chấm" in told.found and "Điểm thẩm định" in told.found
    assert not year.results and not [each for each in year.findings if each.code == "L01"]


def two_rows(folder: Path, *lower: str) -> EarlierYear:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["STT", "Đơn vị", "Điểm", None])
    sheet.append([None, None, *lower])
    sheet.append([1, "vhxh", 95, 91])
    sheet.merge_cells("B1:B2")
    sheet.merge_cells("C1:D1")
    book.save(folder / "ket-qua.xlsx")
    return read_history(folder / "ket-qua.xlsx", 2025, mini())


def test_headings_in_two_rows_are_read_together(tmp_path: Path) -> None:
    assert two_rows(tmp_path, "Tự chấm", "Tổng").results[0].score == Decimal(91)
    assert only(two_rows(tmp_path, "Tự chấm", "Thẩm định"), "L06").place.cell == "D2"


def test_a_table_that_goes_on_on_another_sheet_is_read(tmp_path: Path) -> None:
    book = Workbook()
    for name, row in (("Khối phòng", ("vhxh", 91)), ("Khối tổ dân phố", ("tdp-1", 80))):
        sheet = book.create_sheet(name)
        sheet.append(("Đơn vị", "Điểm"))
        sheet.append(row)
    book.create_sheet("Ghi chú").append(("Đơn vị", "Điểm", "Xã"))
    book.save(tmp_path / "ket-qua.xlsx")
    year = read_history(tmp_path / "ket-qua.xlsx", 2025, mini())
    assert [result.unit for result in year.results] == ["vhxh", "tdp-1"]
