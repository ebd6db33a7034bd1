"""The arrows of the house, as decided in docs/decisions/0002: no room imports one above it."""

import ast
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SCORING = Path(__file__).parents[1] / "scoring"
FLOORS = [
    "dataclass",
    "text",
    "json_text",
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
    "annex",
    "standing",
    "whatif",
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


@cache
def trees() -> dict[Path, ast.Module]:
    """The program's files, parsed: by the process that runs these tests, and not by each that collects."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SCORING.rglob("*.py"))}


def imported(path: Path) -> set[str]:
    """The full names of all that a file imports, within functions too."""
    names = set()
    for node in ast.walk(trees()[path]):
        if isinstance(node, ast.ImportFrom):
            names |= {f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def imported_rooms(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imported(path) if name.startswith("scoring.")} & ROOMS.keys()


def test_no_room_imports_one_above_it() -> None:
    above = {
        str(path.relative_to(SCORING)): rooms
        for path in MODULES
        if (rooms := {name for name in imported_rooms(path) if ROOMS[name] > ROOMS[room(path)]})
    }
    assert not above


def test_no_file_does_two_jobs() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert not {str(path.relative_to(SCORING)): many for path, many in lines.items() if many > 400}


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
        "docx",
        "xlsxwriter",
        "pydantic",
        "rich",
        "docxtpl",
        "flask",
        "waitress",
    }
    assert not heavy & set(loaded)


def test_forms_are_read_before_what_writes_results_is_loaded() -> None:
    code = "import sys, scoring.pipeline.consolidation; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.split()
    assert "scoring.intake.folder" in loaded
    assert not {"xlsxwriter", "rich", "scoring.forms.writer", "scoring.reports.consolidated"} & set(loaded)


LONGEST = 40
"""Lines of a function: more do not fit on a screen."""

CALLED_BY_OTHERS = {
    "_write_blank",  # xlsxwriter
    "_write_rows",
    "_write_sheet_data",
    "_write_string",
    "concat",  # jinja2
    "dispatch_table",  # pickle
    "find_class",
    "group_class",  # click
    "list_commands",
    "ignore_aliases",  # ruamel.yaml
    "model_config",  # pydantic
    "render_str",  # rich
}
"""Names that a library looks up."""


REGISTERS = re.compile("validator|command|group|page|route|errorhandler|request|filter")
"""Decorators that give a function to somebody who calls it."""


def names_of(node: ast.AST) -> tuple[str, ...]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
            return (name,)
        case ast.Assign():
            return tuple(target.id for target in node.targets if isinstance(target, ast.Name))
    return ()


def definitions(tree: ast.Module) -> Iterator[str]:
    """What a module defines, and the methods of its classes; fields of a class are read by other ways too."""
    methods = [each for node in tree.body if isinstance(node, ast.ClassDef) for each in node.body]
    for node in (*tree.body, *(each for each in methods if isinstance(each, ast.FunctionDef))):
        if not any(REGISTERS.search(ast.unparse(each)) for each in getattr(node, "decorator_list", ())):
            yield from names_of(node)


def used(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()) | ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
                yield name


def test_every_function_fits_on_a_screen() -> None:
    long = {
        f"{path.relative_to(SCORING)}: {node.name}": lines
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (lines := node.end_lineno - node.lineno + 1) > LONGEST
    }
    assert not long


def test_no_two_public_classes_share_a_name() -> None:
    homes = defaultdict(list)
    for path, tree in trees().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(str(path.relative_to(SCORING)))
    assert not {name: paths for name, paths in homes.items() if len(paths) > 1}


def test_nothing_is_defined_that_the_program_does_not_use() -> None:
    uses = Counter(name for tree in trees().values() for name in used(tree))
    unused = {
        f"{path.relative_to(SCORING)}: {name}"
        for path, tree in trees().items()
        if room(path) != "rules"  # rules are found by the names of their files
        for name in definitions(tree)
        if not uses[name] and not name.startswith("__") and name not in CALLED_BY_OTHERS
    }
    assert not unused


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(SCORING.parent).with_suffix("").parts)


def test_every_module_is_imported() -> None:
    """By a statement, or by name in a list of files of its folder: rules, sheets, checks of a form."""
    imported = set()
    for path, tree in trees().items():
        nodes = tuple(ast.walk(tree))
        for node in nodes:
            if isinstance(node, ast.ImportFrom) and node.module:
                imported |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        if any(isinstance(node, ast.Call) and ast.unparse(node.func) == "import_module" for node in nodes):
            names = {node.value for node in nodes if isinstance(node, ast.Constant)}
            imported |= {f"{dotted(path.parent)}.{name}" for name in names}
    modules = {dotted(path) for path in MODULES if path.stem not in ("__init__", "__main__")}
    assert not modules - imported


def test_the_pipeline_imports_only_at_the_top() -> None:
    inside = {
        f"{path.relative_to(SCORING)}: {function.name}"
        for path, tree in trees().items()
        if room(path) == "pipeline"
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    later = {
        "pipeline/consolidation.py: _writer": "while workers read",
        "pipeline/whatif.py: _firm": "brings numpy",
    }
    assert inside == set(later)


def test_json_is_written_in_one_place() -> None:
    writers = {
        room(path) for path in MODULES if re.search(r"\bjson\.dumps?\(", path.read_text(encoding="utf-8"))
    }
    assert writers == {"json_text"}


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
