"""Every command that prints rows for a person answers --json for a program."""

import ast
import inspect
import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from scoring.cli import main
from scoring.pipeline.office import open_office
from tests.annex.papers import PAPER, word
from tests.support.commands import danvan
from tests.support.office_year import SET, adopted, arrivals, say, superior, with_forms

SCORING = Path(__file__).parents[1] / "scoring"
SHOWING = [*sorted((SCORING / "cli").glob("*.py")), SCORING / "console.py"]
FUNCTIONS = {
    node.name: node
    for path in SHOWING
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.FunctionDef)
}

STEPS = """
approvals:
  - {code: to, name: Tổ thẩm định}
  - {code: ct, name: Chủ tịch}
"""
WHY = ("--reason", "Theo biên bản", "--document", "BB 7 ngày 25/11/2026")
REASON = WHY[:2]
ON_TRIAL = (*WHY, "--dry-run")


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def reached(name: str) -> set[str]:
    """The functions of the command line that a function uses, itself included."""
    found, waiting = set(), [name]
    while waiting:
        here = waiting.pop()
        if here in found or here not in FUNCTIONS:
            continue
        found.add(here)
        used = (each for each in ast.walk(FUNCTIONS[here]) if isinstance(each, ast.Name))
        waiting += [each.id for each in used if each.id != "fail"]
    return found


def is_a_row(node: ast.AST) -> bool:
    """A table of rich, or a line printed to stdout once for each of many things."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Table", "Screen"):
        return True
    return isinstance(node, ast.For) and any(
        isinstance(each, ast.Call)
        and ast.unparse(each.func) == "echo"
        and not any(word.arg == "err" for word in each.keywords)
        for each in ast.walk(node)
    )


def prints_rows(command: click.Command) -> bool:
    assert command.callback
    own = inspect.unwrap(command.callback).__name__
    return any(is_a_row(node) for name in reached(own) for node in ast.walk(FUNCTIONS[name]))


WITH_ROWS = {name for name, command in leaves(main) if prints_rows(command)} - {
    "web"
}  # a server, and its addresses
ANSWERS = {
    "demo": ("thu",),
    "criteria list": (),
    "criteria check": (),
    "criteria from-excel": ("bo.xlsx", "--replace"),
    "check": ("inputs/2026/nam",),
    "consolidate": (),
    "feedback": (),
    "receive": ("vhxh", "--on", "10/06/2026", *REASON, "--dry-run"),
    "verify export": (),
    "verify import": ("outputs/2026/nam/tham-dinh/tham-dinh-2026.xlsx",),
    "decide adopt": ("vhxh", *ON_TRIAL),
    "decide exempt": ("vhxh", "1.1", *ON_TRIAL),
    "decide condition": ("vhxh", "DK1", "--holds", *ON_TRIAL),
    "decide disqualify": ("vhxh", *ON_TRIAL),
    "decide reopen": ("vhxh", *REASON, "--dry-run"),
    "decide leave-out": ("vhxh", "--although-verified", *ON_TRIAL),
    "decide class": ("vhxh", "yeu", *ON_TRIAL),
    "decide quota": ("tot", "--accept", *ON_TRIAL),
    "decide revoke": ("5", *REASON, "--dry-run"),
    "approve": ("to",),
    "send-back": ("ct", *REASON),
    "register log": (),
    "what-if": ("--cut-off", "tot=75"),
    "trail": ("vhxh", "1.2"),
    "finalize": ("--dry-run",),
    "verify-freeze": (),
    "rollup": ("outputs", "--out", "tp"),
    "years": (),
    "criteria from-table": ("bang.docx",),
    "criteria units-from-table": ("noi-nhan.txt",),
    "criteria new-year": ("2027",),
    "criteria diff": (SET, "mini-2027"),
}
"""Each with what it is asked, in an order in which each can answer."""


def test_the_list_is_that_of_the_commands_with_rows() -> None:
    assert set(ANSWERS) == WITH_ROWS


@pytest.mark.parametrize("name", sorted(WITH_ROWS))
def test_a_command_with_rows_has_json(name: str) -> None:
    command = dict(leaves(main))[name]
    assert "--json" in {option for param in command.params for option in param.opts}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = with_forms(tmp_path_factory.mktemp("json") / "phuong")
    file = root / "criteria" / SET / "criteria.yaml"
    text = file.read_text(encoding="utf-8")
    over = text.replace("{code: xuat-sac, percent: 20, of: [tot]}", "{code: tot, percent: 50}")
    file.write_text(over + STEPS, encoding="utf-8")
    say(root, *adopted(open_office(root)), *arrivals(), *superior())
    return root


def test_json_and_nothing_else_is_printed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    asks(["criteria", "to-excel", "bo.xlsx"])
    Path("bang.docx").write_bytes(word(PAPER))
    Path("noi-nhan.txt").write_text("Nơi nhận:\n- Tổ dân phố số 9;\n", encoding="utf-8")
    for name, words in ANSWERS.items():
        if name == "verify-freeze":
            for step in ("to", "ct"):
                asks(["approve", step])
            asks(["decide", "quota", "tot", "--accept", *WHY])
            assert told("finalize")["outcome"] == "frozen"
        told(name, *words)


def asks(words: list[str]) -> str:
    result = danvan(*words)
    assert result.exit_code == 0, result.output
    return result.stdout


def told(name: str, *words: object) -> dict[str, object]:
    result = danvan(*name.split(), *words, "--json")
    assert result.exit_code in (0, 1), (name, result.output)
    content: dict[str, object] = json.loads(result.stdout)
    return content
