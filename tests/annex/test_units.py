"""The units of a paper: a table of any headings, or "Nơi nhận"; each name has a line, none is guessed."""

import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.annex.opening import read_paper
from scoring.annex.paper import Paper
from scoring.annex.seen import Certainty, SeenRow
from scoring.annex.text_file import text_paper
from scoring.annex.unit_list import PRESENT, UnitsRead, units_of
from scoring.annex.unit_names import mentions_of
from scoring.criteria.loader import load_roster, load_units
from scoring.criteria.units import Roster
from scoring.errors import SetError
from scoring.pipeline import units_from_table
from tests.annex.papers import excel, word
from tests.support.commands import ROOT, danvan

FORMS = ()
"""None has submitted."""
SET = "viet-hoa-2026"
PLAN = ROOT / "criteria" / SET / "ke-hoach.txt"

TABLE = (
    ("TT", "Tên đơn vị", "Người đứng đầu", "Loại đơn vị"),
    ("I", "Khối trường học", "", ""),
    ("1", "Trường Mầm non Hoa Sen", "Nguyễn Thị A", ""),
    ("2", "Trường Mầm non Hoa Sen", "", ""),
    ("3", "Trường Mầm non Hoa Xen", "", ""),
    ("II", "Tổ dân phố", "", ""),
    ("1", "TDP số 1", "", ""),
    ("2", "Tổ dân phố số 21", "", ""),
    ("3", "Phòng Tư pháp", "", ""),
    ("III", "Khác", "", ""),
    ("1", "Hợp tác xã Tân Tiến", "", ""),
    ("2", "Đội Quy tắc đô thị", "", "Đơn vị sự nghiệp"),
    ("", "Tổng cộng: 8 đơn vị", "", ""),
)


@pytest.fixture(scope="module")
def roster() -> Roster:
    return load_roster(ROOT / "criteria" / SET)


def read(paper: Paper | None, roster: Roster) -> UnitsRead:
    assert paper
    return units_of(mentions_of(paper), roster)


def of(found: UnitsRead, text: str) -> SeenRow:
    return next(row for row in found.seen if text in row.read and row.place != PRESENT)


@pytest.mark.parametrize("make", [word, excel], ids=["word", "excel"])
def test_every_row_of_a_table_has_a_line_and_every_unit_a_kind_or_a_question(make, roster: Roster) -> None:
    found = read(read_paper(make(TABLE)).paper, roster)
    assert len([row for row in found.seen if row.place != PRESENT]) == len(TABLE) - 1
    kinds = {unit.name: unit.kind for unit in found.units}
    assert kinds["Trường Mầm non Hoa Sen"] == "su-nghiep"
    assert kinds["Tổ dân phố số 21"] == "tdp"
    assert kinds["Đội Quy tắc đô thị"] == "su-nghiep"
    assert kinds["Hợp tác xã Tân Tiến"] == ""
    assert of(found, "Hợp tác xã").certainty is Certainty.UNKNOWN


def test_headings_and_sums_are_no_units(roster: Roster) -> None:
    found = read(read_paper(word(TABLE)).paper, roster)
    skipped = [row.read for row in found.seen if row.why in ("tiêu đề nhóm", "dòng tổng cộng")]
    assert [text.split(" | ")[-1] for text in skipped] == [
        "Khối trường học", "Tổ dân phố", "Khác", "Tổng cộng: 8 đơn vị",
    ]  # fmt: skip


def test_the_same_name_twice_is_one_unit_and_a_near_one_is_asked_about(roster: Roster) -> None:
    found = read(read_paper(word(TABLE)).paper, roster)
    names = [unit.name for unit in found.units]
    assert names.count("Trường Mầm non Hoa Sen") == 1
    assert "trùng với Bảng 1, dòng 3" in [row.why for row in found.seen]
    near = of(found, "Hoa Xen")
    assert near.certainty is Certainty.UNSURE and "Hoa Sen" in near.why


def test_a_name_that_speaks_against_its_heading_is_asked_about(roster: Roster) -> None:
    told = of(read(read_paper(word(TABLE)).paper, roster), "Phòng Tư pháp")
    assert told.certainty is Certainty.UNSURE and len(told.choices) == 2


def test_a_unit_of_the_present_list_keeps_its_code_and_is_made_up_no_more(roster: Roster) -> None:
    found = read(read_paper(word(TABLE)).paper, roster)
    [unit] = [unit for unit in found.units if unit.code == "tdp-01"]
    assert not unit.sample and not unit.note
    assert {unit.code for unit in roster.units} <= {unit.code for unit in found.units}


def test_codes_are_short_and_each_ones_own(roster: Roster) -> None:
    codes = [unit.code for unit in read(read_paper(word(TABLE)).paper, roster).units]
    assert len(set(codes)) == len(codes) and max(map(len, codes)) <= 20
    assert "tdp-21" in codes


def test_the_recipients_of_the_plan_are_told_apart(roster: Roster) -> None:
    found = read(text_paper("ke-hoach.txt", PLAN.read_bytes()), roster)
    lines = [row for row in found.seen if row.place != PRESENT]
    assert len(lines) == 11
    assert [row.read for row in lines if row.certainty is Certainty.SURE] == [
        "- Ủy ban MTTQ phường;", "- Trung tâm Phục vụ HCC phường;", "- Trung tâm Dịch vụ sự nghiệp công;",
    ]  # fmt: skip
    assert [row.became for row in lines if row.certainty is Certainty.UNKNOWN] == ["tên gọi chung"] * 3


def test_recipients_beside_the_signature_and_several_in_one_line_are_read(roster: Roster) -> None:
    cell = "Nơi nhận:\n- Như Điều 3;\n- Phòng Tư pháp, Phòng Kinh tế, Hạ tầng và Đô thị;\n- Lưu: VT."
    found = read(read_paper(word(((cell, "TM. ỦY BAN NHÂN DÂN"),))).paper, roster)
    became = [row.became for row in found.seen if row.place != PRESENT]
    assert [each.partition(" (")[0] for each in became[1:3]] == [
        "ptp: Phòng Tư pháp",
        "ktht: Phòng Kinh tế, Hạ tầng và Đô thị",
    ]
    assert len(became) == 4


def test_a_text_that_is_not_unicode_is_refused() -> None:
    with pytest.raises(SetError, match="UTF-8"):
        text_paper("a.txt", "Nơi nhận".encode() + b"\xff")
    assert text_paper("a.txt", "Nơi nhận".encode("utf-16")).lines[0].text == "Nơi nhận"


def test_from_a_paper_to_the_units_of_the_set(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "ds.docx").write_bytes(word(TABLE[:6] + TABLE[8:9]))
    told = danvan("criteria", "units-from-table", "-w", workspace, tmp_path / "ds.docx")
    assert told.exit_code == 0 and "Hoa Xen" in told.output
    book = workspace / "ds-don-vi.xlsx"
    look = [[cell.value for cell in row] for row in load_workbook(book)["Xem đơn vị"]]
    assert any("Hoa Xen" in str(row) and "Chưa chắc" in str(row) for row in look)
    taken = danvan("criteria", "from-excel", "-w", workspace, book, "--replace")
    assert taken.exit_code == 0
    names = [unit.name for unit in load_units(workspace / "criteria" / SET)]
    assert {"Trường Mầm non Hoa Sen", "Phòng Tư pháp"} <= set(names)


def test_a_kind_that_is_not_known_has_to_be_given(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "ds.xlsx").write_bytes(excel((("Cơ quan, đơn vị", "Ghi chú"), ("Hợp tác xã Tân Tiến", "x"))))
    assert danvan("criteria", "units-from-table", "-w", workspace, tmp_path / "ds.xlsx").exit_code == 0
    refused = danvan("criteria", "from-excel", "-w", workspace, workspace / "ds-don-vi.xlsx", "--replace")
    assert refused.exit_code == 2 and "Loại" in refused.output


def test_names_that_take_too_long_to_understand_cost_a_sentence(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(units_from_table, "units_of", lambda *_: time.sleep(60))
    monkeypatch.setattr(units_from_table, "SECONDS", 0.5)
    (tmp_path / "ds.docx").write_bytes(word(TABLE))
    told = danvan("criteria", "units-from-table", "-w", workspace, tmp_path / "ds.docx")
    assert told.exit_code == 2 and "ds.docx: Không đọc được văn bản này (đọc quá" in told.output


def test_a_paper_without_units_and_a_workbook_in_the_way_are_told(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "ds.docx").write_bytes(word((("a", "b"),)))
    told = danvan("criteria", "units-from-table", "-w", workspace, tmp_path / "ds.docx")
    assert told.exit_code == 2 and "Tên đơn vị" in told.output
    (tmp_path / "ds.docx").write_bytes(word(TABLE))
    (workspace / "ds-don-vi.xlsx").write_bytes(b"x")
    told = danvan("criteria", "units-from-table", "-w", workspace, tmp_path / "ds.docx")
    assert told.exit_code == 2 and "--replace" in told.output
