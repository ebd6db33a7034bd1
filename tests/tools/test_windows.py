"""The zip for Windows: what it holds, and that its wheels are enough. It was never run on Windows itself.

Its twin on Linux, with the wheels of this machine, is installed by the very words of cai-dat.cmd.
"""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from io import BytesIO
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.tags import parse_tag, sys_tags
from packaging.utils import canonicalize_name

from scoring.cli import main
from tools.asset import ROOT
from tools.windows.archive import READ_FIRST, archive
from tools.windows.wheels import PYTHONS, fetched, needed, own_wheel, pins, unresolved, wheels_of

TOP = "danvan/"
PROGRAMS = ("cai-dat.cmd", "mo-danvan.cmd", "mo-trong-mang.cmd", "xem-thu.cmd")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with danvan's own wheel."""
    folder = tmp_path_factory.mktemp("wheelhouse")
    own_wheel(folder)
    return folder


def wheel(folder: Path, name: str, *asked: str) -> None:
    with zipfile.ZipFile(folder / f"{name}-1-py3-none-any.whl", "w") as made:
        lines = "".join(f"Requires-Dist: {each}\n" for each in asked)
        made.writestr(f"{name}-1.dist-info/METADATA", f"Name: {name}\nVersion: 1\n{lines}")


def content(wheels: list[Path]) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(archive(wheels))) as made:
        names = made.namelist()
        assert all(name.startswith(TOP) for name in names), "a new version lies over the old one"
        return {name.removeprefix(TOP): made.read(name) for name in names}


TEXTS = content([])


def test_everything_that_danvan_asks_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [Requirement(line) for line in project["dependencies"]]
    assert PYTHONS[0] == project["requires-python"].removeprefix(">=") and len(PYTHONS) > 3
    assert [
        each.name for each in asked if not each.specifier.contains(pins()[canonicalize_name(each.name)])
    ] == []


def test_what_only_windows_or_one_python_needs_is_needed(tmp_path: Path) -> None:
    wheel(
        tmp_path, "danvan", 'win; sys_platform == "win32"', 'lin; sys_platform == "linux"', "Deep_One[x]>=1"
    )
    wheel(tmp_path, "deep_one", 'old; python_version < "3.12"', 'extra; extra == "x"')
    assert needed(tmp_path, "3.11") == {"danvan", "win", "deep-one", "old"}
    assert needed(tmp_path, "3.14") == {"danvan", "win", "deep-one"}
    assert unresolved(tmp_path, "3.14") == "win"


def test_a_pin_is_a_name_and_a_version() -> None:
    lines = [line for line in TEXTS["constraints.txt"].decode().splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[0-9.]+", line)] == []


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_is_plain_ascii_with_the_line_ends_of_windows(name: str) -> None:
    text = TEXTS[name].decode("ascii")
    assert text.count("\r\n") == text.count("\n") == text.count("\r") > 10
    assert text.startswith("@echo off\r\n")
    assert text.index("chcp 65001 >nul") < text.index("type loi-nhac")


def test_the_words_shown_are_utf_8_and_lie_in_the_zip() -> None:
    shown = {
        found.replace("\\", "/")
        for name in PROGRAMS
        for found in re.findall(r"^ *type (\S+)", TEXTS[name].decode(), re.M)
    }
    assert shown == {name for name in TEXTS if name.startswith("loi-nhac/")}
    for name in (*shown, READ_FIRST):
        text = TEXTS[name].decode("utf-8")
        assert text.count("\r\n") == text.count("\n") > 0, name
    assert TEXTS[READ_FIRST].startswith(b"\xef\xbb\xbf")
    assert not any(TEXTS[name].startswith(b"\xef\xbb\xbf") for name in shown), "type would show the mark"


def test_every_label_and_file_that_a_program_goes_to_is_there() -> None:
    for name in PROGRAMS:
        text = TEXTS[name].decode()
        labels = set(re.findall(r"^:(\w+)", text, re.M))
        assert set(re.findall(r"goto (\w+)", text)) == labels, name
        assert set(re.findall(r"call (\S+)", text)) <= TEXTS.keys(), name


def test_without_python_it_says_which_to_get() -> None:
    program = TEXTS["cai-dat.cmd"].decode()
    assert re.search(r"if not defined PYTHON goto missing", program)
    tried = re.search(r"for %%v in \(([\d. ]+)\)", program)
    assert tried and tuple(reversed(tried[1].split())) == PYTHONS
    said = TEXTS["loi-nhac/thieu-python.txt"].decode()
    assert all(python in said for python in PYTHONS)
    assert "Windows installer (64-bit)" in said


def test_what_was_never_run_on_windows_is_said_to_be_so() -> None:
    assert "chưa được chạy thử trên máy Windows nào" in TEXTS[READ_FIRST].decode()


def test_the_commands_of_the_programs_can_be_typed() -> None:
    typed = [
        found.split(" || ")[0].split()
        for name in PROGRAMS
        for found in re.findall(r"\.venv\\Scripts\\danvan ((?!--version).*?)\r\n", TEXTS[name].decode())
    ]
    assert sorted(words[0] for words in typed) == ["web", "web", "web"]
    for words in typed:
        main.commands[words[0]].make_context(words[0], words[1:])


def test_the_cards_for_units_and_leader_lie_in_it() -> None:
    assert {name for name in TEXTS if name.startswith("to-huong-dan/")} == {
        "to-huong-dan/the-don-vi.docx",
        "to-huong-dan/the-lanh-dao.docx",
    }


def test_the_same_files_make_the_same_zip(tmp_path: Path) -> None:
    wheel = tmp_path / "danvan-0-py3-none-any.whl"
    wheel.write_bytes(b"PK")
    assert archive([wheel]) == archive([wheel])
    assert "wheelhouse/danvan-0-py3-none-any.whl" in content([wheel])


def repacked(name: str, into: Path) -> None:
    """The wheel of what is installed here."""
    there = metadata.distribution(name)
    files = [each for each in there.files or () if ".." not in each.parts and each.suffix != ".pyc"]
    folder = next(each.parts[0] for each in files if each.name == "WHEEL")
    tags = re.findall(r"^Tag: (\S+)", there.read_text("WHEEL") or "", re.M)
    fits = next(tag for tag in tags if parse_tag(tag) & {*sys_tags()})
    with zipfile.ZipFile(into / f"{folder.removesuffix('.dist-info')}-{fits}.whl", "w") as made:
        for each in files:
            made.write(str(each.locate()), each.as_posix())


def test_the_twin_on_linux_installs_without_an_index_and_opens(own: Path, tmp_path: Path) -> None:
    house = tmp_path / "wheelhouse"
    shutil.copytree(own, house)
    here = {canonicalize_name(each.name): each.version for each in metadata.distributions()}
    here = {name: here[name] for name in pins().keys() & here.keys()}
    for name in here:
        repacked(name, house)
    lines = (f"{name}=={version}\n" for name, version in here.items())
    (tmp_path / "constraints.txt").write_text("".join(lines), encoding="ascii")
    [line] = [
        each for each in TEXTS["cai-dat.cmd"].decode().splitlines() if r"\python -m pip install" in each
    ]
    words = line.partition(" || ")[0].replace(r".venv\Scripts\python", ".venv/bin/python")
    python = Path(sys.base_prefix) / "bin" / "python3"
    subprocess.run([python, "-m", "venv", "--clear", ".venv"], cwd=tmp_path, check=True)
    subprocess.run([*shlex.split(words), "--no-compile"], cwd=tmp_path, check=True)
    installed = {canonicalize_name(path.name.split("-")[0]) for path in tmp_path.rglob("*.dist-info")}
    assert installed >= {"danvan", *here}
    danvan = tmp_path / ".venv" / "bin" / "danvan"
    subprocess.run([danvan, "init", "dan-van"], cwd=tmp_path, check=True, capture_output=True)
    shown = subprocess.run(
        [danvan, "web", "--help"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert "Ví dụ: danvan web" in shown.stdout
    assert (tmp_path / "dan-van" / "criteria").is_dir()


def test_the_wheels_of_windows_are_enough(own: Path, tmp_path: Path) -> None:
    """By pip's usual index, for the oldest Python; `make windows` looks at every one."""
    house = tmp_path / "wheelhouse"
    shutil.copytree(own, house)
    fetched(house, PYTHONS[:1])
    assert needed(house, PYTHONS[0]) == wheels_of(house).keys() == {"danvan", *pins()}
    assert unresolved(house, PYTHONS[0]) == ""
