"""from-excel tells which rows in doubt still stand as they were proposed, so that none is overlooked."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.annex.papers import PAPER, word
from tests.support.commands import danvan


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "a.docx").write_bytes(word(PAPER))
    danvan("criteria", "from-table", "-w", tmp_path, tmp_path / "a.docx")
    return tmp_path / "a-bo-tieu-chi.xlsx"


def left(book: Path) -> list[str]:
    taken = danvan("criteria", "from-excel", "-w", book.parent, book, "--replace", "--json")
    assert taken.exit_code == 0, taken.output
    return [f"{row['cell']} {row['certainty']}" for row in json.loads(taken.stdout)["left"]]


def test_rows_in_doubt_that_nobody_touched_are_told_with_their_cell(book: Path) -> None:
    assert left(book) == ["F14 Chưa chắc", "F15 Không hiểu"]
    told = danvan("criteria", "from-excel", "-w", book.parent, book)
    assert "Còn 2 dòng chưa chắc giữ như công cụ đề nghị" in told.output
    assert "- F15, Bảng 1, dòng 12: không hiểu. Tiêu chí II.2" in told.output


def test_a_row_for_which_something_was_picked_is_settled_the_proposed_way_too(book: Path) -> None:
    opened = load_workbook(book)
    opened["Cần xem"]["F14"] = "Tỷ lệ theo mức"
    opened.save(book)
    assert left(book) == ["F15 Không hiểu"]


def test_a_criterion_that_was_edited_is_settled(book: Path) -> None:
    opened = load_workbook(book)
    sheet = opened["Tiêu chí"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "Mã" for cell in row))
    at = {cell.value: cell.column for cell in head}
    [row] = [cell.row for cell in next(sheet.columns) if sheet.cell(cell.row, at["Mã"]).value == "II.2"]
    [title] = [name for name in at if str(name).startswith("Cách chấm")]
    sheet.cell(row, at[title]).value = "Có/Không"
    sheet.cell(row, at["Bước điểm"]).value = None
    opened.save(book)
    assert left(book) == ["F14 Chưa chắc"]
