"""What pydantic finds wrong with a set, said in Vietnamese at the line of the key concerned."""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Tag, ValidationError
from pydantic_core import ErrorDetails

from scoring.criteria.source import Keys, Source
from scoring.dataclass import dataclass
from scoring.text import nearest, show_number

MOST = 100
"""Mistakes listed at once: a file that is something else altogether has hundreds of thousands."""


def one_of(words: Iterable[str]) -> str:
    """A list in a sentence: ``“a”, “b”``."""
    return ", ".join(f"“{word}”" for word in words)


def proposal(word: str, allowed: Iterable[str]) -> str:
    """The allowed word that is meant most likely, as a question; nothing where none is near."""
    near = nearest(word, allowed, 60)
    return f" (có phải “{near}”?)" if near else ""


def unknown(what: str, code: str, known: Iterable[str]) -> str:
    """``không có khối “tpd” (có phải “tdp”?); đang có: “phong”, “tdp”``."""
    listed = list(known)
    shown = one_of(listed[:12]) + ("…" if len(listed) > 12 else "")
    return f"không có {what} “{code}”{proposal(code, listed)}; đang có: {shown or 'chưa có mục nào'}"


@dataclass(frozen=True, slots=True)
class _Mistake:
    """A mistake with what is known of its place: ``owner`` has the last key, ``wanted`` is its type."""

    details: ErrorDetails
    path: Keys
    owner: Any
    wanted: Any

    @property
    def context(self) -> dict[str, Any]:
        return self.details.get("ctx", {})

    @property
    def word(self) -> str:
        """What was written, where it is a word."""
        value = self.details["input"]
        return value if isinstance(value, str) else ""

    @property
    def shown(self) -> str:
        if not isinstance(self.details["input"], str):
            return "giá trị này"
        return f"“{self.word[:40]}…”" if len(self.word) > 40 else f"“{self.word}”"


def in_vietnamese(error: ValidationError, root: type[BaseModel], source: Source) -> Iterator[str]:
    """One message for each mistake, with file, line and key."""
    found = [details for details in error.errors() if not _is_echo(details)]
    for details in found[:MOST]:
        mistake = _located(root, details)
        yield source.message(mistake.path, _SAYS.get(details["type"], _unusable)(mistake))
    if len(found) > MOST:
        yield f"{source.file}: còn {len(found) - MOST} lỗi khác; sửa các lỗi trên rồi chạy lại."


def _is_echo(details: ErrorDetails) -> bool:
    """Pydantic calls a list too short when its items are broken: those have messages of their own."""
    return details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]


_KEY = "[key]"
"""Pydantic's step for a mapping's key that is wrong itself; the key stands before it."""


def _located(root: type[BaseModel], details: ErrorDetails) -> _Mistake:
    """Walks the types along the error's location, leaving out the tags that pydantic puts into it."""
    path: Keys = ()
    owner: Any = None
    here: Any = root
    for step in details["loc"]:
        if step == _KEY:
            here = get_args(owner)[0]
            continue
        below = _bare(here)
        if get_origin(below) in (Union, UnionType):
            here = next(member for member in get_args(below) if step in _tags(member))
            continue
        path = (*path, step)
        owner, here = below, _type_of(below, step)
    if details["type"] == "union_tag_invalid":
        path = (*path, "kind")
    return _Mistake(details, path, owner, _bare(here))


def _type_of(kind: Any, step: str | int) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        found = kind.model_fields.get(str(step))
        return found.annotation if found else None
    return get_args(kind)[0 if get_origin(kind) is tuple else 1]


def _bare(kind: Any) -> Any:
    """The type without ``Annotated`` and without ``None``."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    options = [option for option in get_args(kind) if option is not NoneType]
    is_union = get_origin(kind) in (Union, UnionType)
    return _bare(options[0]) if is_union and len(options) == 1 else kind


def _tags(member: Any) -> tuple[str, ...]:
    """The words that choose this member of a union: its Tag, or what its ``kind`` may be."""
    named = tuple(each.tag for each in getattr(member, "__metadata__", ()) if isinstance(each, Tag))
    kind = _bare(member).model_fields.get("kind")
    return named + (get_args(kind.annotation) if kind and get_origin(kind.annotation) is Literal else ())


def _keys(model: Any) -> tuple[str, ...]:
    return tuple(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else ()


def _unusable(mistake: _Mistake) -> str:
    return f"{mistake.shown} không dùng được"


def _unknown_key(mistake: _Mistake) -> str:
    keys = _keys(mistake.owner)
    return f"khóa lạ{proposal(str(mistake.path[-1]), keys)}; các khóa được dùng: {', '.join(keys)}"


def _not_on_the_list(mistake: _Mistake) -> str:
    allowed = re.findall(r"'([^']*)'", mistake.context["expected"])
    near = proposal(mistake.word, allowed)
    return f"{mistake.shown} không được dùng{near}; chọn một trong: {one_of(allowed)}"


def _unknown_rule(mistake: _Mistake) -> str:
    tag = mistake.context["tag"]
    allowed = [tag for member in get_args(mistake.wanted) for tag in _tags(member)]
    return f"không có cách chấm kind: {tag}{proposal(tag, allowed)}; chọn một trong: {one_of(allowed)}"


def _no_rule(mistake: _Mistake) -> str:
    allowed = [tag for member in get_args(mistake.wanted) for tag in _tags(member)]
    return f"thiếu khóa kind (cách chấm); chọn một trong: {one_of(allowed)}"


def _no_mapping(mistake: _Mistake) -> str:
    keys = _keys(mistake.wanted)
    named = f" ({', '.join(keys)})" if keys else ""
    return f"phải là nhóm khóa{named}, mỗi khóa có dấu hai chấm và giá trị"


def _pattern(mistake: _Mistake) -> str:
    letters = "chữ không dấu" if "A-Z" in mistake.context["pattern"] else "chữ thường không dấu"
    marks = ". _ -" if "_" in mistake.context["pattern"] else ". -"
    return f"{mistake.shown} chỉ được gồm {letters}, chữ số và {marks}, bắt đầu bằng chữ hoặc chữ số"


def _bound(words: str, key: str) -> Callable[[_Mistake], str]:
    return lambda mistake: f"phải {words} {show_number(Decimal(str(mistake.context[key])))}"


_SAYS: dict[str, Callable[[_Mistake], str]] = {
    "missing": lambda _: "thiếu giá trị bắt buộc này",
    "extra_forbidden": _unknown_key,
    "literal_error": _not_on_the_list,
    "enum": _not_on_the_list,
    "union_tag_invalid": _unknown_rule,
    "union_tag_not_found": _no_rule,
    "model_type": _no_mapping,
    "model_attributes_type": _no_mapping,
    "dict_type": _no_mapping,
    "tuple_type": lambda _: "phải là danh sách, mỗi mục một dòng bắt đầu bằng dấu gạch (-), hoặc [a, b]",
    "string_type": lambda _: "phải là chữ hoặc số, không phải danh sách hay nhóm khóa",
    "string_too_short": lambda _: "không được để trống",
    "string_too_long": lambda m: f"{m.shown} dài quá {m.context['max_length']} ký tự",
    "string_pattern_mismatch": _pattern,
    "too_short": lambda m: f"cần ít nhất {m.context['min_length']} mục",
    "greater_than": _bound("lớn hơn", "gt"),
    "greater_than_equal": _bound("từ", "ge"),
    "less_than": _bound("nhỏ hơn", "lt"),
    "less_than_equal": _bound("không quá", "le"),
    "multiple_of": _bound("là bội của", "multiple_of"),
    "value_error": lambda m: str(m.context["error"]),
}
