"""The list of units in Excel gives what units.yaml gives, and names row and column where it is broken."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from scoring.criteria import loader
from scoring.intake.own_cells import first_sheet
from tests.criteria.broken import Workshop, messages
from tests.support.commands import danvan
from tests.xlsx.parts import parts_of, zipped

load_roster = partial(loader.load_roster, open_sheet=first_sheet)
load_units = partial(loader.load_units, open_sheet=first_sheet)

HEADINGS = [
    "Mã",
    "Tên đơn vị",
    "Loại",
    "Khối",
    "Tên gọi khác (ngăn cách bằng ;)",
    "Không thuộc diện (lý do)",
    "Mẫu",
    "Miễn (mã: căn cứ; ...)",
    "Ghi chú",
]
VHXH = ["vhxh", "Phòng Văn hóa - Xã hội", "phong", None, "Phòng VHXH; Phòng Văn hoá xã hội"]


def write(folder: Path, *rows: list[Any]) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    book.save(folder / "units.xlsx")
    (folder / "units.yaml").unlink(missing_ok=True)


def test_the_same_units_as_in_yaml(workshop: Workshop) -> None:
    old = "basis: Quyết định thử nghiệm}]"
    new = "basis: 'QĐ 5: miễn'}, {code: '3', basis: b}], note: Ghi thêm"
    expected = workshop.sound((old, new), file="units.yaml")
    rows = [
        [
            unit.code,
            unit.name,
            unit.kind,
            unit.block,
            " ; ".join(unit.aliases),
            unit.outside,
            "x" if unit.sample else None,
            "; ".join(f"{e.code}: {e.basis}" for e in unit.exempt),
            unit.note,
        ]
        for unit in expected.units
    ]
    write(workshop.folder, ["DANH SÁCH ĐƠN VỊ"], [], HEADINGS, *rows)
    assert load_roster(workshop.folder) == expected


def test_columns_may_be_moved_left_out_and_spelled_with_other_accents(tmp_path: Path) -> None:
    headings = ["STT", "TÊN ĐƠN VỊ", "Loại (mã)", "Mã"]
    write(tmp_path, headings, [1, "Tổ 1", "tdp", 7], [], [2, "Tổ 2", "tdp", "8"])
    assert [(unit.code, unit.name) for unit in load_units(tmp_path)] == [("7", "Tổ 1"), ("8", "Tổ 2")]


MARKS = [("x", True), ("X", True), ("Có", True), (True, True)]
MARKS += [(None, False), ("Không", False), (False, False)]


@pytest.mark.parametrize(("mark", "sample"), MARKS)
def test_the_mark_of_a_sample_unit(tmp_path: Path, mark: Any, sample: bool) -> None:
    write(tmp_path, HEADINGS, ["a", "A", "phong", None, None, None, mark])
    assert load_units(tmp_path)[0].sample is sample


CASES: list[tuple[list[Any], str]] = [
    ([None, "A", "phong"], "cột “Mã” (ô A2): thiếu giá trị bắt buộc này"),
    (["a b", "A", "phong"], "cột “Mã” (ô A2): “a b” chỉ được gồm chữ không dấu"),
    ([1.1, "A", "phong"], "cột “Mã” (ô A2): Excel đã đổi ô này thành số lẻ hoặc ngày"),
    ([date(2026, 5, 4), "A", "phong"], "cột “Mã” (ô A2): Excel đã đổi ô này thành số lẻ hoặc ngày"),
    (["a", None, "phong"], "cột “Tên đơn vị” (ô B2): thiếu giá trị bắt buộc này"),
    (["a", "A", "phng"], "cột “Loại” (ô C2): không có loại đơn vị “phng” (có phải “phong”?)"),
    (["a", "A", "phong", "kp"], "cột “Khối” (ô D2): không có khối “kp”"),
    (["a", "A", "phong", None, None, None, "?"], "cột “Mẫu” (ô G2): “?” không rõ ý"),
    (["a", "A", "phong", None, None, None, None, "2.1 miễn"], "cột “Miễn” (ô H2): “2.1 miễn” cần"),
    (["a", "A", "phong", None, None, None, None, "2.1:"], "cột “Miễn” (ô H2): không được để trống"),
    (["a", "=1+1", "phong"], "cột “Tên đơn vị” (ô B2): công thức chưa có kết quả"),
    (["a", "#REF!", "phong"], "cột “Tên đơn vị” (ô B2): ô báo lỗi #REF! của Excel"),
    (["a", "A", "phong", None, None, None, None, "9: b"], "cột “Miễn” (ô H2): không có nhóm hay tiêu chí"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1])
def test_a_broken_row_is_named_with_row_and_column(workshop: Workshop, case: tuple[list[Any], str]) -> None:
    row, says = case
    write(workshop.folder, HEADINGS, row, VHXH)
    found = messages(lambda: load_roster(workshop.folder))
    assert any(message.startswith(f"units.xlsx, dòng 2, {says}") for message in found), found


def test_two_units_of_one_name(workshop: Workshop) -> None:
    write(workshop.folder, HEADINGS, VHXH, ["b", "Khác", "phong", None, "Phòng Văn hoá - Xã hội"])
    (message,) = messages(lambda: load_roster(workshop.folder))
    assert message.startswith("units.xlsx, dòng 3, cột “Tên gọi khác” (ô E3): tên “Phòng Văn hoá")


@pytest.mark.parametrize(
    ("headings", "says"),
    [
        (["Mã", "Tên", "Loại"], "units.xlsx: không tìm thấy dòng tiêu đề có các cột Mã, Tên đơn vị, Loại."),
        ([*HEADINGS[:3], "Khói"], "units.xlsx, dòng 1 (ô D1): cột lạ “Khói” (có phải “Khối”?); các cột"),
        ([*HEADINGS[:3], "Loại (kind)"], "units.xlsx, dòng 1 (ô D1): có hai cột “Loại (kind)”; chỉ giữ một."),
    ],
)
def test_headings_that_cannot_be_right(tmp_path: Path, headings: list[str], says: str) -> None:
    write(tmp_path, headings, VHXH)
    assert messages(lambda: load_units(tmp_path))[0].startswith(says)


def test_a_list_without_rows(tmp_path: Path) -> None:
    write(tmp_path, HEADINGS)
    assert messages(lambda: load_units(tmp_path)) == ("units.xlsx: cần ít nhất 1 mục.",)


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04" + b"\0" * 40])
def test_not_a_workbook(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "units.xlsx").write_bytes(content)
    (message,) = messages(lambda: load_units(tmp_path))
    assert message.startswith("units.xlsx: Tệp ")
    assert message.endswith(" không đặt mật khẩu, chỉ để bảng cần dùng.")


def test_two_lists_of_units_are_refused(workshop: Workshop) -> None:
    write(workshop.folder, HEADINGS, VHXH)
    (workshop.folder / "units.yaml").write_text("units: []", encoding="utf-8")
    (message,) = messages(lambda: load_roster(workshop.folder))
    assert "có cả units.yaml và units.xlsx; chỉ giữ một danh sách đơn vị" in message


def far_away(content: bytes) -> bytes:
    """With one value in the last cell that Excel has: a dense table of it would fill every memory."""
    parts = parts_of(content)
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return zipped({**parts, "xl/worksheets/sheet1.xml": sheet.replace("</sheetData>", far).encode()})


def test_a_value_in_the_last_cell_is_told_and_stops_no_process(workshop: Workshop) -> None:
    write(workshop.folder, HEADINGS, VHXH)
    file = workshop.folder / "units.xlsx"
    file.write_bytes(far_away(file.read_bytes()))
    (message,) = messages(lambda: load_units(workshop.folder))
    assert message.startswith("units.xlsx: Tệp vượt giới hạn an toàn")


def test_a_value_far_from_the_list_does_no_harm(tmp_path: Path) -> None:
    write(tmp_path, HEADINGS, VHXH)
    book = load_workbook(tmp_path / "units.xlsx")
    book.worksheets[0].cell(40_000, 500).value = "xa"
    book.save(tmp_path / "units.xlsx")
    assert [unit.code for unit in load_units(tmp_path)] == ["vhxh"]


def test_every_command_opens_the_list_under_guard(tmp_path: Path) -> None:
    root, folder = tmp_path, Workshop(tmp_path / "criteria" / "mini").folder
    write(folder, HEADINGS, VHXH)
    assert danvan("criteria", "check", "-w", root).exit_code == 0
    assert danvan("criteria", "diff", "mini", "mini", "-w", root).exit_code == 0
    assert danvan("criteria", "new-year", "2027", "-w", root).exit_code == 0
    (folder / "units.xlsx").write_bytes(far_away((folder / "units.xlsx").read_bytes()))
    told = danvan("criteria", "check", "-w", root, "--set", "mini")
    assert told.exit_code == 2
    assert "units.xlsx: Tệp vượt giới hạn an toàn" in told.output
