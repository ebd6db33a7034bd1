"""The language of the templates: fields, choices and repetitions of Jinja, and nothing else of it.

A template shows, it does not compute: calls, macros, imports, assignments and arithmetic are refused
before anything runs. What is left is still bounded, in repetitions and in the length of the text.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

ROWS_LIMIT = 1_000_000
TEXT_LIMIT = 60_000_000
FILTERS = {"upper": str.upper, "lower": str.lower, "length": len}
_LOOP = frozenset({"index", "first", "last", "length"})
_BOUNDED = "bounded"
_KEPT = 128
"""Compiled parts: a document has nine, most of them a title or an author."""
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
)


class RefusedError(TemplateRuntimeError):
    """Something the template may not do, or may not do with this value; the message is Vietnamese."""


class UnknownFieldError(TemplateRuntimeError):
    """A field that does not exist; ``beside`` names those that stand in the same place, None at the top."""

    def __init__(self, name: str, beside: tuple[str, ...] | None) -> None:
        super().__init__(name)
        self.name, self.beside = name, beside


class _Unknown(StrictUndefined):
    """Raises as soon as a field is missed: no document is made with a gap in it."""

    def __init__(self, *, name: str, obj: Any = None) -> None:
        raise UnknownFieldError(name, tuple(obj) if isinstance(obj, Mapping) else None)


class Language(SandboxedEnvironment):
    """One environment for one rendering. ``source`` and ``names``: of the part compiled last."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=_Unknown, finalize=_shown)
        self.globals.clear()
        self.tests.clear()
        self.filters = {**FILTERS, _BOUNDED: self._counted}
        self.source = ""
        self.names: frozenset[str] = frozenset()
        self._rows_left = ROWS_LIMIT

    def compile(self, source: Any, *_rest: Any, **_more: Any) -> Any:
        """Refuse what is not allowed, bound every repetition, then compile. Raises TemplateSyntaxError."""
        self.source = source
        try:
            code, self.names = _compiled(source)
        except (RecursionError, MemoryError, SyntaxError, ValueError):  # Python's limits: depth, digits
            what = "lệnh quá dài hoặc lồng nhau quá sâu; tách bớt ngoặc, {% for … %} và {% if … %}"
            raise TemplateSyntaxError(what, 1, name=_BOUNDED) from None
        return code

    def concat(self, parts: Iterable[str]) -> str:
        """The rendered text. Raises RefusedError beyond the limit, before it fills the memory."""
        kept, left = [], TEXT_LIMIT
        for part in parts:
            left -= len(part)
            if left < 0:
                raise RefusedError("văn bản tạo ra quá dài; kiểm tra các vòng lặp {% for … %}")
            kept.append(part)
        return "".join(kept)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a row, or where a repetition stands; nothing else of any object."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def _counted(self, value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise RefusedError("chỉ lặp được trên một danh sách")
        self._rows_left -= len(value)
        if self._rows_left < 0:
            raise RefusedError("lặp quá nhiều lần; kiểm tra các vòng lặp {% for … %} lồng nhau")
        return value


@lru_cache(maxsize=_KEPT)
def _compiled(source: str) -> tuple[CodeType, frozenset[str]]:
    """The code and the names that it gives itself: the notices of a year share one template."""
    anybody = Language()  # the code asks whoever runs it for fields and filters
    tree = anybody.parse(source)
    for node in _inside(tree):
        if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.Filter) and node.name not in FILTERS):
            what = "mẫu chỉ được hiện trường {{ … }}, lặp {% for … %} và chọn {% if … %}; bỏ lệnh khác"
            raise TemplateSyntaxError(what, node.lineno or 1, name=_BOUNDED)
    names = frozenset(name.name for name in tree.find_all(nodes.Name) if name.ctx == "store")
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = nodes.Filter(loop.iter, _BOUNDED, [], [], None, None, lineno=loop.lineno)
    tree.set_environment(anybody)
    return SandboxedEnvironment.compile(anybody, tree), names


def _inside(node: nodes.Node) -> Iterable[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _inside(child)


def _shown(value: Any) -> str | int:
    if isinstance(value, str) or type(value) is int:
        return value
    raise RefusedError("đây là một danh sách hoặc một nhóm trường, không hiện được như chữ; dùng {% for … %}")
