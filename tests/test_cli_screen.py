"""What reaches a terminal: no name of a file and no word in it steers one."""

import json
import re
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook

from scoring.intake.layout import SCORES
from tests.intake.forms import changed, put
from tests.support.commands import ROOT, danvan

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CLI = ROOT / "scoring" / "cli"
EVIL = "a\x1b[31mĐỎ\x07\x9b31m\u202e"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "tests" / "sets" / "mini", tmp_path / "criteria" / "mini")
    (tmp_path / "inputs" / "2026" / "nam").mkdir(parents=True)
    return tmp_path


def evil() -> bytes:
    """Its sheet of scores, an answer and an explanation would all steer a terminal."""

    def change(book: Workbook) -> None:
        put("2.5", "answer", "ba\x9b31m\u202e")(book)
        put("2.3", "explanation", "xong\x9b31m\u202e")(book)
        book[SCORES].title = f"{SCORES}\x9b31m\u202e"

    return changed(change)


def test_a_form_that_would_steer_the_terminal(workspace: Path) -> None:
    inbox = workspace / "inputs" / "2026" / "nam"
    (inbox / f"{EVIL}.xlsx").write_bytes(evil())
    (inbox / f"{EVIL} khác.xlsx").write_bytes(b"")
    for words in (
        ["check", inbox],
        ["consolidate"],
        ["feedback"],
        ["register", "log"],
        ["trail", "ktht", "2.3"],
    ):
        shown = danvan(*words, "-w", workspace)
        assert not STEERING.findall(shown.output), words
        assert "ĐỎ" in shown.output or words[0] in ("consolidate", "trail")
    told = re.sub(r"[│\s]+", " ", danvan("check", inbox, "-w", workspace).output)
    assert re.search("trang “Tự chấm điểm\ufffd?31m\ufffd”", told)


def test_json_says_the_same_in_other_letters(workspace: Path) -> None:
    (workspace / "inputs" / "2026" / "nam" / "a.xlsx").write_bytes(evil())
    inbox = workspace / "inputs" / "2026" / "nam"
    told = danvan("check", inbox, "--json", "-w", workspace).stdout
    assert not STEERING.findall(told)
    places = [found["place"]["sheet"] for receipt in json.loads(told) for found in receipt["findings"]]
    assert f"{SCORES}31m\u202e" in places
    told = danvan("consolidate", "--json", "-w", workspace).stdout
    assert not STEERING.findall(told)
    assert json.loads(told) == json.loads((workspace / "outputs/2026/nam/tong-hop.json").read_text("utf-8"))


def test_the_name_of_a_verification_book(workspace: Path, tmp_path: Path) -> None:
    book = tmp_path / f"{EVIL}.xlsx"
    book.write_bytes(evil())
    shown = danvan("verify", "import", book, "-w", workspace)
    assert "V01" in shown.output
    assert not STEERING.findall(shown.output)


def test_what_was_typed_is_repeated_harmlessly(workspace: Path) -> None:
    for words in (
        ["check", workspace / EVIL],
        ["verify", "import", workspace],
        ["feedback", "--unit", EVIL],
        ["feedback", "--until", EVIL],
    ):
        shown = danvan(*words, "-w", workspace)
        assert shown.exit_code == 2
        assert not STEERING.findall(shown.output)


def test_there_is_one_way_to_the_terminal() -> None:
    for path in CLI.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert path.name == "echo.py" or "click.echo" not in text, path.name
        assert "rich.console" not in text, path.name
