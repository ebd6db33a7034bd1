"""What the page says: where a sentence names a command or an option, the page has words of its own."""

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

from scoring.cli import main
from scoring.errors import Spoken, UserError, WorkspaceError

PACKAGE = Path(__file__).parents[1] / "scoring"
OF_COMMANDS = ("cli", "console.py", "example.py", "proposed.py", "__main__.py")
COMMAND = re.compile(rf"\bdanvan (?:{'|'.join(main.commands)})\b|(?<![\w-])--[a-z][a-z-]+")
NOT_ON_THE_PAGE = {
    "pipeline/arrivals.py": "proposed by commands beside what they print",
    "standing/unverified.py": "remedies in commands: the page shows the causes and its buttons",
    "reports/final/still_open.py": "remedies in commands: the page shows heads and its buttons",
    "annex/seen.py": "the workbook made of a paper",
    "annex/unit_book.py": "the workbook made of a list",
    "workers/cluster.py": "said where the server is started",
    "verification/cover.py": "the cover of the Excel book",
    "criteria/excel/guide.py": "the guide within the set's workbook",
    "pipeline/units_from_table.py": "writes to a path that is typed",
    "pipeline/from_table.py": "writes to a path that is typed",
    "pipeline/criteria.py": "writes to a path that is typed",
    "pipeline/consolidation.py": "Parquet is asked for by an option alone",
    "pipeline/upkeep.py": "open_desk is of commands; the rest has words for the page",
    "web/serve.py": "said where the server is started",
    "web/tls.py": "said where the server is started",
    "register/failures.py": "every sentence of it is made by _mended",
    "pipeline/classes.py": "_REMEDIES has both wordings",
    "pipeline/forms.py": "its Spoken has both wordings",
}


def sentences(tree: ast.Module) -> Iterator[tuple[ast.stmt, str]]:
    """Each text that is no docstring, with the function or statement of the module that it stands in."""
    for top in tree.body:
        said = {id(n.value) for n in ast.walk(top) if isinstance(n, ast.Expr)}
        for node in ast.walk(top):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                yield top, node.value


def test_a_command_in_a_sentence_is_not_shown_on_the_page() -> None:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name.partition("/")[0] in OF_COMMANDS or name in NOT_ON_THE_PAGE:
            continue
        source = path.read_text(encoding="utf-8")
        for top, text in sentences(ast.parse(source)):
            if COMMAND.search(text) and "Spoken(" not in (ast.get_source_segment(source, top) or ""):
                found.append(f"{name}: {text}")
    assert found == []


def test_no_template_names_a_command_or_an_option() -> None:
    shown = {
        path.name: path.read_text(encoding="utf-8")
        for path in (PACKAGE / "web" / "templates").rglob("*.html")
    }
    named = {name: COMMAND.findall(re.sub(r"{#.*?#}|<[^>]*>", "", text)) for name, text in shown.items()}
    assert {name: each for name, each in named.items() if each} == {}


def test_a_sentence_keeps_both_wordings_on_its_way_between_processes() -> None:
    error = WorkspaceError(Spoken("thêm --replace", "đánh dấu “Thay”"), "và làm lại")
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, UserError)
    assert again.messages == ("thêm --replace", "và làm lại")
    assert again.on_page == ("đánh dấu “Thay”", "và làm lại")
