"""From an official's annex to forms and their consolidation by commands alone: nobody touches YAML."""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.criteria.loader import load_roster
from scoring.engine.points import points
from tests.annexes.drawing import draw_word
from tests.annexes.told import annexes
from tests.forms.filling import filling, typed
from tests.support.commands import danvan

FORMS = ()
"""None has submitted."""


@pytest.mark.parametrize("name", ["par-xa", "hdnd-xa"])
def test_an_annex_becomes_a_set_forms_and_a_consolidation(workspace: Path, tmp_path: Path, name: str) -> None:
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
    roster = load_roster(next((workspace / "criteria").glob("*/criteria.yaml")).parent)
    [unit] = roster.units
    inbox = workspace / "inputs" / str(roster.criteria.year) / "nam"
    inbox.mkdir(parents=True, exist_ok=True)
    filled = filling(roster, unit, 1, 1.0)
    typed(inbox / f"tu-cham-{unit.code}.xlsx", roster, filled)
    told = danvan("consolidate", "-w", workspace, "--json")
    assert told.exit_code == 0, told.output
    [result] = json.loads(told.stdout)["units"]
    assert (result["state"], result["rank"]["overall"]["place"]) == ("hợp lệ", 1)
    read = {each["criterion"]: each["self"] for each in result["points"] if each["status"] == "chấm"}
    entries = {code: row.entry for code, row in filled.prefill.rows.items() if code in read}
    criteria, places = roster.criteria.criteria, roster.criteria.rounding.points
    assert len(read) >= 10
    assert {code: Decimal(value) for code, value in read.items()} == {
        code: points(criteria[code], entry, places) for code, entry in entries.items()
    }
