"""The recipes of CONTRIBUTING.md, each done in a copy of the repository: what is added works."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.copies import copied

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^## Add a (\w+)\n(.*?)(?=^## )", TEXT, re.MULTILINE | re.DOTALL))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEAD = re.compile(r"(?:#|<!--) (\S+): (?:new|(after|before) (.+?))(?: -->)?")
COPIED = ("scoring", "tests", "tools", "benchmarks", "criteria", "docs", "pyproject.toml", "README.md")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in COPIED:
        if (ROOT / name).is_dir():
            copied(ROOT / name, tmp_path / name, "images")
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "inputs").symlink_to(ROOT / "inputs")
    return tmp_path


def add(root: Path, block: str) -> None:
    """Put a block where its first line says: after the first line that begins so, or before the last one."""
    head, _, content = block.partition("\n")
    where = HEAD.fullmatch(head)
    assert where, f"no place in: {head}"
    path, side, anchor = root / where[1], where[2], where[3]
    if not side:
        assert not path.exists(), path
        path.write_text(content, encoding="utf-8")
        return
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = [number for number, line in enumerate(lines) if line.strip().startswith(anchor.strip())]
    assert at, f"{path.name} has no line {anchor}"
    lines.insert(at[0] + 1 if side == "after" else at[-1], content)
    path.write_text("".join(lines), encoding="utf-8")


def run(root: Path, command: str) -> None:
    program, *words = shlex.split(command)
    start = {"python": (), "danvan": ("-c", "from scoring.cli import main; main()")}[program]
    done = subprocess.run(
        [sys.executable, *start, *words],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"


def test_there_is_a_recipe_for_everything_that_is_added() -> None:
    assert set(RECIPES) == {"rule", "check", "sheet", "period", "command"}


@pytest.mark.parametrize("name", RECIPES)
def test_the_recipe_works(copy: Path, name: str) -> None:
    blocks = BLOCK.findall(RECIPES[name])
    assert any(kind == "sh" for kind, _ in blocks)
    for kind, block in blocks:
        if kind == "sh":
            for command in block.splitlines():
                run(copy, command)
        else:
            add(copy, block)


def test_every_file_that_is_linked_is_there() -> None:
    for name in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (ROOT / name).exists(), name


def test_make_help_says_what_make_can_do() -> None:
    said = dict(re.findall(r"^make (\w+) +(.+)$", TEXT, re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert said.keys() == set(re.findall(r"^(\w+):.* ## ", makefile, re.MULTILINE))
