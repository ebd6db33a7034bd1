"""The page docs/sentences.md: every Vietnamese text that a user can see, to be read from end to end.

Collected from the sources: texts of the program and of the makers of Word papers, the words of its pages, of
click, of the cards and of the Windows scripts. What the program fills in is shown as "…".
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tools.asset import ROOT
from tools.messages import entries

VIETNAMESE = re.compile(
    "[\u00c0-\u00c3\u00c8-\u00ca\u00cc\u00cd\u00d2-\u00d5\u00d9\u00da\u00dd\u00e0-\u00e3\u00e8-\u00ea"
    "\u00ec\u00ed\u00f2-\u00f5\u00f9\u00fa\u00fd\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169"
    "\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
PATTERN = re.compile(r"\\[(swbd]|\(\?[:P<!]|\)\?|[|]\w+[|]")
"""What only a pattern has: those of annexes and of the messages in scoring/criteria/excel are no texts."""
FILLED = "…"
TABLES_OF_LETTERS = ("scoring/intake/lookalikes.py", "scoring/sheets/measure.py")
"""What the program knows of letters is no text."""

HEAD = """# Câu chữ công cụ nói

Tệp này được sinh từ mã nguồn bằng lệnh `python -m tools sentences`; không sửa tay. Mỗi dòng là một câu, nhãn
hay đoạn câu mà người dùng thấy trên trang, biểu, bảng, văn bản hay màn hình lệnh; dấu … là chỗ công cụ điền
tên, số liệu. Câu xuất hiện nhiều nơi chỉ ghi ở nơi đầu tiên.

## Từ dùng

| dùng | là | không dùng |
|---|---|---|
| biểu | tệp đơn vị tự chấm, báo cáo; chưa điền thì gọi là biểu mẫu | phiếu |
| biểu phản hồi | biểu gửi lại đơn vị để sửa | biểu trả lại |
| biên nhận | dòng sổ ghi đã nhận một tệp, có số | phiếu nhận |
| tài liệu kiểm chứng | văn bản, tệp chứng minh câu trả lời | minh chứng |
| sổ theo dõi | nơi ghi mọi việc: nhận, thẩm định, quyết định | sổ đăng ký |
| sổ thẩm định | tệp Excel để ghi điểm thẩm định | phiếu thẩm định |
| lỗi, lưu ý | điều phải sửa, điều nên xem lại | cảnh báo |
| điểm tự chấm, điểm thẩm định, điểm chính thức | của đơn vị, của người thẩm định, được chốt | điểm đánh giá |
| xếp loại, loại | Xuất sắc, Tốt, … | danh hiệu thi đua |
| hạng, xếp hạng | 1, 2, 3, … | thứ bậc |
| hạn mức | số đơn vị nhiều nhất của một loại | chỉ tiêu loại |
| đúng hạn, chậm | nộp trước, sau hạn | muộn |
| miễn | không phải chấm, theo văn bản | loại trừ |
| không phát sinh | trong kỳ không có việc ấy | không áp dụng được |
| chốt, lần chốt | giữ kết quả thành bộ văn bản, tính lại được | khóa sổ |
| tệp, thư mục | | file, folder |
"""


@cache
def spoken(source: str) -> tuple[str, ...]:
    """The Vietnamese texts of a Python file in its order: docstrings and patterns are not for users.

    What a command says of itself is its docstring.
    """
    tree = ast.parse(source)
    nodes = tuple(ast.walk(tree))
    told = {id(node.body[0]) for node in nodes if _is_command(node)}
    unseen = {
        id(part) for node in nodes if _is_unseen(node) and id(node) not in told for part in ast.walk(node)
    }
    said = (_text(node) for node in _in_order(tree, unseen))
    return tuple(text for text in said if VIETNAMESE.search(text) and not PATTERN.search(text))


def _is_command(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and any(
        re.search("command|group", ast.unparse(each)) for each in node.decorator_list
    )


def _is_unseen(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"))) | ast.keyword(arg="pattern"):
            return True
    return False


def _in_order(node: ast.AST, unseen: set[int]) -> Iterator[ast.expr]:
    for child in ast.iter_child_nodes(node):
        if id(child) in unseen:
            continue
        if isinstance(child, ast.Constant | ast.JoinedStr):
            yield child
        # What stands in the braces of a text may hold texts of its own.
        yield from _in_order(
            child,
            unseen
            | (
                {id(part) for part in child.values if isinstance(part, ast.Constant)}
                if isinstance(child, ast.JoinedStr)
                else set()
            ),
        )


def _text(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return re.sub(r"\{[a-z_0-9.]*\}", FILLED, text)
        case ast.JoinedStr(values=parts):
            return "".join(_text(part) if isinstance(part, ast.Constant) else FILLED for part in parts)
    return ""


class _Page(HTMLParser):
    """Texts and attributes that a reader or a screen reader meets."""

    ATTRIBUTES = ("placeholder", "title", "aria-label", "alt", "value", "hx-confirm", "content")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - HTMLParser
        self.found += [value for name, value in attrs if value and name in self.ATTRIBUTES]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def shown(template: str) -> Iterator[str]:
    """The Vietnamese texts of a page's template, those of its expressions included."""
    bare = re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)
    code = re.findall(r"\{[{%].*?[%}]\}", bare, flags=re.DOTALL)
    page = _Page()
    page.feed(
        re.sub(r"\{\{.*?\}\}", FILLED, re.sub(r"\{%.*?%\}", "\n", bare, flags=re.DOTALL), flags=re.DOTALL)
    )
    texts = [line for text in page.found for line in text.split("\n\n")]
    texts += [text for each in code for text in re.findall(r'"([^"]*)"', each)]
    # A branch of the template stood between a word and its comma.
    plain = (re.sub(r"\s+([,.;:])", r"\1", text.strip()) for text in texts)
    yield from (text for text in plain if VIETNAMESE.search(text))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _of(path: Path) -> Iterable[str]:
    content = path.read_text(encoding="utf-8")
    match path.suffix:
        case ".py":
            return spoken(content)
        case ".html":
            return shown(content)
        case ".js":
            return shown("\n\n".join(re.findall(r"'([^']*)'", content)))
        case ".po":
            return (text for text in entries(content).values() if VIETNAMESE.search(text))
        case ".yaml":
            return _strings(YAML(typ="safe").load(content))
        case _:
            return (line for line in content.splitlines() if VIETNAMESE.search(line))


def _files() -> Iterator[Path]:
    letters = {ROOT / name for name in TABLES_OF_LETTERS}
    yield from sorted({*(ROOT / "scoring").rglob("*.py")} - letters)
    yield from sorted((ROOT / "scoring" / "web" / "templates").rglob("*.html"))
    yield ROOT / "scoring" / "web" / "static" / "danvan.js"
    yield from sorted((ROOT / "scoring" / "locale").rglob("*.po"))
    yield from sorted((ROOT / "tools").glob("word_*.py"))
    yield ROOT / "tools" / "cards.yaml"
    yield from sorted(path for path in (ROOT / "tools" / "windows" / "files").rglob("*") if path.is_file())


def written() -> Iterator[tuple[str, str]]:
    """Source file and text, as it is written there."""
    for path in _files():
        yield from ((path.relative_to(ROOT).as_posix(), text) for text in _of(path))


def sentences() -> dict[str, list[str]]:
    """Source file -> what it says, each text where it first stands."""
    found: dict[str, dict[str, None]] = {}
    known: set[str] = set()
    for file, text in written():
        plain = " ".join(text.split())
        if plain not in known:
            found.setdefault(file, {})[plain] = None
            known.add(plain)
    return {file: list(texts) for file, texts in found.items()}


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for file, texts in sentences().items():
        lines = "\n".join(f"- {text}" for text in texts)
        parts.append(f"## {file}\n\n{lines}\n")
    return "\n".join(parts)


def files() -> dict[str, bytes]:
    """The page."""
    return {"docs/sentences.md": page().encode()}
