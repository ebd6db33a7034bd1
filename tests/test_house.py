"""The arrows of the house, as decided in docs/decisions/0002: no room imports one above it."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

SCORING = Path(__file__).parents[1] / "scoring"
FLOORS = [
    "text",
    "catalogue",
    "findings",
    "errors",
    "regular",
    "periods",
    "workspace",
    "exchange",
    "proposed",
    "xlsx",
    "opening",
    "sheets",
    "rules",
    "criteria",
    "engine",
    "register",
    "workers",
    "intake",
    "standing",
    "forms",
    "verification",
    "reports",
    "example",
    "pipeline",
    "console",
    "web",
    "cli",
    "__main__",
]
ROOMS = {name: floor for floor, name in enumerate(FLOORS)}
MODULES = sorted(path for path in SCORING.rglob("*.py") if path.parent != SCORING or path.stem != "__init__")


def room(path: Path) -> str:
    return path.relative_to(SCORING).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The full names of all that a file imports, within functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names |= {f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def imported_rooms(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imported(path) if name.startswith("scoring.")} & ROOMS.keys()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SCORING)))
def test_no_room_imports_one_above_it(path: Path) -> None:
    above = {name for name in imported_rooms(path) if ROOMS[name] > ROOMS[room(path)]}
    assert not above


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SCORING)))
def test_no_file_does_two_jobs(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", sorted((SCORING / "xlsx").glob("*.py")), ids=lambda p: p.name)
def test_the_reader_of_workbooks_stands_alone(path: Path) -> None:
    """Python's own library and itself: it could be taken out and used elsewhere. It speaks to no user."""
    own = {name for name in imported(path) if name.startswith("scoring.xlsx.")}
    assert {name.partition(".")[0] for name in imported(path) - own} <= set(sys.stdlib_module_names)
    assert path.read_text(encoding="utf-8").isascii(), "words for a user are written in scoring/opening"


@pytest.mark.parametrize("name", ["README.md", "docs/decisions/0002-one-line-of-arrows.md"])
def test_the_documents_name_the_rooms_in_their_order(name: str) -> None:
    text = (SCORING.parent / name).read_text(encoding="utf-8")
    [arrows] = re.findall(r"\w+(?:\s+<-\s+\w+)+", text)
    rooms = re.split(r"\s+<-\s+", arrows)
    assert rooms == [
        floor for floor in FLOORS if (SCORING / floor / "__init__.py").exists() and floor != "catalogue"
    ]


def test_every_room_has_a_floor() -> None:
    assert {room(path) for path in MODULES} == set(FLOORS)


def test_the_command_line_starts_without_heavy_libraries() -> None:
    code = "import sys, scoring.cli; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.split()
    assert "scoring.cli" in loaded
    assert "scoring.pipeline.office" not in loaded
    heavy = {
        "pandas",
        "openpyxl",
        "xlsxwriter",
        "pydantic",
        "rich",
        "sqlalchemy",
        "docxtpl",
        "flask",
        "waitress",
    }
    assert not heavy & set(loaded)


def test_no_test_module_makes_its_own_workspace_of_init() -> None:
    """The fixture of tests/conftest.py does, with the forms of the units that a module names in FORMS."""
    makers = {
        path.name
        for path in Path(__file__).parent.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and node.name == "workspace"
        and 'danvan("init"' in ast.unparse(node).replace("'", '"')
    }
    assert not makers
