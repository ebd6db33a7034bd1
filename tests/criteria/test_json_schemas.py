import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from tools.asset import ROOT

CRITERIA = ROOT / "criteria"
SET = CRITERIA / "viet-hoa-2026"
MINI = Path(__file__).parents[1] / "sets" / "mini"


def errors(file: Path) -> list[str]:
    """What an editor marks: it reads numbers as numbers and days as text."""
    schema = json.loads((CRITERIA / f"{file.stem}.schema.json").read_text(encoding="utf-8"))
    data = json.loads(json.dumps(YAML(typ="safe", pure=True).load(file), default=str))
    return [error.message for error in Draft202012Validator(schema).iter_errors(data)]


@pytest.mark.parametrize(
    "folder", [SET, *sorted(CRITERIA.glob("thu-vien/*")), MINI], ids=lambda path: path.name
)
@pytest.mark.parametrize("name", ["criteria.yaml", "units.yaml"])
def test_sound_files_have_no_remark(folder: Path, name: str) -> None:
    assert errors(folder / name) == []


def test_an_unknown_key_is_marked(tmp_path: Path) -> None:
    file = tmp_path / "units.yaml"
    file.write_text("units: [{code: a, name: A, kind: phong, ten: B}]", encoding="utf-8")
    assert any("ten" in message for message in errors(file))


@pytest.mark.parametrize("name", ["criteria.yaml", "units.yaml"])
def test_the_shipped_files_name_their_schema(name: str) -> None:
    first = (SET / name).read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=../{Path(name).stem}.schema.json"
