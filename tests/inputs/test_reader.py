"""The same answers are read whoever saved the form and whatever was moved; or a finding says what to do."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.findings import Place
from scoring.inputs.layout import COLUMNS, INFO, INFO_HEAD, REPORT, SCORES, STAMP, TASKS
from scoring.inputs.model import Outcome
from tests.inputs.forms import (
    COLUMN,
    Change,
    changed,
    codes,
    only,
    put,
    received,
    row_of,
    said,
    scores,
    sound,
    with_row,
    written,
)
from tests.support.libreoffice import LibreOffice


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> object:
    return said(received(written(), tmp_path_factory.mktemp("fresh")))


def test_a_fresh_form_reads_as_it_was_filled(tmp_path: Path) -> None:
    filled = sound()
    receipt = received(written(filled), tmp_path)
    assert (receipt.outcome, receipt.unit, codes(receipt)) == (Outcome.READ, "ktht", [])
    form = receipt.form
    assert form
    asked = {code: row.entry for code, row in filled.rows.items()}
    assert {code: form.rows[code].entry for code in asked} == asked
    assert form.declared == filled.declared
    assert form.tasks == filled.tasks
    assert form.report == filled.report
    assert (form.sign_off.preparer, form.sign_off.head) == ("Nguyễn Thị An", "Trần Văn Bình")
    assert (form.sign_off.day, form.sign_off.sending) == (date(2026, 11, 10), 1)
    assert receipt.card
    assert form.stated_total == receipt.card.shown
    assert receipt.standing
    assert form.stated_class == receipt.standing.name


def test_every_value_keeps_its_cell(tmp_path: Path) -> None:
    form = received(written(), tmp_path).form
    assert form
    places = form.rows["1.2"].places
    assert places["1"] == Place(SCORES, "E10")
    assert places["number"] == Place(SCORES, "H10")
    assert form.rows["1.10"].places["2"] == Place(SCORES, "E13")
    assert form.sign_off.places["day"].sheet == INFO


def test_saved_by_openpyxl(fresh: object, tmp_path: Path) -> None:
    receipt = received(changed(lambda book: None), tmp_path)
    assert codes(receipt) == []
    assert said(receipt) == fresh


def test_saved_by_libreoffice(fresh: object, tmp_path: Path, libreoffice: LibreOffice) -> None:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(written())
    [saved] = libreoffice.recalculated([path], tmp_path / "saved")
    receipt = received(saved.read_bytes(), tmp_path)
    assert codes(receipt) == []
    assert said(receipt) == fresh


def rename_sheets(book: Workbook) -> None:
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"Sheet{number}"


def reverse_sheets(book: Workbook) -> None:
    book._sheets.reverse()


def hide_everything(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        sheet.sheet_state = "hidden"
    for row in range(7, 20):
        scores(book).row_dimensions[row].hidden = True
    scores(book).column_dimensions["F"].hidden = True


def unmerge(sheet: Worksheet) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


def insert_rows(book: Workbook) -> None:
    """openpyxl moves values, not merges; a spreadsheet program moves both."""
    unmerge(scores(book))
    scores(book).insert_rows(9, 2)
    scores(book).insert_rows(2)


def reverse_criteria(book: Workbook) -> None:
    """All rows below the header upside down: fields come before their criterion."""
    sheet = scores(book)
    unmerge(sheet)
    first, last = row_of(sheet, "1"), row_of(sheet, "DK2")
    kept = [[sheet.cell(row, n).value for n in range(1, len(COLUMNS) + 1)] for row in range(first, last + 1)]
    for row, values in enumerate(reversed(kept), first):
        for n, value in enumerate(values, 1):
            sheet.cell(row, n).value = value


def move_columns(book: Workbook) -> None:
    """Evidence first, code last, and an empty column in between."""
    sheet = scores(book)
    unmerge(sheet)
    first = ("number", "day", "summary", "explanation", "check", "answer", "top", "text")
    last = ("not_applicable", "score", "how", "code")
    order = [*(COLUMN[key] for key in first), 0, *(COLUMN[key] for key in last)]
    for row in range(row_of(sheet, "STT"), sheet.max_row + 1):
        values = [sheet.cell(row, n).value if n else None for n in order]
        for n, value in enumerate(values, 1):
            sheet.cell(row, n).value = value


def other_letters(book: Workbook) -> None:
    """Titles and codes retyped: case, spaces, a composed accent, a full stop behind the code."""
    sheet = scores(book)
    header = row_of(sheet, "STT")
    sheet.cell(header, COLUMN["text"]).value = "NỘI  DUNG\ntiêu chí: "
    sheet.cell(header, COLUMN["explanation"]).value = "Gia\u0309i tri\u0300nh"
    sheet.cell(row_of(sheet, "1.2"), 1).value = " 1.2. "


def codes_without_text_format(book: Workbook) -> None:
    """What Excel makes of retyped codes: 1.1 and 1.10 the same number, 2.1 a day."""
    sheet = scores(book)
    spoiled = {"1.2": 1.2, "1.10": 1.1, "2.3": date(2026, 3, 2), "2.5": date(2026, 2, 5)}
    for code, value in spoiled.items():
        sheet.cell(row_of(sheet, code), 1).value = value
    sheet.cell(row_of(sheet, "2.6"), 1).value = None


HARMLESS: list[Change] = [
    rename_sheets,
    reverse_sheets,
    hide_everything,
    insert_rows,
    reverse_criteria,
    move_columns,
    other_letters,
    codes_without_text_format,
]


@pytest.mark.parametrize("change", HARMLESS, ids=lambda change: change.__name__)
def test_what_was_moved_is_found_again(change: Change, fresh: object, tmp_path: Path) -> None:
    receipt = received(changed(change), tmp_path)
    assert codes(receipt) == []
    assert said(receipt) == fresh


def test_rows_sorted_and_saved_by_libreoffice(
    fresh: object, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(changed(reverse_criteria))
    [saved] = libreoffice.recalculated([path], tmp_path / "saved")
    assert said(received(saved.read_bytes(), tmp_path)) == fresh


def without_sheet(name: str) -> Change:
    return lambda book: book.remove(book[name])


def without_column(key: str) -> Change:
    def change(book: Workbook) -> None:
        unmerge(scores(book))
        scores(book).delete_cols(COLUMN[key])

    return change


def without_row(code: str) -> Change:
    def change(book: Workbook) -> None:
        unmerge(scores(book))
        scores(book).delete_rows(row_of(scores(book), code))

    return change


def column_twice(book: Workbook) -> None:
    scores(book).cell(row_of(scores(book), "STT"), len(COLUMNS) + 5).value = "Giải trình"


def sheet_twice(book: Workbook) -> None:
    book.copy_worksheet(scores(book))


def row_twice(book: Workbook) -> None:
    sheet = scores(book)
    row, below = row_of(sheet, "2.5"), sheet.max_row + 1
    for n in range(1, len(COLUMNS) + 1):
        sheet.cell(below, n).value = sheet.cell(row, n).value


def foreign_row(book: Workbook) -> None:
    unmerge(scores(book))
    scores(book).insert_rows(10)
    scores(book).cell(10, COLUMN["code"]).value = "9.9"
    scores(book).cell(10, COLUMN["answer"]).value = "Có"


def second_document(book: Workbook) -> None:
    """A row inserted for another document has no code; its words are not lost in silence."""
    unmerge(scores(book))
    scores(book).insert_rows(11)
    scores(book).cell(11, COLUMN["number"]).value = "15/BC-UBND"


def merged_evidence(book: Workbook) -> None:
    row = row_of(scores(book), "2.5")
    scores(book).merge_cells(f"H{row}:H{row + 1}")


def ambiguous_code(book: Workbook) -> None:
    """A number that is two codes, and words that are neither's: nobody can tell."""
    row = row_of(scores(book), "2.5")
    scores(book).cell(row, 1).value = date(2026, 5, 2)
    scores(book).cell(row, COLUMN["text"]).value = "Gặp gỡ dân"


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (without_sheet(SCORES), ["B06"]),
        (without_sheet(TASKS), ["B06"]),
        (without_sheet(REPORT), ["B06"]),
        (without_sheet(INFO), ["B06"]),
        (without_sheet(STAMP), ["B05"]),
        (without_column("explanation"), ["B07"]),
        (without_column("code"), ["B07"]),
        (column_twice, ["B08"]),
        (sheet_twice, ["B09"]),
        (without_row("2.5"), ["C01"]),
        (without_row("1.10-2"), ["C01"]),
        (without_row("DK1"), ["C01"]),
        (without_row("3.1"), []),
        (row_twice, ["C02"]),
        (foreign_row, ["C03"]),
        (second_document, ["C03"]),
        (ambiguous_code, ["C01", "C03"]),
        (merged_evidence, ["C06"]),
        (put("2.3", "top", 20), ["C04"]),
        (put("2.3", "text", "Việc khác hẳn"), ["C05"]),
    ],
)
def test_what_is_gone_or_altered_is_told(change: Change, wanted: list[str], tmp_path: Path) -> None:
    assert codes(received(changed(change), tmp_path)) == wanted


def test_a_form_without_stamp_is_known_by_its_name_and_score(fresh: object, tmp_path: Path) -> None:
    receipt = received(changed(without_sheet(STAMP)), tmp_path)
    assert receipt.outcome is Outcome.READ
    assert said(receipt) == fresh


def test_a_missing_row_names_its_criterion(tmp_path: Path) -> None:
    found = only(received(changed(without_row("2.5")), tmp_path), "C01")
    assert found.criterion == "2.5"
    assert "Đối thoại với Nhân dân" in found.message


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        (put("2.5", "answer", "bốn"), "N02", "E24"),
        (put("2.5", "answer", "3 cuộc"), "N03", "E24"),
        (put("2.6", "score", date(2026, 5, 4)), "N09", "G25"),
        (put("2.5", "answer", "=1/0"), "N11", "E24"),
        (put("2.5", "answer", True), "N12", "E24"),
        (put("2.5", "answer", "2.000"), "N13", "E24"),
        (put("1.10-1", "answer", "x"), "N08", "E12"),
        (put("2.1", "not_applicable", "-"), "P03", "F16"),
        (put("2.5", "day", "5/3/26"), "M04", "I24"),
    ],
)
def test_an_answer_that_cannot_be_taken_names_its_cell(
    change: Change, code: str, cell: str, tmp_path: Path
) -> None:
    receipt = received(changed(change), tmp_path)
    found = only(receipt, code)
    assert codes(receipt) == [code]
    assert found.place.sheet == SCORES
    assert found.place.cell == cell
    assert found.file == "bieu.xlsx"
    assert found.unit == "ktht"


def test_an_error_cell_is_no_blank(tmp_path: Path, libreoffice: LibreOffice) -> None:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(changed(put("2.5", "answer", "=1/0")))
    [saved] = libreoffice.recalculated([path], tmp_path / "saved")
    assert codes(received(saved.read_bytes(), tmp_path)) == ["N10"]


def test_a_blank_is_no_answer(tmp_path: Path) -> None:
    form = received(changed(put("2.5", "answer", None)), tmp_path).form
    assert form
    assert dict(form.rows["2.5"].entry.answers) == {}


def test_not_applicable_is_read(tmp_path: Path) -> None:
    filled = with_row(sound(), "2.1", entry=type(sound().rows["2.1"].entry)({}, not_applicable=True))
    receipt = received(written(filled), tmp_path)
    assert codes(receipt) == []
    assert receipt.form
    assert receipt.form.rows["2.1"].entry.not_applicable
    assert receipt.card
    assert receipt.card.marks["2.1"].top == Decimal(0)


def info(label: str, value: object) -> Change:
    def change(book: Workbook) -> None:
        for row in book[INFO].iter_rows():
            for cell in row:
                if cell.value == label:
                    book[INFO].cell(cell.row, cell.column + 1).value = value  # type: ignore[arg-type]

    return change


@pytest.mark.parametrize(
    ("label", "value", "code"),
    [
        ("Ngày ký", "10/11", "K05"),
        ("Lần gửi", "bản cuối", "K06"),
        ("Ngày ký", None, "K03"),
        (INFO_HEAD, None, "K02"),
    ],
)
def test_the_sign_off_is_read_with_its_findings(label: str, value: object, code: str, tmp_path: Path) -> None:
    receipt = received(changed(info(label, value)), tmp_path)
    assert codes(receipt) == [code]
    assert only(receipt, code).place.sheet == INFO


def test_an_exempt_criterion_wants_no_answer(tmp_path: Path) -> None:
    receipt = received(written(code="vp"), tmp_path)
    assert codes(receipt) == []
    assert receipt.form
    assert dict(receipt.form.rows["2.1"].entry.answers) == {}
