"""A new rule is one file and one line: a copy of the program gets both, a set with it goes all the way."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.copies import copied
from tools.libreoffice import LibreOffice

ROOT = Path(__file__).parents[2]
LINE = '        "punctuality",\n'
SET = """\
id: moc-2026
name: Bộ tiêu chí theo mốc
year: 2026
period: {start: 2026-01-01, end: 2026-12-31}
issuer: UBND phường Ví Dụ
office: Phòng Văn hóa - Xã hội
status: sample
scale: 10
score_on: points
classes: [{code: tot, name: Tốt, at_least: 8}, {code: dat, name: Đạt, at_least: 0}]
blocks: [{code: tdp, name: Khối tổ dân phố}]
kinds: [{code: tdp, name: Tổ dân phố, block: tdp}]
groups:
  - code: "1"
    text: TUYÊN TRUYỀN
    children:
      - code: "1.1"
        text: Số hộ tham gia
        max: 10
        rule:
          kind: milestones
          measure: Số hộ
          milestones: [{reached: 50.5, points: 10}, {reached: 20, points: 6.5}, {reached: 5, points: 2}]
"""
UNITS = "".join(f"  - {{code: tdp-{n}, name: Tổ dân phố số {n}, kind: tdp}}\n" for n in range(1, 6))
WORTH = {"tdp-1": ("50.5", "10"), "tdp-2": ("50.4", "6.5"), "tdp-3": ("20", "6.5"), "tdp-4": ("4.9", "0")}
"""Unit -> its figure and the points of it. The fifth writes a figure beyond the largest."""


class Copy:
    """The program with the new rule, started as a user starts it."""

    def __init__(self, home: Path) -> None:
        self.home, self.root = home, home / "phuong"
        program = home / "program" / "scoring"
        copied(ROOT / "scoring", program)
        shutil.copytree(ROOT / "docs", home / "program" / "docs", ignore=shutil.ignore_patterns("*.png"))
        shutil.copy(Path(__file__).with_name("milestones.py"), program / "rules")
        listed = program / "rules" / "__init__.py"
        text = listed.read_text(encoding="utf-8")
        assert text.count(LINE) == 1
        listed.write_text(text.replace(LINE, LINE + '        "milestones",\n'), encoding="utf-8")
        folder = self.root / "criteria" / "moc-2026"
        folder.mkdir(parents=True)
        (folder / "criteria.yaml").write_text(SET, encoding="utf-8")
        (folder / "units.yaml").write_text(f"units:\n{UNITS}", encoding="utf-8")

    def python(self, code: str, *words: object) -> subprocess.CompletedProcess[str]:
        paths = os.pathsep.join((str(self.home / "program"), str(ROOT)))
        return subprocess.run(
            [sys.executable, "-c", code, *map(str, words)], check=False,
            capture_output=True, text=True, encoding="utf-8", cwd=self.home,
            env={**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1", "HOME": str(self.home)},
        )  # fmt: skip

    def danvan(self, *words: object, code: int = 0) -> str:
        done = self.python("from scoring.cli import main; main()", *words)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    made = Copy(tmp_path_factory.mktemp("new-rule"))
    assert str(made.home) in made.python("import scoring; print(scoring.__file__)").stdout
    return made


@pytest.fixture(scope="module")
def book(copy: Copy) -> Path:
    """The set as a workbook."""
    file = copy.home / "bo.xlsx"
    copy.danvan("criteria", "to-excel", "-w", copy.root, file)
    return file


def test_the_set_holds_and_its_mistakes_are_told(copy: Copy) -> None:
    assert "Tổ dân phố số 1" in copy.danvan("criteria", "check", "-w", copy.root)
    file = copy.root / "criteria" / "moc-2026" / "criteria.yaml"
    file.write_text(SET.replace("max: 10", "max: 12").replace("scale: 10", "scale: 12"), encoding="utf-8")
    told = copy.danvan("criteria", "check", "-w", copy.root, code=2)
    file.write_text(SET, encoding="utf-8")
    assert "không mốc nào (milestones) được điểm tối đa 12" in told


def test_the_set_goes_to_excel_and_back(copy: Copy, book: Path, tmp_path: Path) -> None:
    rows = list(load_workbook(book)["Tiêu chí"].iter_rows(min_row=3, values_only=True))
    titles = rows[0]
    [criterion] = [dict(zip(titles, row, strict=True)) for row in rows if row[1] == "1.1"]
    assert (criterion["Cách chấm"], criterion["Tên số đo"], criterion["Số đo lớn nhất"]) == (
        "Theo mốc", "Số hộ", "100",
    )  # fmt: skip
    items = [dict(zip(titles, row, strict=True)) for row in rows if row[0] == "Mốc"]
    assert [(each["Từ số đo"], each["Điểm"]) for each in items] == [("50,5", "10"), ("20", "6,5"), ("5", "2")]
    guide = [row[:2] for row in load_workbook(book)["Hướng dẫn"].iter_rows(values_only=True)]
    assert ("Theo mốc", "Được điểm của mốc cao nhất đã đạt: mỗi mốc một dòng Mốc.") in guide
    copy.danvan("criteria", "from-excel", "-w", tmp_path, book)
    copy.danvan("criteria", "diff", tmp_path / "criteria" / "moc-2026", copy.root / "criteria" / "moc-2026")


MISTAKES = {
    "Điểm": ("9", "không mốc nào (các dòng “Mốc”) được điểm tối đa 10"),
    "Từ số đo": ("năm", "cột “Từ số đo” (ô"),
    "Tên số đo": ("thừa", "dòng “Mốc” không dùng cột này"),
}


@pytest.mark.parametrize("at", MISTAKES)
def test_a_mistake_in_excel_names_its_column(copy: Copy, book: Path, tmp_path: Path, at: str) -> None:
    edited, file = load_workbook(book), tmp_path / "bo.xlsx"
    sheet = edited["Tiêu chí"]
    column = next(cell.column for cell in sheet[3] if cell.value == at)
    row = next(cells[0].row for cells in sheet.iter_rows(min_row=4) if cells[0].value == "Mốc")
    text, says = MISTAKES[at]
    sheet.cell(row, column).value = text
    edited.save(file)
    assert says in copy.danvan("criteria", "from-excel", "-w", tmp_path, file, code=2)


def test_what_changed_in_it_is_told(copy: Copy, tmp_path: Path) -> None:
    shutil.copytree(copy.root / "criteria" / "moc-2026", tmp_path / "sau")
    file = tmp_path / "sau" / "criteria.yaml"
    changed = SET.replace("measure: Số hộ", "measure: Số hộ dân").replace("reached: 5,", "reached: 6,")
    file.write_text(changed, encoding="utf-8")
    told = copy.danvan("criteria", "diff", copy.root / "criteria" / "moc-2026", tmp_path / "sau", code=1)
    assert "Tên số đo: “Số hộ” → “Số hộ dân”" in told
    assert "từ 5: 2 điểm" in told
    assert "từ 6: 2 điểm" in told


def test_the_set_is_copied_to_another_year(copy: Copy, tmp_path: Path) -> None:
    shutil.copytree(copy.root / "criteria", tmp_path / "criteria")
    copy.danvan("criteria", "new-year", "2027", "-w", tmp_path)
    assert "Tổ dân phố số 1" in copy.danvan("criteria", "check", "-w", tmp_path, "--set", "moc-2027")


def test_editors_are_told_its_keys(copy: Copy) -> None:
    code = "from scoring.criteria.schema import *; from tools.json_schemas import content"
    schema = json.loads(copy.python(f"{code}; print(content(CriteriaSet))").stdout)
    assert {"measure", "most", "milestones"} < schema["$defs"]["Milestones"]["properties"].keys()


def beside(sheet: Worksheet, label: str, value: object) -> None:
    at = next(cell for row in sheet.iter_rows() for cell in row if cell.value == label)
    sheet.cell(at.row, at.column + 1).value = value


def fill(form: Path, figure: str) -> None:
    """What a unit types."""
    book = load_workbook(form)
    info, report, scores = book["Thông tin đơn vị"], book["Báo cáo"], book["Tự chấm điểm"]
    for label, value in (
        ("Lần gửi", 1), ("Người lập biểu", "Trần Thị B"), ("Điện thoại", "0900"),
        ("Thủ trưởng đơn vị", "Lê Văn C"), ("Ngày ký", date(2026, 11, 2)),
    ):  # fmt: skip
        beside(info, label, value)
    for row in range(5, 10):
        report.cell(row, 2).value = "Không"
    row = next(cells[0].row for cells in scores.iter_rows() if cells[0].value == "1.1")
    scores.cell(row, 5).value = float(figure)
    book.save(form)


def test_forms_with_it_are_filled_checked_and_ranked(
    copy: Copy, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    copy.danvan("forms", "-w", copy.root)
    inbox = copy.root / "inputs" / "2026" / "nam"
    shutil.copytree(copy.root / "outputs" / "2026" / "nam" / "bieu-mau", inbox)
    forms = {f"tdp-{n}": next(inbox.glob(f"*tdp-{n}-*")) for n in range(1, 6)}
    for unit, form in forms.items():
        fill(form, WORTH.get(unit, ("100.5",))[0])
    for saved, form in zip(libreoffice.recalculated(forms.values(), tmp_path), forms.values(), strict=True):
        shutil.copy(saved, form)
    for unit, (_, worth) in WORTH.items():
        sheet = load_workbook(forms[unit], data_only=True)["Tự chấm điểm"]
        [row] = [cells for cells in sheet.iter_rows() if cells[0].value == "1.1"]
        assert (str(row[6].value), row[11].value) == (worth, "Đạt"), unit
        assert "từ 50,5: 10 điểm" in str(row[2].value)
    copy.danvan("check", "-w", copy.root, *(forms[unit] for unit in WORTH))
    assert "N04" in copy.danvan("check", "-w", copy.root, forms["tdp-5"], code=1)
    copy.danvan("consolidate", "-w", copy.root, code=1)
    results = json.loads((copy.root / "outputs/2026/nam/tong-hop.json").read_text(encoding="utf-8"))
    marks = {unit["code"]: unit["points"][0] for unit in results["units"]}
    assert {unit: Decimal(marks[unit]["self"]) for unit in WORTH} == {
        unit: Decimal(worth) for unit, (_, worth) in WORTH.items()
    }
