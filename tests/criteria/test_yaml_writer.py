"""The YAML a workbook becomes: read back it is the same set, and a person can read it."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from scoring.criteria.loader import load_roster, set_hash
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster, Unit, UnitList
from scoring.criteria.yaml_source import read_yaml
from scoring.criteria.yaml_writer import set_yaml, units_yaml
from tests.criteria.books import SETS


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_what_is_written_reads_back_the_same(folder: Path, tmp_path: Path) -> None:
    roster = load_roster(folder)
    (tmp_path / "criteria.yaml").write_text(set_yaml(roster.criteria), encoding="utf-8")
    (tmp_path / "units.yaml").write_text(units_yaml(roster.units), encoding="utf-8")
    back = load_roster(tmp_path)
    assert back == roster
    assert set_hash(back.criteria) == set_hash(roster.criteria)
    assert set_yaml(back.criteria) == set_yaml(roster.criteria)


def test_other_programs_read_numbers_as_numbers_and_codes_as_text(mini: Roster) -> None:
    read = YAML(typ="safe", pure=True).load(set_yaml(mini.criteria))
    group = read["groups"][0]
    assert group["children"][2]["code"] == "1.10"
    assert group["children"][2]["max"] == 9
    assert read["groups"][1]["children"][2]["rule"]["each"] == 2.5
    assert read["period"]["start"].isoformat() == "2026-01-01"


def test_it_is_tidy(mini: Roster) -> None:
    text = set_yaml(mini.criteria)
    lines = text.splitlines()
    assert "  - {code: phong, name: Khối phòng chuyên môn}" in lines
    assert "            - {text: Chậm, fraction: 1/2}" in lines
    assert not [line for line in lines if line.endswith(" ") or len(line) > 115]
    assert "&id" not in text and "!!" not in text
    group = lines.index("  - code: '1'")
    assert lines[group + 2].strip() == "children:"


_TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=80).map(
    str.strip
)


@settings(max_examples=150, deadline=None)
@given(_TEXTS.filter(bool))
@example("\u0300")
def test_any_text_is_quoted_where_it_has_to_be(text: str) -> None:
    import unicodedata

    text = unicodedata.normalize("NFC", text)
    if text.strip() != text:
        return
    unit = Unit(code="a", name=text, kind="k", note=f"{text}\n{text}")
    back = read_yaml("units.yaml", units_yaml((unit,)).encode())
    assert UnitList.model_validate(back.data).units == (unit,)


def test_severities_are_written_as_words(mini: Roster) -> None:
    plain = mini.criteria.model_dump(mode="json") | {"severities": {"M03": "warning"}}
    for group in plain["groups"]:
        group.pop("max", None)
    plain["groups"][1]["children"][1]["rule"].pop("full_at")
    criteria = CriteriaSet.model_validate(plain)
    assert "severities: {M03: warning}" in set_yaml(criteria)
