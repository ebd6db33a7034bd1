"""A set's folder may hold anything: what is no file, endless or hostile ends in a sentence, at once."""

import os
import time
from pathlib import Path

import pytest

from scoring.criteria import yaml_source
from scoring.criteria.loader import YAML_BYTES, load_roster, load_set
from scoring.criteria.messages import MOST
from scoring.criteria.yaml_source import MOST_VALUES, read_yaml, value_of
from scoring.errors import SetError
from scoring.intake.own_cells import first_sheet
from tests.criteria.broken import Workshop
from tests.support.commands import ROOT, danvan

SAMPLE = ROOT / "criteria" / "viet-hoa-2026" / "criteria.yaml"


def says(folder: Path) -> str:
    with pytest.raises(SetError) as caught:
        load_roster(folder, first_sheet)
    return "\n".join(caught.value.messages)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among files")
@pytest.mark.parametrize("name", ["criteria.yaml", "units.yaml", "units.xlsx"])
def test_a_pipe_is_refused_and_not_waited_for(workshop: Workshop, name: str) -> None:
    workshop.sound()
    (workshop.folder / "units.yaml").unlink() if name == "units.xlsx" else None
    (workshop.folder / name).unlink(missing_ok=True)
    os.mkfifo(workshop.folder / name)
    assert f"{name}: không phải tệp thường; thay bằng chính tệp ấy" in says(workshop.folder)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among files")
def test_criteria_check_on_a_pipe_ends_in_words(tmp_path: Path) -> None:
    assert danvan("init", tmp_path / "moi").exit_code == 0
    path = tmp_path / "moi" / "criteria" / "viet-hoa-2026" / "criteria.yaml"
    path.unlink()
    os.mkfifo(path)
    checked = danvan("criteria", "check", "-w", tmp_path / "moi")
    assert checked.exit_code == 2 and "không phải tệp thường" in checked.stderr


@pytest.mark.parametrize("name", ["criteria.yaml", "units.yaml"])
def test_a_file_larger_than_any_set_is_not_parsed(workshop: Workshop, name: str) -> None:
    workshop.sound()
    (workshop.folder / name).write_bytes(b"a: " + b"x" * YAML_BYTES)
    assert f"{name}: tệp quá lớn; cho phép 2 MB" in says(workshop.folder)


def test_too_many_values_are_refused_at_their_line() -> None:
    content = b"a:\n" + b"- b\n" * MOST_VALUES
    before = time.process_time()
    with pytest.raises(SetError, match=f"x.yaml, dòng {MOST_VALUES - 1}: tệp có quá nhiều mục"):
        read_yaml("x.yaml", content)
    assert time.process_time() - before < 10
    assert read_yaml("x.yaml", b"a:\n" + b"- b\n" * 1_000).data


def test_so_many_mistakes_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    (tmp_path / "criteria.yaml").write_bytes(b"".join(b"k%d: v\n" % n for n in range(5_000)))
    with pytest.raises(SetError) as caught:
        load_set(tmp_path)
    assert len(caught.value.messages) == MOST + 1
    assert caught.value.messages[-1].startswith("criteria.yaml: còn ")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (SAMPLE.read_bytes(), "UBND phường Việt Hoà"),
        (b"a: {issuer: x}\nb: [issuer, y]\nissuer: 'UBND phuong Y'\n", "UBND phuong Y"),
        (b"issuer: [x]\n", ""),
        (b"- issuer: x\n", ""),
        (b"a: issuer\n", ""),
        (b"issuer", ""),
        (b"\xff\xfe\x00", ""),
        (b"a: [" + b"b," * 10_000 + b"]\nissuer: x\n", ""),
    ],
)
def test_one_value_of_a_strangers_file_costs_little(content: bytes, found: str) -> None:
    assert value_of(content, "issuer") == found


def test_one_value_is_looked_for_without_reading_on(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = 0

    def counted(builder: object, event: object) -> None:
        nonlocal taken
        taken += 1

    monkeypatch.setattr(yaml_source._Builder, "take", counted)
    before = time.process_time()
    assert value_of(b"a: [" + b"b," * 500_000 + b"]\nissuer: x\n", "issuer") == ""
    assert time.process_time() - before < 1
