"""The oracle is worth something only as long as it knows nothing of the program."""

import ast
from pathlib import Path

HERE = Path(__file__).parent
ORACLE = (
    "plain",
    "points",
    "card",
    "classes",
    "ranks",
    "field",
    "year",
    "draw_rule",
    "draw_set",
    "draw_answers",
)


def test_the_oracle_imports_nothing_of_the_program() -> None:
    for name in ORACLE:
        tree = ast.parse((HERE / f"{name}.py").read_text(encoding="utf-8"))
        imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        imported += [
            each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names
        ]
        ours = [found for found in imported if found.split(".")[0] not in ("tests",)]
        assert not any(found.startswith("scoring") for found in ours), name
        for found in imported:
            if found.startswith("tests"):
                assert found.removeprefix("tests.oracle.") in ORACLE, (name, found)
