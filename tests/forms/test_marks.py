"""The sheet "Cần sửa" is alive: what LibreOffice makes of it before and after somebody mends the cells."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

from scoring.criteria.units import Roster
from scoring.findings import Finding, Place, finding
from scoring.forms import write_form
from scoring.forms.marks import (
    DONE,
    FEEDBACK,
    OPEN,
    RESTORED,
    Feedback,
    Remark,
)
from scoring.intake.layout import INFO, SCORES
from scoring.rules import Entry
from scoring.xlsx.grid import Value
from tests.intake.forms import sound, unit, with_row
from tools.libreoffice import LibreOffice

WORDS = 'Đã họp "thôn" ' + "a" * 120
CELLS: tuple[tuple[Place, Value | None, Value], ...] = (
    (Place(INFO, "B12"), "Trần Văn Bình", "Lê Thị C"),
    (Place(INFO, "B13"), date(2026, 11, 10), date(2026, 11, 9)),
    (Place(SCORES, "E24"), Decimal("3.5"), Decimal(3)),
    (Place(SCORES, "J24"), WORDS, WORDS + "b"),
    (Place(SCORES, "K24"), None, "Theo hồ sơ lưu."),
)


def feedback() -> Feedback:
    remarks = [Remark(_found(place), holds=holds) for place, holds, _ in CELLS]
    remarks.append(
        Remark(finding("N05", Place(SCORES, "E24"), criterion="2.5", label="Số", expected=""), check="L24")
    )
    remarks.append(Remark(_found(Place(SCORES, "D24")), restored=True))
    remarks[-2] = replace(remarks[-2], holds=Decimal("3.5"))
    return Feedback("Phòng Văn hóa", "Sửa các ô được tô màu.", " trước ngày 20/11/2026", tuple(remarks))


def _found(place: Place) -> Finding:
    return finding("N02", place, label="Số liệu", proposal="")


def states(path: Path) -> list[object]:
    sheet = load_workbook(path, data_only=True)[FEEDBACK]
    return [sheet.cell(row, 8).value for row in range(7, 7 + len(CELLS) + 2)]


def test_a_remark_is_open_until_its_cell_changes(
    mini: Roster, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    evidence = replace(sound().rows["2.5"].evidence, summary=WORDS)
    filled = with_row(sound(), "2.5", entry=Entry({"1": Decimal("3.5")}), evidence=evidence, explanation="")
    sent, mended = tmp_path / "gui.xlsx", tmp_path / "sua.xlsx"
    write_form(sent, mini, unit("ktht"), filled=filled, feedback=feedback())
    book = load_workbook(sent)
    for place, _, new in CELLS:
        book[place.sheet][place.cell].value = new if not isinstance(new, Decimal) else float(new)  # type: ignore[assignment]
    book.save(mended)
    before, after = libreoffice.recalculated([sent, mended], tmp_path / "tinh-lai")
    assert states(sent) == states(before) == [OPEN] * 6 + [RESTORED]
    assert states(after) == [DONE] * 6 + [RESTORED]
    shown = load_workbook(before, data_only=True)[FEEDBACK]["A5"].value
    assert shown == load_workbook(sent, data_only=True)[FEEDBACK]["A5"].value == "Còn 6 mục lỗi chưa sửa"
    assert load_workbook(after, data_only=True)[FEEDBACK]["A5"].value == "Các mục lỗi đã được sửa"
    cells = ("C3", "J3", "J4", "J5", "L24")
    fresh, again = (load_workbook(path, data_only=True)[SCORES] for path in (sent, before))
    assert [fresh[cell].value for cell in cells] == [again[cell].value for cell in cells]


def test_blank_neighbours_are_one_line_until_the_last_is_filled(
    mini: Roster, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    cells = ("E17", "E18", "E20")
    blanks = [
        Remark(finding("N01", Place(SCORES, cell), criterion=code, label="Số"))
        for cell, code in zip(cells, ("2.1", "2.1", "2.2"), strict=True)
    ]
    asked = replace(feedback(), remarks=tuple(blanks))
    paths = [tmp_path / f"{count}.xlsx" for count in range(len(cells) + 1)]
    write_form(paths[0], mini, unit("ktht"), feedback=asked)
    for count, path in enumerate(paths[1:], 1):
        book = load_workbook(paths[0])
        for cell in cells[:count]:
            book[SCORES][cell].value = 1
        book.save(path)
    sheets = [
        load_workbook(path, data_only=True)[FEEDBACK]
        for path in libreoffice.recalculated(paths, tmp_path / "tinh-lai")
    ]
    line = [sheets[0].cell(7, column).value for column in range(1, 8)]
    assert line[:6] == [1, "Lỗi", SCORES, "E17", "2.1, 2.2", "Còn 3 ô chưa điền: E17–E18, E20."]
    assert sheets[0]["D7"].hyperlink.location == f"'{SCORES}'!E17"
    assert [sheet["H7"].value for sheet in sheets] == [OPEN, OPEN, OPEN, DONE]
    assert [sheet["A5"].value for sheet in sheets][:3] == ["Còn 1 mục lỗi chưa sửa"] * 3
    assert sheets[0]["A8"].value is None
    for cell in cells:
        assert load_workbook(paths[0])[SCORES][cell].comment
