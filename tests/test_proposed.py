"""Commands that messages propose can be typed as they stand, wherever the workspace lies and however it is
called, with several sets in it, in another period.
"""

import ast
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from scoring.cli import main
from scoring.proposed import completed, for_powershell, for_sh
from tests.support import office_year
from tests.support.commands import ROOT, danvan

NAMES = ("phuong", "Phường A", "Phường 'A' \"B\"", "$HOME `x`", "a;b & c", "Việt Hoà’s", "-w", "# 1")


@pytest.mark.skipif(not shutil.which("sh"), reason="no sh here")
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_one_word_for_sh(name: str) -> None:
    printed = subprocess.run(
        ["sh", "-c", f"printf '%s|' {for_sh(name)}"], capture_output=True, check=True, text=True
    )
    assert printed.stdout == f"{name}|"
    assert shlex.split(for_sh(name)) == [name]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("D:\\phuong\\tham-dinh.xlsx", "D:\\phuong\\tham-dinh.xlsx"),
        ("tổ-dân-phố.xlsx", "tổ-dân-phố.xlsx"),
        ("D:\\Phường A", "'D:\\Phường A'"),
        ("Việt Hoà's", "'Việt Hoà''s'"),
        ("Việt Hoà’s", "'Việt Hoà’’s'"),
        ("$env:x (1)", "'$env:x (1)'"),
        ("a,b", "'a,b'"),
        ("-w", "'-w'"),
        ("@x", "'@x'"),
    ],
)
def test_a_name_is_one_word_for_powershell(name: str, word: str) -> None:
    assert for_powershell(name) == word


def test_outside_a_command_nothing_is_put_in() -> None:
    assert completed("gõ: danvan consolidate.") == "gõ: danvan consolidate."


@pytest.mark.parametrize(
    "wanted",
    [
        "Gõ: danvan consolidate{} để lập sổ mới.",
        "danvan verify export{}, ghi điểm",
        "danvan verify export{} (sổ mới)",
        "bằng: danvan register restore TỆP{}.",
        "danvan register restore{} rồi chạy lại.",
        'danvan decide adopt ktht --reason "LÝ DO"{}; hoặc',
        "danvan decide revoke 4 --reason LÝ_DO{}.",
        "danvan verify import 'a b'/c.xlsx{}; không",
        'danvan receive --all --on NGÀY --reason "LÝ DO"{} (sau đó',
        "danvan criteria check --set khac",
        "danvan init THƯ_MỤC",
        "phiên bản danvan mới hơn",
    ],
)
def test_options_come_where_the_command_ends(wanted: str) -> None:
    with main.make_context("danvan", ["forms", "--set", "a b"]) as ctx:
        forms = main.commands["forms"].make_context("forms", ["--set", "a b"], parent=ctx)
        with forms:
            assert completed(wanted.format("")) == wanted.format(" --set 'a b'")


# As users meet them


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with two sets, called as people call folders, and the user in another one."""
    root = office_year.settled(tmp_path / "Phường 'Hoà' \"1\"")
    other = root / "criteria" / "mini-2027"
    shutil.copytree(root / "criteria" / office_year.SET, other)
    text = (other / "criteria.yaml").read_text(encoding="utf-8")
    (other / "criteria.yaml").write_text(text.replace(office_year.SET, "mini-2027"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return root


def proposed(said: str) -> list[list[str]]:
    """The commands in a text, each as its words: up to the end of the sentence or the next one."""
    found = []
    for part in (part for line in said.splitlines() for part in line.split("danvan ")[1:]):
        words = []
        lexer = shlex.shlex(part, posix=True, punctuation_chars="")
        lexer.whitespace_split, lexer.commenters = True, ""
        for word in lexer:
            end = word.endswith((".", ";", ",")) or word in ("rồi", "(sổ", "(từng")
            if word not in ("rồi", "(sổ", "(từng"):
                words.append(word.rstrip(".;,)"))
            if end:
                break
        found.append(words)
    return found


def said_by(root: Path, *words: object, chosen: str = office_year.SET) -> str:
    done = danvan(*words, "--workspace", root, "--set", chosen)
    return done.output


def first(said: str, begins: str) -> list[str]:
    return next(words for words in proposed(said) if " ".join(words).startswith(begins))


def test_commands_of_a_workspace_with_two_sets_elsewhere_work_as_they_stand(place: Path) -> None:
    said = said_by(place, "verify", "export")
    assert danvan(*first(said, "verify import")).exit_code == 0
    said = said_by(place, "trail", "Đơn vị lạ", "1.1")
    assert danvan(*first(said, "criteria check")).exit_code == 0
    said = said_by(place, "decide", "disqualify", "tdp-1", "--reason", "x", "--document", "y")
    assert danvan(*first(said, "consolidate")).exit_code in (0, 1)
    said = said_by(place, "decide", "revoke", "9999", "--reason", "x")
    assert danvan(*first(said, "register log")).exit_code == 0
    said = said_by(place, "criteria", "to-excel")
    assert danvan(*first(said, "criteria from-excel")).exit_code == 0
    said = said_by(place, "verify-freeze")
    assert danvan(*first(said, "finalize")).exit_code in (0, 2)
    without = danvan(*[word for word in first(said, "finalize") if word not in ("--set", office_year.SET)])
    assert "Có nhiều bộ tiêu chí" in without.output  # which is what was proposed before


def test_the_period_of_the_command_stays_that_of_the_next(place: Path) -> None:
    said = said_by(place, "receive", "ktht", "-k", "6-thang", "--on", "08/06/2026", "--reason", "x y")
    words = first(said, "consolidate")
    assert words[words.index("--period") + 1] == "6-thang"


def test_open_work_is_named_with_commands_that_are_read(place: Path) -> None:
    """Those of finalize: each is understood by the command it names."""
    office_year.put_form(place, "ktht", b"no workbook")
    said = said_by(place, "finalize")
    commands = proposed(said)
    assert commands
    for words in commands:
        assert "--workspace" in words and "--set" in words, words
        understood(words)


def understood(words: list[str]) -> None:
    command: click.Command = main
    while isinstance(command, click.Group):
        command = command.commands[words[0]]
        words = words[1:]
    try:
        command.make_context("danvan", list(words))
    except click.BadParameter as error:
        assert error.message.startswith(("không có ", "viết ngày", "“")), error.message


# As they stand in the source

ENDS = re.compile(r"[.;:,)”](?:\s|$)|\n| rồi | \(|$")
OPTION = re.compile(r"(?<!\S)--?[a-z][a-z-]*")


def texts(tree: ast.AST) -> Iterator[str]:
    """The texts of a module, f-strings with a figure for each value."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "0" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.value


def templates() -> Iterator[tuple[str, str]]:
    """Each proposed command in the source, to the end of its sentence, with where it stands."""
    for path in sorted((ROOT / "scoring").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for text in texts(ast.parse(source)) if "danvan " in source else ():
            for part in re.split(r"\bdanvan (?=[a-z]+[ .,;:)\n-]|[a-z]+$)", text.replace("``", ""))[1:]:
                yield path.relative_to(ROOT).as_posix(), ENDS.split(part)[0]


TEMPLATES = sorted(set(templates()))


def test_there_are_messages_with_commands() -> None:
    assert len(TEMPLATES) > 60


@pytest.mark.parametrize(("file", "text"), TEMPLATES)
def test_a_command_in_a_message_exists_and_takes_its_options(file: str, text: str) -> None:
    command: click.Command = main
    for word in re.findall(r"[a-z][a-z-]*", text):
        if not isinstance(command, click.Group) or word not in command.commands:
            break
        command = command.commands[word]
    assert command is not main, (file, text)
    known = {name for param in command.params for name in (*param.opts, *param.secondary_opts)} | {"--help"}
    assert set(OPTION.findall(text)) <= known, (file, text)


def test_every_command_remembers_what_the_next_one_needs() -> None:
    """Those that take a workspace and a set take them in the same sense."""
    for name, command in ((n, c) for n, c in every(main) if not isinstance(c, click.Group)):
        opts = {param.opts[0]: param for param in command.params if isinstance(param, click.Option)}
        if "--set" in opts and name != "init":  # there it names a set that is shipped
            assert opts["--set"].callback is opts["--workspace"].callback is not None, name


def every(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield name, command
        if isinstance(command, click.Group):
            yield from every(command)


def test_help_is_printed_as_it_is_written() -> None:
    shown = CliRunner().invoke(main, ["forms", "--help"]).output
    assert "Ví dụ: danvan forms\n" in shown
