"""The same answers are read whoever saved the form and whatever was moved; or a finding says what to do."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.findings import Place
from scoring.intake.layout import (
    INFO,
    INFO_HEAD,
    SCORES,
    STAMP,
)
from scoring.intake.model import Outcome
from tests.intake.forms import (
    Change,
    changed,
    codes,
    only,
    put,
    received,
    said,
    sound,
    with_row,
    written,
)
from tests.workbooks.should_fail import info, without_sheet
from tests.workbooks.should_pass import MOVED, reverse_criteria, without_row
from tests.xlsx.parts import parts_of, zipped
from tools.libreoffice import LibreOffice


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


def test_saved_as_strict_open_xml(fresh: object, tmp_path: Path) -> None:
    """What Excel writes as "Strict Open XML Spreadsheet": other namespaces, the same cells."""
    transitional, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    names = {
        transitional + b"spreadsheetml/2006/main": strict + b"spreadsheetml/main",
        transitional + b"officeDocument/2006/relationships": strict + b"officeDocument/relationships",
    }
    parts = parts_of(written())
    for old, new in names.items():
        parts = {name: content.replace(old, new) for name, content in parts.items()}
    receipt = received(zipped(parts), tmp_path)
    assert codes(receipt) == []
    assert said(receipt) == fresh


@pytest.mark.parametrize("stored", ["1_0", "0x10", "NaN", "1e400", "1" * 400])
def test_a_stored_number_that_is_none_is_no_number(stored: str, tmp_path: Path) -> None:
    parts = parts_of(written())
    sheet = "xl/worksheets/sheet3.xml"
    xml = parts[sheet].decode()
    spoiled = re.sub(r'(<c r="E24"[^>]*>)<v>3</v>', rf"\g<1><v>{stored}</v>", xml)
    assert spoiled != xml
    receipt = received(zipped({**parts, sheet: spoiled.encode()}), tmp_path)
    assert codes(receipt) == ["N02"]


@pytest.mark.parametrize("change", MOVED.values(), ids=MOVED)
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
