"""Arrows outside the program: tests use tools, tools use scoring, scoring uses neither."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHOWN_BY_TESTS = {"golden.py", "pictures.py", "screens.py"}
"""These show what a test has run: the golden run, the guide's year, the page in a browser."""


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def importers(folder: str, rooms: set[str]) -> set[str]:
    files = (ROOT / folder).rglob("*.py")
    return {path.name for path in files if rooms & {name.partition(".")[0] for name in imports(path)}}


def test_the_program_needs_neither_tools_nor_tests() -> None:
    assert importers("scoring", {"tools", "tests", "benchmarks"}) == set()


def test_tools_use_tests_only_where_they_show_them() -> None:
    assert importers("tools", {"tests"}) == SHOWN_BY_TESTS
