"""From an official's annex to the units' forms by commands alone: nobody touches YAML."""

import shutil
from pathlib import Path

import pytest

from tests.annexes.drawing import draw_word
from tests.annexes.told import annexes
from tests.support.commands import danvan

FORMS = ()
"""None has submitted."""


@pytest.mark.parametrize("name", ["par-xa", "hdnd-xa"])
def test_an_annex_becomes_a_set_and_forms(workspace: Path, tmp_path: Path, name: str) -> None:
    shutil.rmtree(workspace / "criteria" / "viet-hoa-2026")
    [annex] = [each for each in annexes() if each.name == name]
    file, book = draw_word(annex, tmp_path / "phu-luc.docx"), tmp_path / "bo.xlsx"
    for words in (
        ("criteria", "from-table", file, "--out", book),
        ("criteria", "from-excel", book),
        ("criteria", "check"),
        ("forms",),
    ):
        told = danvan(*words, "-w", workspace)
        assert told.exit_code == 0, told.output
    assert len(list(workspace.glob("outputs/*/nam/bieu-mau/*.xlsx"))) == 1
