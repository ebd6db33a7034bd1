"""The workbook as a file: its sheets, its texts, its links, its bytes."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from scoring.criteria.units import Roster
from scoring.engine.results import evaluate
from scoring.findings import Place, finding
from scoring.intake.model import Evidence, Outcome, Receipt
from scoring.reports import statistics
from scoring.reports.consolidated import compared, submission, write_consolidated
from scoring.reports.consolidated.plan import (
    GROUPS,
    LOG,
    OVERVIEW,
    PROBLEMS,
    RANKING,
    RANKING_TOP,
    SOURCES,
    STATISTICS,
    SUBMISSION,
    YEAR_TASKS,
)
from scoring.reports.consolidated.problems import NONE
from scoring.reports.consolidated.ranking import LISTED_BLOCK, LISTED_WHY
from scoring.rules import Entry
from scoring.sheets.look import FIXED_FORMAT, SIGNED_MARGINS, SIZE
from scoring.sheets.pages import SMALLEST
from scoring.sheets.report import FULL_SIZE_WIDTH
from scoring.standing.run import Consolidation
from tests.reports.runs import consolidate, form, receipt
from tests.reports.workbooks import opened, variant, written
from tools.libreoffice import LibreOffice

DETAILS = ["Chi tiết Phòng chuyên môn", "Chi tiết Tổ dân phố"]
SHEETS = [OVERVIEW, RANKING, GROUPS, *DETAILS, STATISTICS, YEAR_TASKS, SUBMISSION, PROBLEMS, LOG, SOURCES]
HOSTILE = (
    '=HYPERLINK("http://example.org","bấm")',
    "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "http://example.org/a",
    "mailto:a@example.org",
    "internal:'Nhật ký'!A1", "<r><t>x</t></r>", "lone \ud800 surrogate", "bell \x07 null \x00",
    "_x0041_", "'=1", "dòng 1\r\ndòng 2", "1e5", "04/05/2026",
)  # fmt: skip


def test_sheets_in_order(workbook: Path) -> None:
    assert opened(workbook, values=False).sheetnames == SHEETS


def test_same_inputs_same_bytes(run: Consolidation, workbook: Path) -> None:
    buffer = BytesIO()
    write_consolidated(buffer, run)
    assert buffer.getvalue() == workbook.read_bytes()


def test_order_of_files_does_not_move_units(run: Consolidation, tmp_path: Path) -> None:
    turned = consolidate(run.roster, tuple(reversed(run.receipts)))
    one, other = (
        opened(written(run, tmp_path / "a.xlsx"), values=True),
        opened(written(turned, tmp_path / "b.xlsx"), values=True),
    )
    for name in (RANKING, GROUPS, STATISTICS, SOURCES):
        assert list(one[name].values) == list(other[name].values)


def test_banner_on_every_sheet_until_issued(mini: Roster, workbook: Path, tmp_path: Path) -> None:
    assert all(sheet["A1"].value == "MẪU - chưa ban hành" for sheet in opened(workbook, values=True))
    issued = variant(
        mini, lambda c: c.update(status="issued", decision={"number": "12/QĐ-UBND", "date": "2026-02-01"})
    )
    path = written(consolidate(issued, ()), tmp_path / "issued.xlsx")
    for sheet in opened(path, values=True):
        assert sheet["A1"].value is None
        assert "MẪU" not in (sheet.oddHeader.center.text or "")


def test_every_sheet_prints_on_a4_with_page_numbers(workbook: Path) -> None:
    portrait = {GROUPS}
    for sheet in opened(workbook, values=False):
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.orientation == "landscape") == (sheet.title not in portrait)
        assert "&P/&N" in sheet.oddFooter.right.text
        fitted, scale = sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.scale
        assert fitted or SMALLEST <= scale <= 100  # one that has breaks of its own


def test_the_mark_of_a_sample_stands_on_paper_once(workbook: Path) -> None:
    """In the page header; the cell of row 1 that has it on a screen is not printed."""
    for sheet in opened(workbook, values=True):
        assert sheet.oddHeader.center.text.endswith("MẪU - chưa ban hành")
        assert "$A$2:" in sheet.print_area or sheet.title == SOURCES, sheet.title


def test_no_number_on_paper_has_a_decimal_point(workbook: Path) -> None:
    """Whatever the computer's language: every broken number is shown in the language of Vietnam."""
    broken = [
        (sheet.title, cell.coordinate, cell.number_format)
        for sheet in opened(workbook, values=True)
        for row in sheet[sheet.print_area.rpartition("!")[2]]
        for cell in row
        if isinstance(cell.value, float) and cell.value != int(cell.value)
    ]
    assert broken
    assert not [each for each in broken if not each[2].startswith("[$-42A]")]


@pytest.mark.parametrize(
    "widths",
    [
        submission.TABLE.widths,
        [column.width for column in statistics.COLUMNS],
        [width for _, width in compared.COLUMNS],
    ],
)
def test_wide_tables_are_printed_in_letters_of_8_points(widths: list[float]) -> None:
    assert FULL_SIZE_WIDTH / sum(widths) * SIZE >= 8


def test_figures_of_a_column_have_equal_decimals_with_a_comma(workbook: Path) -> None:
    sheet = opened(workbook, values=True)[RANKING]
    below = sheet.iter_rows(min_row=RANKING_TOP + 1)
    rows = [row for row in below if isinstance(row[0].value, int) and row[9].value]
    assert rows
    assert {cell.number_format for row in rows for cell in row[3:9]} == {FIXED_FORMAT}


def test_the_ranking_is_printed_with_the_margins_of_the_decree(workbook: Path) -> None:
    margins = opened(workbook, values=True)[RANKING].page_margins
    found = {side: getattr(margins, side) for side in SIGNED_MARGINS}
    assert found == pytest.approx(SIGNED_MARGINS)
    assert {side: round(inches * 25.4) for side, inches in found.items()} == {
        "left": 30, "right": 15, "top": 20, "bottom": 20,
    }  # fmt: skip


def test_long_block_prints_in_pages_of_whole_columns(mini: Roster, tmp_path: Path) -> None:
    from tests.reports.runs import larger

    roster = larger(mini, tdp=21)
    run = consolidate(roster, tuple(receipt(form(roster, unit, 3)) for unit in roster.evaluated))
    sheet = opened(written(run, tmp_path / "long.xlsx"), values=False)["Chi tiết Tổ dân phố"]
    assert [b.id for b in sheet.col_breaks.brk] == [15]  # 23 units on two pages
    assert sheet.print_title_cols == "$A:$C"


@pytest.fixture(scope="module")
def hostile(mini: Roster) -> Consolidation:
    """Every text a unit can write is hostile somewhere."""
    receipts = []
    for unit, words in zip(mini.evaluated * 3, HOSTILE, strict=True):
        if receipts and unit.code in {r.unit for r in receipts}:
            found = finding("N03", Place(words, "E1"), label=words, found=words, expected=words)
            receipts.append(Receipt(words, "0" * 64, Outcome.REJECTED, findings=(found,)))
            continue
        made = form(mini, unit, 5)
        rows = {
            code: replace(row, explanation=words, evidence=Evidence(words, None, words), entry=row.entry)
            for code, row in made.rows.items()
        }
        sign_off = replace(made.sign_off, preparer=words, head=words)
        receipts.append(receipt(replace(made, rows=rows, sign_off=sign_off), file=words))
    long = receipts[0]
    assert long.form
    row = replace(long.form.rows["1.2"], explanation="à" * 40_000)
    receipts[0] = replace(long, form=replace(long.form, rows={**long.form.rows, "1.2": row}))
    return consolidate(mini, tuple(receipts))


def test_a_units_words_stay_text(hostile: Consolidation, libreoffice: LibreOffice, tmp_path: Path) -> None:
    path = written(hostile, tmp_path / "hostile.xlsx")
    texts = {
        cell.value
        for sheet in opened(path, values=False)
        for row in sheet
        for cell in row
        if cell.data_type == "s"
    }
    kept = {words for words in HOSTILE if not re.search("[\ud800\x07\r]|<r>", words)}
    assert kept <= texts
    assert {"lone \ufffd surrogate", "bell  null ", "<r><t>x</t></r> ", "dòng 1\ndòng 2"} <= texts
    assert any(
        text.startswith("ààà") and len(text) <= 32_767 and text.endswith("(đã cắt bớt)") for text in texts
    )
    formulas = [
        c.value for sheet in opened(path, values=False) for row in sheet for c in row if c.data_type == "f"
    ]
    assert not [f for f in formulas if "HYPERLINK" in f or "cmd" in f]
    with zipfile.ZipFile(path) as archive:
        relations = "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".rels"))
    assert "External" not in relations
    fresh = opened(libreoffice.recalculated([path], tmp_path / "fresh")[0], values=True)
    assert kept - {"'=1"} <= {cell.value for sheet in fresh for row in sheet for cell in row}


def links(book: Any) -> list[tuple[Any, Any, Any]]:
    """Sheet, cell and the cell it leads to, of every link."""
    found = []
    for sheet in book:
        for cell in (cell for row in sheet for cell in row if cell.hyperlink):
            assert cell.hyperlink.target is None, "no link leaves the workbook"
            name, where = cell.hyperlink.location.rsplit("!", 1)
            found.append((sheet, cell, book[name.strip("'")][where.replace("$", "")]))
    return found


def test_links_lead_to_cells_that_exist(workbook: Path) -> None:
    found = links(opened(workbook, values=True))
    assert {sheet.title for sheet, _, _ in found} == {*SHEETS[:5], SOURCES}
    assert not [(sheet.title, cell.coordinate) for sheet, cell, there in found if there.value is None]


def test_ranking_and_detail_lead_to_each_other(workbook: Path) -> None:
    found = links(opened(workbook, values=True))
    there = {cell.value: target for sheet, cell, target in found if sheet.title == RANKING}
    assert len(there) == 15
    assert all(name == target.value for name, target in there.items())
    back = [(cell, target) for sheet, cell, target in found if sheet.title == "Chi tiết Tổ dân phố"]
    assert {target.parent.title for _, target in back} == {RANKING, SOURCES}
    assert all(cell.value == target.value for cell, target in back if target.parent.title == RANKING)


def test_no_sheet_is_an_empty_table(mini: Roster, libreoffice: LibreOffice, tmp_path: Path) -> None:
    """Nothing received: every sheet still says so, and the workbook recalculates without an error."""
    run = Consolidation(mini, "0" * 64, "nam", "0.1.0", evaluate(mini, ()), ())
    path = written(run, tmp_path / "empty.xlsx")
    book = opened(libreoffice.recalculated([path], tmp_path / "fresh")[0], values=True)
    said = {
        name: [str(v) for row in book[name].values for v in row if v is not None] for name in book.sheetnames
    }
    assert NONE in said[PROBLEMS]
    assert any("Chưa có đơn vị nào" in text for text in said[RANKING])
    assert any("Chưa nộp" in text for text in said[RANKING])
    assert any("Chưa có đơn vị nào" in text for text in said[GROUPS])
    assert any("Chưa có đơn vị nào" in text for text in said[SOURCES])
    assert any("không có tệp nào" in text for text in said[LOG])
    assert not [text for texts in said.values() for text in texts if text.startswith("#")]


def test_state_instead_of_points_for_units_without_place(workbook: Path, run: Consolidation) -> None:
    rows = {row[1]: row for row in opened(workbook, values=True)[RANKING].values if isinstance(row[1], str)}
    assert rows["Trạm Y tế phường"][LISTED_WHY] == "Chưa nộp"
    assert rows["Tổ dân phố số 9"][LISTED_WHY].startswith("Cần sửa (1 lỗi")
    assert rows["Ủy ban MTTQ phường"][LISTED_BLOCK] == "Cơ quan phối hợp"
    assert rows["Tổ dân phố số 5"][9] == "Không đủ điều kiện xếp loại"


def test_marks_are_words_or_points_never_zero_for_nothing(workbook: Path, run: Consolidation) -> None:
    sheet = opened(workbook, values=True)["Chi tiết Tổ dân phố"]
    header = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "STT")
    rows = {row[0]: dict(zip(header, row, strict=True)) for row in sheet.iter_rows(values_only=True)}
    assert rows["2.5"]["Tổ dân phố số 9"] is None
    assert rows["3.1"]["Tổ dân phố số 1"] == "chờ"
    excluded = {
        run.name(r.unit)
        for r in run.results.units
        if r.block == "tdp" and r.card and not r.card.marks["2.1"].top
    }
    assert excluded == {name for name, value in rows["2.1"].items() if value == "KPS"}
    assert rows["DK2"]["Tổ dân phố số 5"] == "Có"


def test_sources_name_file_and_cell(workbook: Path, run: Consolidation) -> None:
    rows = [row for row in opened(workbook, values=True)[SOURCES].values if row[1] == "Tổ dân phố số 8"]
    filled = run.form("tdp-8")
    assert filled
    for row in rows:
        code, words, file, cells = row[2], row[6], row[15], row[17]
        if code in filled.rows:
            assert file == "tu-cham-tdp-8.xlsx"
            assert cells == next(iter(filled.rows[code].places.values())).cell
        elif code == "3.1":
            assert words.startswith(
                "Báo cáo 6 tháng: hạn trước 10/06/2026, cơ quan chưa ghi ngày nhận nên chưa tính; Báo cáo 9"
            )
        else:
            assert words == "Cơ quan tổng hợp hoặc cấp trên chấm"


def test_findings_are_listed_with_file_and_unit(workbook: Path, run: Consolidation) -> None:
    rows = list(opened(workbook, values=True)[PROBLEMS].values)[4:]
    assert len(rows) == len(run.findings)
    assert ("Tổ dân phố số 9", "tu-cham-tdp-9.xlsx", "Tự chấm điểm", "E23", "N01", "Lỗi", "2.5") in [
        r[:7] for r in rows
    ]


def test_not_answered_entry_is_not_a_source(mini: Roster, tmp_path: Path) -> None:
    unit = mini.evaluated[0]
    made = form(mini, unit, 1)
    blank = replace(made.rows["2.3"], entry=Entry())
    run = consolidate(mini, (receipt(replace(made, rows={**made.rows, "2.3": blank})),))
    rows = opened(written(run, tmp_path / "blank.xlsx"), values=True)[SOURCES].values
    row = next(r for r in rows if r[2] == "2.3")
    assert (row[6], row[7], row[11]) == (None, None, "chưa trả lời")
