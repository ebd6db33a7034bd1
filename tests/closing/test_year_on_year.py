"""The closed year beside the years before it."""

import json
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook

from scoring.reports.final import manifest
from scoring.reports.final.frozen import frozen_json, read_frozen
from tests.annex.papers import word
from tests.closing.acts import added, editions, finalize
from tests.support.commands import danvan


def comparison(root: Path) -> list[str]:
    sheet = load_workbook(editions(root) / "lan-1" / "xep-loai.xlsx")["So với năm trước"]
    return [str(cell.value) for row in sheet for cell in row if cell.value is not None]


def listed(root: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in (("Đơn vị", "Điểm", "Xếp loại", "Hạng"), *rows):
        book.active.append(list(row))
    buffer = BytesIO()
    book.save(buffer)
    added("inputs/2025/ket-qua.xlsx", buffer.getvalue())(root)
    return root / "inputs/2025/ket-qua.xlsx"


def test_without_an_earlier_year_the_sheet_says_how_to_add_one(frozen: Path) -> None:
    assert any("inputs/2025/ket-qua.xlsx" in text for text in comparison(frozen))


def test_a_list_in_excel_is_compared_with_and_held_by_hash(workspace: Path) -> None:
    path = listed(
        workspace,
        ("Tổ dân phố số 1", 91, "Xuất sắc", 1),
        ("Phòng VHXH cũ", 80, "Tốt", 2),
        ("vhxh", 70, "Khá", 3),
    )
    code, output = finalize(workspace)
    assert code == 0 and "Phòng VHXH cũ" in output
    shown = comparison(workspace)
    assert {"Điểm 2025", "Hạng 2025", "Hạng 2026", "Đổi hạng"} <= set(shown)
    assert {"Năm trước không có", "Năm nay không có"} <= set(shown)
    assert any("không rõ bộ tiêu chí và thang điểm" in text for text in shown)
    held = json.loads((editions(workspace) / "lan-1" / "manifest.json").read_text(encoding="utf-8"))
    assert held["earlier"] == {"inputs/2025/ket-qua.xlsx": manifest.sha256(path.read_bytes())}
    assert danvan("verify-freeze", "-w", workspace).exit_code == 0


def test_a_list_with_errors_is_refused_by_cell(workspace: Path) -> None:
    listed(workspace, ("vhxh", "nhiều", "Tốt", 1))
    code, output = finalize(workspace)
    assert code == 2
    assert "inputs/2025/ket-qua.xlsx, trang “Sheet” ô B2" in output
    assert not editions(workspace).exists()


def test_an_earlier_frozen_year_is_compared_with_also_after_its_next_edition(
    closed: Path, workspace: Path
) -> None:
    results = read_frozen(editions(closed) / "lan-1")
    last_year = frozen_json(results.model_copy(update={"year": 2025}))
    for edition in (1, 2):
        folder = workspace / "outputs/2025/nam/chinh-thuc" / f"lan-{edition}"
        added("ket-qua.json", last_year)(folder)
        added(
            "manifest.json", json.dumps({"outputs": {"ket-qua.json": manifest.sha256(last_year)}}).encode()
        )(folder)
        if edition == 1:
            finalize(workspace)
            assert "Hạng 2025" in comparison(workspace)
    result = danvan("verify-freeze", "-w", workspace)
    assert (
        "Kết quả năm trước mới, không có khi chốt: outputs/2025/nam/chinh-thuc/lan-2/ket-qua.json"
        in result.output
    )
    assert "Tính lại ra khác" not in result.output


def test_a_ranking_table_in_word_is_compared_with(workspace: Path) -> None:
    rows = (
        ("TT", "Tên cơ quan, đơn vị", "Tổng điểm", "Xếp loại"),
        ("I", "KHỐI TỔ DÂN PHỐ", "", ""),
        ("1", "Tổ dân phố số 1", "91,5", "Xuất sắc"),
    )
    document = word(rows, (*rows[:1], ("2", "Phòng VHXH cũ", "80", "Tốt")))
    added("inputs/2025/ket-qua.docx", document)(workspace)
    code, output = finalize(workspace)
    assert code == 0 and "Phòng VHXH cũ" in output and "Tên cơ quan, đơn vị" in output
    assert {"Điểm 2025", "91,5"} <= {text.replace(".", ",") for text in comparison(workspace)}


def test_two_lists_of_one_year_are_refused(workspace: Path) -> None:
    listed(workspace, ("vhxh", 70, "Khá", 3))
    added("inputs/2025/ket-qua.docx", word((("Đơn vị", "Điểm"),)))(workspace)
    code, output = finalize(workspace)
    assert code == 2 and "chỉ giữ một danh sách kết quả" in output
