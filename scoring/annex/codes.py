"""The codes of groups and criteria: the numbers of the paper, made whole (``I.1.a``) and different."""

import re
from collections import Counter
from collections.abc import Sequence

from scoring.annex.nodes import Node
from scoring.text import fold

_LONGEST = 20
_SECTION = {"bonus": "TH", "penalty": "TR"}
_FREE = re.compile(r"[^0-9A-Za-zĐđ.]")


def give_codes(roots: Sequence[Node]) -> None:
    """Every node its code: that of the group above and its own number."""
    taken: set[str] = set()
    places: Counter[str] = Counter()
    for root in roots:
        places[root.section] += 1
        _give(root, "", "", places[root.section], taken)


def _give(node: Node, above: str, printed_above: str, place: int, taken: set[str]) -> None:
    mark = node.item.mark
    printed = _FREE.sub("", mark.printed) if mark and mark.numbers else ""
    tail = printed.removeprefix(f"{printed_above}.") if printed_above else printed
    if not above and node.section and not (node.children and printed):
        above = _SECTION.get(node.section, "")
        tail = "" if node.children else tail or str(place)
    own = tail or ("" if node.children and above else str(place))
    node.code = _unlike(".".join(filter(None, (above, own))), taken)
    for number, child in enumerate(node.children, 1):
        _give(child, node.code, printed, number, taken)


def _unlike(wanted: str, taken: set[str]) -> str:
    """The code, cut to its end where it is too long, with a letter where another has it."""
    wanted = wanted[-_LONGEST:].lstrip(".") or "1"
    code, n = wanted, 1
    while fold(code) in taken:
        n += 1
        code = f"{wanted[: _LONGEST - 3]}_{n}"
    taken.add(fold(code))
    return code
