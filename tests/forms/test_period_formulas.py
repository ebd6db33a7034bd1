"""Live checks of a form without scores: LibreOffice, the cached values and the tool say the same."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from scoring.forms import Prefill
from scoring.forms.formulas import told
from scoring.intake.layout import (
    CLEAN,
    INFO,
    REPORT,
    TASKS,
)
from scoring.intake.model import SignOff, TaskProgress
from tests.intake.forms import changed, written
from tests.intake.period_forms import PERIOD, received, reported
from tests.support.cell_values import cell_values
from tools.libreoffice import LibreOffice

CHECKS = {TASKS: "G", REPORT: "C", INFO: "C"}
FILLED: dict[str, Prefill] = {
    "whole": reported(),
    "blank": Prefill(),
    "unsigned": replace(reported(), sign_off=SignOff("An")),
    "no-progress": replace(reported(), tasks=()),
    "other-progress": replace(reported(), tasks=(TaskProgress("1.1", "80%", "Xong"),)),
    "no-report": replace(reported(), report={}),
    "half-report": replace(reported(), report={"results": "Tốt", "next": "Không"}),
    "spaces-only": replace(reported(), report={"results": "  "}),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("forms")
    found = {}
    for name, filled in FILLED.items():
        found[name] = folder / f"{name}.xlsx"
        found[name].write_bytes(written(filled, period=PERIOD))
    return found


@pytest.fixture(scope="module")
def recalculated(
    files: dict[str, Path], libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Workbook]:
    """The forms after a program that keeps no cached values, and then LibreOffice, saved them."""
    folder = tmp_path_factory.mktemp("bare")
    for name, path in files.items():
        (folder / f"{name}.xlsx").write_bytes(changed(lambda _: None, path.read_bytes()))
    saved = libreoffice.recalculated([folder / f"{name}.xlsx" for name in files], folder / "saved")
    return {name: cell_values(path) for name, path in zip(files, saved, strict=True)}


def checks(book: Workbook) -> dict[tuple[str, str], str]:
    """Every cell of the columns "Kiểm tra" that says something, and the state of the form."""
    cells = {
        (name, cell.coordinate): str(cell.value)
        for name, column in CHECKS.items()
        for cell in book[name][column]
        if cell.value
    }
    return cells | {("", "state"): book[TASKS]["C4"].value, ("", "again"): book[REPORT]["B5"].value}


@pytest.mark.parametrize("name", FILLED)
def test_cached_and_recalculated_values_are_the_same(
    files: dict[str, Path], recalculated: dict[str, Workbook], name: str
) -> None:
    assert checks(cell_values(files[name])) == checks(recalculated[name])


@pytest.mark.parametrize("name", FILLED)
def test_the_form_says_what_the_tool_finds(
    files: dict[str, Path], recalculated: dict[str, Workbook], tmp_path: Path, name: str
) -> None:
    found = received(files[name].read_bytes(), tmp_path).findings
    live = checks(recalculated[name])
    titles = ("Kiểm tra", "MẪU - chưa ban hành")
    said = {text for (sheet, _), text in live.items() if sheet and text not in (CLEAN, *titles)}
    if name == "blank":
        assert [f.code for f in found] == ["B10"]  # one line for all that the form says of a blank
        left = [text for text in said if not text.startswith("Lưu ý: ")]
        assert len(left) > 3 and live["", "state"] == live["", "again"] == f"Còn {len(left)} việc cần ghi"
        return
    assert said <= {told(f) for f in found}
    unsaid = {told(f) for f in found} - said
    assert all(f.code == "R01" for f in found if told(f) in unsaid), "the form shows the first problem only"
    errors = sum(f.is_error for f in found)
    assert live["", "state"] == live["", "again"]
    assert live["", "state"] == (f"Còn {errors} việc cần ghi" if errors else "Đủ điều kiện gửi")
