"""A set copied forward: dates move, words do not, and what a person has to read is listed."""

import difflib
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from scoring.criteria.loader import load_roster
from scoring.criteria.new_year import next_year, shifted_day
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.yaml_source import read_yaml
from scoring.intake.own_cells import first_sheet
from tests.criteria.books import ROOT, SETS
from tests.criteria.broken import MINI, Workshop

VIET_HOA = ROOT / "criteria" / "viet-hoa-2026"


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_the_files_hold_the_shifted_set(folder: Path, tmp_path: Path) -> None:
    made = next_year(folder, 2031)
    for name, content in made.files.items():
        (tmp_path / name).write_bytes(content)
    roster = load_roster(tmp_path)
    old = load_roster(folder)
    assert roster.criteria == made.criteria
    assert roster.units == old.units
    assert roster.criteria.year == 2031
    years = 2031 - old.criteria.year
    assert roster.criteria.period.start == shifted_day(old.criteria.period.start, years)
    assert [each.due for each in roster.criteria.reports] == [
        shifted_day(each.due, years) for each in old.criteria.reports
    ]
    assert roster.criteria.groups == old.criteria.groups


def test_only_the_lines_with_dates_change_and_remarks_stay() -> None:
    made = next_year(VIET_HOA, 2027)
    old = (VIET_HOA / "criteria.yaml").read_text(encoding="utf-8").splitlines()
    new = made.files["criteria.yaml"].decode().splitlines()
    added = [line[1:] for line in difflib.ndiff(old, new) if line.startswith("+ ")]
    assert len(added) == 7
    assert [line for line in old if line.lstrip().startswith("#")] == [
        line for line in new if line.lstrip().startswith("#")
    ]
    assert made.id == "viet-hoa-2027"
    assert "năm 2027" in made.criteria.name


def test_an_issued_set_becomes_a_draft_without_its_decision(workshop: Workshop) -> None:
    workshop.sound(
        (
            "status: sample\n",
            "decision:\n  number: 5/QĐ-UBND\n  date: 2026-02-01\n# ghi chú\nstatus: issued\n",
        )
    )
    made = next_year(workshop.folder, 2027)
    assert made.criteria.status == "draft"
    assert made.criteria.decision is None
    text = made.files["criteria.yaml"].decode()
    assert "decision" not in text and "5/QĐ" not in text and "# ghi chú\nstatus: draft\n" in text


def test_a_draft_and_a_sample_stay_what_they_are(workshop: Workshop) -> None:
    assert next_year(MINI, 2027).criteria.status == "sample"
    workshop.sound(("status: sample", "status: draft"))
    assert next_year(workshop.folder, 2027).criteria.status == "draft"


@pytest.mark.parametrize(("day", "years", "shifted"), [
    (date(2028, 2, 29), 1, date(2029, 2, 28)),
    (date(2028, 2, 29), 4, date(2032, 2, 29)),
    (date(2027, 2, 28), 1, date(2028, 2, 28)),
    (date(2026, 12, 31), 1, date(2027, 12, 31)),
])  # fmt: skip
def test_days_move_by_whole_years(day: date, years: int, shifted: date) -> None:
    assert shifted_day(day, years) == shifted


@pytest.mark.parametrize(("start", "end", "year", "shifted"), [
    ("2026-03-01", "2027-02-28", 2027, date(2028, 2, 29)),
    ("2027-03-01", "2028-02-29", 2029, date(2029, 2, 28)),
    ("2025-07-01", "2026-06-30", 2027, date(2027, 6, 30)),
])  # fmt: skip
def test_periods_join_without_a_gap(
    workshop: Workshop, start: str, end: str, year: int, shifted: date
) -> None:
    reports = "".join((MINI / "criteria.yaml").read_text(encoding="utf-8").partition("reports:")[1:])
    reports = reports.partition("blocks:")[0]
    moved = reports
    for day in ("2026-06-10", "2026-09-15", "2026-11-15"):
        moved = moved.replace(day, start)
    workshop.sound(
        ("year: 2026", f"year: {end[:4] if year == 2029 else 2026}"),
        ("start: 2026-01-01, end: 2026-12-31", f"start: {start}, end: {end}"),
        (reports, moved),
    )
    assert next_year(workshop.folder, year).criteria.period.end == shifted


@pytest.mark.parametrize(("old", "new"), [
    ("bo-2026", "bo-2027"), ("bo-2026.2", "bo-2027"), ("bo-2025-2026", "bo-2025-2027"), ("bo", "bo-2027"),
    ("nd-335-2026", "nd-335-2027"), ("bo-20261", "bo-20261-2027"),
])  # fmt: skip
def test_the_id_carries_the_new_year(workshop: Workshop, old: str, new: str) -> None:
    workshop.sound(("id: mini-2026", f"id: {old}"))
    assert next_year(workshop.folder, 2027).id == new


def test_what_a_person_has_to_read_is_listed_by_its_code() -> None:
    listed = dict(line.split(": ", 1) for line in next_year(VIET_HOA, 2027).to_check)
    assert listed["Tiêu chí 1.2.1"] == "10/3/2026, 09/3/2026"
    assert listed["Tiêu chí 1.2.2"] == "2026, 10/3/2026"
    assert "10/6" in listed["Tiêu chí BC.1"]
    assert listed["Nhiệm vụ 4.6"] == "11/2026"
    assert "Nhóm 2" in listed
    assert "Căn cứ KH" in listed
    assert "Căn cứ ND59" not in listed  # a law keeps its date
    assert "Tiêu chí 4.2.2" not in listed
    assert not [what for what in listed if what.startswith("Tên")]


def test_the_label_of_a_rule_is_read_too(workshop: Workshop) -> None:
    workshop.sound(("label: Số cuộc đối thoại", "label: Số cuộc đối thoại năm 2026"))
    assert "Tiêu chí 2.5: 2026" in next_year(workshop.folder, 2027).to_check


def test_a_list_of_units_kept_in_excel_is_copied_as_it_is(workshop: Workshop) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (("Mã", "Tên đơn vị", "Loại"), ("vhxh", "Phòng A", "phong"), ("tdp-1", "Tổ 1", "tdp")):
        book.active.append(row)
    (workshop.folder / "units.yaml").unlink()
    book.save(workshop.folder / "units.xlsx")
    made = next_year(workshop.folder, 2027, first_sheet)
    assert set(made.files) == {"criteria.yaml", "units.xlsx"}
    assert made.files["units.xlsx"] == (workshop.folder / "units.xlsx").read_bytes()


def test_a_set_laid_out_freely_is_written_anew(workshop: Workshop) -> None:
    import json

    plain = deepcopy(read_yaml("criteria.yaml", (MINI / "criteria.yaml").read_bytes()).data)
    plain |= {"status": "issued", "decision": {"number": "1", "date": "2026-01-01"}}
    (workshop.folder / "criteria.yaml").write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    made = next_year(workshop.folder, 2027)
    back = read_yaml("criteria.yaml", made.files["criteria.yaml"]).data
    assert CriteriaSet.model_validate(back) == made.criteria
    assert made.criteria.decision is None


def test_line_ends_of_windows_stay(workshop: Workshop) -> None:
    file = workshop.folder / "criteria.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + (MINI / "criteria.yaml").read_bytes().replace(b"\n", b"\r\n"))
    text = next_year(workshop.folder, 2027).files["criteria.yaml"].decode()
    assert text.count("\r\n") == text.count("\n")
    assert "id: mini-2027\r\n" in text and "# A small set" in text
