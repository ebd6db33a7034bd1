import re
import subprocess
import sys
from pathlib import Path

import pytest

from scoring.reports.consolidated.formulas import areas, runs
from scoring.sheets.measure import lines_needed

SHEETS = Path(__file__).parents[2] / "scoring" / "sheets"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("Tổ dân phố", 1),
        ("một\nhai\nba", 3),
        ("Trung tâm Phục vụ hành chính công", 2),
        ("PHÒNG VĂN HÓA XÃ HỘI", 2),
        ("x" * 70, 5),
    ],
)
def test_lines_needed_in_a_column_of_twenty(text: str, lines: int) -> None:
    assert lines_needed(text, 20.0) == lines


def test_neighbouring_rows_become_one_range() -> None:
    assert runs([7, 1, 2, 3]) == [(1, 3), (7, 7)]
    assert areas("E", [1, 2, 3, 7]) == ["E2:E4", "E8"]
    assert areas("E", []) == []


def test_importing_all_of_it_loads_no_other_room() -> None:
    modules = ", ".join(f"scoring.sheets.{path.stem}" for path in SHEETS.glob("*.py") if path.stem[0] != "_")
    code = f"import sys, {modules}; print(*(m for m in sys.modules if m.startswith('scoring.')))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    rooms = {name.split(".")[1] for name in loaded.stdout.split()}
    assert rooms == {"sheets", "text"}


def test_nobody_else_asks_xlsxwriter() -> None:
    asking = re.compile(r"^ *(from|import) xlsxwriter", re.MULTILINE)
    texts = {path: path.read_text(encoding="utf-8") for path in SHEETS.parent.rglob("*.py")}
    assert {path.parent for path, text in texts.items() if asking.search(text)} == {SHEETS}


def test_colours_stand_in_one_place() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in SHEETS.parent.rglob("*.py")}
    assert {path.name for path, text in texts.items() if re.search(r'"#[0-9A-Fa-f]{6}"', text)} == {"look.py"}
