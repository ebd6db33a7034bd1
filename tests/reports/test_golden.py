"""The workbook is what it was, part by part; see golden_workbook.py for how to renew it."""

from tests.reports.golden_workbook import (
    GOLDEN,
    golden_name,
    golden_run,
    parts,
)


def test_every_part_is_as_recorded() -> None:
    found = {golden_name(name): text for name, text in parts(golden_run()).items()}
    recorded = {path.name: path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.txt")}
    assert found.keys() == recorded.keys()
    for name, text in found.items():
        assert text.splitlines() == recorded[name].splitlines(), f"{name} differs"
