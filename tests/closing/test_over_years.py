"""danvan years on a closed office: the frozen year, one before it, a list of before the tool."""

import json
import shutil
from pathlib import Path

import pytest

from scoring.reports.final import manifest
from scoring.reports.final.frozen import frozen_json, read_frozen
from tests.closing.acts import editions
from tests.closing.test_year_on_year import listed
from tests.support.commands import ENGLISH, danvan, lying


@pytest.fixture
def three_years(frozen: Path) -> Path:
    """2024 from a list, 2025 an edition with another set and an old name of tdp-1, 2026 frozen."""
    shutil.move(listed(frozen, ("Tổ dân phố số 1", 91, "Xuất sắc", 1)).parent, frozen / "inputs" / "2024")
    units = frozen / "criteria" / "mini-2026" / "units.yaml"
    text = units.read_text(encoding="utf-8")
    renamed = text.replace("kind: tdp, sample: true", 'kind: tdp, sample: true, aliases: ["Tổ dân phố Đông"]')
    units.write_text(renamed, encoding="utf-8")
    folder = frozen / "outputs" / "2025" / "nam" / "chinh-thuc" / "lan-1"
    shutil.copytree(editions(frozen) / "lan-1", folder)
    results = read_frozen(folder)
    old = tuple(
        each.model_copy(update={"code": "tdp-cu", "name": "Tổ dân phố Đông", "overall": 3})
        if each.code == "tdp-1"
        else each
        for each in results.units
    )
    content = frozen_json(results.model_copy(update={"year": 2025, "units": old}))
    (folder / "ket-qua.json").write_bytes(content)
    outputs = {"outputs": {"ket-qua.json": manifest.sha256(content)}}
    (folder / "manifest.json").write_text(json.dumps(outputs), encoding="utf-8")
    kept = folder / "nguon" / "criteria.yaml"
    kept.write_text(
        kept.read_text(encoding="utf-8").replace("at_least: 90", "at_least: 92"), encoding="utf-8"
    )
    return frozen


def test_three_years_are_joined_with_what_changed_in_the_set(three_years: Path) -> None:
    done = danvan("years", "-w", three_years, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert [(each["year"], each["closed"]) for each in told["years"]] == [
        (2024, False),
        (2025, True),
        (2026, True),
    ]
    rows = [row for row in told["tables"]["units"] if row["unit"] == "tdp-1"]
    assert [row["year"] for row in rows] == [2024, 2025, 2026]
    assert [row["overall"] for row in rows][:2] == [1, 3]
    assert [row["rise"] for row in rows][1] == -2
    changed = [row for row in told["tables"]["changes"] if "“92” → “90”" in row["text"]]
    assert [(row["before"], row["after"]) for row in changed] == [(2025, 2026)]
    assert "Bộ tiêu chí từ năm 2024 đến năm 2025: không còn bộ tiêu chí của năm 2024" in " ".join(
        told["said"]
    )


def test_a_workbook_and_parquet_are_written_and_nothing_else(three_years: Path) -> None:
    before = lying(three_years)
    done = danvan("years", "-w", three_years, "--parquet")
    assert done.exit_code == 0, done.output
    assert not ENGLISH.search(done.output)
    after = lying(three_years)
    assert {path.name for path in set(after) - set(before)} == {
        "qua-cac-nam.xlsx",
        "qua-cac-nam-tung-nam.parquet",
        "qua-cac-nam-theo-nhom.parquet",
        "qua-cac-nam-doi-trong-bo-tieu-chi.parquet",
    }


def test_an_altered_edition_is_refused(three_years: Path) -> None:
    path = three_years / "outputs/2025/nam/chinh-thuc/lan-1/ket-qua.json"
    path.write_bytes(path.read_bytes().replace(b"2025", b"2023"))
    done = danvan("years", "-w", three_years)
    assert done.exit_code == 2
    assert "đã bị sửa sau khi chốt" in done.output


def test_a_first_year_says_how_to_add_the_one_before(workspace: Path) -> None:
    done = danvan("years", "-w", workspace, "--text")
    assert done.exit_code == 0, done.output
    assert "Năm 2026 chưa chốt" in done.output
    assert "inputs/2025/ket-qua.xlsx" in done.output
