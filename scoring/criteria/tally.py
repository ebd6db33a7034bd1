"""How the points of a group follow from its children: in decimals for the engine, in Excel for the workbooks.

They are added; or, where a unit may claim one of them only (R24), the best counts. They stop at the cap of
the group (R20: 13 points of children under a cap of 10), and are nothing where a criterion fails (R19).
Maxima follow in the same way, so that a share is always of what can be reached.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from scoring.criteria.schema import Criterion, Extra, Group, Node
from scoring.rules.base import excel_number
from scoring.text import show_number

Added = Callable[[Sequence[str]], str | None]
"""The Excel sum of what stands beside these criteria (codes), None where none of them does."""

Failed = Callable[[str], str | None]
"""The Excel condition that a criterion (code) was scored and has no points, None where it is not there."""


_ZERO = Decimal(0)


def together(group: Group | Extra, parts: Iterable[Decimal]) -> Decimal:
    """The points of a group, or its maximum, from those of its children, unless one of them fails."""
    total = max(parts, default=_ZERO) if group.only_one else sum(parts, _ZERO)
    return total if group.cap is None else min(group.cap, total)


def reached(node: Node, worth: Mapping[str, Decimal]) -> Decimal:
    """The points of a group or criterion; ``worth``: of every criterion (code) that was scored."""
    if isinstance(node, Criterion):
        return worth.get(node.code, _ZERO)
    if any(worth.get(code) == 0 for code in node.failing):
        return _ZERO
    return together(node, (reached(child, worth) for child in node.children))


def reached_of(nodes: Iterable[Node], worth: Mapping[str, Decimal]) -> Decimal:
    """The points of several groups or criteria."""
    return sum((reached(node, worth) for node in nodes), _ZERO)


def most(node: Node, asked: Container[str] | None = None) -> Decimal:
    """The maximum of a group or criterion; where only the criteria ``asked`` (codes) count, of these."""
    if isinstance(node, Criterion):
        return node.max if asked is None or node.code in asked else _ZERO
    return together(node, (most(child, asked) for child in node.children))


def most_of(groups: Iterable[Group], asked: Container[str] | None = None) -> Decimal:
    """The maximum of the whole scale."""
    return sum((most(group, asked) for group in groups), _ZERO)


def group_title(group: Group | Extra) -> str:
    """The heading of a group, with what makes it other than the sum of what stands below."""
    said = group_words(group)
    return f"{group.text} ({said})" if said else group.text


def group_words(group: Group | Extra) -> str:
    """What makes a group other than the sum of what stands below; nothing where nothing does."""
    said = ["chỉ tính một tiêu chí"] if group.only_one else []
    if isinstance(group, Group) and group.cap is not None:
        said.append(f"tính không quá {show_number(group.cap)} điểm")
    return ", ".join(said)


def is_plain(node: Node) -> bool:
    """True where the criteria below are only added."""
    if isinstance(node, Criterion):
        return True
    return node.cap is None and not node.only_one and not node.failing and all(map(is_plain, node.children))


def formula(node: Node, added: Added, failed: Failed | None = None) -> str | None:
    """:func:`reached` as an Excel expression; None where no criterion is there. No ``failed`` for maxima."""
    if isinstance(node, Criterion):
        return added([node.code])
    total = _best(_codes(node), added) if node.only_one else formula_of(node.children, added, failed)
    if total is None:
        return None
    if node.cap is not None:
        total = f"MIN({excel_number(node.cap)},{total})"
    tests = list(filter(None, map(failed, node.failing))) if failed else []
    return f"IF(OR({','.join(tests)}),0,{total})" if tests else total


def block_formula(block: Extra, added: Added) -> str:
    """The points of a bonus or penalty block."""
    codes = [criterion.code for criterion in block.criteria]
    total = _best(codes, added) if block.only_one else added(codes)
    return f"MIN({excel_number(block.cap)},{total or 0})"


def _best(codes: Sequence[str], added: Added) -> str | None:
    found = list(filter(None, (added([code]) for code in codes)))
    return f"MAX({','.join(found)})" if found else None


def formula_of(nodes: Iterable[Node], added: Added, failed: Failed | None = None) -> str | None:
    """The sum of groups and criteria; neighbours that are only added share one sum."""
    terms: list[str | None] = []
    for plain, here in groupby(nodes, is_plain):
        if plain:
            terms.append(added([code for node in here for code in _codes(node)]))
        else:
            terms += [formula(node, added, failed) for node in here]
    return "+".join(filter(None, terms)) or None


def _codes(node: Node) -> list[str]:
    return [node.code] if isinstance(node, Criterion) else [leaf.code for leaf in node.leaves()]
