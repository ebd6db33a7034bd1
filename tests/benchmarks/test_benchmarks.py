"""The benchmarks measure what they say: the same forms, all of them valid, all of them read."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.__main__ import Line, ratios, table
from benchmarks.colleague import consolidate
from benchmarks.measure import Measured, measured, module
from benchmarks.ward import roster_of, write_ward
from scoring.pipeline.consolidation import check
from scoring.pipeline.office import open_office
from scoring.standing.which_form import open_errors

SIZE = 30
pytestmark = pytest.mark.filterwarnings("ignore:The default engine")


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("ward")
    write_ward(SIZE, root)
    return root


def test_every_unit_has_sent_a_valid_form(ward: Path) -> None:
    office = open_office(ward)
    receipts = check(office, [office.inbox])
    assert len(receipts) == len(office.roster.evaluated) == SIZE
    assert all(receipt.counted for receipt in receipts)
    assert not open_errors(receipts)


def test_whole_forms_ask_everything_of_everybody(tmp_path: Path) -> None:
    write_ward(SIZE, tmp_path, whole=True)
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
    for receipt in receipts:
        unit = office.roster.unit(receipt.unit)
        assert unit and receipt.card
        marks = (mark.points for mark in receipt.card.marks.values())
        own = float(sum(points for points in marks if points is not None))
        assert theirs.loc[unit.name, "Tổng điểm"] == pytest.approx(own)


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
    whats = (
        "(a) pandas", "(b) pandas + calamine", "(c1) danvan, 1 tiến trình", "(c2) danvan, 2 tiến trình",
        "biểu: xlsxwriter từng biểu", "biểu: danvan forms",
    )  # fmt: skip
    seconds = (30.0, 8.0, 4.0, 2.0, 100.0, 5.0)
    lines = [Line(0, "trống", Measured(1, 1, 1)), Line(0, "danvan", Measured(2, 1, 1))]
    for size in (1200, 7000):
        lines += [Line(size, what, Measured(s * size, 1, 1)) for what, s in zip(whats, seconds, strict=True)]
    told = "\n".join(ratios(lines))
    assert "1200 biểu, (a) / (c2): 15.0 lần (cần 15)" in told
    assert "7000 biểu, biểu: xlsxwriter / biểu: danvan: 20.0 lần (cần 10)" in told
    assert "danvan --help / click trống: 2.00 lần" in told
    assert told in table(lines)
