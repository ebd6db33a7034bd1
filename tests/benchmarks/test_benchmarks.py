"""The benchmarks measure what they say: the same forms, all of them valid, all of them read."""

import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.__main__ import AGAIN, FIRST, ONE, Line, ratios, table
from benchmarks.colleague import consolidate
from benchmarks.measure import Measured, measured, module
from benchmarks.ward import FIFTH, roster_of, write_ward
from benchmarks.writers import as_stranger
from scoring.pipeline.consolidation import check
from scoring.pipeline.office import open_office
from scoring.standing.which_form import open_errors

SIZE = 30
pytestmark = pytest.mark.filterwarnings("ignore:The default engine")


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("ward")
    write_ward(SIZE, root, kept=tmp_path_factory.mktemp("kept"))
    return root


def test_every_unit_has_sent_a_valid_form(ward: Path) -> None:
    office = open_office(ward)
    receipts = check(office, [office.inbox])
    assert len(receipts) == len(office.roster.evaluated) == SIZE
    assert all(receipt.counted for receipt in receipts)
    assert not open_errors(receipts)


def test_no_two_forms_have_the_same_evidence_or_report(ward: Path) -> None:
    office = open_office(ward)
    forms = [receipt.form for receipt in check(office, [office.inbox]) if receipt.form]
    for said in (
        [tuple((row.evidence, row.explanation) for row in form.rows.values()) for form in forms],
        [tuple(form.report.values()) for form in forms],
        [tuple(task.result for task in form.tasks) for form in forms if form.tasks],
    ):
        assert len(set(said)) == len(said) > 10


def test_a_fifth_is_saved_by_each_of_two_other_programs(ward: Path) -> None:
    makers: Counter[str] = Counter()
    for path in ward.glob("inputs/2026/nam/*.xlsx"):
        with zipfile.ZipFile(path) as archive:
            by = re.search(r"<Application>(\w+ ?\w* ?\w*)", archive.read("docProps/app.xml").decode())
        makers[by[1].strip() if by else ""] += 1
    assert makers == {"Microsoft Excel": 18, "Microsoft Excel Compatible": 6, "LibreOffice": 6}


def test_what_a_stranger_saves_says_the_same(ward: Path, tmp_path: Path) -> None:
    office = open_office(ward)
    (tmp_path / "la").mkdir()
    for path in office.inbox.iterdir():
        (tmp_path / "la" / path.name).write_bytes(as_stranger(path.read_bytes()))
    known, strange = check(office, [office.inbox]), check(office, [tmp_path / "la"])
    assert [receipt.form for receipt in strange] == [receipt.form for receipt in known]


def test_whole_forms_ask_everything_of_everybody(tmp_path: Path) -> None:
    write_ward(SIZE, tmp_path, whole=True, kept=tmp_path / "kept")
    office = open_office(tmp_path)
    every = tuple(office.roster.criteria.criteria.values())
    assert all(office.roster.asked(unit) == every for unit in office.roster.evaluated)
    receipts = check(office, [office.inbox])
    assert all(receipt.counted for receipt in receipts)


def test_units_are_many_and_different() -> None:
    names = [unit.name for unit in roster_of(200).evaluated]
    assert len(set(names)) == 200


def test_the_colleague_s_script_reads_the_same_points(ward: Path, tmp_path: Path) -> None:
    office = open_office(ward)
    receipts = check(office, [office.inbox])
    consolidate(office.inbox, tmp_path / "a.xlsx")
    theirs = pd.read_excel(tmp_path / "a.xlsx").set_index("Đơn vị")
    without_values = {unit.code for unit in office.roster.evaluated[3::FIFTH]}  # openpyxl drops them
    for receipt in receipts:
        unit = office.roster.unit(receipt.unit)
        assert unit and receipt.card
        marks = (mark.points for mark in receipt.card.marks.values())
        own = float(sum(points for points in marks if points is not None))
        expected = 0 if unit.code in without_values else own
        assert theirs.loc[unit.name, "Tổng điểm"] == pytest.approx(expected)


def test_a_process_is_measured_with_what_it_waited_for() -> None:
    child = "import subprocess,sys;subprocess.run([sys.executable,'-c','x=bytearray(80_000_000)'])"
    found = measured([sys.executable, "-c", child])
    assert found.memory > 80
    assert found.cpu > 0
    assert found.wall > 0


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(RuntimeError):
        measured([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_floor_inflates(ward: Path) -> None:
    run = subprocess.run(
        module("floor", ward / "inputs" / "2026" / "nam"), capture_output=True, text=True, check=True
    )
    assert int(run.stdout) > SIZE * 50_000


def test_the_table_tells_ratios() -> None:
    seconds = {
        "(a) pandas": 30, "(b) pandas + calamine": 8, "calamine: mọi trang": 2, ONE: 3,
        "(c1) danvan, 1 tiến trình": 4, "(c2) danvan, 2 tiến trình": 2, AGAIN: 1,
        "biểu: xlsxwriter từng biểu": 100, "biểu: danvan forms": 5,
    }  # fmt: skip
    lines = [Line(0, "trống", Measured(1, 1, 1)), Line(0, "danvan", Measured(2, 1, 1))]
    for size in (1200, 7000):
        lines += [Line(size, what, Measured(s * size, s * size / 1000, 1)) for what, s in seconds.items()]
        lines.append(Line(FIRST, "danvan: chỉ đọc, chương trình quen", Measured(2, 2, 1)))
        lines.append(Line(FIRST, "danvan: chỉ đọc, chương trình lạ", Measured(5, 5, 1)))
    told = "\n".join(ratios(lines))
    assert "1200 biểu, (a) / (c2): 15.00 lần (cần 8)" in told
    assert "7000 biểu, biểu: xlsxwriter / biểu: danvan: 20.00 lần (cần 10)" in told
    assert "1200 biểu, danvan lần hai, 10 biểu gửi lại / (c2): 0.50 lần (không quá 0.33)" in told
    assert "1200 biểu, ngoài việc đọc: 1.00 ms CPU một biểu (không quá 1.2)" in told
    assert "danvan: chỉ đọc, chương trình lạ / danvan: chỉ đọc, chương trình quen: 2.50 lần" in told
    assert "danvan --help / click trống: 2.00 lần" in told
    assert told in table(lines)
