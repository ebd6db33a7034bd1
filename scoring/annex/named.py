"""Criteria and groups that a sentence elsewhere in a paper speaks of, by their number or by their words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from scoring.annex.figures import NUMBER
from scoring.annex.nodes import Node
from scoring.text import ascii_slug

_KIND = r"(?:mục|tiêu chí|chỉ tiêu|chỉ số|tiêu chuẩn|nội dung|phần|nhóm|khoản|số thứ tự|stt|tt)"
_MARK = r"(?:[IVX]+|[A-HĐ]|\d{1,2})(?:\.\d{1,2}|\.[a-zđ]\b)*(?![\w%/]|,\d)"
_NAMED = re.compile(
    rf"\b(?i:{_KIND})\s+(?i:(?:số|thứ)\s+)?(?P<marks>{_MARK}(?:\s*(?:,|;|và|hoặc|đến|-|–)\s*"
    rf"(?:(?i:{_KIND})\s+)?{_MARK})*)(?!\s*(?i:điểm|đ\b|ngày|lần|cuộc|người))"
)
_EACH = re.compile(_MARK)
_ADDED = re.compile(rf"^[^.;]*\b(?:tổng|cộng)\b[^.;]*?(?:{NUMBER}\s*điểm)?[.;]?$", re.IGNORECASE)
"""``Tổng điểm các mục I, II, III: 100 điểm`` says nothing of any of them."""
_OF_A_PAPER = re.compile(
    r"\b(?:điều|luật|nghị định|thông tư|quyết định|nghị quyết|kế hoạch|hướng dẫn|phụ lục)\b", re.IGNORECASE
)
"""The number may be that of a paper: ``mục 5 Kế hoạch số 12``."""
_STARS = re.compile(r"\(\*+\)")
_WORDS = re.compile(r"[^\W\d_]+")
_FEW = 3
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "thuc hien cong tac to chuc xay dung trien khai tieu chi noi dung don vi dia ban theo quy dinh ket "
        "qua khu dan cu pho phuong xa thon nhan hoat dong trong nam bao cao ke hoach ty le so diem",
    )
)


def named_in(text: str, nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes that the text names, by number or by words; a group with all that stands below it."""
    told = set() if _ADDED.match(text) else _numbers(text)
    pairs = _pairs(text)
    named: dict[int, Node] = {}
    stars = _STARS.match(text)
    for node in nodes:
        own = _pairs(node.text)
        is_starred = stars is not None and stars[0] in node.text
        if is_starred or _is_numbered(node, told) or len(own & pairs) >= min(_FEW, max(2, len(own) - 1)):
            named |= {id(each): each for each in node.everything()}
    yield from named.values()


def numbered_in(text: str, nodes: Iterable[Node]) -> list[Node]:
    """The criteria that the text is of alone, as it names them or their group by number; else none."""
    told = set() if _OF_A_PAPER.search(text) else _numbers(text)
    return [leaf for node in nodes if _is_numbered(node, told) for leaf in node.leaves()]


def _numbers(text: str) -> set[str]:
    return {mark for found in _NAMED.finditer(text) for mark in _EACH.findall(found["marks"])}


def _is_numbered(node: Node, told: set[str]) -> bool:
    return node.item.mark is not None and node.item.mark.printed in told


def without_names(text: str) -> str:
    """The text without the numbers that it names."""
    return _NAMED.sub("tiêu chí này", text)


def _pairs(text: str) -> set[tuple[str, str]]:
    """Words that follow each other, common ones left out."""
    words: Sequence[str] = [ascii_slug(word) for word in _WORDS.findall(text)]
    return {(first, second) for first, second in pairwise(words) if not {first, second} <= _COMMON}
