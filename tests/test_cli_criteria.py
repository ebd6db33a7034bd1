"""The criteria set in the office's hands, as a user types it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.criteria.loader import load_roster
from tests.support.commands import ENGLISH, ROOT, danvan

SET = "viet-hoa-2026"


FORMS = ()
"""None has submitted."""


def edited(file: Path, change: Callable[[object], None]) -> Path:
    book = load_workbook(file)
    change(book)
    book.save(file)
    return file


def put(sheet: str, cell: str, value: str) -> Callable[[object], None]:
    def change(book: object) -> None:
        book[sheet][cell] = value  # type: ignore[index]

    return change


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_out_and_back_changes_nothing(workspace: Path, tmp_path: Path) -> None:
    before = files(workspace / "criteria" / SET)
    out = danvan("criteria", "to-excel", "-w", workspace, tmp_path / "bo.xlsx")
    assert out.exit_code == 0
    assert "danvan criteria from-excel" in out.output
    back = danvan("criteria", "from-excel", "-w", workspace, tmp_path / "bo.xlsx")
    assert back.exit_code == 0
    assert back.output == f"Không đổi: bộ “{SET}” đã giống bảng Excel.\n"
    assert files(workspace / "criteria" / SET) == before


def test_without_a_name_the_workbook_bears_that_of_the_set(workspace: Path) -> None:
    assert danvan("criteria", "to-excel", "-w", workspace).exit_code == 0
    assert (workspace / f"{SET}.xlsx").is_file()


def test_an_edited_workbook_is_not_overwritten(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "bo.xlsx"
    danvan("criteria", "to-excel", "-w", workspace, file)
    assert danvan("criteria", "to-excel", "-w", workspace, file).exit_code == 0
    edited(file, put("Chung", "B5", "Tên khác"))
    content = file.read_bytes()
    refused = danvan("criteria", "to-excel", "-w", workspace, file)
    assert refused.exit_code == 2
    assert "khác nội dung" in refused.output
    assert file.read_bytes() == content
    assert danvan("criteria", "to-excel", "-w", workspace, file, "--replace").exit_code == 0
    assert file.read_bytes() != content


def test_a_new_id_makes_a_new_set(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "bo.xlsx"
    danvan("criteria", "to-excel", "-w", workspace, file)
    edited(file, put("Chung", "B4", "phuong-moi-2026"))
    result = danvan("criteria", "from-excel", "-w", workspace, file)
    assert result.exit_code == 0
    made = load_roster(workspace / "criteria" / "phuong-moi-2026")
    old = load_roster(workspace / "criteria" / SET)
    assert made.units == old.units
    assert made.criteria == old.criteria.model_copy(update={"id": "phuong-moi-2026"})
    assert "danvan criteria check --set phuong-moi-2026 " in result.output.splitlines()[-1]
    assert "Thư mục có nhiều bộ: thêm --set phuong-moi-2026 " in result.output
    checked = danvan("criteria", "check", "-w", workspace, "--set", "phuong-moi-2026")
    assert checked.exit_code == 0 and "Chưa ghi tên" not in checked.output


def test_a_name_that_is_still_to_be_written_is_told(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "bo.xlsx"
    danvan("criteria", "to-excel", "-w", workspace, file)
    edited(file, put("Chung", "B12", "Cơ quan tổng hợp (ghi tên)"))
    danvan("criteria", "from-excel", "-w", workspace, file, "--replace")
    checked = danvan("criteria", "check", "-w", workspace)
    assert "Chưa ghi tên, ghi trước khi tạo biểu: cơ quan tổng hợp." in checked.output


def test_a_changed_set_needs_replace_and_keeps_the_old_file(workspace: Path, tmp_path: Path) -> None:
    folder, file = workspace / "criteria" / SET, tmp_path / "bo.xlsx"
    danvan("criteria", "to-excel", "-w", workspace, file)
    edited(file, put("Chung", "B5", "Bộ tiêu chí đã sửa"))
    before = files(folder)
    refused = danvan("criteria", "from-excel", "-w", workspace, file)
    assert refused.exit_code == 2
    assert "--replace" in refused.output and "criteria.yaml" in refused.output
    assert files(folder) == before
    done = danvan("criteria", "from-excel", "-w", workspace, file, "--replace")
    assert done.exit_code == 0
    assert load_roster(folder).criteria.name == "Bộ tiêu chí đã sửa"
    after = files(folder)
    assert after.pop("criteria.yaml.bak") == before["criteria.yaml"]
    assert after.pop("units.yaml.bak") == before["units.yaml"]
    assert after["units.yaml"] == before["units.yaml"]
    assert set(after) == set(before)
    again = danvan("criteria", "from-excel", "-w", workspace, file, "--replace")
    assert again.output.startswith("Không đổi")
    assert (folder / "criteria.yaml.bak").read_bytes() == before["criteria.yaml"]


def test_units_kept_in_excel_give_way_to_the_new_list(workspace: Path, tmp_path: Path) -> None:
    from openpyxl import Workbook

    from scoring.criteria.unit_list import COLUMNS, unit_cells

    folder, file = workspace / "criteria" / SET, tmp_path / "bo.xlsx"
    book = Workbook()
    for row in ([*COLUMNS], *(unit_cells(unit) for unit in load_roster(folder).units)):
        book.active.append(row)
    (folder / "units.yaml").unlink()
    book.save(folder / "units.xlsx")
    danvan("criteria", "to-excel", "-w", workspace, file)
    assert danvan("criteria", "from-excel", "-w", workspace, file).output.startswith("Không đổi")
    edited(file, put("Đơn vị", "B4", "Phòng đổi tên"))
    assert danvan("criteria", "from-excel", "-w", workspace, file).exit_code == 2
    assert danvan("criteria", "from-excel", "-w", workspace, file, "--replace").exit_code == 0
    assert {"units.yaml", "units.xlsx.bak"} <= set(files(folder))
    assert "units.xlsx" not in files(folder)
    assert load_roster(folder).units[0].name == "Phòng đổi tên"


def test_mistakes_in_the_workbook_are_told_and_nothing_is_written(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "bo.xlsx"
    danvan("criteria", "to-excel", "-w", workspace, file)
    edited(file, put("Chung", "B7", "năm nay"))
    edited(file, put("Tiêu chí", "F6", "Đoán"))
    before = files(workspace / "criteria" / SET)
    result = danvan("criteria", "from-excel", "-w", workspace, file, "--replace")
    assert result.exit_code == 2
    assert "bo.xlsx, trang “Chung”, mục “Năm đánh giá” (ô B7): “năm nay” không phải là số" in result.output
    assert "bo.xlsx, trang “Tiêu chí”, cột “Cách chấm” (ô F6): “Đoán” không được dùng" in result.output
    assert files(workspace / "criteria" / SET) == before


def test_a_file_that_is_no_workbook_is_told(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "bo.xlsx").write_bytes(b"%PDF-1.4")
    result = danvan("criteria", "from-excel", "-w", workspace, tmp_path / "bo.xlsx")
    assert result.exit_code == 2
    assert result.output.startswith("bo.xlsx: ")


def test_a_new_year_is_made_beside_the_old_one(workspace: Path) -> None:
    before = files(workspace / "criteria" / SET)
    result = danvan("criteria", "new-year", "2027", "-w", workspace)
    assert result.exit_code == 0
    assert "- Tiêu chí 1.2.1: 10/3/2026, 09/3/2026" in result.output
    assert re.search(r"Xong: \d+ mục cần xem", result.output.splitlines()[-1])
    made = load_roster(workspace / "criteria" / "viet-hoa-2027").criteria
    assert (made.year, made.status, made.decision) == (2027, "sample", None)
    assert files(workspace / "criteria" / SET) == before
    again = danvan("criteria", "new-year", "2027", "--from", SET, "-w", workspace)
    assert again.exit_code == 2
    assert "Đã có thư mục" in again.output
    assert danvan("criteria", "new-year", "2028", "-w", workspace).exit_code == 2
    assert danvan("criteria", "new-year", "2028", "--from", "viet-hoa-2027", "-w", workspace).exit_code == 0


def test_the_difference_of_two_sets_by_name_or_folder(workspace: Path) -> None:
    danvan("criteria", "new-year", "2027", "-w", workspace)
    same = danvan("criteria", "diff", SET, ROOT / "criteria" / SET, "-w", workspace)
    assert same.exit_code == 0
    assert same.output.startswith("Giống hệt nhau")
    other = danvan("criteria", "diff", SET, "viet-hoa-2027", "-w", workspace)
    assert other.exit_code == 1
    assert "- Năm đánh giá: “2026” → “2027”. Ảnh hưởng đến: mọi đơn vị (28)." in other.output
    assert other.output.splitlines()[-1].startswith("Khác nhau: 8 thay đổi, ảnh hưởng đến 28 đơn vị")
    assert not ENGLISH.search(other.output)


def test_what_a_workbook_changes_is_told_before_it_replaces(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "bo.xlsx"
    danvan("criteria", "to-excel", "-w", workspace, file)
    last = [unit for unit in load_roster(workspace / "criteria" / SET).units if unit.kind == "tdp"][-1]
    gone = f"{last.name} ({last.code})"

    def shorten(book: object) -> None:
        units = book["Đơn vị"]  # type: ignore[index]
        units.delete_rows(next(cell.row for cell in units["A"] if cell.value == last.code))

    edited(file, put("Chung", "B5", "Bộ tiêu chí đã sửa"))
    edited(file, shorten)
    before = files(workspace / "criteria" / SET)
    refused = danvan("criteria", "from-excel", "-w", workspace, file)
    assert files(workspace / "criteria" / SET) == before
    assert refused.exit_code == 2
    done = danvan("criteria", "from-excel", "-w", workspace, file, "--replace")
    for told in (refused.output, done.output):
        assert "- Tên bộ tiêu chí: “" in told and "→ “Bộ tiêu chí đã sửa”" in told
        assert f"- Bỏ {gone}." in told
    kept = workspace / "criteria" / SET
    for old in (f"{SET}.bak", kept / "criteria.yaml.bak", kept / "units.yaml.bak"):
        shown = danvan("criteria", "diff", old, SET, "-w", workspace)
        assert shown.exit_code == 1
        assert f"- Bỏ {gone}." in shown.output and "→ “Bộ tiêu chí đã sửa”" in shown.output
    assert not ENGLISH.search(refused.output + done.output)


def test_the_kept_set_fits_itself_after_two_replacements(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "bo.xlsx"
    danvan("criteria", "to-excel", "-w", workspace, file)
    for cell in (("Đơn vị", "B4", "Phòng đổi tên"), ("Chung", "B5", "Tên mới")):
        edited(file, put(*cell))
        danvan("criteria", "from-excel", "-w", workspace, file, "--replace")
    shown = danvan("criteria", "diff", f"{SET}.bak", SET, "-w", workspace).output
    assert "→ “Tên mới”" in shown and "Phòng đổi tên" not in shown


def test_a_set_that_was_never_replaced_has_no_earlier_one(workspace: Path) -> None:
    result = danvan("criteria", "diff", f"{SET}.bak", SET, "-w", workspace)
    assert result.exit_code == 2
    assert "chưa được thay lần nào" in result.output


def test_a_set_that_is_not_there_is_told_with_those_that_are(workspace: Path) -> None:
    result = danvan("criteria", "diff", SET, "khong-co", "-w", workspace)
    assert result.exit_code == 2
    assert f"Các bộ hiện có: {SET}" in result.output


def test_the_shipped_sets_are_listed_and_a_workspace_begins_with_any(tmp_path: Path) -> None:
    shown = danvan("criteria", "list", "-w", tmp_path)
    assert shown.exit_code == 0
    ids = re.findall(r"^- ([a-z0-9-]+): .*MẪU - chưa ban hành", shown.output, re.MULTILINE)
    assert ids == [SET, "nd-335-xa-2026"]
    for name in ids:
        root = tmp_path / name
        assert danvan("init", root, "--set", name).exit_code == 0
        assert [file.parent.name for file in (root / "criteria").rglob("criteria.yaml")] == [name]
        assert (root / "criteria" / name / "README.md").is_file()
        assert danvan("criteria", "check", "-w", root).exit_code == 0
        assert danvan("forms", "-w", root).exit_code == 0
        assert f"- {name}: " in danvan("criteria", "list", "-w", root).output.partition("Kèm theo")[0]


def test_a_set_that_is_not_shipped_is_told_with_those_that_are(tmp_path: Path) -> None:
    result = danvan("init", tmp_path / "moi", "--set", "khong-co")
    assert result.exit_code == 2
    assert f"{SET}, nd-335-xa-2026" in result.output
    assert not (tmp_path / "moi").exists()


def test_a_broken_set_is_not_written_to_excel(workspace: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "LICENSE", workspace / "criteria" / SET / "units.yaml")
    result = danvan("criteria", "to-excel", "-w", workspace, tmp_path / "bo.xlsx")
    assert result.exit_code == 2
    assert not (tmp_path / "bo.xlsx").exists()


NAMES = ("list", "to-excel", "from-excel", "from-table", "new-year", "diff")


@pytest.mark.parametrize("words", [
    *([name, "--help"] for name in NAMES),
    ["list", "a"], ["from-excel"], ["from-excel", "khong-co.xlsx"], ["from-table"],
    ["from-table", "khong-co.docx"], ["new-year"], ["new-year", "1999"],
    ["new-year", "sang-nam"], ["new-year", "٢٠٢٧"], ["diff"], ["diff", "a"], ["to-excel", "a", "b"],
    ["to-excel", "--repl"],
], ids=" ".join)  # fmt: skip
def test_every_word_a_user_sees_is_vietnamese(words: list[str]) -> None:
    result = danvan("criteria", *words)
    assert result.exit_code == (0 if "--help" in words else 2)
    assert result.output.strip()
    assert not ENGLISH.search(result.output), result.output


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_an_example_and_stands_in_the_readme_and_the_guide(name: str) -> None:
    assert f"Ví dụ: danvan criteria {name}" in danvan("criteria", name, "--help").output
    for page in ("README.md", "criteria/README.md", "docs/huong-dan-su-dung.md"):
        assert f"danvan criteria {name}" in (ROOT / page).read_text(encoding="utf-8")
